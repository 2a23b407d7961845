//! What is nested in `mesos.v1.agent.Response.GetResourceProviders`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::v1;

/// `mesos.v1.agent.Response.GetResourceProviders.ResourceProvider`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ResourceProvider {
    #[prost(message, required, boxed, tag = "1")]
    pub resource_provider_info: Box<v1::ResourceProviderInfo>,
    #[prost(message, repeated, tag = "2")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub total_resources: Vec<v1::Resource>,
}
