//! What is nested in `mesos.v1.scheduler.AttributeConstraint`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::Names;
use crate::v1;

pub mod predicate;
pub mod selector;

/// `mesos.v1.scheduler.AttributeConstraint.Predicate`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Predicate {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exists: Option<v1::scheduler::attribute_constraint::predicate::Exists>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_exists: Option<v1::scheduler::attribute_constraint::predicate::NotExists>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_equals: Option<v1::scheduler::attribute_constraint::predicate::TextEquals>,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_not_equals: Option<v1::scheduler::attribute_constraint::predicate::TextNotEquals>,
    #[prost(message, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_matches: Option<v1::scheduler::attribute_constraint::predicate::TextMatches>,
    #[prost(message, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_not_matches: Option<v1::scheduler::attribute_constraint::predicate::TextNotMatches>,
}

/// `mesos.v1.scheduler.AttributeConstraint.Selector`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Selector {
    #[prost(enumeration = "v1::scheduler::attribute_constraint::selector::PseudoattributeType", optional, tag = "1")]
    #[serde(with = "Names::<v1::scheduler::attribute_constraint::selector::PseudoattributeType>")]
    #[serde(skip_serializing_if = "Names::<v1::scheduler::attribute_constraint::selector::PseudoattributeType>::is_nameless")]
    pub pseudoattribute_type: Option<i32>,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribute_name: Option<String>,
}
