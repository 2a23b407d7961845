//! The grace period of a drain.

use serde_json::Value;

use super::{Danger, Rule};

pub(super) fn find(call: &Value) -> Option<Danger> {
    let period = call["drain_agent"].get("max_grace_period")?;
    let words = match period {
        Value::Null => return None,
        Value::Object(members) => {
            let unknown = members.keys().find(|member| !matches!(member.as_str(), "seconds" | "nanos"));
            let seconds = members.get("seconds").or(members.get("nanos"));
            match (unknown, seconds) {
                (Some(unknown), _) => format!(
                    "Mesos ignores {unknown:?} here, so that tasks would be killed without any grace; it is {{\"seconds\": 5}}"
                ),
                (None, None) => {
                    "nothing in it means no grace; say {\"seconds\": 0} if tasks are to be killed at once"
                        .into()
                }
                (None, Some(_)) if members.values().any(is_negative) => {
                    "it is negative, and Mesos takes that for no grace".into()
                }
                (None, Some(_)) => return None,
            }
        }
        other => format!("{other} is not a duration; it is {{\"seconds\": 5}}"),
    };
    Some(Danger { rule: Rule::GracePeriod, place: "drain_agent.max_grace_period".into(), words })
}

fn is_negative(value: &Value) -> bool {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok()).is_some_and(|value: f64| value < 0.0)
}
