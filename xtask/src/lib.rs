//! The project's only build script: what `cargo xtask …` does.
//!
//! Everything a machine needs beyond Rust, git, npm and apt is fetched here once, into the user's cache directory, so that
//! a second clone finds it. Each step says what it does and how long it took; a step that fails names itself, the reason
//! and the command line that does the same by hand.

pub mod app;
pub mod attacks;
pub mod bench;
pub mod checks;
pub mod command;
pub mod contract;
pub mod demo;
pub mod generate;
pub mod instructions;
pub mod parts;
pub mod paths;
pub mod playwright;
pub mod precompress;
pub mod real_mesos;
pub mod server;
pub mod shots;
pub mod sizes;
pub mod soak;
pub mod stamp;
pub mod step;
pub mod style;
pub mod table;
pub mod terminal;
pub mod test;
pub mod tools;
