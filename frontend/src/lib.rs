//! Mesoscope's app: what the browser runs.
//!
//! Layers, each of which knows only those before it: [`ui`] are pieces that know neither Mesos nor the router; [`components`] know
//! Mesos' words; [`live`] is the cluster; [`session`] is who is at this tab and what they may do; [`call`] asks the server for what no row holds; [`pages`] are one route each; [`shell`] is what
//! stands around every page; [`app`] puts them together,
//! and has pages that are not seen first fetched [`later`].
//! Whatever can be said without a browser (formats, paths, keys, state words) is plain Rust and tested natively.

pub mod app;
pub mod boot;
pub mod call;
pub mod change;
pub mod components;
pub mod here;
pub mod keyboard;
pub mod later;
pub mod live;
pub mod pages;
pub mod paths;
pub mod prefs;
pub mod session;
pub mod shell;
pub mod theme;
pub mod ui;

pub use boot::start;
