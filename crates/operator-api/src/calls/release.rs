//! Releases of Mesos.

use std::fmt;
use std::str::FromStr;

/// A release of Mesos, by its first two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Release {
    /// The 1 of 1.11.
    pub major: u16,
    /// The 11 of 1.11.
    pub minor: u16,
}

impl Release {
    /// `Release::new(1, 11)`.
    pub const fn new(major: u16, minor: u16) -> Self {
        Self { major, minor }
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// Text that is not a release, as `1.11` or `1.12.0-rc1` are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a release of Mesos, such as 1.11.0")]
pub struct NoRelease(String);

impl FromStr for Release {
    type Err = NoRelease;

    fn from_str(text: &str) -> Result<Self, NoRelease> {
        let mut parts = text.split(['.', '-', '+']).map(|part| part.parse().ok());
        match (parts.next().flatten(), parts.next().flatten()) {
            (Some(major), Some(minor)) => Ok(Self { major, minor }),
            _ => Err(NoRelease(text.into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Release;

    #[test]
    fn releases_are_ordered_by_number() {
        let release = |text: &str| text.parse::<Release>().unwrap();
        assert!(release("1.9.0") < release("1.11.0"));
        assert_eq!(release("1.12.0-dev"), Release::new(1, 12));
        assert_eq!(release("1.5").to_string(), "1.5");
        assert_eq!(
            "unknown".parse::<Release>().unwrap_err().to_string(),
            "\"unknown\" is not a release of Mesos, such as 1.11.0"
        );
    }
}
