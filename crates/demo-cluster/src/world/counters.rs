//! What the master counts over its life; what can be counted from the state is not here.

use std::collections::BTreeMap;

use super::operation::{OperationKind, OperationState};
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
    /// `master/recovery_slave_removals`
    pub recovery_removals: u64,
    /// `master/slave_unreachable_completed`
    pub unreachable: u64,
    /// `master/messages_register_framework`
    pub subscriptions: u64,
    /// `master/messages_reregister_framework`
    pub resubscriptions: u64,
    /// `allocator/mesos/allocation_runs`
    pub allocations: u64,
    /// `master/operations/<kind>/<state>` of terminal states.
    pub operations: BTreeMap<(OperationKind, OperationState), u64>,
    /// `master/messages_operation_status_update`
    pub operation_updates: u64,
    /// `master/messages_operation_status_update_acknowledgement`
    pub operation_acknowledgements: u64,
    /// How often a resource provider came up while the cluster ran.
    pub providers_subscribed: u64,
    /// How often one went away.
    pub providers_disconnected: u64,
}

/// What an agent's own process counted, under the names of its metrics.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// `slave/tasks_finished`
    pub finished: u32,
    /// `slave/tasks_failed`
    pub failed: u32,
    /// `slave/tasks_killed`
    pub killed: u32,
    /// `slave/valid_status_updates`
    pub updates: u32,
    /// `slave/executors_terminated`
    pub executors: u32,
}

impl Tally {
    /// Tasks that ended in a state, as far as an agent says so.
    pub fn ended(&self, state: State) -> u32 {
        match state {
            State::Finished => self.finished,
            State::Failed => self.failed,
            State::Killed => self.killed,
            _ => 0,
        }
    }

    /// A task's update came by; with its last one its executor ends too, unless it is one of several tasks'.
    pub fn update(&mut self, state: State, alone: bool) {
        self.updates += 1;
        match state {
            State::Finished => self.finished += 1,
            State::Failed => self.failed += 1,
            State::Killed => self.killed += 1,
            _ => {}
        }
        self.executors += u32::from(alone && state.is_terminal());
    }
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
