//! The Apache Mesos v1 Operator API in types: the calls to masters and agents, their answers and events, and what has to be known to use them.
//!
//! There is no I/O here: bring an HTTP client of your own. Everything compiles to wasm32.
//!
//! | module | what |
//! |---|---|
//! | [`v1`] | every message of the API, to and from protobuf ([`prost`]) and JSON ([`serde`]); feature `messages`, on by default |
//! | [`json`] | how protobuf's values are written in Mesos' JSON; feature `messages` |
//! | [`encoded`] | the messages that hold a whole cluster, with their tasks and agents left encoded; feature `messages` |
//! | [`arriving`] | the same, taken apart while they arrive; feature `messages` |
//! | [`recordio`] | the framing of streams |
//! | [`calls`] | the table of calls: who answers, read or change, undoable or not, since when |
//! | [`danger`] | calls that end or hang a master or an agent, and must not be sent |
//! | [`resources`] | arithmetic and text of resources, as Mesos does it |
//! | [`roles`] | names of roles and the tree they make |
//! | [`rules`] | what Mesos accepts of each call that changes something, checked before it is sent |
//! | [`refusal`] | which field of a form Mesos' words are about, when it refuses the call |
//! | [`effect`] | what such a call brings about, found again in what the cluster shows |
//!
//! A message is the same whichever way it came. Fields and enum values from the future are ignored, and what is missing though required is its default:
//!
//! ```
//! # #[cfg(feature = "messages")] {
//! use operator_api::json::WireEnum;
//! use operator_api::v1::{TaskState, master};
//! use prost::Message;
//!
//! let event: master::Event = serde_json::from_str(
//!     r#"{"type":"TASK_UPDATED","task_updated":{"framework_id":{"value":"F1"},"state":"TASK_RUNNING","mood":"fine"}}"#,
//! )?;
//! let updated = event.task_updated.as_ref().unwrap();
//! assert_eq!(updated.framework_id.value, "F1");
//! assert_eq!(updated.state(), TaskState::Running);
//! assert_eq!(updated.state().name(), "TASK_RUNNING");
//! assert_eq!(updated.status.task_id.value, "");
//! assert_eq!(master::Event::decode(event.encode_to_vec().as_slice())?, event);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "messages")]
pub mod arriving;
pub mod calls;
pub mod danger;
pub mod effect;
#[cfg(feature = "messages")]
pub mod encoded;
#[cfg(feature = "messages")]
pub mod json;
mod member;
pub mod recordio;
pub mod refusal;
pub mod resources;
pub mod roles;
pub mod rules;
#[cfg(feature = "messages")]
#[rustfmt::skip]
#[allow(missing_docs, reason = "generated: each type names the protobuf message that documents its fields")]
#[allow(unused_qualifications, reason = "generated: all paths begin at `v1`")]
pub mod v1;
