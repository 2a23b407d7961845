//! What keeps a draining agent from being drained: tasks that run, tasks that ended and are not acknowledged, operations under way.
//!
//! The master calls an agent drained when it holds no task of it any more, terminal ones included, and no operation
//! (`Master::checkAndTransitionDrainingAgent`). A framework that is not connected acknowledges nothing.

use std::collections::BTreeMap;
use std::time::Duration;

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, frameworks, operations, tasks};

use crate::components::listing::{Cells, ColumnHead, number, words};
use crate::components::shown::Shown;
use crate::paths::{Page, exactly};

/// Finding them looks at every task; eyes do not follow faster.
pub const PACE: Duration = Duration::from_millis(500);

/// The heads of the list of blockers.
pub static HEADS: [ColumnHead; 5] = [
    words("Framework"),
    number("Tasks left"),
    number("Not acknowledged"),
    number("Operations"),
    words("Why"),
];

/// What one framework holds there.
#[derive(Debug, Default)]
struct Held {
    name: String,
    left: i64,
    unacknowledged: i64,
    operations: i64,
}

/// A row for each framework that holds something on the agent.
pub fn blockers(replica: &Replica, agent_id: &str) -> Vec<Cells> {
    let mut held: BTreeMap<String, Held> = BTreeMap::new();
    for slot in replica.find_all(Table::Tasks, &[(tasks::AGENT_ID, agent_id)]) {
        let text = |column| replica.text(Table::Tasks, slot, column);
        if text(tasks::LIST) != tasks::ACTIVE {
            continue;
        }
        let held = held.entry(text(tasks::FRAMEWORK_ID).to_owned()).or_default();
        text(tasks::FRAMEWORK).clone_into(&mut held.name);
        if is_terminal(text(tasks::STATE)) {
            held.unacknowledged += 1;
        } else {
            held.left += 1;
        }
    }
    for slot in replica.find_all(Table::Operations, &[(operations::AGENT_ID, agent_id)]) {
        let text = |column| replica.text(Table::Operations, slot, column);
        let held = held.entry(text(operations::FRAMEWORK_ID).to_owned()).or_default();
        text(operations::FRAMEWORK).clone_into(&mut held.name);
        held.operations += 1;
    }
    held.into_iter().map(|(id, held)| row(replica, agent_id, &id, held)).collect()
}

fn row(replica: &Replica, agent_id: &str, id: &str, held: Held) -> Cells {
    let state = replica
        .find_all(Table::Frameworks, &[(frameworks::ID, id)])
        .next()
        .map_or("", |slot| replica.text(Table::Frameworks, slot, frameworks::STATE));
    let tasks = |filter: &str, count: i64| {
        let here = exactly("agent_id", agent_id);
        let of = exactly("framework_id", id);
        match count {
            0 => Shown::Count(0),
            _ => Shown::Href(Page::Tasks.filtered(&format!("{here} {of} {filter}")), count.to_string()),
        }
    };
    let why = why(&held, state);
    let (left, ended) = (tasks("list=active", held.left), tasks("list=active", held.unacknowledged));
    let who = match (id.is_empty(), held.name.is_empty()) {
        (true, _) => Shown::Text("an operator".to_owned()),
        (false, true) => Shown::Link(Page::Framework { id: id.to_owned() }, id.to_owned()),
        (false, false) => Shown::Link(Page::Framework { id: id.to_owned() }, held.name),
    };
    vec![who, left, ended, Shown::Count(held.operations), Shown::Text(why)]
}

fn why(held: &Held, state: &str) -> String {
    if held.left > 0 {
        return "Its tasks are given their grace period.".to_owned();
    }
    if held.unacknowledged > 0 {
        return match state {
            frameworks::state::ACTIVE | frameworks::state::INACTIVE => {
                "Its scheduler has not acknowledged that they ended.".to_owned()
            }
            "" => "The master does not list the framework; nobody will acknowledge them.".to_owned(),
            state => format!(
                "It is {state}: nobody acknowledges that they ended until it returns or is torn down."
            ),
        };
    }
    "Operations wait for their resource provider or for an acknowledgement.".to_owned()
}

fn is_terminal(state: &str) -> bool {
    matches!(
        state,
        "TASK_FINISHED"
            | "TASK_FAILED"
            | "TASK_KILLED"
            | "TASK_ERROR"
            | "TASK_LOST"
            | "TASK_DROPPED"
            | "TASK_GONE"
            | "TASK_GONE_BY_OPERATOR"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_follows_what_is_held() {
        let held = |left, unacknowledged| Held { left, unacknowledged, ..Held::default() };
        assert!(why(&held(1, 1), "active").contains("grace period"));
        assert!(why(&held(0, 1), "active").contains("has not acknowledged"));
        assert!(why(&held(0, 1), "disconnected").starts_with("It is disconnected"));
        assert!(why(&held(0, 0), "active").starts_with("Operations"));
    }
}
