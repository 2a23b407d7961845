//! The maintenance schedule changed, machines taken down and up.

use std::net::Ipv4Addr;

use operator_api::v1;
use operator_api::v1::master::Call;

use super::agents::machine;
use crate::access::{Action, Viewer};
use crate::cluster::Cluster;
use crate::http::reply::Reply;
use crate::print::roles::machine_id;
use crate::world::World;
use crate::world::maintenance::{Machine, Window};

/// A machine as Mesos names it to people.
pub(super) fn shown(machine: &Machine) -> String {
    serde_json::to_string(&machine_id(machine)).unwrap_or_default()
}

/// `UPDATE_MAINTENANCE_SCHEDULE`: the whole of it is replaced.
pub(crate) fn update(cluster: &Cluster, call: &Call, viewer: &Viewer) -> Reply {
    let Some(wanted) = &call.update_maintenance_schedule else { return Reply::done() };
    let windows: Vec<Window> = wanted.schedule.windows.iter().map(window).collect();
    cluster.act(|world| match unfit(world, &windows) {
        Some(reason) => Reply::bad_request(reason),
        None if !windows.is_empty() && !viewer.may_always(Action::UpdateMaintenanceSchedule) => {
            Reply::forbidden()
        }
        None => {
            world.set_schedule(windows);
            Reply::done()
        }
    })
}

fn window(window: &v1::maintenance::Window) -> Window {
    Window {
        machines: window.machine_ids.iter().map(machine).collect(),
        start: window.unavailability.start.nanoseconds,
        duration: window.unavailability.duration.as_ref().map(|duration| duration.nanoseconds),
    }
}

/// Why a schedule cannot be, in Mesos' words.
fn unfit(world: &World, windows: &[Window]) -> Option<String> {
    let mut seen: Vec<&Machine> = Vec::new();
    for window in windows {
        if window.machines.is_empty() {
            return Some("List of machines in the maintenance window is empty".to_owned());
        }
        if window.duration.is_some_and(|duration| duration < 0) {
            return Some("Unavailability 'duration' is negative".to_owned());
        }
        if let Some(reason) = window.machines.iter().find_map(nameless) {
            return Some(reason);
        }
        for machine in &window.machines {
            if seen.contains(&machine) {
                return Some(twice(machine));
            }
            seen.push(machine);
        }
    }
    let dropped = world.maintenance.down.iter().find(|machine| !seen.contains(machine))?;
    Some(format!("Machine '{}' is deactivated and cannot be removed from the schedule", shown(dropped)))
}

fn nameless(machine: &Machine) -> Option<String> {
    if machine.hostname.is_none() && machine.ip.is_none() {
        return Some("Both 'hostname' and 'ip' for a machine are empty".to_owned());
    }
    let ip = machine.ip.as_deref()?;
    ip.parse::<Ipv4Addr>().is_err().then(|| format!("Failed to parse IPv4: {ip}"))
}

fn twice(machine: &Machine) -> String {
    format!("Machine '{}' appears more than once in the schedule", shown(machine))
}

/// Why a list of machines is none.
fn unlisted(machines: &[Machine]) -> Option<String> {
    if machines.is_empty() {
        return Some("List of machines is empty".to_owned());
    }
    machines.iter().enumerate().find_map(|(at, machine)| {
        nameless(machine).or_else(|| machines[..at].contains(machine).then(|| twice(machine)))
    })
}

/// `START_MAINTENANCE`
pub(crate) fn start(cluster: &Cluster, call: &Call, viewer: &Viewer) -> Reply {
    let Some(wanted) = &call.start_maintenance else { return Reply::done() };
    let machines: Vec<Machine> = wanted.machines.iter().map(machine).collect();
    if let Some(reason) = unlisted(&machines) {
        return Reply::bad_request(reason);
    }
    cluster.act(|world| {
        for machine in &machines {
            if world.maintenance.down.contains(machine) {
                return Reply::bad_request(format!(
                    "Machine '{}' is not in DRAINING mode and cannot be brought down",
                    shown(machine)
                ));
            }
            if !world.maintenance.is_scheduled(machine) {
                // A machine that an agent is on is known, if only as being up.
                let reason = match world.agents_on(machine).is_empty() {
                    true => "is not part of a maintenance schedule",
                    false => "is not in DRAINING mode and cannot be brought down",
                };
                return Reply::bad_request(format!("Machine '{}' {reason}", shown(machine)));
            }
        }
        if !viewer.may_always(Action::StartMaintenance) {
            return Reply::forbidden();
        }
        world.start_maintenance(machines);
        Reply::done()
    })
}

/// `STOP_MAINTENANCE`
pub(crate) fn stop(cluster: &Cluster, call: &Call, viewer: &Viewer) -> Reply {
    let Some(wanted) = &call.stop_maintenance else { return Reply::done() };
    let machines: Vec<Machine> = wanted.machines.iter().map(machine).collect();
    if let Some(reason) = unlisted(&machines) {
        return Reply::bad_request(reason);
    }
    cluster.act(|world| {
        if let Some(machine) = machines.iter().find(|machine| !world.maintenance.down.contains(machine)) {
            return Reply::bad_request(format!(
                "Machine '{}' is not in DOWN mode and cannot be brought up",
                shown(machine)
            ));
        }
        if !viewer.may_always(Action::StopMaintenance) {
            return Reply::forbidden();
        }
        world.stop_maintenance(&machines);
        Reply::done()
    })
}
