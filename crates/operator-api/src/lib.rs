//! The Apache Mesos v1 Operator API in types.

pub mod calls;
pub mod danger;
#[cfg(feature = "messages")]
pub mod json;
pub mod recordio;
pub mod resources;
pub mod roles;
#[cfg(feature = "messages")]
#[rustfmt::skip]
#[allow(missing_docs, reason = "generated: each type names the protobuf message that documents its fields")]
#[allow(unused_qualifications, reason = "generated: all paths begin at `v1`")]
pub mod v1;
