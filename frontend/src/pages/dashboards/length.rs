//! How long a link lasts: a number and its unit.

/// The longest that the server takes, in seconds.
const LONGEST: u64 = 366 * 86_400;

/// Units, by the name they have in the form: in seconds.
pub const UNITS: [(&str, u64); 4] = [("minutes", 60), ("hours", 3_600), ("days", 86_400), ("weeks", 604_800)];

/// The length in seconds.
///
/// # Errors
/// What is wrong with it.
pub fn seconds(number: &str, unit: &str) -> Result<u64, &'static str> {
    let number: u64 = number.trim().parse().map_err(|_| "Is a whole number.")?;
    let unit = UNITS.iter().find(|(name, _)| *name == unit).map_or(86_400, |(_, seconds)| *seconds);
    match number.saturating_mul(unit) {
        0 => Err("Is at least a minute."),
        seconds if seconds > LONGEST => Err("Is at most 366 days."),
        seconds => Ok(seconds),
    }
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn a_length_has_two_ends() {
        assert_eq!(seconds(" 7 ", "days"), Ok(604_800));
        assert_eq!(seconds("90", "minutes"), Ok(5_400));
        assert_eq!(seconds("366", "days"), Ok(366 * 86_400));
        for (number, unit) in [
            ("367", "days"),
            ("0", "hours"),
            ("", "days"),
            ("1.5", "days"),
            ("99999999999999999999", "days"),
            ("999999999999999999", "weeks"),
        ] {
            assert!(seconds(number, unit).is_err(), "{number} {unit}");
        }
    }
}
