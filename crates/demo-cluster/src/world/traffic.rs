//! What passed between the master and a framework: calls one way, events the other.

use std::collections::BTreeMap;

use super::operation::OperationKind;

/// Counts of calls and events, under the names of the framework's metrics.
#[derive(Debug, Clone, Default)]
pub struct Traffic {
    /// `calls/subscribe`, and as many `events/subscribed`.
    pub subscriptions: u64,
    /// `calls/accept`
    pub accepts: u64,
    /// `calls/decline`
    pub declines: u64,
    /// `calls/acknowledge`
    pub acknowledgements: u64,
    /// `calls/kill`
    pub kills: u64,
    /// `calls/revive`
    pub revivals: u64,
    /// `calls/accept_inverse_offers`
    pub accepted_inverse: u64,
    /// `calls/decline_inverse_offers`
    pub declined_inverse: u64,
    /// `calls/acknowledge_operation_status`
    pub operation_acknowledgements: u64,
    /// `offers/sent`
    pub offers: u64,
    /// `offers/rescinded`, and as many `events/rescind`.
    pub rescinded: u64,
    /// `events/inverse_offers`
    pub inverse_offers: u64,
    /// `events/rescind_inverse_offer`
    pub rescinded_inverse: u64,
    /// `events/failure`
    pub failures: u64,
    /// `events/update_operation_status`
    pub operation_updates: u64,
    /// `operations/launch`
    pub launches: u64,
    /// `operations/launch_group`
    pub group_launches: u64,
    /// `operations/<kind>`
    pub operations: BTreeMap<OperationKind, u64>,
}

impl Traffic {
    /// All operations, launches included.
    pub fn all_operations(&self) -> u64 {
        self.launches + self.group_launches + self.operations.values().sum::<u64>()
    }
}
