//! What Mesos accepts of each call that changes something, checked while it is being planned: which field is wrong, and in words what to do.
//!
//! A plan is what a form holds, the facts are what is known of the cluster; `check` of the call's own module compares them on each
//! keystroke. There is no I/O, and nothing here needs the API's messages, so that a browser can use all of it.
//!
//! | module | calls |
//! |---|---|
//! | [`reserve`] | `RESERVE_RESOURCES`, `UNRESERVE_RESOURCES` |
//! | [`volume`], [`resize`] | `CREATE_VOLUMES`, `DESTROY_VOLUMES`; `GROW_VOLUME`, `SHRINK_VOLUME` |
//! | [`quota`], [`legacy_quota`] | `UPDATE_QUOTA`; `SET_QUOTA`, `REMOVE_QUOTA` of masters before 1.9 |
//! | [`weight`] | `UPDATE_WEIGHTS` |
//! | [`schedule`], [`maintenance`] | `UPDATE_MAINTENANCE_SCHEDULE`; `START_MAINTENANCE`, `STOP_MAINTENANCE` |
//! | [`drain`], [`capability`] | `DRAIN_AGENT`, and what an agent or a framework allows: buttons that are disabled say why |
//! | [`logging`] | `SET_LOGGING_LEVEL` |
//! | [`provider`], [`image`] | `..._RESOURCE_PROVIDER_...`; `PRUNE_IMAGES` |
//! | [`container`] | `LAUNCH_CONTAINER`, `KILL_CONTAINER`, `REMOVE_CONTAINER` |
//!
//! Facts are made of what Mesos answers: [`AgentFacts::from_json`], [`FrameworkFacts::from_json`], [`schedule::Schedule::from_json`],
//! [`maintenance::Status::from_json`], [`quota::configs_from_json`], [`weight::from_json`], [`container::running_from_json`].
//! [`call`] makes the exact JSON of a call out of its plan; [`diff`] tells what a plan would change.
//!
//! ```
//! use operator_api::resources::Resources;
//! use operator_api::rules::{AgentFacts, call, reserve};
//!
//! let agent = AgentFacts { total: "cpus:4;mem:1024".parse::<Resources>()?, ..AgentFacts::registered("S1") };
//! let plan = reserve::Reserve::new("eng", Some("me"), &"cpus:8".parse()?);
//! let problems = reserve::check(&agent, &plan, Some("me"));
//! assert_eq!(problems[0].to_string(), "resources[0]: the agent has only cpus:4 of it that nothing uses");
//! assert_eq!(call::reserve("S1", &plan)["reserve_resources"]["agent_id"]["value"], "S1");
//! # Ok::<(), operator_api::resources::ParseError>(())
//! ```
//!
//! The sources named by each rule are files of Mesos 1.11, or exchanges in this crate's `recordings/`, by their names.

pub mod call;
pub mod capability;
pub mod container;
mod conversion;
pub mod diff;
pub mod drain;
mod facts;
pub mod image;
pub mod legacy_quota;
pub mod logging;
pub mod maintenance;
mod name;
mod problem;
pub mod provider;
pub mod quota;
pub mod reserve;
pub mod resize;
mod resource;
pub mod schedule;
pub mod volume;
pub mod weight;

pub use conversion::Conversion;
pub use facts::{AgentFacts, Capabilities, Capability, FrameworkFacts, Presence, Standing};
pub use problem::{Field, Problem, Verdict};
