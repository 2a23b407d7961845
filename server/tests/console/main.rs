//! The whole console, in process, with masters that behave and masters that do not. The modules mirror the doors.
//!
//! Nothing here waits for a time: a test waits for what it expects, and fails when that has not come after a long while.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod arrivals;
mod assets;
mod bound;
mod changes;
#[cfg(feature = "demo")]
mod cluster;
mod config;
mod details;
mod doors;
#[cfg(feature = "demo")]
mod embedded;
mod errors;
mod events;
mod faults;
mod files;
mod history;
mod live;
mod readings;
mod refused;
mod relay;
mod samples;
mod security;
mod support;
mod upstream;
