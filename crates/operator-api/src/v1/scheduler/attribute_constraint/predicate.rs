//! What is nested in `mesos.v1.scheduler.AttributeConstraint.Predicate`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};

/// `mesos.v1.scheduler.AttributeConstraint.Predicate.Exists`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Exists {}

/// `mesos.v1.scheduler.AttributeConstraint.Predicate.NotExists`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct NotExists {}

/// `mesos.v1.scheduler.AttributeConstraint.Predicate.TextEquals`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct TextEquals {
    #[prost(string, required, tag = "1")]
    pub value: String,
}

/// `mesos.v1.scheduler.AttributeConstraint.Predicate.TextMatches`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct TextMatches {
    #[prost(string, required, tag = "1")]
    pub regex: String,
}

/// `mesos.v1.scheduler.AttributeConstraint.Predicate.TextNotEquals`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct TextNotEquals {
    #[prost(string, required, tag = "1")]
    pub value: String,
}

/// `mesos.v1.scheduler.AttributeConstraint.Predicate.TextNotMatches`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct TextNotMatches {
    #[prost(string, required, tag = "1")]
    pub regex: String,
}
