//! Numbers: printed as JSON numbers, read from numbers or text. For `#[serde(with = "number")]`.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, SerializeSeq, Serializer};

pub(crate) fn serialize<F: NumberField, S: Serializer>(field: &F, serializer: S) -> Result<S::Ok, S::Error> {
    field.serialize(serializer)
}

pub(crate) fn deserialize<'de, F: NumberField, D: Deserializer<'de>>(deserializer: D) -> Result<F, D::Error> {
    F::deserialize(deserializer)
}

/// A number, or what a field makes of one: optional, repeated.
pub(crate) trait NumberField: Sized {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// A number of the API's five types.
pub(crate) trait Number: Copy {
    /// `None` where the type cannot hold it.
    fn from_read(read: Read) -> Option<Self>;
    fn print<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// A number as JSON has it, before its field's type is asked for.
#[derive(Clone, Copy)]
pub(crate) enum Read {
    Negative(i64),
    Natural(u64),
    Fraction(f64),
}

impl Read {
    fn from_text(text: &str) -> Option<Self> {
        let text = text.trim();
        text.parse().map(Read::Natural).or_else(|_| text.parse().map(Read::Negative)).ok().or_else(|| {
            // Rust reads `inf`, `Infinity` and `NaN` in any case, as protobuf's JSON writes them.
            text.parse().map(Read::Fraction).ok()
        })
    }
}

macro_rules! integers {
    ($($type:ty => $print:ident),+) => {$(
        impl Number for $type {
            fn from_read(read: Read) -> Option<Self> {
                match read {
                    Read::Negative(number) => number.try_into().ok(),
                    Read::Natural(number) => number.try_into().ok(),
                    // `5.0` is an integer, written by a program that knows only doubles.
                    Read::Fraction(number) if number.fract() == 0.0 && number.abs() < 9.0e15 => {
                        #[expect(clippy::cast_possible_truncation, reason = "integral and below 2^53")]
                        let number = number as i64;
                        number.try_into().ok()
                    }
                    Read::Fraction(_) => None,
                }
            }

            fn print<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.$print(self)
            }
        }
    )+};
}
integers!(i32 => serialize_i32, i64 => serialize_i64, u32 => serialize_u32, u64 => serialize_u64);

impl Number for f64 {
    #[expect(clippy::cast_precision_loss, reason = "a double that was written without a fraction")]
    fn from_read(read: Read) -> Option<Self> {
        Some(match read {
            Read::Negative(number) => number as f64,
            Read::Natural(number) => number as f64,
            Read::Fraction(number) => number,
        })
    }

    fn print<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            number if number.is_finite() => serializer.serialize_f64(number),
            number if number.is_nan() => serializer.serialize_str("NaN"),
            number if number > 0.0 => serializer.serialize_str("Infinity"),
            _ => serializer.serialize_str("-Infinity"),
        }
    }
}

struct Wire<N>(N);

impl<N: Number> Serialize for Wire<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.print(serializer)
    }
}

impl<'de, N: Number> Deserialize<'de> for Wire<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = deserializer.deserialize_any(ReadVisitor)?;
        N::from_read(read).map(Wire).ok_or_else(|| D::Error::custom("a number that its field cannot hold"))
    }
}

struct ReadVisitor;

impl Visitor<'_> for ReadVisitor {
    type Value = Read;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, or text that is one")
    }

    fn visit_i64<E>(self, number: i64) -> Result<Read, E> {
        Ok(Read::Negative(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Read, E> {
        Ok(Read::Natural(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Read, E> {
        Ok(Read::Fraction(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Read, E> {
        Read::from_text(text).ok_or_else(|| E::custom(format_args!("{text:?} is not a number")))
    }
}

macro_rules! plain {
    ($($type:ty),+) => {$(
        impl NumberField for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.print(serializer)
            }

            fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Wire::deserialize(deserializer).map(|Wire(number)| number)
            }
        }
    )+};
}
plain!(i32, i64, u32, u64, f64);

impl<N: Number> NumberField for Option<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(number) => number.print(serializer),
            None => serializer.serialize_none(),
        }
    }

    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<Wire<N>>::deserialize(deserializer).map(|read| read.map(|Wire(number)| number))
    }
}

impl<N: Number> NumberField for Vec<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.len()))?;
        for number in self {
            list.serialize_element(&Wire(*number))?;
        }
        list.end()
    }

    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Vec::<Wire<N>>::deserialize(deserializer)?;
        Ok(read.into_iter().map(|Wire(number)| number).collect())
    }
}
