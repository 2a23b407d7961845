//! `bytes`: base64 in JSON. For `#[serde(with = "base64")]`.

use ::base64::Engine as _;
use ::base64::alphabet;
use ::base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::Serializer;

/// Prints the padding, reads with or without it.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

pub(crate) fn serialize<F: BytesField, S: Serializer>(field: &F, serializer: S) -> Result<S::Ok, S::Error> {
    match field.bytes() {
        Some(bytes) => serializer.serialize_str(&ENGINE.encode(bytes)),
        None => serializer.serialize_none(),
    }
}

pub(crate) fn deserialize<'de, F: BytesField, D: Deserializer<'de>>(deserializer: D) -> Result<F, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(F::default()) };
    ENGINE.decode(text).map(F::from_bytes).map_err(D::Error::custom)
}

/// A field of `bytes`, required or optional.
pub(crate) trait BytesField: Default {
    fn bytes(&self) -> Option<&[u8]>;
    fn from_bytes(bytes: Vec<u8>) -> Self;
}

impl BytesField for Vec<u8> {
    fn bytes(&self) -> Option<&[u8]> {
        Some(self)
    }

    fn from_bytes(bytes: Vec<u8>) -> Self {
        bytes
    }
}

impl BytesField for Option<Vec<u8>> {
    fn bytes(&self) -> Option<&[u8]> {
        self.as_deref()
    }

    fn from_bytes(bytes: Vec<u8>) -> Self {
        Some(bytes)
    }
}
