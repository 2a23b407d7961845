//! The machines' states and what frameworks answered, as the master tells them.

use operator_api::rules::schedule::Machine;
use serde_json::Value;

use crate::call::json::Read;

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
        machine: Machine::from_json(id),
        is_down: true,
        answers: Vec::new(),
    });
    let draining = status.list("draining_machines").iter().map(|machine| Standing {
        machine: Machine::from_json(machine.at("id")),
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
