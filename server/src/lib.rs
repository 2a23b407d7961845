//! Mesoscope's server: serves the app, and relays calls and streams to a cluster's masters and agents.
//!
//! - [`config`]: what it is told
//! - [`start`]: what it does not start without
//! - [`router`] and [`middleware`]: every route and every layer, each on one page
//! - [`access`]: who may do what
//! - [`upstream`]: the only part that opens connections to the cluster
//! - [`live`]: one hub, which follows the cluster and serves all browsers
//! - [`relay`]: single calls, default deny
//! - [`changes`]: what is changed, step by step, until the cluster shows it
//! - [`readings`]: answers that are shared by all who ask
//! - [`files`]: logs and sandboxes, streamed
//! - [`terminals`]: input and output of containers, streamed both ways
//! - [`seat`]: what is asked with one set of credentials; [`caller`]: who asks, at which seat
//! - [`node`]: a master or an agent by its name
//! - [`assets`]: the app's files
//! - [`embedded`] and, in a demo, `faults`: the cluster inside, and how it is broken
//!
//! [`error`] says which error type belongs where.

pub mod access;
pub mod app;
pub mod assets;
pub mod audit;
pub mod caller;
pub mod changes;
pub mod cli;
pub mod config;
pub mod embedded;
pub mod error;
pub mod etag;
#[cfg(feature = "demo")]
pub mod faults;
pub mod files;
pub mod live;
pub mod middleware;
pub mod node;
pub mod readings;
pub mod relay;
pub mod router;
pub mod routes;
pub mod seat;
pub mod start;
pub mod telemetry;
pub mod terminals;
pub mod upstream;

pub use app::App;
pub use error::Error;
