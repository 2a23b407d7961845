//! Attacks that other consoles have fallen to, one test for each of their kind, against the parts of `access`. What needs a whole console with its
//! doors is in `console`.
//!
//! Each test counts what it tried, and says so: `cargo test --test attacks -- --nocapture`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod fallthrough;
mod forgery;
mod guessing;
mod identity;
mod leaks;
mod provider;
mod tally;
