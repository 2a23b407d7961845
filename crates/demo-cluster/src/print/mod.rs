//! The world in the API's messages. One file for each noun; nothing here changes anything.

pub mod agent;
pub mod document;
pub mod event;
pub mod executor;
pub mod framework;
pub mod operation;
pub mod provider;
pub mod resources;
pub mod roles;
pub mod state;
pub mod task;

use std::net::SocketAddr;

use operator_api::v1;

use crate::world::ids::{AgentKey, FrameworkKey, Ids};
use crate::world::task::{Nanos, SECOND};

/// What every message needs: how ids are printed and where the cluster listens.
#[derive(Debug, Clone)]
pub struct Printer {
    /// Ids.
    pub ids: Ids,
    /// Of the listener that master and agents share.
    pub address: SocketAddr,
}

impl Printer {
    /// An agent's id.
    pub fn agent_id(&self, key: AgentKey) -> v1::AgentId {
        v1::AgentId { value: self.ids.agent(key) }
    }

    /// A framework's id.
    pub fn framework_id(&self, key: FrameworkKey) -> v1::FrameworkId {
        v1::FrameworkId { value: self.ids.framework(key) }
    }

    /// An agent's process, by which it is reached: `slave(1)@127.0.0.1:5050`.
    pub fn pid(&self, key: AgentKey) -> String {
        format!("{}@{}", key.process(), self.address)
    }
}

/// A moment, as most messages have it.
pub fn time(nanoseconds: Nanos) -> v1::TimeInfo {
    v1::TimeInfo { nanoseconds }
}

/// A moment as a double, as statuses have it.
#[expect(clippy::cast_precision_loss, reason = "Mesos' own choice of type")]
pub fn seconds(time: Nanos) -> f64 {
    // Divided in microseconds, since a double holds no nanoseconds since 1970.
    (time / (SECOND / 1_000_000)) as f64 / 1e6
}

/// Labels, or nothing if there are none.
pub fn labels(labels: &[(String, String)]) -> Option<v1::Labels> {
    (!labels.is_empty()).then(|| v1::Labels {
        labels: labels
            .iter()
            .map(|(key, value)| v1::Label { key: key.clone(), value: Some(value.clone()) })
            .collect(),
    })
}

/// The bytes of a UUID; none for 0, which stands for an update without one.
pub fn uuid_bytes(uuid: u128) -> Option<Vec<u8>> {
    (uuid != 0).then(|| uuid.to_be_bytes().to_vec())
}
