//! What is nested in `mesos.v1.Environment`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::Names;
use crate::v1;

pub mod variable;

/// `mesos.v1.Environment.Variable`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Variable {
    #[prost(string, required, tag = "1")]
    pub name: String,
    #[prost(enumeration = "v1::environment::variable::Type", optional, default = "Value", tag = "3")]
    #[serde(with = "Names::<v1::environment::variable::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::environment::variable::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<v1::Secret>,
}
