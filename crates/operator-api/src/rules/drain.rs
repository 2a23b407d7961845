//! `DRAIN_AGENT`.

use super::{AgentFacts, Field, Problem, capability};

/// A plan of `DRAIN_AGENT`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drain {
    /// The most seconds that tasks get to end; `None` for what each task says itself. 0 kills them at once.
    pub grace_seconds: Option<i64>,
    /// Whether the agent is marked gone once it has drained: for ever.
    pub mark_gone: bool,
}

/// The most that a `google.protobuf.Duration` holds: 10,000 years.
const MOST_SECONDS: i64 = 315_576_000_000;

/// All that is wrong with draining an agent.
pub fn check(agent: &AgentFacts, plan: &Drain) -> Vec<Problem> {
    let reason = capability::can_drain(agent).err();
    let reason = reason.map(|reason| Problem::refused(Field::new("agent"), reason.to_string()));
    reason.into_iter().chain(grace(plan)).collect()
}

/// The grace is not negative, which Mesos takes for none at all (`master/DRAIN_AGENT-grace-negative`), and can be written
/// (`google/protobuf/duration.proto`).
pub fn grace(plan: &Drain) -> Option<Problem> {
    match plan.grace_seconds? {
        seconds if seconds < 0 => Some(Problem::harmful(
            Field::new("grace"),
            "a grace below 0 would kill all tasks at once; if that is meant, it is 0",
        )),
        seconds if seconds > MOST_SECONDS => Some(Problem::refused(
            Field::new("grace"),
            format!("the grace can be {MOST_SECONDS} seconds at most"),
        )),
        _ => None,
    }
}
