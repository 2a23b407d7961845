//! Enums: numbers in memory and in protobuf, names in JSON.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, SeqAccess, Visitor};
use serde::ser::{SerializeSeq, Serializer};

/// The number that stands for a name read from JSON which no known value has.
///
/// It is never printed: Mesos itself leaves out the values it does not know.
pub const UNRECOGNIZED: i32 = -1;

/// An enum of the API.
pub trait WireEnum: Copy + Sized + 'static {
    /// All values, in the order of the schema.
    const ALL: &'static [Self];
    /// The name in JSON.
    fn name(self) -> &'static str;
    /// The number in protobuf.
    fn number(self) -> i32;
    /// The value of this name.
    fn from_name(name: &str) -> Option<Self>;
    /// The value of this number.
    fn from_number(number: i32) -> Option<Self>;
}

macro_rules! wire_enum {
    ($(#[$about:meta])* $type:ident { $($variant:ident = $number:literal, $name:literal;)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, prost::Enumeration)]
        #[repr(i32)]
        pub enum $type {
            $(#[doc = concat!("`", $name, "`.")] $variant = $number,)+
        }

        impl $crate::json::WireEnum for $type {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            fn number(self) -> i32 {
                self as i32
            }

            fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }

            fn from_number(number: i32) -> Option<Self> {
                match number { $($number => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad($crate::json::WireEnum::name(*self))
            }
        }
    };
}
pub(crate) use wire_enum;

/// `#[serde(with = "Names::<TaskState>")]` for a field that holds the enum's number or numbers.
pub(crate) struct Names<E>(PhantomData<E>);

impl<E: WireEnum> Names<E> {
    /// Nothing to print: absent, or only values that have no name here.
    pub(crate) fn is_nameless<F: EnumField>(field: &F) -> bool {
        field.is_nameless::<E>()
    }

    pub(crate) fn serialize<F: EnumField, S: Serializer>(
        field: &F,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        field.serialize::<E, S>(serializer)
    }

    pub(crate) fn deserialize<'de, F: EnumField, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<F, D::Error> {
        F::deserialize::<E, D>(deserializer)
    }
}

/// The two forms of a field that holds an enum.
pub(crate) trait EnumField: Sized {
    fn is_nameless<E: WireEnum>(&self) -> bool;
    fn serialize<E: WireEnum, S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
    fn deserialize<'de, E: WireEnum, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

impl EnumField for Option<i32> {
    fn is_nameless<E: WireEnum>(&self) -> bool {
        self.and_then(E::from_number).is_none()
    }

    fn serialize<E: WireEnum, S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.and_then(E::from_number) {
            Some(value) => serializer.serialize_str(value.name()),
            None => serializer.serialize_none(),
        }
    }

    fn deserialize<'de, E: WireEnum, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NameVisitor::<E>(PhantomData))
    }
}

impl EnumField for Vec<i32> {
    fn is_nameless<E: WireEnum>(&self) -> bool {
        self.iter().all(|number| E::from_number(*number).is_none())
    }

    fn serialize<E: WireEnum, S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for value in self.iter().filter_map(|number| E::from_number(*number)) {
            list.serialize_element(value.name())?;
        }
        list.end()
    }

    fn deserialize<'de, E: WireEnum, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor::<E>(PhantomData))
    }
}

struct NameVisitor<E>(PhantomData<E>);

impl<'de, E: WireEnum> Visitor<'de> for NameVisitor<E> {
    type Value = Option<i32>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of an enum value")
    }

    fn visit_str<Error>(self, name: &str) -> Result<Self::Value, Error> {
        Ok(Some(E::from_name(name).map_or(UNRECOGNIZED, E::number)))
    }

    fn visit_u64<Error>(self, number: u64) -> Result<Self::Value, Error> {
        Ok(Some(i32::try_from(number).unwrap_or(UNRECOGNIZED)))
    }

    fn visit_i64<Error>(self, number: i64) -> Result<Self::Value, Error> {
        Ok(Some(i32::try_from(number).unwrap_or(UNRECOGNIZED)))
    }

    fn visit_unit<Error>(self) -> Result<Self::Value, Error> {
        Ok(None)
    }
}

struct ListVisitor<E>(PhantomData<E>);

impl<'de, E: WireEnum> Visitor<'de> for ListVisitor<E> {
    type Value = Vec<i32>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of names of enum values")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut numbers = Vec::with_capacity(list.size_hint().unwrap_or(0).min(1024));
        while let Some(name) = list.next_element::<String>()? {
            numbers.push(E::from_name(&name).map_or(UNRECOGNIZED, E::number));
        }
        Ok(numbers)
    }
}
