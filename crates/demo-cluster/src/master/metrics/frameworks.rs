//! Each framework: its calls, its events, its offers, its operations, its tasks.

use super::Gauges;
use super::state::FINAL;
use crate::world::World;
use crate::world::framework::{Books, Framework, Presence};
use crate::world::operation::OperationKind;
use crate::world::task::{SECOND, State};

/// Seconds between two heartbeats to a scheduler.
const HEARTBEAT: i64 = 15;

pub(super) fn frameworks(gauges: &mut Gauges, world: &World) {
    let present: Vec<_> = world.frameworks().iter().filter(|framework| framework.is_present()).collect();
    let connected = present.iter().filter(|framework| framework.is_connected()).count() as u64;
    let away = present.len() as u64 - connected;
    for (name, value) in
        [("active", connected), ("connected", connected), ("inactive", away), ("disconnected", away)]
    {
        gauges.count(format!("master/frameworks_{name}"), value);
    }
    for framework in present {
        let Some(books) = world.books(framework.key) else { continue };
        let prefix = format!("master/frameworks/{}/{}", framework.name, world.ids().framework(framework.key));
        gauges.count(format!("{prefix}/subscribed"), u64::from(framework.is_connected()));
        for role in &framework.roles {
            gauges.set(format!("{prefix}/roles/{role}/suppressed"), 0.0);
        }
        calls(gauges, &prefix, books);
        events(gauges, &prefix, books, heartbeats(framework, world.now()));
        operations(gauges, &prefix, books);
        tasks(gauges, &prefix, books);
    }
}

/// All counts of a family, and their sum under the family's name.
fn family<const N: usize>(gauges: &mut Gauges, name: &str, counts: [(&str, u64); N]) {
    gauges.count(name, counts.iter().map(|(_, count)| count).sum());
    for (member, count) in counts {
        gauges.count(format!("{name}/{member}"), count);
    }
}

fn calls(gauges: &mut Gauges, prefix: &str, books: &Books) {
    let traffic = &books.traffic;
    family(
        gauges,
        &format!("{prefix}/calls"),
        [
            ("accept", traffic.accepts),
            ("accept_inverse_offers", traffic.accepted_inverse),
            ("acknowledge", traffic.acknowledgements),
            ("acknowledge_operation_status", traffic.operation_acknowledgements),
            ("decline", traffic.declines),
            ("decline_inverse_offers", traffic.declined_inverse),
            ("kill", traffic.kills),
            ("message", 0),
            ("reconcile", 0),
            ("reconcile_operations", 0),
            ("request", 0),
            ("revive", traffic.revivals),
            ("shutdown", 0),
            ("subscribe", traffic.subscriptions),
            ("suppress", 0),
            ("teardown", 0),
            ("update_framework", 0),
        ],
    );
    for (name, count) in [
        ("accepted", traffic.accepts),
        ("declined", traffic.declines),
        ("rescinded", traffic.rescinded),
        // What is accepted was offered, if only for a moment.
        ("sent", traffic.offers + traffic.accepts),
    ] {
        gauges.count(format!("{prefix}/offers/{name}"), count);
    }
}

fn events(gauges: &mut Gauges, prefix: &str, books: &Books, heartbeats: u64) {
    let traffic = &books.traffic;
    family(
        gauges,
        &format!("{prefix}/events"),
        [
            ("error", 0),
            ("failure", traffic.failures),
            ("heartbeat", heartbeats),
            ("inverse_offers", traffic.inverse_offers),
            ("message", 0),
            ("offers", traffic.offers + traffic.accepts),
            ("rescind", traffic.rescinded),
            ("rescind_inverse_offer", traffic.rescinded_inverse),
            ("subscribed", traffic.subscriptions),
            ("update", books.updates),
            ("update_operation_status", traffic.operation_updates),
        ],
    );
}

/// How many heartbeats a framework got since it came.
fn heartbeats(framework: &Framework, now: i64) -> u64 {
    let until = match framework.presence {
        Presence::Disconnected { since } | Presence::Completed { since } => since,
        Presence::Unheard | Presence::Recovered => return 0,
        Presence::Connected => now,
    };
    ((until - framework.registered).max(0) / (HEARTBEAT * SECOND)).cast_unsigned()
}

fn operations(gauges: &mut Gauges, prefix: &str, books: &Books) {
    let traffic = &books.traffic;
    gauges.count(format!("{prefix}/operations"), traffic.all_operations());
    gauges.count(format!("{prefix}/operations/launch"), traffic.launches);
    gauges.count(format!("{prefix}/operations/launch_group"), traffic.group_launches);
    for kind in OperationKind::ALL {
        let count = traffic.operations.get(&kind).copied().unwrap_or_default();
        gauges.count(format!("{prefix}/operations/{}", kind.metric()), count);
    }
}

fn tasks(gauges: &mut Gauges, prefix: &str, books: &Books) {
    for state in [State::Staging, State::Starting, State::Running, State::Killing] {
        gauges.count(
            format!("{prefix}/tasks/active/task_{}", state.metric()),
            u64::from(books.states[state as usize]),
        );
    }
    gauges.count(format!("{prefix}/tasks/active/task_unreachable"), books.unreachable.len() as u64);
    gauges.count(format!("{prefix}/tasks/active/task_unknown"), 0);
    for state in FINAL {
        gauges.count(format!("{prefix}/tasks/terminal/task_{}", state.metric()), books.ended[state as usize]);
    }
}
