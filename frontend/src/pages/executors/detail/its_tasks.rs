//! The tasks of an executor as its agent lists them: what waits, what runs, what has ended.

use serde_json::Value;

use crate::call::json::Read;
use crate::call::resources::{Resource, sums};
use crate::components::listing::{Cells, ColumnHead, number, words};
use crate::components::resource_bar::ResourceKind;
use crate::components::shown::Shown;
use crate::components::state_chip::StateOf;
use crate::paths::Page;

/// The heads of the list.
pub static HEADS: &[ColumnHead] = &[
    words("Task"),
    words("Task id"),
    words("List"),
    words("State"),
    number("CPUs"),
    number("CPUs limit"),
    number("Memory"),
    number("Memory limit"),
    number("Disk"),
    number("GPUs"),
    words("Latest status"),
];

/// The agent's lists in the order of a task's life, and the words for them.
const LISTS: [(&str, &str); 5] = [
    ("pending_tasks", "pending"),
    ("queued_tasks", "queued"),
    ("launched_tasks", "launched"),
    ("terminated_tasks", "ended, unacknowledged"),
    ("completed_tasks", "completed"),
];

/// A row for each task of the executor in an agent's answer to `GET_TASKS`.
pub fn rows(answer: &Value, framework_id: &str, executor_id: &str) -> Vec<Cells> {
    let is_its = |task: &&Value| {
        // A command task names no executor: Mesos gives it one of the task's own id.
        let executor = match task.text("executor_id.value") {
            "" => task.text("task_id.value"),
            id => id,
        };
        executor == executor_id && task.text("framework_id.value") == framework_id
    };
    let of_list = |(list, words): (&str, &'static str)| {
        answer
            .at("get_tasks")
            .list(list)
            .iter()
            .filter(is_its)
            .map(move |task| row(task, words))
            .collect::<Vec<_>>()
    };
    LISTS.into_iter().flat_map(of_list).collect()
}

fn row(task: &Value, list: &str) -> Cells {
    let id = task.text("task_id.value").to_owned();
    let framework_id = task.text("framework_id.value").to_owned();
    let name = Some(task.text("name")).filter(|name| !name.is_empty()).unwrap_or(&id);
    let resources = sums(&Resource::read_all(task.list("resources")));
    let amount = |kind: ResourceKind| {
        let found = resources.iter().find(|(name, _)| name == kind.name());
        found.map_or(Shown::None, |(name, amount)| Shown::Text(amount.words(name)))
    };
    let limit = |kind: ResourceKind| {
        let limit = task.at("limits").at(kind.name());
        // JSON knows no infinite number; Mesos writes a word.
        match limit.text("value") {
            "Infinity" => Shown::Text("none".to_owned()),
            _ => limit.milli("value").map_or(Shown::None, |limit| Shown::Amount(kind, limit)),
        }
    };
    let latest = task.list("statuses").last().and_then(|status| status.seconds_ms("timestamp"));
    vec![
        Shown::Link(Page::Task { framework_id, task_id: id.clone() }, name.to_owned()),
        Shown::Id(id.clone()),
        Shown::Text(list.to_owned()),
        Shown::State(StateOf::Task, task.text("state").to_owned()),
        amount(ResourceKind::Cpus),
        limit(ResourceKind::Cpus),
        amount(ResourceKind::Mem),
        limit(ResourceKind::Mem),
        amount(ResourceKind::Disk),
        amount(ResourceKind::Gpus),
        latest.map_or(Shown::None, Shown::Time),
    ]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn tasks_of_all_lists_with_their_limits() {
        let task = |id: &str, executor: &str| {
            json!({"task_id":{"value":id},"executor_id":{"value":executor},"framework_id":{"value":"F"},"name":"n",
                "state":"TASK_RUNNING","resources":[{"name":"cpus","scalar":{"value":0.5}}],
                "limits":{"cpus":{"value":"Infinity"},"mem":{"value":64.0}},
                "statuses":[{"timestamp":1.5}]})
        };
        let answer = json!({"get_tasks":{
            "launched_tasks":[task("a","E"),task("b","other")],
            "queued_tasks":[task("c","E")],
            "completed_tasks":[task("E","")]}});
        let rows = rows(&answer, "F", "E");
        let lists: Vec<_> = rows.iter().map(|cells| cells[2].words()).collect();
        assert_eq!(lists, ["queued", "launched", "completed"]);
        assert_eq!(rows[0].len(), HEADS.len());
        assert_eq!(
            rows[0][4..8],
            [
                Shown::Text("0.5".into()),
                Shown::Text("none".into()),
                Shown::None,
                Shown::Amount(ResourceKind::Mem, 64_000),
            ]
        );
        assert_eq!(rows[0][10], Shown::Time(1_500));
    }
}
