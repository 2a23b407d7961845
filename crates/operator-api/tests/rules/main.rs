//! The rules, refusals and effects against what real Mesos answered (`recordings/`), and against the arithmetic of resources.
#![expect(clippy::unwrap_used, reason = "tests")]

mod agents;
mod calls;
mod effects;
mod facts;
mod properties;
mod quotas;
mod read;
mod recordings;
mod refusals;
mod schedules;
mod words;
