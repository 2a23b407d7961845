//! What is nested in `mesos.v1.Value`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::{number, wire_enum};
use crate::v1;

/// `mesos.v1.Value.Range`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Range {
    #[prost(uint64, required, tag = "1")]
    #[serde(with = "number")]
    pub begin: u64,
    #[prost(uint64, required, tag = "2")]
    #[serde(with = "number")]
    pub end: u64,
}

/// `mesos.v1.Value.Ranges`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Ranges {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub range: Vec<v1::value::Range>,
}

/// `mesos.v1.Value.Scalar`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Scalar {
    #[prost(double, required, tag = "1")]
    #[serde(with = "number")]
    pub value: f64,
}

/// `mesos.v1.Value.Set`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Set {
    #[prost(string, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub item: Vec<String>,
}

/// `mesos.v1.Value.Text`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Text {
    #[prost(string, required, tag = "1")]
    pub value: String,
}

wire_enum! {
    /// `mesos.v1.Value.Type`.
    Type {
        Scalar = 0, "SCALAR";
        Ranges = 1, "RANGES";
        Set = 2, "SET";
        Text = 3, "TEXT";
    }
}
