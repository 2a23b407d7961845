//! The maintenance windows of an agent's machine.

use serde_json::Value;

use crate::call::json::Read;
use crate::components::lines::LineList;
use crate::components::shown::Shown;

/// The windows that name the machine. Mesos takes a machine for an agent's only if host name *and* address are the same.
pub fn windows(schedule: &Value, hostname: &str, ip: &str) -> LineList {
    let mut lines = LineList::default();
    for window in schedule.list("get_maintenance_schedule.schedule.windows") {
        let is_its = |machine: &Value| {
            machine.text("hostname").eq_ignore_ascii_case(hostname) && machine.text("ip") == ip
        };
        if !window.list("machine_ids").iter().any(is_its) {
            continue;
        }
        let begins = window.ms("unavailability.start");
        let ends = begins.zip(window.ms("unavailability.duration")).map(|(start, lasts)| start + lasts);
        lines = lines.time("Begins", begins);
        lines = match ends {
            Some(ends) => lines.time("Ends", Some(ends)),
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
        let times = [("Begins", Shown::Time(2_000)), ("Ends", Shown::Time(3_000))];
        assert_eq!(windows(&schedule, "A.test", "10.0.0.1").0, times);
        assert!(windows(&schedule, "b.test", "10.0.0.2").is_empty());
    }
}
