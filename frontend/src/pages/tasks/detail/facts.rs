//! What a task is and where it belongs.

use serde_json::Value;

use crate::call::json::{Read, labels};
use crate::components::{lines::LineList, shown::Shown};
use crate::paths::Page;
use crate::ui::format::span_exact;

/// What a task's row knows and its JSON does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// The name of its framework.
    pub framework: String,
    /// The host of its agent.
    pub host: String,
    /// Its role.
    pub role: String,
    /// When it was first seen running.
    pub started_ms: Option<i64>,
}

/// The facts of a task.
pub fn facts(task: &Value, around: &Around) -> LineList {
    let framework_id = task.text("framework_id.value");
    let agent_id = task.text("agent_id.value");
    let framework = Page::Framework { id: framework_id.to_owned() };
    let agent = Page::Agent { id: agent_id.to_owned() };
    let named = |page: Page, name: &str| (!name.is_empty()).then(|| Shown::Link(page, name.to_owned()));
    LineList::default()
        .id("Task id", task.text("task_id.value"))
        .code("State", task.text("state"))
        .some("Framework", named(framework, &around.framework))
        .id_of("Framework id", framework_id, |id| Page::Framework { id })
        .some("Agent", named(agent, &around.host))
        .id_of("Agent id", agent_id, |id| Page::Agent { id })
        .some("Executor", Some(executor(task)))
        .some("Role", role(&around.role))
        .text("User", task.text("user"))
        .time("Started", around.started_ms)
        .text("Kill policy", kill_policy(task))
        .labels("Labels", labels(task, "labels"))
}

fn role(name: &str) -> Option<Shown> {
    (!name.is_empty()).then(|| Shown::Link(Page::Role { name: name.to_owned() }, name.to_owned()))
}

fn executor(task: &Value) -> Shown {
    match task.text("executor_id.value") {
        "" => Shown::Text("Mesos' own, for this task alone".to_owned()),
        id => {
            let page = Page::Executor {
                agent_id: task.text("agent_id.value").to_owned(),
                framework_id: task.text("framework_id.value").to_owned(),
                executor_id: id.to_owned(),
            };
            Shown::IdOf(page, id.to_owned())
        }
    }
}

fn kill_policy(task: &Value) -> String {
    let grace = task.ms("kill_policy.grace_period");
    grace
        .map(|grace| format!("{} to end by itself before it is killed", span_exact(grace)))
        .unwrap_or_default()
}

/// The health of a task that runs, as its latest status tells. One that has ended has none.
pub fn health(task: &Value) -> Option<bool> {
    let runs = task.text("state") == "TASK_RUNNING";
    task.list("statuses").last().filter(|_| runs).and_then(|status| status.at("healthy").as_bool())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn task() -> Value {
        json!({"name":"two","task_id":{"value":"pod.two"},
            "framework_id":{"value":"1008521c-a184-4155-8669-53ae6ee68b27-0004"},"executor_id":{"value":"pod"},
            "agent_id":{"value":"1008521c-a184-4155-8669-53ae6ee68b27-S0"},"state":"TASK_RUNNING",
            "kill_policy":{"grace_period":{"nanoseconds":90_000_000_000_i64}},
            "labels":{"labels":[{"key":"app","value":"printer"}]}})
    }

    #[test]
    fn names_come_before_ids() {
        let around = Around { framework: "recorder".into(), role: "eng/rec".into(), ..Around::default() };
        let lines = facts(&task(), &around).0;
        let names: Vec<_> = lines.iter().map(|(name, _)| *name).collect();
        assert_eq!(
            names,
            [
                "Task id",
                "State",
                "Framework",
                "Framework id",
                "Agent id",
                "Executor",
                "Role",
                "Kill policy",
                "Labels"
            ]
        );
        assert!(matches!(&lines[5].1, Shown::IdOf(Page::Executor { .. }, id) if id == "pod"));
        assert_eq!(lines[7].1, Shown::Text("1 min 30 s to end by itself before it is killed".into()));
    }

    #[test]
    fn a_command_task_has_mesos_own_executor() {
        assert_eq!(executor(&json!({})), Shown::Text("Mesos' own, for this task alone".into()));
    }

    #[test]
    fn health_is_the_latest_word() {
        let task = |state, statuses| json!({ "state": state, "statuses": statuses });
        let statuses = json!([{ "healthy": true }, { "healthy": false }]);
        assert_eq!(health(&task("TASK_RUNNING", statuses.clone())), Some(false));
        assert_eq!(health(&task("TASK_FAILED", statuses)), None);
        assert_eq!(health(&task("TASK_RUNNING", json!([{ "healthy": true }, {}]))), None);
    }
}
