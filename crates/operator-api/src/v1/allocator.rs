//! What is nested in `mesos.v1.allocator`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::Names;
use crate::v1;

pub mod inverse_offer_status;

/// `mesos.v1.allocator.InverseOfferStatus`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct InverseOfferStatus {
    #[prost(enumeration = "v1::allocator::inverse_offer_status::Status", optional, tag = "1")]
    #[serde(with = "Names::<v1::allocator::inverse_offer_status::Status>")]
    #[serde(skip_serializing_if = "Names::<v1::allocator::inverse_offer_status::Status>::is_nameless")]
    pub status: Option<i32>,
    #[prost(message, required, tag = "2")]
    pub framework_id: v1::FrameworkId,
    #[prost(message, required, tag = "3")]
    pub timestamp: v1::TimeInfo,
}
