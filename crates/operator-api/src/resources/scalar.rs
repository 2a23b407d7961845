//! Quantities in Mesos' fixed point.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub, SubAssign};
use std::str::FromStr;

/// A quantity in thousandths, as Mesos counts: 0.1 and 0.2 are 0.3, and 0.0004 is nothing.
///
/// Sums stop at the limits of 64 bits instead of overflowing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Scalar(i64);

impl Scalar {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many thousandths.
    pub const fn from_milli(milli: i64) -> Self {
        Self(milli)
    }

    /// In thousandths.
    pub const fn milli(self) -> i64 {
        self.0
    }

    /// Rounded to the nearest thousandth, halves away from zero. What is beyond 64 bits becomes their limit, NaN becomes zero.
    pub fn from_f64(value: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "saturates, and NaN is 0")]
        Self((value * 1000.0).round() as i64)
    }

    /// The double that Mesos would print; exact up to 10^12.
    pub fn to_f64(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "no larger than 2^53 where it matters")]
        let milli = self.0 as f64;
        milli / 1000.0
    }

    /// `self - other`, but nothing less than zero.
    #[must_use]
    pub fn minus_or_zero(self, other: Self) -> Self {
        (self - other).max(Self::ZERO)
    }
}

impl Add for Scalar {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Scalar {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl AddAssign for Scalar {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Scalar {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Scalar {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Scalar {
    /// Without zeros at the end: `2`, `0.5`, `1.025`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        let fraction = format!("{part:03}");
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        f.pad_integral(self.0 >= 0, "", &format!("{whole}{point}{fraction}"))
    }
}

/// Text that is not a quantity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a number")]
pub struct NoScalar(String);

impl FromStr for Scalar {
    type Err = NoScalar;

    /// Reads decimals exactly, and rounds them as [`Scalar::from_f64`] does; an exponent is read as well.
    fn from_str(text: &str) -> Result<Self, NoScalar> {
        let no_scalar = || NoScalar(text.into());
        let (sign, digits) = match text.strip_prefix(['-', '+']) {
            Some(digits) => (if text.starts_with('-') { -1 } else { 1 }, digits),
            None => (1, text),
        };
        if digits.contains(['e', 'E']) {
            let value = text.parse::<f64>().ok().filter(|value| value.is_finite());
            return value.map(Self::from_f64).ok_or_else(no_scalar);
        }
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !are_digits(whole) || !are_digits(part) || (whole.is_empty() && part.is_empty()) {
            return Err(no_scalar());
        }
        // Four decimals decide, the last one about rounding.
        let read: String = whole.chars().chain(part.chars().chain(std::iter::repeat('0')).take(4)).collect();
        let tenths = read.parse::<i128>().map_err(|_| no_scalar())?;
        let milli = sign * ((tenths + 5) / 10);
        i64::try_from(milli).map(Self).map_err(|_| no_scalar())
    }
}
