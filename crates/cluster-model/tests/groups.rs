//! Groups that are kept while rows change add up to what a pass over all rows does.

use std::collections::BTreeMap;

use cluster_model::fold::{Cluster, Scope};
use cluster_model::groups::{Amount, Groups};
use cluster_model::replica::Replica;
use cluster_model::schema::{Table, tasks};
use operator_api::encoded::{Event, GetState};
use operator_api::v1::master::event::{self, Type};
use operator_api::v1::master::response::GetTasks;
use operator_api::v1::{AgentId, FrameworkId, Resource, Task, TaskId, TaskState, TaskStatus, value};
use proptest::prelude::*;

const STATES: [TaskState; 4] =
    [TaskState::Running, TaskState::Staging, TaskState::Failed, TaskState::Finished];

fn task(number: u32) -> Task {
    let state = STATES[number as usize % 2];
    let cpus = Resource {
        name: "cpus".to_owned(),
        r#type: Some(value::Type::Scalar as i32),
        scalar: Some(value::Scalar { value: f64::from(number % 5) }),
        ..Resource::default()
    };
    Task {
        name: "web".to_owned(),
        task_id: TaskId { value: format!("t{number}") },
        framework_id: FrameworkId { value: format!("f{}", number % 3) },
        agent_id: AgentId { value: format!("a{}", number % 4) },
        state: Some(state as i32),
        resources: vec![cpus],
        ..Task::default()
    }
}

/// What may happen.
#[derive(Clone, Debug)]
enum Happening {
    /// A task turns to a state.
    Turn(u32, usize),
    /// A task comes.
    Come(u32),
    /// All is told anew, of so many tasks: others go.
    Anew(u32),
    /// The groups look at a few slots more.
    Look(u32),
    /// The tab takes a snapshot.
    Snapshot,
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let one = prop_oneof![
        4 => (0..200u32, 0..STATES.len()).prop_map(|(number, state)| Happening::Turn(number, state)),
        2 => (0..400u32).prop_map(Happening::Come),
        1 => (0..200u32).prop_map(Happening::Anew),
        3 => (1..90u32).prop_map(Happening::Look),
        1 => Just(Happening::Snapshot),
    ];
    prop::collection::vec(one, 1..40)
}

fn whole(cluster: &mut Cluster, tasks: u32) {
    let tasks = GetTasks { tasks: (0..tasks).map(task).collect(), ..GetTasks::default() };
    cluster.subscribed(GetState { get_tasks: Some((&tasks).into()), ..GetState::default() }, Scope::All, 0);
}

fn happen(cluster: &mut Cluster, happening: &Happening) {
    let (kind, updated, added) = match *happening {
        Happening::Turn(number, state) => {
            let (Task { framework_id, task_id, .. }, state) = (task(number), STATES[state]);
            let status = TaskStatus { task_id, state: Some(state as i32), ..TaskStatus::default() };
            let updated =
                event::TaskUpdated { framework_id, state: Some(state as i32), status: status.into() };
            (Type::TaskUpdated, Some(updated.into()), None)
        }
        Happening::Come(number) => {
            (Type::TaskAdded, None, Some(event::TaskAdded { task: task(number).into() }.into()))
        }
        Happening::Anew(tasks) => return whole(cluster, tasks),
        Happening::Look(_) | Happening::Snapshot => return,
    };
    let event =
        Event { r#type: Some(kind as i32), task_updated: updated, task_added: added, ..Event::default() };
    cluster.apply(event, 0);
}

type Sums = BTreeMap<Vec<String>, Vec<i64>>;

/// What they are to be, by one pass.
fn plainly(replica: &Replica, by: &[usize], only: Option<&(usize, String)>) -> Sums {
    let mut sums = Sums::new();
    for slot in replica.rows(Table::Tasks).slots() {
        let text = |column| replica.text(Table::Tasks, slot, column);
        if only.is_some_and(|(column, name)| text(*column) != name) {
            continue;
        }
        let key = by.iter().map(|column| text(*column).to_owned()).collect();
        let cpus = replica.number(Table::Tasks, slot, tasks::CPUS).unwrap_or(0);
        let is_running = text(tasks::STATE) == "TASK_RUNNING";
        let of_row = [1, i64::from(is_running), cpus, if is_running { cpus } else { 0 }];
        let total = sums.entry(key).or_insert_with(|| vec![0; of_row.len()]);
        total.iter_mut().zip(of_row).for_each(|(total, more)| *total += more);
    }
    sums
}

fn kept(groups: &Groups, replica: &Replica, by: &[usize]) -> Sums {
    let names = |key: [u32; 2]| key.iter().zip(by).map(|(s, _)| replica.names().get(*s).to_owned()).collect();
    groups.iter().map(|(key, sums)| (names(key), sums.to_vec())).collect()
}

proptest! {
    #[test]
    fn what_is_kept_is_what_a_whole_pass_finds(
        before in 0..200u32,
        history in happenings(),
        by in prop::sample::select(vec![vec![tasks::LIST, tasks::STATE], vec![tasks::AGENT_ID], vec![]]),
        only in prop::option::of(Just((tasks::FRAMEWORK_ID, "f1".to_owned()))),
    ) {
        let running = (tasks::STATE, "TASK_RUNNING");
        let amounts = vec![
            Amount::Row,
            Amount::Where(running.0, running.1),
            Amount::Number(tasks::CPUS),
            Amount::NumberWhere(tasks::CPUS, running),
        ];
        let mut cluster = Cluster::new(1);
        whole(&mut cluster, before);
        cluster.cut();
        let mut replica = Replica::new();
        for frame in cluster.snapshot() {
            replica.apply(&frame).unwrap();
        }
        let mut groups = Groups::new(Table::Tasks, &by, only.clone(), amounts);
        for happening in &history {
            happen(&mut cluster, happening);
            let frames = match happening {
                Happening::Look(slots) => {
                    groups.go_on(&replica, *slots);
                    continue;
                }
                Happening::Snapshot => {
                    cluster.cut();
                    cluster.snapshot()
                }
                _ => cluster.cut().into_iter().collect(),
            };
            for frame in frames {
                let changes = replica.apply(&frame).unwrap();
                if changes.reset {
                    groups.begin();
                }
                groups.follow(&replica, &changes.slots[Table::Tasks.index()]);
            }
        }
        while groups.go_on(&replica, 64) {}
        prop_assert!(groups.is_whole());
        prop_assert_eq!(kept(&groups, &replica, &by), plainly(&replica, &by, only.as_ref()));
    }
}
