//! A change as the console's server tells of it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// A change. The list of changes has no steps.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Change {
    /// Its id.
    pub id: String,
    /// What it does, in a few words.
    pub title: String,
    /// Who made it, if anybody had to log in.
    pub by: Option<String>,
    /// From which address.
    pub from: String,
    /// When it came, in milliseconds since 1970.
    pub at_ms: i64,
    /// When its last step ended.
    pub ended_ms: Option<i64>,
    /// How it stands as a whole.
    pub state: ChangeState,
    /// How many steps are under way at once.
    pub at_once: usize,
    /// Whether the first failure keeps back what is not sent yet.
    pub stop_at_failure: bool,
    /// How many steps are in which state.
    pub counts: BTreeMap<String, usize>,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// How a change stands as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeState {
    /// Not at its end.
    #[default]
    Running,
    /// The cluster shows all of it.
    Applied,
    /// Some of it is not to be seen in the cluster.
    Failed,
    /// Somebody stopped it before all was sent.
    Stopped,
}

/// One call of a change.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Step {
    /// The agent that is called; `None` is the master.
    pub agent_id: Option<String>,
    /// Its host name.
    pub host: Option<String>,
    /// The call's type.
    pub kind: String,
    /// What it does, in a few words.
    pub title: String,
    /// The call.
    pub call: Value,
    /// How it stands.
    pub state: StepState,
    /// The status that Mesos answered with.
    pub status: Option<u16>,
    /// Why it failed, in Mesos' words or the console's.
    pub words: Option<String>,
    /// The field of the form that the words are about.
    pub field: Option<String>,
    /// How far it is: `draining, 12 tasks left`.
    pub detail: Option<String>,
    /// When it was sent.
    pub sent_ms: Option<i64>,
    /// When the cluster showed it.
    pub seen_ms: Option<i64>,
    /// When it is given up.
    pub deadline_ms: Option<i64>,
    /// The request's id in the audit log.
    pub request_id: Option<String>,
}

/// How a step stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Not sent yet.
    #[default]
    Waiting,
    /// On its way.
    Sending,
    /// Mesos said yes; the cluster does not show it yet.
    Accepted,
    /// The cluster shows it, and it goes on.
    Underway,
    /// The cluster shows it, at its end.
    Applied,
    /// Mesos said no.
    Refused,
    /// What it rests on has been changed by somebody else; it was not sent.
    Overtaken,
    /// It would have hurt the cluster; it was not sent.
    Blocked,
    /// Mesos said yes, and the cluster never showed it.
    NeverSeen,
    /// No answer came, and the cluster never showed it.
    Unanswered,
    /// The cluster showed it, and then no more.
    Undone,
    /// It was kept back.
    Skipped,
}

impl StepState {
    /// What it is called.
    pub fn words(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Accepted => "accepted",
            Self::Underway => "under way",
            Self::Applied => "applied",
            Self::Refused => "refused",
            Self::Overtaken => "overtaken",
            Self::Blocked => "blocked",
            Self::NeverSeen => "accepted, never seen",
            Self::Unanswered => "no answer",
            Self::Undone => "undone",
            Self::Skipped => "not sent",
        }
    }

    /// What it means and what can be done.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Waiting => "It is sent when those before it are done.",
            Self::Sending => "It is on its way to Mesos.",
            Self::Accepted => "Mesos has said yes. The cluster's own state does not show it yet.",
            Self::Underway => "The cluster shows it, and it is not at its end.",
            Self::Applied => "The cluster's own state shows it.",
            Self::Refused => "Mesos has said no. Nothing was changed.",
            Self::Overtaken => {
                "Somebody else changed it between the plan and the sending. Nothing was sent; look at what is there now and plan again."
            }
            Self::Blocked => "It would have hurt the cluster. It was not sent.",
            Self::NeverSeen => {
                "Mesos has said yes, but the cluster's state has not shown it in time. It may still come, or it was lost on the way: look before sending it again."
            }
            Self::Unanswered => {
                "No answer came, and the cluster's state does not show it. It may have been done or not: look before sending it again."
            }
            Self::Undone => "The cluster showed it, and then no more.",
            Self::Skipped => "It was kept back, because one before it failed or somebody stopped the change.",
        }
    }

    /// Whether nothing more comes.
    pub fn is_end(self) -> bool {
        !matches!(self, Self::Waiting | Self::Sending | Self::Accepted | Self::Underway)
    }

    /// Whether it did not do what it should.
    pub fn is_failure(self) -> bool {
        self.is_end() && self != Self::Applied
    }
}

impl Change {
    /// Reads a record. What this version does not know of it is left out.
    pub fn read(value: &Value) -> Self {
        Self::deserialize(value).unwrap_or_default()
    }

    /// The first step that Mesos refused, with its words.
    pub fn refusal(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.state == StepState::Refused)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_record_is_read() {
        let record = json!({
            "id": "9f0c", "title": "Drain agent S1", "by": null, "from": "127.0.0.1", "at_ms": 1, "ended_ms": null,
            "state": "running", "at_once": 1, "stop_at_failure": true, "wait": "applied", "counts": { "underway": 1 },
            "steps": [{ "agent_id": null, "host": "n-1", "kind": "DRAIN_AGENT", "title": "Drain agent S1",
                "call": { "type": "DRAIN_AGENT" }, "state": "never_seen", "status": 200, "sent_ms": 2 }],
        });
        let change = Change::read(&record);
        assert_eq!((change.id.as_str(), change.state), ("9f0c", ChangeState::Running));
        assert_eq!(change.steps[0].state, StepState::NeverSeen);
        assert!(change.steps[0].state.is_failure());
        assert_eq!(change.refusal(), None);
    }
}
