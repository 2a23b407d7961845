//! Attacks that other consoles have fallen to, one test for each of their kind: against the parts of `access`, and against the whole console, which is
//! the binary as an administrator starts it, with a cluster behind it that writes down what arrives.
//!
//! Each test counts what it tried, and says so: `cargo test --test attacks -- --nocapture`; `cargo xtask test` ends with the sums.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod doors;
mod fallthrough;
mod forgery;
mod guessing;
mod identity;
mod interleaved;
mod leaks;
mod lies;
mod provider;
mod random;
mod sandbox;
mod sources;
mod stage;
mod tally;
#[cfg(feature = "demo")]
mod walls;

use std::future::Future;
use std::time::Duration;

/// Waits for what is expected.
pub async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(Duration::from_secs(60), future).await {
        Ok(value) => value,
        Err(_) => panic!("{what} has not come"),
    }
}
