//! A console to knock at, and masters for it.

mod browser;
mod console;
mod embedded;
mod folder;
mod guarded;
mod mesos;
mod tab;
mod wire;

use std::future::Future;
use std::time::Duration;

pub use browser::{Browser, Said};
pub use console::{Console, Got, hurried, limits};
pub use embedded::{Embedded, Sandbox};
pub use folder::{Folder, entry};
pub use guarded::{Guarded, PASSWORD, by_password};
pub use mesos::{Mesos, agent, framework, task, task_added, task_updated};
pub use tab::{Tab, replica_of, told};
pub use wire::{answer, garbage, refused_port, silent, stream};

/// Waits for what is expected.
pub async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(Duration::from_secs(20), future).await {
        Ok(value) => value,
        Err(_) => panic!("{what} has not come"),
    }
}
