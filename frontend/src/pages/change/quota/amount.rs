//! Amounts of resources as they stand in the fields of a quota: any of them may be left out.

use operator_api::resources::Scalar;

use crate::change::resources::{amount, words};

/// What stands in the field of a resource: nothing, or an amount.
///
/// # Errors
/// What is wrong with it.
pub fn read(typed: &str, resource: &str) -> Result<Option<f64>, String> {
    match typed.trim() {
        "" => Ok(None),
        typed => amount::scalar(typed, resource).map(|amount| Some(amount.to_f64())),
    }
}

/// As it is typed into a field.
pub fn typed(amount: Option<&f64>) -> String {
    amount.map(f64::to_string).unwrap_or_default()
}

/// An amount with its unit, exactly: `1,024 MiB`.
pub fn said(resource: &str, amount: f64) -> String {
    words::scalar(resource, Scalar::from_f64(amount))
}

/// The same of thousandths.
pub fn in_thousandths(resource: &str, thousandths: i64) -> String {
    words::scalar(resource, Scalar::from_milli(thousandths))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_no_amount_and_no_fault() {
        assert_eq!(read(" ", "cpus"), Ok(None));
        assert_eq!(read("1,024.5", "cpus"), Ok(Some(1024.5)));
        assert_eq!(read("2 GiB", "mem"), Ok(Some(2048.0)));
        assert!(read("4 cpus", "cpus").is_err());
    }

    #[test]
    fn what_is_known_is_typed_as_it_can_be_read() {
        for amount in [4.0, 0.001, 1_048_576.0] {
            assert_eq!(read(&typed(Some(&amount)), "mem"), Ok(Some(amount)));
        }
        assert_eq!(said("mem", 1024.0), "1,024 MiB");
    }
}
