//! The maintenance schedule and the machines' states, as the master tells them.

use serde_json::Value;

use crate::call::json::Read;

/// A machine, as a schedule names it. Both are needed to mean an agent's.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Machine {
    /// Its host name; may be empty.
    pub hostname: String,
    /// Its address; may be empty.
    pub ip: String,
}

impl Machine {
    fn read(id: &Value) -> Self {
        Self { hostname: id.text("hostname").to_owned(), ip: id.text("ip").to_owned() }
    }

    /// As people call it.
    pub fn name(&self) -> String {
        match (self.hostname.is_empty(), self.ip.is_empty()) {
            (false, false) => format!("{} ({})", self.hostname, self.ip),
            (false, true) => self.hostname.clone(),
            (true, _) => self.ip.clone(),
        }
    }
}

/// A window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// When it begins, in milliseconds since 1970.
    pub begins_ms: i64,
    /// When it ends; never by itself, if it has no duration.
    pub ends_ms: Option<i64>,
    /// Its machines.
    pub machines: Vec<Machine>,
}

/// The windows of a `GET_MAINTENANCE_SCHEDULE`, in the order of time.
pub fn windows(answer: &Value) -> Vec<Window> {
    let mut windows: Vec<Window> = answer
        .list("get_maintenance_schedule.schedule.windows")
        .iter()
        .map(|window| {
            let begins_ms = window.ms("unavailability.start").unwrap_or_default();
            Window {
                begins_ms,
                ends_ms: window.ms("unavailability.duration").map(|lasts| begins_ms.saturating_add(lasts)),
                machines: window.list("machine_ids").iter().map(Machine::read).collect(),
            }
        })
        .collect();
    windows.sort_by_key(|window| window.begins_ms);
    windows
}

/// A machine that is not simply up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The machine.
    pub machine: Machine,
    /// Whether maintenance has begun: its agents are shut down.
    pub is_down: bool,
    /// What frameworks answered to the inverse offers.
    pub answers: Vec<Answer>,
}

/// A framework's answer to an inverse offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The framework's id.
    pub framework_id: String,
    /// `ACCEPT`, `DECLINE` or `UNKNOWN`.
    pub status: String,
    /// When it was given, in milliseconds since 1970.
    pub at_ms: Option<i64>,
}

/// The machines of a `GET_MAINTENANCE_STATUS`: those that are down first.
pub fn standings(answer: &Value) -> Vec<Standing> {
    let status = answer.at("get_maintenance_status.status");
    let down = status.list("down_machines").iter().map(|id| Standing {
        machine: Machine::read(id),
        is_down: true,
        answers: Vec::new(),
    });
    let draining = status.list("draining_machines").iter().map(|machine| Standing {
        machine: Machine::read(machine.at("id")),
        is_down: false,
        answers: machine.list("statuses").iter().map(read_answer).collect(),
    });
    let mut all: Vec<Standing> = down.chain(draining).collect();
    all.sort_by(|a, b| (!a.is_down, &a.machine).cmp(&(!b.is_down, &b.machine)));
    all
}

fn read_answer(answer: &Value) -> Answer {
    let status = answer.text("status");
    Answer {
        framework_id: answer.text("framework_id.value").to_owned(),
        status: if status.is_empty() { "UNKNOWN" } else { status }.to_owned(),
        at_ms: answer.ms("timestamp"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_window_without_duration_is_open() {
        let answer = json!({"get_maintenance_schedule":{"schedule":{"windows":[
            {"machine_ids":[{"hostname":"b.test","ip":"10.0.0.2"}],"unavailability":{"start":{"nanoseconds":5_000_000_000_i64},
             "duration":{"nanoseconds":1_000_000_000}}},
            {"machine_ids":[{"hostname":"x.test"}],"unavailability":{"start":{"nanoseconds":1_000_000_000}}}]}}});
        let windows = windows(&answer);
        assert_eq!((windows[0].begins_ms, windows[0].ends_ms), (1_000, None));
        assert_eq!(windows[1].ends_ms, Some(6_000));
        assert_eq!(windows[1].machines[0].name(), "b.test (10.0.0.2)");
    }

    #[test]
    fn machines_stand_with_their_answers() {
        let answer = json!({"get_maintenance_status":{"status":{
            "draining_machines":[{"id":{"hostname":"a.test"},"statuses":[{"framework_id":{"value":"F"},"status":"DECLINE",
              "timestamp":{"nanoseconds":3_000_000_000_i64}},{"framework_id":{"value":"G"}}]}],
            "down_machines":[{"hostname":"z.test"}]}}});
        let all = standings(&answer);
        assert!(all[0].is_down);
        assert_eq!(all[1].answers[0].status, "DECLINE");
        assert_eq!(all[1].answers[1].status, "UNKNOWN");
    }
}
