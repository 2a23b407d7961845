//! The plan of another level of logging.

use std::sync::Arc;

use operator_api::rules::call;
use operator_api::rules::logging::{Logging, check};
use serde_json::Value;

use crate::change::plan::{DiffRow, Impact, Plan, Step, Weight, unfit};
use crate::pages::change::to_agent;
use crate::ui::format::{plural, span};

/// The levels, and what comes with each.
pub const LEVELS: [(u32, &str); 4] = [
    (0, "0: as started: warnings, errors and what happens"),
    (1, "1: more: what the parts of Mesos do"),
    (2, "2: much more: messages and requests too"),
    (3, "3: everything"),
];

/// Units of the time, and how many nanoseconds each has.
pub const UNITS: [(&str, i64); 3] =
    [("seconds", 1_000_000_000), ("minutes", 60_000_000_000), ("hours", 3_600_000_000_000)];

/// What is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// The level.
    pub level: String,
    /// How long, as it is typed.
    pub time: String,
    /// In which unit: one of [`UNITS`].
    pub unit: String,
}

/// Whose level it is.
pub enum Target<'a> {
    /// The leading master's, which is this now, if that is known.
    Master(Option<i64>),
    /// Those of agents, as `GET_AGENTS` has them.
    Agents(&'a [Arc<Value>]),
}

/// Makes the plan.
pub fn plan(inputs: &Inputs, target: &Target<'_>) -> Plan {
    let mut problems = Vec::new();
    let level: u32 = inputs.level.trim().parse().unwrap_or_else(|_| {
        problems.push(unfit("level", "choose a level"));
        0
    });
    let unit = UNITS.iter().find(|(name, _)| *name == inputs.unit).map_or(1, |(_, nanoseconds)| *nanoseconds);
    let nanoseconds = nanoseconds(&inputs.time, unit).unwrap_or_else(|| {
        problems
            .push(unfit("duration", format!("\"{}\" is no number of {}", inputs.time.trim(), inputs.unit)));
        1
    });
    let logging = Logging { level, nanoseconds };
    problems.extend(check(logging));
    let call = call::set_logging_level(logging);
    let lasting = span(nanoseconds / 1_000_000);
    let row =
        |what: String, before: String| DiffRow { what, before, after: format!("{level}, for {lasting}") };
    let mut plan = match target {
        Target::Master(now) => Plan {
            diff: vec![row(
                "logging level of the master".to_owned(),
                now.map(|now| now.to_string()).unwrap_or_default(),
            )],
            ..Plan::one(format!("Set the master's logging level to {level}"), Step::master(call))
        },
        Target::Agents(agents) => {
            let action = match agents {
                [one] => format!("Set the logging level of {} to {level}", to_agent::host(one)),
                many => {
                    format!(
                        "Set the logging level of {} to {level}",
                        plural(many.len() as i64, "agent", "agents")
                    )
                }
            };
            let steps = agents.iter().map(|agent| to_agent::step(agent, call.clone())).collect();
            let diff = agents
                .iter()
                .map(|agent| row(format!("logging level of {}", to_agent::host(agent)), String::new()))
                .collect();
            Plan { diff, stop_at_failure: false, ..Plan::many(action, steps) }
        }
    };
    plan.problems = problems;
    let back = format!(
        "After {lasting} the level is again what it was when the process started. Nothing has to be done for it."
    );
    plan.impact = vec![Impact::new(Weight::Note, back)];
    if level > 0 {
        let words =
            "The log grows faster, on the disk of the machine, and writing it takes time of the process.";
        plan.impact.push(Impact::new(if level > 1 { Weight::Warn } else { Weight::Note }, words));
    }
    plan
}

/// The time in nanoseconds; `None` if it cannot be read, or is longer than Mesos can count.
fn nanoseconds(typed: &str, unit: i64) -> Option<i64> {
    let time: f64 = typed.trim().parse().ok()?;
    let nanoseconds = time * unit as f64;
    // 2^63 nanoseconds are 292 years.
    (nanoseconds.abs() < i64::MAX as f64).then_some(nanoseconds as i64)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn inputs(level: &str, time: &str, unit: &str) -> Inputs {
        Inputs { level: level.into(), time: time.into(), unit: unit.into() }
    }

    #[test]
    fn a_level_is_set_for_a_time() {
        let plan = plan(&inputs("2", "1.5", "hours"), &Target::Master(Some(0)));
        assert_eq!(plan.problems, []);
        assert_eq!(
            plan.steps,
            [Step::master(json!({ "type": "SET_LOGGING_LEVEL", "set_logging_level": {
                "level": 2, "duration": { "nanoseconds": 5_400_000_000_000_i64 },
            } }))]
        );
        assert_eq!(plan.diff[0].before, "0");
    }

    #[test]
    fn each_agent_is_called_itself() {
        let agent = Arc::new(json!({
            "agent_info": { "id": { "value": "S1" }, "hostname": "n-1" }, "pid": "slave(1)@10.0.0.1:5051",
        }));
        let plan = plan(&inputs("1", "10", "minutes"), &Target::Agents(&[agent]));
        assert_eq!(plan.steps[0].agent_id.as_deref(), Some("S1"));
        assert_eq!(plan.action, "Set the logging level of n-1 to 1");
    }

    #[test]
    fn a_time_is_a_number_above_none() {
        for (time, words) in [
            ("-5", "over at once"),
            ("0", "over at once"),
            ("long", "no number"),
            ("1e30", "no number"),
            ("NaN", "no number"),
        ] {
            let plan = plan(&inputs("1", time, "minutes"), &Target::Master(None));
            assert_eq!(plan.problems.len(), 1, "{time}");
            assert_eq!(plan.problems[0].field.as_str(), "duration");
            assert!(plan.problems[0].words.contains(words), "{time}: {}", plan.problems[0].words);
        }
    }
}
