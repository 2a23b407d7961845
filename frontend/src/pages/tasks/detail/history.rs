//! A task's statuses as moments on one line of time.
//!
//! Mesos keeps the last status of each state only: a health check's status replaces the one that first said "running". When that was,
//! the task's row remembers.

use serde_json::Value;

use super::checks::check_result;
use crate::call::json::{Read, words};
use crate::components::{state_chip::StateOf, timeline::Moment};

/// The statuses in the order in which Mesos keeps them.
pub fn history(task: &Value, started_ms: Option<i64>) -> Vec<Moment> {
    let mut container = "";
    let mut moments = Vec::new();
    for status in task.list("statuses") {
        let mut moment = moment(status, started_ms);
        let its_container = status.text("container_status.container_id.value");
        if !its_container.is_empty() && its_container != container {
            container = its_container;
            moment.ids.push(("container id", container.to_owned()));
        }
        moments.push(moment);
    }
    moments
}

fn moment(status: &Value, started_ms: Option<i64>) -> Moment {
    let state = status.text("state");
    let told_ms = status.seconds_ms("timestamp");
    let first_ms =
        started_ms.filter(|started| state == "TASK_RUNNING" && told_ms.is_none_or(|told| *started < told));
    Moment {
        at_ms: first_ms.or(told_ms),
        again_ms: first_ms.and(told_ms),
        tone: StateOf::Task.tone(state),
        word: StateOf::Task.word(state),
        detail: detail(status),
        ids: Vec::new(),
    }
}

/// What else a status says: `Command exited with status 3 · said by the executor`.
fn detail(status: &Value) -> String {
    let message = status.text("message").trim().trim_end_matches('.').to_owned();
    let reason = words(status.text("reason"), "REASON_");
    let reason = if message.eq_ignore_ascii_case(&reason) { String::new() } else { reason };
    // Mesos carries the last health on into the statuses that end a task; it says nothing of them.
    let health = match status.at("healthy").as_bool().filter(|_| status.text("state") == "TASK_RUNNING") {
        Some(true) => "healthy",
        Some(false) => "unhealthy",
        None => "",
    };
    let source = match words(status.text("source"), "SOURCE_") {
        source if source.is_empty() => source,
        source => format!("said by the {source}"),
    };
    let parts = [message, health.to_owned(), check_result(status), reason, source];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ui::chip::Tone;

    /// Statuses of a real master, without what is not read.
    fn sick() -> Value {
        json!({"statuses": [
            {"state":"TASK_STARTING","source":"SOURCE_EXECUTOR","timestamp":1_795_307_713.180_817_4,
             "container_status":{"container_id":{"value":"3ab9366e"}}},
            {"state":"TASK_RUNNING","message":"The health check failed","source":"SOURCE_EXECUTOR",
             "reason":"REASON_TASK_HEALTH_CHECK_STATUS_UPDATED","timestamp":1_795_307_714.212_559_5,"healthy":false,
             "container_status":{"container_id":{"value":"3ab9366e"}}},
            {"state":"TASK_KILLED","message":"Framework 0004 removed","source":"SOURCE_MASTER",
             "reason":"REASON_FRAMEWORK_REMOVED","timestamp":1_795_307_792.038_375_9,"healthy":false},
        ]})
    }

    #[test]
    fn a_status_tells_why_and_who() {
        let moments = history(&sick(), None);
        let details: Vec<_> = moments.iter().map(|moment| moment.detail.as_str()).collect();
        assert_eq!(
            details,
            [
                "said by the executor",
                "The health check failed · unhealthy · task health check status updated · said by the executor",
                "Framework 0004 removed · framework removed · said by the master",
            ]
        );
        assert_eq!((moments[2].word.as_str(), moments[2].tone), ("killed", Tone::Idle));
    }

    #[test]
    fn running_began_when_it_was_first_seen() {
        let started = 1_795_307_713_200;
        let moments = history(&sick(), Some(started));
        assert_eq!(moments[1].at_ms, Some(started));
        assert_eq!(moments[1].again_ms, Some(1_795_307_714_213));
        assert_eq!(moments[0].again_ms, None);
        assert_eq!(history(&sick(), Some(i64::MAX))[1].at_ms, Some(1_795_307_714_213));
    }

    #[test]
    fn a_container_is_named_once() {
        let ids: Vec<_> = history(&sick(), None).into_iter().map(|moment| moment.ids.len()).collect();
        assert_eq!(ids, [1, 0, 0]);
        assert_eq!(history(&json!({}), None), []);
    }
}
