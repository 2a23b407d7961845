//! The master's metrics: what the state adds up to, and what was counted.

use operator_api::v1;
use operator_api::v1::master::Response;
use operator_api::v1::master::response::{GetMetrics, Type};

use crate::cluster::{Cluster, now};
use crate::world::World;
use crate::world::framework::Framework;
use crate::world::task::{SECOND, State};

/// States that come as counts of what is, in the order of nothing.
const PASSING: [State; 5] =
    [State::Staging, State::Starting, State::Running, State::Killing, State::Unreachable];
/// States that come as counts of what was.
const FINAL: [State; 8] = [
    State::Finished,
    State::Failed,
    State::Killed,
    State::Lost,
    State::Error,
    State::Dropped,
    State::Gone,
    State::GoneByOperator,
];

/// Metrics in the making.
#[derive(Default)]
pub(crate) struct Gauges(Vec<(String, f64)>);

impl Gauges {
    pub(crate) fn set(&mut self, name: impl Into<String>, value: f64) {
        self.0.push((name.into(), value));
    }

    #[expect(clippy::cast_precision_loss, reason = "metrics are doubles")]
    pub(crate) fn count(&mut self, name: impl Into<String>, value: u64) {
        self.set(name, value as f64);
    }

    /// Sorted by name, as Mesos prints them.
    pub(crate) fn finish(mut self) -> Vec<v1::Metric> {
        self.0.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        self.0.into_iter().map(|(name, value)| v1::Metric { name, value: Some(value) }).collect()
    }

    /// Total, used and share of each resource, and the revocable ones, of which there are none.
    #[expect(clippy::cast_precision_loss, reason = "metrics are doubles")]
    pub(crate) fn resources(
        &mut self,
        of: &str,
        total: crate::world::amounts::Scalars,
        used: crate::world::amounts::Scalars,
    ) {
        for ((name, total), (_, used)) in total.named().into_iter().zip(used.named()) {
            let share = if total == 0 { 0.0 } else { used as f64 / total as f64 };
            self.set(format!("{of}/{name}_total"), total as f64 / 1000.0);
            self.set(format!("{of}/{name}_used"), used as f64 / 1000.0);
            self.set(format!("{of}/{name}_percent"), share);
            for revocable in ["percent", "total", "used"] {
                self.set(format!("{of}/{name}_revocable_{revocable}"), 0.0);
            }
        }
    }

    /// The machine under all of it.
    pub(crate) fn system(&mut self) {
        let cpus = std::thread::available_parallelism().map_or(1, usize::from);
        self.count("system/cpus_total", cpus as u64);
    }
}

/// `GET_METRICS`
pub(crate) fn metrics(cluster: &Cluster) -> Response {
    let subscribers = cluster.subscribers.count();
    let mut gauges = Gauges::default();
    cluster.look(|world| {
        agents(&mut gauges, world);
        frameworks(&mut gauges, world);
        tasks(&mut gauges, world);
        messages(&mut gauges, world);
        allocator(&mut gauges, world);
        let sums = world.sums();
        gauges.resources("master", sums.total, sums.used);
        #[expect(clippy::cast_precision_loss, reason = "metrics are doubles")]
        let uptime = (now() - world.started) as f64 / SECOND as f64;
        gauges.set("master/uptime_secs", uptime);
        gauges.count("master/outstanding_offers", world.offers().len() as u64);
    });
    gauges.set("master/elected", 1.0);
    gauges.count("master/operator_event_stream_subscribers", subscribers as u64);
    for quiet in
        ["event_queue_dispatches", "event_queue_http_requests", "event_queue_messages", "dropped_messages"]
    {
        gauges.set(format!("master/{quiet}"), 0.0);
    }
    gauges.set("registrar/log/ensemble_size", 1.0);
    gauges.set("registrar/log/recovered", 1.0);
    gauges.set("registrar/queued_operations", 0.0);
    gauges.system();
    Response {
        r#type: Some(Type::GetMetrics as i32),
        get_metrics: Some(GetMetrics { metrics: gauges.finish() }),
        ..Response::default()
    }
}

fn agents(gauges: &mut Gauges, world: &World) {
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
        ("recovery_slave_removals", 0),
    ] {
        gauges.count(format!("master/{name}"), value);
    }
}

fn frameworks(gauges: &mut Gauges, world: &World) {
    let present: Vec<_> = world.frameworks().iter().filter(|framework| !framework.is_completed()).collect();
    let connected = present.iter().filter(|framework| framework.is_connected()).count() as u64;
    let away = present.len() as u64 - connected;
    for (name, value) in
        [("active", connected), ("connected", connected), ("inactive", away), ("disconnected", away)]
    {
        gauges.count(format!("master/frameworks_{name}"), value);
    }
    for framework in present {
        one_framework(gauges, world, framework);
    }
}

fn one_framework(gauges: &mut Gauges, world: &World, framework: &Framework) {
    let Some(books) = world.books(framework.key) else { return };
    let prefix = format!("master/frameworks/{}/{}", framework.name, world.ids().framework(framework.key));
    gauges.count(format!("{prefix}/subscribed"), u64::from(framework.is_connected()));
    for state in [State::Staging, State::Starting, State::Running, State::Killing] {
        gauges.count(
            format!("{prefix}/tasks/active/task_{}", state.metric()),
            u64::from(books.states[state as usize]),
        );
    }
    gauges.count(format!("{prefix}/tasks/active/task_unreachable"), books.unreachable.len() as u64);
    for state in FINAL {
        gauges.count(format!("{prefix}/tasks/terminal/task_{}", state.metric()), books.ended[state as usize]);
    }
    gauges.count(format!("{prefix}/operations/launch"), books.launched);
    gauges.count(format!("{prefix}/events/update"), books.updates);
    for role in &framework.roles {
        gauges.set(format!("{prefix}/roles/{role}/suppressed"), 0.0);
    }
}

fn tasks(gauges: &mut Gauges, world: &World) {
    for state in PASSING.into_iter().chain(FINAL) {
        gauges.count(format!("master/tasks_{}", state.metric()), world.count_tasks(state));
    }
    for (name, count) in &world.counters.reasons {
        gauges.count(name.clone(), *count);
    }
}

fn messages(gauges: &mut Gauges, world: &World) {
    let counters = &world.counters;
    for (name, value) in [
        ("messages_launch_tasks", counters.launches),
        ("messages_kill_task", counters.kills),
        ("messages_status_update", counters.updates),
        ("messages_status_update_acknowledgement", counters.acknowledgements),
        ("valid_status_updates", counters.updates),
        ("valid_status_update_acknowledgements", counters.acknowledgements),
        ("invalid_status_updates", 0),
        ("invalid_status_update_acknowledgements", 0),
        ("messages_decline_offers", counters.declines),
        ("messages_register_framework", counters.subscriptions),
        ("messages_reregister_framework", counters.resubscriptions),
        ("messages_register_slave", counters.registrations),
        ("messages_reregister_slave", counters.reregistrations),
    ] {
        gauges.count(format!("master/{name}"), value);
    }
}

#[expect(clippy::cast_precision_loss, reason = "metrics are doubles")]
fn allocator(gauges: &mut Gauges, world: &World) {
    let sums = world.sums();
    gauges.count("allocator/mesos/allocation_runs", world.counters.allocations);
    let held = sums.used.named().into_iter().zip(sums.offered.named());
    for ((name, total), ((_, used), (_, offered))) in sums.total.named().into_iter().zip(held) {
        gauges.set(format!("allocator/mesos/resources/{name}/total"), total as f64 / 1000.0);
        gauges.set(
            format!("allocator/mesos/resources/{name}/offered_or_allocated"),
            (used + offered) as f64 / 1000.0,
        );
    }
}
