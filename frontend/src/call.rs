//! Calls to the console's server, and reading what comes back.
//!
//! Rows come by themselves ([`crate::live`]); the whole JSON of one thing is fetched here when its page opens. The app knows none of
//! Mesos' messages: it reads from JSON what it shows, and what it does not know stays readable in the raw view.

pub mod answer;
pub mod curl;
pub mod detail;
mod fetching;
pub mod json;
mod known;
pub mod reading;
pub mod resources;
pub mod send;
