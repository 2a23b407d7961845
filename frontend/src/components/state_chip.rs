//! States of tasks, agents and frameworks as chips. A state nobody knew when this was written is shown as it is.

use leptos::prelude::*;

use crate::ui::chip::Tone;

/// Whose state it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateOf {
    /// A task's, as Mesos names it: `TASK_RUNNING`.
    Task,
    /// An agent's, as `cluster_model::schema::agents::state` names it.
    Agent,
    /// A framework's, as `cluster_model::schema::frameworks::state` names it.
    Framework,
    /// An operation's, as Mesos names it: `OPERATION_PENDING`.
    Operation,
    /// Whether an offer gives or takes back: `offer`, `inverse`.
    Offer,
    /// Whether something set aside is used: `used`, `offered`, `idle`.
    Use,
}

impl StateOf {
    /// The tone of a state.
    pub fn tone(self, state: &str) -> Tone {
        match self {
            Self::Task => task_tone(state),
            Self::Agent => agent_tone(state),
            Self::Framework => framework_tone(state),
            Self::Operation => operation_tone(state),
            Self::Offer => {
                if state == "inverse" {
                    Tone::Warn
                } else {
                    Tone::Info
                }
            }
            Self::Use => use_tone(state),
        }
    }

    /// The word people read: Mesos' own, without its prefix and capitals.
    pub fn word(self, state: &str) -> String {
        let word = match self {
            Self::Task => state.strip_prefix("TASK_"),
            Self::Operation => state.strip_prefix("OPERATION_"),
            Self::Agent | Self::Framework | Self::Offer | Self::Use => None,
        };
        word.map_or_else(|| state.to_owned(), |word| word.to_lowercase().replace('_', " "))
    }
}

fn task_tone(state: &str) -> Tone {
    match state {
        "TASK_RUNNING" => Tone::Ok,
        "TASK_STAGING" | "TASK_STARTING" => Tone::Info,
        "TASK_KILLING" | "TASK_UNREACHABLE" | "TASK_UNKNOWN" => Tone::Warn,
        "TASK_FAILED"
        | "TASK_ERROR"
        | "TASK_LOST"
        | "TASK_DROPPED"
        | "TASK_GONE"
        | "TASK_GONE_BY_OPERATOR" => Tone::Bad,
        // Finished, killed: over, as somebody wished.
        _ => Tone::Idle,
    }
}

fn agent_tone(state: &str) -> Tone {
    use cluster_model::schema::agents::state::{
        ACTIVE, DEACTIVATED, DISCONNECTED, DRAINED, DRAINING, GONE, RECOVERING, UNREACHABLE,
    };
    match state {
        ACTIVE => Tone::Ok,
        RECOVERING => Tone::Info,
        DRAINING | DRAINED | DEACTIVATED => Tone::Warn,
        DISCONNECTED | UNREACHABLE | GONE => Tone::Bad,
        _ => Tone::Idle,
    }
}

fn framework_tone(state: &str) -> Tone {
    use cluster_model::schema::frameworks::state::{ACTIVE, COMPLETED, DISCONNECTED, INACTIVE, RECOVERED};
    match state {
        ACTIVE => Tone::Ok,
        RECOVERED => Tone::Info,
        INACTIVE => Tone::Warn,
        DISCONNECTED => Tone::Bad,
        COMPLETED => Tone::Idle,
        _ => Tone::Idle,
    }
}

fn operation_tone(state: &str) -> Tone {
    match state {
        "OPERATION_FINISHED" => Tone::Ok,
        "OPERATION_PENDING" | "OPERATION_RECOVERING" => Tone::Info,
        "OPERATION_UNREACHABLE" | "OPERATION_UNKNOWN" => Tone::Warn,
        "OPERATION_FAILED" | "OPERATION_ERROR" | "OPERATION_DROPPED" | "OPERATION_GONE_BY_OPERATOR" => {
            Tone::Bad
        }
        _ => Tone::Idle,
    }
}

fn use_tone(state: &str) -> Tone {
    match state {
        "used" => Tone::Ok,
        "offered" => Tone::Info,
        _ => Tone::Idle,
    }
}

/// A state.
#[component]
pub fn StateChip(
    /// Whose state it is.
    of: StateOf,
    /// The state as the model names it.
    #[prop(into)]
    state: Signal<String>,
) -> impl IntoView {
    view! {
        <span
            class=move || state.with(|state| of.tone(state)).class()
            title=move || state.get()
        >
            {move || state.with(|state| of.word(state))}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_mesos_own() {
        assert_eq!(StateOf::Task.word("TASK_GONE_BY_OPERATOR"), "gone by operator");
        assert_eq!(StateOf::Agent.word("draining"), "draining");
        assert_eq!(StateOf::Operation.word("OPERATION_GONE_BY_OPERATOR"), "gone by operator");
    }

    #[test]
    fn an_unknown_state_is_shown_as_it_is() {
        assert_eq!(StateOf::Task.word("PAUSED"), "PAUSED");
        assert_eq!(StateOf::Task.tone("TASK_PAUSED"), Tone::Idle);
        assert_eq!(StateOf::Agent.tone("hibernating"), Tone::Idle);
    }

    #[test]
    fn what_is_wrong_looks_wrong() {
        assert_eq!(StateOf::Task.tone("TASK_LOST"), Tone::Bad);
        assert_eq!(StateOf::Task.tone("TASK_KILLED"), Tone::Idle);
        assert_eq!(StateOf::Agent.tone("unreachable"), Tone::Bad);
        assert_eq!(StateOf::Framework.tone("disconnected"), Tone::Bad);
    }
}
