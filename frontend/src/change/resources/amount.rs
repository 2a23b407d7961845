//! How much of a resource, as an operator types it.

use std::collections::BTreeSet;

use operator_api::resources::{Range, Ranges, Scalar, Value};

use super::words::unit;

/// What is typed for all there is.
pub const ALL: &str = "all";

/// How much is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// All that nothing uses.
    All,
    /// So much.
    Some(Value),
}

/// Reads what was typed for a resource of this name that is counted as `like` is; nothing typed is nothing asked for.
///
/// # Errors
/// What is wrong with the text, and what would be right.
pub fn read(text: &str, name: &str, like: &Value) -> Result<Option<Amount>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text.eq_ignore_ascii_case(ALL) {
        return Ok(Some(Amount::All));
    }
    let value = match like {
        Value::Scalar(_) => Value::Scalar(scalar(text, name)?),
        Value::Ranges(_) => Value::Ranges(ranges(text)?),
        Value::Set(_) => Value::Set(items(text)?),
    };
    Ok(Some(Amount::Some(value)))
}

/// Units that memory and disk may be typed in, in MiB.
const UNITS: [(&str, i64); 4] = [("mib", 1), ("mb", 1), ("gib", 1 << 10), ("tib", 1 << 20)];

/// A number such as `23.5`, of memory and disk in MiB unless it says otherwise: `64 GiB`.
///
/// # Errors
/// As [`read`].
pub fn scalar(text: &str, name: &str) -> Result<Scalar, String> {
    let lower = text.trim().to_ascii_lowercase();
    let unit_of = || UNITS.iter().find_map(|(unit, mib)| Some((lower.strip_suffix(unit)?, *mib)));
    let (number, factor) = if unit(name).is_empty() { None } else { unit_of() }.unwrap_or((&lower, 1));
    let wrong = || {
        let such = if unit(name).is_empty() { "0.5" } else { "512, which is MiB, or 64 GiB" };
        format!("\"{text}\" is no number; write one such as {such}")
    };
    let number = ungrouped(number.trim()).ok_or_else(wrong)?;
    if number.split_once('.').is_some_and(|(_, decimals)| decimals.trim_end_matches('0').len() > 3) {
        return Err("Mesos counts in thousandths: write at most three decimals".to_owned());
    }
    let amount: Scalar = number.parse().map_err(|_| wrong())?;
    amount.milli().checked_mul(factor).map(Scalar::from_milli).ok_or_else(wrong)
}

/// Without the commas between groups of three digits. `None` if commas are elsewhere, where they may stand for a decimal point, or if it is
/// no plain decimal.
fn ungrouped(number: &str) -> Option<String> {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let digits = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let mut groups = digits.split(',');
    let first = groups.next()?;
    let is_grouped = !digits.contains(',') || (1..=3).contains(&first.len());
    let is_plain =
        number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'+'));
    (is_plain && is_grouped && groups.all(|group| group.len() == 3) && !rest.contains(','))
        .then(|| number.replace(',', ""))
}

fn parts(text: &str, brackets: [char; 2]) -> impl Iterator<Item = &str> {
    text.trim_matches(brackets).split([',', ';']).map(str::trim)
}

fn ranges(text: &str) -> Result<Ranges, String> {
    let one = |part: &str| {
        let (begin, end) = part.split_once(['-', '–']).unwrap_or((part, part));
        match (begin.trim().parse(), end.trim().parse()) {
            (Ok(begin), Ok(end)) if begin > end => Err(format!("{part} ends before it begins")),
            (Ok(begin), Ok(end)) => Ok(Range::new(begin, end)),
            _ => Err(format!("\"{part}\" is neither a number nor a range such as 31000-31010")),
        }
    };
    parts(text, ['[', ']']).map(one).collect()
}

fn items(text: &str) -> Result<BTreeSet<String>, String> {
    let items = parts(text, ['{', '}']);
    let one = |item: &str| if item.is_empty() { None } else { Some(item.to_owned()) };
    items.map(one).collect::<Option<_>>().ok_or_else(|| "name the items, with commas between".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::words::amount;
    use super::*;

    fn milli(text: &str, name: &str) -> Result<i64, String> {
        scalar(text, name).map(Scalar::milli)
    }

    #[test]
    fn numbers_are_read_exactly_or_not_at_all() {
        assert_eq!(milli("23.5", "cpus"), Ok(23_500));
        assert_eq!(milli(" 180,224 ", "mem"), Ok(180_224_000));
        assert_eq!(milli("0.001", "cpus"), Ok(1));
        assert_eq!(milli("1.5000", "cpus"), Ok(1_500));
        for wrong in ["1.0005", "0,5", "12,34", "1,2345", "five", "1e3", "", "0x10", "9223372036854775807"] {
            assert!(milli(wrong, "cpus").is_err(), "{wrong}");
        }
    }

    #[test]
    fn memory_may_have_units_and_cpus_may_not() {
        assert_eq!(milli("64 GiB", "mem"), Ok(65_536_000));
        assert_eq!(milli("1.5tib", "disk"), Ok(1_572_864_000));
        assert_eq!(milli("512 MB", "mem"), Ok(512_000));
        assert!(milli("64 GiB", "cpus").is_err());
        assert!(milli("64 gb", "mem").unwrap_err().contains("64 GiB"));
    }

    #[test]
    fn nothing_typed_is_nothing_asked_for() {
        let ports = Value::Ranges(Ranges::default());
        assert_eq!(read("  ", "ports", &ports), Ok(None));
        assert_eq!(read("All", "ports", &ports), Ok(Some(Amount::All)));
    }

    #[test]
    fn ranges_and_sets_are_lists() {
        let read = |text: &str, like: Value| match read(text, "x", &like) {
            Ok(Some(Amount::Some(value))) => Ok(amount("x", &value)),
            Ok(_) => Ok(String::new()),
            Err(words) => Err(words),
        };
        let ports = || Value::Ranges(Ranges::default());
        assert_eq!(read("31020, 31000-31010,31011", ports()), Ok("31000-31011, 31020".into()));
        assert_eq!(read("[31000-31001]", ports()), Ok("31000-31001".into()));
        assert!(read("31010-31000", ports()).unwrap_err().contains("ends before"));
        assert!(read("31000-", ports()).is_err());
        assert_eq!(read("b, a", Value::Set(BTreeSet::new())), Ok("a, b".into()));
        assert!(read("a,,b", Value::Set(BTreeSet::new())).is_err());
    }
}

// Its randomness is not the browser's.
#[cfg(all(test, not(target_arch = "wasm32")))]
mod properties {
    use proptest::prelude::*;

    use super::*;
    use crate::change::resources::words;

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed(milli in 0_i64..10_000_000_000_000, name in "cpus|mem|disk") {
            let amount = Scalar::from_milli(milli);
            prop_assert_eq!(scalar(&words::scalar(&name, amount), &name), Ok(amount));
        }
    }
}
