//! Views of many rows, worked out a little at a time while the rows change, hold what a plain filter and a plain sort of all rows would.
#![expect(clippy::unwrap_used, reason = "a test")]

use std::cmp::Ordering;

use cluster_model::fold::{Cluster, Scope};
use cluster_model::query::Query;
use cluster_model::replica::{Changes, Replica};
use cluster_model::schema::{Table, tasks};
use cluster_model::view::{Sort, View};
use operator_api::encoded::{Event, GetState};
use operator_api::v1::master::event::{self, Type};
use operator_api::v1::master::response::GetTasks;
use operator_api::v1::{AgentId, FrameworkId, Task, TaskId, TaskState, TaskStatus};
use proptest::prelude::*;

/// More than are looked at one by one, or sorted in one go.
const TASKS: u32 = 4_000;

fn task(number: u32) -> Task {
    // Mixed, so that the order of ids, names and times is none of slots.
    let mixed = number.wrapping_mul(2_654_435_761);
    let state = [TaskState::Running, TaskState::Staging, TaskState::Killing][mixed as usize % 3];
    Task {
        name: ["", "web", "web-api", "Api.web", "database"][mixed as usize / 7 % 5].to_owned(),
        task_id: TaskId {
            value: format!("a-long-prefix-of-all.{:05}", mixed % 50_000) + &"x".repeat(number as usize % 3),
        },
        framework_id: FrameworkId { value: format!("f{}", number % 5) },
        agent_id: AgentId { value: format!("a{}", number % 7) },
        state: Some(state as i32),
        statuses: vec![status(mixed, state)],
        ..Task::default()
    }
}

fn status(second: u32, state: TaskState) -> TaskStatus {
    TaskStatus {
        state: Some(state as i32),
        timestamp: Some(f64::from(second % 1000)),
        ..TaskStatus::default()
    }
}

fn cluster() -> (Cluster, Replica) {
    let tasks = GetTasks { tasks: (0..TASKS).map(task).collect(), ..GetTasks::default() };
    let mut cluster = Cluster::new(1);
    cluster.subscribed(GetState { get_tasks: Some((&tasks).into()), ..GetState::default() }, Scope::All, 0);
    cluster.cut();
    let mut replica = Replica::new();
    for frame in cluster.snapshot() {
        replica.apply(&frame).unwrap();
    }
    (cluster, replica)
}

/// Tasks change state, and new ones come.
fn churn(cluster: &mut Cluster, replica: &mut Replica, from: u32, count: u32) -> Changes {
    for number in from..from + count {
        let state = [TaskState::Running, TaskState::Failed][number as usize % 2];
        let Task { task_id, framework_id, .. } = task(number * 7 % TASKS);
        let status = TaskStatus { task_id, ..status(number, state) };
        let updated = event::TaskUpdated { framework_id, state: Some(state as i32), status: status.into() };
        cluster.apply(
            Event {
                r#type: Some(Type::TaskUpdated as i32),
                task_updated: Some(updated.into()),
                ..Event::default()
            },
            0,
        );
        let added = event::TaskAdded { task: task(TASKS + number).into() };
        cluster.apply(
            Event {
                r#type: Some(Type::TaskAdded as i32),
                task_added: Some(added.into()),
                ..Event::default()
            },
            0,
        );
    }
    let frame = cluster.cut().unwrap();
    replica.apply(&frame).unwrap()
}

type Passes = fn(&Replica, u32) -> bool;

fn text(replica: &Replica, slot: u32, column: usize) -> String {
    replica.text(Table::Tasks, slot, column).to_lowercase()
}

/// Filters, each with what it means.
const FILTERS: [(&str, Passes); 7] = [
    ("", |_, _| true),
    ("web", |replica, slot| text(replica, slot, tasks::NAME).contains("web")),
    ("421", |replica, slot| text(replica, slot, tasks::ID).contains("421")),
    ("-web", |replica, slot| !text(replica, slot, tasks::NAME).contains("web")),
    ("nowhere", |_, _| false),
    ("state:failed 42", |replica, slot| {
        text(replica, slot, tasks::STATE).contains("failed") && text(replica, slot, tasks::ID).contains("42")
    }),
    ("id~7 name=web", |replica, slot| {
        text(replica, slot, tasks::ID).contains('7') && text(replica, slot, tasks::NAME) == "web"
    }),
];

const ORDERS: [&str; 7] = ["", "id", "-id", "name,-id", "-state,name", "updated", "-updated,-name"];

fn plain(replica: &Replica, passes: Passes, sorts: &[Sort]) -> Vec<u32> {
    let mut slots: Vec<u32> =
        replica.rows(Table::Tasks).slots().filter(|&slot| passes(replica, slot)).collect();
    slots.sort_by(|&a, &b| {
        let cells = sorts.iter().map(|sort| {
            let number = |slot| replica.number(Table::Tasks, slot, sort.column);
            let text = |slot| replica.text(Table::Tasks, slot, sort.column);
            let is_none = |slot| number(slot).is_none() && text(slot).is_empty();
            let ordering = number(a).cmp(&number(b)).then_with(|| text(a).cmp(text(b)));
            match (is_none(a), is_none(b)) {
                (false, false) if sort.descending => ordering.reverse(),
                (false, false) => ordering,
                (a, b) => a.cmp(&b),
            }
        });
        cells.fold(Ordering::Equal, Ordering::then).then(a.cmp(&b))
    });
    slots
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn what_is_worked_out_in_parts_is_what_a_plain_sort_makes(
        asked in prop::collection::vec((0..FILTERS.len(), 0..ORDERS.len(), 0u32..4, any::<bool>()), 1..4),
        rows in prop_oneof![Just(64usize), Just(700), Just(5000)],
    ) {
        let (mut cluster, mut replica) = cluster();
        let mut view = View::new(Table::Tasks, Query::parse("", Table::Tasks), Vec::new());
        let mut churned = 0;
        for (filter, order, churns, is_stopped) in asked {
            let (source, passes) = FILTERS[filter];
            let sorts = Sort::parse(ORDERS[order], Table::Tasks);
            view.begin(&replica, Query::parse(source, Table::Tasks), sorts.clone(), 0);
            let mut waiting = Changes::default();
            let mut steps = 0;
            loop {
                // The replica moves on between two parts of the work.
                if steps % 5 == 0 && steps / 5 < churns {
                    waiting.merge(churn(&mut cluster, &mut replica, churned, 20));
                    churned += 20;
                }
                let is_left = view.go_on(&replica, rows);
                let shown: Vec<u32> = view.slots_from(0).collect();
                prop_assert_eq!(shown.len(), view.placed());
                // At rest, what is there is the beginning of what there will be.
                if waiting.is_empty() {
                    let whole = plain(&replica, passes, &sorts);
                    prop_assert_eq!(&shown[..], &whole[..shown.len()], "{} by {}", source, ORDERS[order]);
                }
                if !is_left || is_stopped && steps > 6 {
                    break;
                }
                steps += 1;
            }
            view.stop();
            if !waiting.is_empty() {
                if view.is_upset_by(&waiting) {
                    view.begin_anew(&replica);
                    while view.go_on(&replica, rows) {}
                } else {
                    view.update(&replica, &waiting);
                }
            }
            if view.is_whole() {
                let shown: Vec<u32> = view.slots_from(0).collect();
                prop_assert_eq!(shown, plain(&replica, passes, &sorts), "{} by {}", source, ORDERS[order]);
                prop_assert_eq!(view.len(), view.placed());
            }
        }
    }
}
