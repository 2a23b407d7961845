//! What an agent's state means, and how its drain stands.

use cluster_model::schema::agents::state;
use serde_json::Value;

use crate::call::json::Read;
use crate::components::{lines::LineList, shown::Shown};
use crate::ui::format::span_exact;

/// What a state means for the agent's tasks and for what can be done; nothing for one in which all is well.
pub fn meaning(state: &str) -> &'static str {
    match state {
        state::DEACTIVATED => {
            "Its resources are offered to nobody; its tasks run on. Reactivate it to have it offered again."
        }
        state::DRAINING => "Its tasks are being killed and its resources are offered to nobody.",
        state::DRAINED => {
            "No task is left on it and its resources are offered to nobody. It can be serviced now, or reactivated."
        }
        state::DISCONNECTED => {
            "Its connection to the master is gone. The master waits a while before it calls the agent unreachable; its tasks run on."
        }
        state::RECOVERING => {
            "The master knows it from before its own failover and waits for it to register again."
        }
        state::UNREACHABLE => {
            "The master lists it no longer, because it did not answer. Its tasks may be running still, and it may come back. What is shown is what it had when it was last listed."
        }
        state::GONE => {
            "An operator marked it gone. The master has given up its tasks, and it may not come back with this id. What is shown is what it had when it was last listed."
        }
        _ => "",
    }
}

/// How the agent is being drained, if it is.
pub fn drain(agent: &Value) -> LineList {
    let info = agent.at("drain_info");
    if info.is_null() {
        return LineList::default();
    }
    let started_ms = agent.ms("estimated_drain_start_time");
    let grace_ms = info.ms("config.max_grace_period");
    let grace = grace_ms.map_or_else(
        || "as long as each task's own kill policy says".to_owned(),
        |grace| format!("{} at most, whatever their kill policies say", span_exact(grace)),
    );
    let after = if info.at("config").flag("mark_gone") {
        "the agent is marked gone for good"
    } else {
        "the agent stays deactivated"
    };
    let ends_ms = started_ms.zip(grace_ms).map(|(started, grace)| started + grace);
    LineList::default()
        .time("Began, about", started_ms)
        .text("Tasks are given", grace)
        .some("Grace is over, about", ends_ms.map(Shown::Time))
        .text("Then", after)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_trouble_needs_words() {
        assert_eq!(meaning(state::ACTIVE), "");
        for state in [
            state::DEACTIVATED,
            state::DRAINING,
            state::DRAINED,
            state::DISCONNECTED,
            state::RECOVERING,
            state::UNREACHABLE,
            state::GONE,
        ] {
            assert!(!meaning(state).is_empty(), "{state}");
        }
    }

    #[test]
    fn a_real_drain() {
        let agent = json!({"drain_info":{"state":"DRAINING","config":{"max_grace_period":{"nanoseconds":4_000_000_000_i64},
            "mark_gone":false}},"estimated_drain_start_time":{"nanoseconds":1_795_307_768_000_000_000_i64}});
        assert_eq!(
            drain(&agent).0,
            [
                ("Began, about", Shown::Time(1_795_307_768_000)),
                ("Tasks are given", Shown::Text("4 s at most, whatever their kill policies say".into())),
                ("Grace is over, about", Shown::Time(1_795_307_772_000)),
                ("Then", Shown::Text("the agent stays deactivated".into())),
            ]
        );
        assert!(drain(&json!({})).is_empty());
    }

    #[test]
    fn a_drain_without_a_limit_says_so() {
        let lines =
            drain(&json!({ "drain_info": { "state": "DRAINING", "config": { "mark_gone": true } } })).0;
        assert_eq!(lines[0].1, Shown::Text("as long as each task's own kill policy says".into()));
        assert_eq!(lines[1].1, Shown::Text("the agent is marked gone for good".into()));
    }
}
