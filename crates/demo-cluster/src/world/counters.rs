//! What the master counts over its life; what can be counted from the state is not here.

use std::collections::BTreeMap;

use super::task::{Origin, Reason, State};

/// Counters of the master, under the names of its metrics.
#[derive(Debug, Clone, Default)]
pub struct Counters {
    /// `master/tasks_<state>` of terminal states, by the state's number.
    pub ended: [u64; 16],
    /// `master/task_<state>/source_<source>/reason_<reason>`
    pub reasons: BTreeMap<String, u64>,
    /// `master/messages_launch_tasks`
    pub launches: u64,
    /// `master/messages_kill_task`
    pub kills: u64,
    /// `master/messages_status_update` and its acknowledgements.
    pub updates: u64,
    /// `master/messages_status_update_acknowledgement`
    pub acknowledgements: u64,
    /// `master/messages_decline_offers`
    pub declines: u64,
    /// `master/slave_registrations`
    pub registrations: u64,
    /// `master/slave_reregistrations`
    pub reregistrations: u64,
    /// `master/slave_removals`
    pub removals: u64,
    /// `master/slave_removals/reason_unhealthy`
    pub removals_unhealthy: u64,
    /// `master/slave_removals/reason_unregistered`
    pub removals_unregistered: u64,
    /// `master/slave_unreachable_completed`
    pub unreachable: u64,
    /// `master/messages_register_framework`
    pub subscriptions: u64,
    /// `master/messages_reregister_framework`
    pub resubscriptions: u64,
    /// `allocator/mesos/allocation_runs`
    pub allocations: u64,
}

impl Counters {
    /// A task reached a terminal state.
    pub fn end(&mut self, state: State, origin: Origin, reason: Option<Reason>) {
        self.ended[state as usize] += 1;
        let Some(reason) = reason else { return };
        let origin = match origin {
            Origin::Master => "source_master",
            Origin::Agent => "source_slave",
            Origin::Executor => "source_executor",
        };
        let name = format!("master/task_{}/{origin}/{}", state.metric(), reason.metric());
        *self.reasons.entry(name).or_default() += 1;
    }
}
