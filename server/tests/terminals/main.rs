//! Terminals, against the embedded cluster's agents: what a page types reaches the container, what it writes reaches the page, and nothing is left
//! when either goes.
//!
//! Nothing here waits for a time: a test waits for what it expects, and fails when that has not come after a long while.

#![cfg(feature = "demo")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod agents;
mod attach;
mod console;
mod door;
mod flood;
mod launch;
mod page;
mod wait;

use std::future::Future;
use std::time::Duration;

/// Waits for what is expected.
pub async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(Duration::from_secs(30), future).await {
        Ok(value) => value,
        Err(_) => panic!("{what} has not come"),
    }
}
