//! The maintenance windows of an agent's machine.

use operator_api::rules::schedule::{Machine, Schedule};

use crate::components::lines::LineList;
use crate::components::shown::Shown;
use crate::pages::change::schedule::moment::ms;

/// The windows that name the machine.
pub fn windows(schedule: &Schedule, machine: &Machine) -> LineList {
    let mut lines = LineList::default();
    for window in schedule.windows.iter().filter(|window| window.machines.contains(machine)) {
        lines = lines.time("Begins", Some(ms(window.start)));
        lines = match window.duration {
            Some(lasts) => lines.time("Ends", Some(ms(window.start.saturating_add(lasts)))),
            None => lines.some("Ends", Some(Shown::Text("open: until an operator ends it".to_owned()))),
        };
    }
    lines
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_machine_is_its_agent_s_by_name_and_address() {
        let schedule = json!({"get_maintenance_schedule":{"schedule":{"windows":[{"machine_ids":[
            {"hostname":"a.test","ip":"10.0.0.1"},{"hostname":"b.test"}],
            "unavailability":{"start":{"nanoseconds":2_000_000_000},"duration":{"nanoseconds":1_000_000_000}}}]}}});
        let schedule = Schedule::from_json(&schedule);
        let of = |host: &str, ip: &str| {
            let pid = format!("slave(1)@{ip}:5051");
            windows(&schedule, &Machine::of_agent(&json!({ "agent_info": { "hostname": host }, "pid": pid })))
        };
        assert_eq!(
            of("A.test", "10.0.0.1").0,
            [("Begins", Shown::Time(2_000)), ("Ends", Shown::Time(3_000))]
        );
        assert!(of("b.test", "10.0.0.2").is_empty());
    }
}
