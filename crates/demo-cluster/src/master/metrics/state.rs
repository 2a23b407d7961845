//! Agents and tasks by state, and the messages that passed.

use super::Gauges;
use crate::world::World;
use crate::world::framework::Books;
use crate::world::task::State;
use crate::world::traffic::Traffic;

/// States that come as counts of what is.
const PASSING: [State; 5] =
    [State::Staging, State::Starting, State::Running, State::Killing, State::Unreachable];
/// States that come as counts of what was.
pub(super) const FINAL: [State; 8] = [
    State::Finished,
    State::Failed,
    State::Killed,
    State::Lost,
    State::Error,
    State::Dropped,
    State::Gone,
    State::GoneByOperator,
];

/// Messages that nobody sends here: nothing is out of the ordinary, and everybody speaks the newer API.
const UNUSUAL: [&str; 18] = [
    "dropped_messages",
    "http_cache_hits",
    "invalid_executor_to_framework_messages",
    "invalid_framework_to_executor_messages",
    "invalid_operation_status_update_acknowledgements",
    "invalid_operation_status_updates",
    "invalid_status_update_acknowledgements",
    "invalid_status_updates",
    "messages_authenticate",
    "messages_deactivate_framework",
    "messages_executor_to_framework",
    "messages_exited_executor",
    "messages_framework_to_executor",
    "messages_reconcile_operations",
    "messages_reconcile_tasks",
    "messages_resource_request",
    "messages_suppress_offers",
    "messages_unregister_slave",
];

pub(super) fn agents(gauges: &mut Gauges, world: &World) {
    let counts = world.count_agents();
    let counters = &world.counters;
    for (name, value) in [
        ("slaves_active", counts.active),
        ("slaves_inactive", counts.inactive),
        ("slaves_connected", counts.connected),
        ("slaves_disconnected", counts.disconnected),
        ("slaves_unreachable", counts.unreachable),
        ("slave_registrations", counters.registrations),
        ("slave_reregistrations", counters.reregistrations),
        ("slave_removals", counters.removals),
        ("slave_removals/reason_registered", 0),
        ("slave_removals/reason_unhealthy", counters.removals_unhealthy),
        ("slave_removals/reason_unregistered", counters.removals_unregistered),
        ("slave_unreachable_canceled", 0),
        ("slave_unreachable_completed", counters.unreachable),
        ("slave_unreachable_scheduled", counters.unreachable),
        ("slave_shutdowns_canceled", 0),
        ("slave_shutdowns_completed", 0),
        ("slave_shutdowns_scheduled", 0),
        ("recovery_slave_removals", counters.recovery_removals),
    ] {
        gauges.count(format!("master/{name}"), value);
    }
}

pub(super) fn tasks(gauges: &mut Gauges, world: &World) {
    for state in PASSING.into_iter().chain(FINAL) {
        gauges.count(format!("master/tasks_{}", state.metric()), world.count_tasks(state));
    }
    for (name, count) in &world.counters.reasons {
        gauges.count(name.clone(), *count);
    }
}

pub(super) fn messages(gauges: &mut Gauges, world: &World) {
    let counters = &world.counters;
    let books: Vec<&Books> =
        world.frameworks().iter().filter_map(|framework| world.books(framework.key)).collect();
    let sum = |of: fn(&Traffic) -> u64| books.iter().map(|books| of(&books.traffic)).sum::<u64>();
    for (name, value) in [
        ("messages_launch_tasks", sum(|traffic| traffic.accepts)),
        ("messages_kill_task", sum(|traffic| traffic.kills)),
        ("messages_decline_offers", sum(|traffic| traffic.declines)),
        ("messages_revive_offers", sum(|traffic| traffic.revivals)),
        ("messages_status_update", counters.updates),
        ("messages_status_update_acknowledgement", counters.acknowledgements),
        ("valid_status_updates", counters.updates),
        ("valid_status_update_acknowledgements", counters.acknowledgements),
        ("messages_operation_status_update", counters.operation_updates),
        ("messages_operation_status_update_acknowledgement", counters.operation_acknowledgements),
        ("valid_operation_status_updates", counters.operation_updates),
        ("valid_operation_status_update_acknowledgements", counters.operation_acknowledgements),
        ("valid_executor_to_framework_messages", 0),
        ("valid_framework_to_executor_messages", 0),
        ("messages_register_framework", counters.subscriptions),
        ("messages_reregister_framework", counters.resubscriptions),
        ("messages_unregister_framework", 0),
        ("messages_register_slave", counters.registrations),
        ("messages_reregister_slave", counters.reregistrations),
        // Agents tell what they have when they come, and when a provider of theirs does or goes.
        (
            "messages_update_slave",
            counters.registrations
                + counters.reregistrations
                + counters.providers_subscribed
                + counters.providers_disconnected,
        ),
    ] {
        gauges.count(format!("master/{name}"), value);
    }
    for name in UNUSUAL {
        gauges.count(format!("master/{name}"), 0);
    }
}
