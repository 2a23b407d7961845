//! Random histories of a cluster, with reconnects: at the end a tab that saw all of it has what a new one gets.

use operator_api::v1::TaskState;
use proptest::prelude::*;

use crate::support::{Console, Mesos, Tab, agent, framework, task, task_added, task_updated, told};

/// One thing that happens. Numbers name tasks, agents and frameworks.
#[derive(Clone, Debug)]
enum Step {
    /// A task begins, and an event says so.
    Begins(u8),
    /// A task's state changes, and an event says so.
    Changes(u8, TaskState),
    /// A task moves to the completed ones; no event.
    Completes(u8),
    /// An agent comes; no event here: a poll finds it.
    Appears(u8),
    /// An agent goes; no event.
    Vanishes(u8),
    /// The stream ends.
    Ends,
}

fn step() -> impl Strategy<Value = Step> {
    let state = prop_oneof![
        Just(TaskState::Running),
        Just(TaskState::Failed),
        Just(TaskState::Killed),
        Just(TaskState::Unreachable),
    ];
    prop_oneof![
        4 => (0..12_u8).prop_map(Step::Begins),
        4 => (0..12_u8, state).prop_map(|(task, state)| Step::Changes(task, state)),
        2 => (0..12_u8).prop_map(Step::Completes),
        1 => (0..4_u8).prop_map(Step::Appears),
        1 => (0..4_u8).prop_map(Step::Vanishes),
        1 => Just(Step::Ends),
    ]
}

fn happen(mesos: &Mesos, step: &Step) {
    match step {
        Step::Begins(number) => {
            let task = task("f1", &format!("t{number}"), &format!("a{}", number % 4), TaskState::Staging);
            let mut new = false;
            mesos.change(|cluster| {
                let known = cluster
                    .tasks
                    .iter()
                    .chain(&cluster.completed_tasks)
                    .any(|each| each.task_id == task.task_id);
                if !known {
                    new = true;
                    cluster.tasks.push(task.clone());
                }
            });
            if new {
                mesos.tell(&task_added(&task));
            }
        }
        Step::Changes(number, state) => {
            let id = format!("t{number}");
            let mut changed = None;
            mesos.change(|cluster| {
                changed = cluster.tasks.iter_mut().find(|task| task.task_id.value == id).map(|task| {
                    task.state = Some(*state as i32);
                    task.clone()
                });
            });
            if let Some(task) = changed {
                mesos.tell(&task_updated(&task));
            }
        }
        Step::Completes(number) => {
            let id = format!("t{number}");
            mesos.change(|cluster| {
                if let Some(at) = cluster.tasks.iter().position(|task| task.task_id.value == id) {
                    let mut task = cluster.tasks.remove(at);
                    task.state = Some(TaskState::Finished as i32);
                    cluster.completed_tasks.push(task);
                }
            });
        }
        Step::Appears(number) => mesos.change(|cluster| {
            let new = agent(&format!("a{number}"), &format!("slave(1)@127.0.0.{}:5051", number + 1));
            if !cluster.agents.contains(&new) {
                cluster.agents.push(new);
            }
        }),
        Step::Vanishes(number) => mesos.change(|cluster| {
            let id = format!("a{number}");
            cluster.agents.retain(|agent| agent.agent_info.id.as_ref().is_none_or(|each| each.value != id));
        }),
        Step::Ends => mesos.end_streams(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_tab_that_saw_everything_has_what_a_new_one_gets(steps in proptest::collection::vec(step(), 0..60)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let mesos = Mesos::start().await;
            mesos.change(|cluster| cluster.frameworks.push(framework("f1")));
            let console = Console::to(&[&mesos.url()]);
            let address = console.listen().await;
            let mut tab = Tab::open(&console, address).await;
            for step in &steps {
                happen(&mesos, step);
                tokio::task::yield_now().await;
            }
            // At rest: every poll has been made after the last change.
            mesos.asked("GET_AGENTS", "protobuf", 2).await;
            mesos.asked("GET_TASKS", "protobuf", 2).await;

            let mut fresh = Tab::open(&console, address).await;
            fresh.until("everything", |tab| rows_of(&tab.replica) == cluster_of(&mesos)).await;
            tab.until("the same revision", |tab| tab.replica.revision() >= fresh.replica.revision()).await;
            fresh.until("the same revision", |fresh| fresh.replica.revision() >= tab.replica.revision()).await;
            assert_eq!(tab.gaps, 0);
            assert_eq!(told(&tab.replica), told(&fresh.replica), "after {steps:?}");
        });
    }
}

/// Tasks by id and state, and agents that are listed, as the master has them.
fn cluster_of(mesos: &Mesos) -> (Vec<(String, String)>, Vec<String>) {
    let cluster = mesos.cluster();
    let all = cluster.tasks.iter().chain(&cluster.completed_tasks);
    let mut tasks: Vec<_> = all
        .map(|task| (task.task_id.value.clone(), operator_api::json::WireEnum::name(task.state()).to_owned()))
        .collect();
    tasks.sort();
    let mut agents: Vec<_> = cluster.agents.iter().map(|agent| agent.agent_info.hostname.clone()).collect();
    agents.sort();
    (tasks, agents)
}

/// The same, as a replica has them.
fn rows_of(replica: &cluster_model::replica::Replica) -> (Vec<(String, String)>, Vec<String>) {
    use cluster_model::schema::{Table, agents, tasks};
    let cell = |table, slot, column| replica.text(table, slot, column).to_owned();
    let mut all: Vec<_> = replica
        .rows(Table::Tasks)
        .slots()
        .map(|slot| (cell(Table::Tasks, slot, tasks::ID), cell(Table::Tasks, slot, tasks::STATE)))
        .collect();
    all.sort();
    let mut listed: Vec<_> = replica
        .rows(Table::Agents)
        .slots()
        .filter(|slot| replica.text(Table::Agents, *slot, agents::STATE) == agents::state::ACTIVE)
        .map(|slot| cell(Table::Agents, slot, agents::HOST))
        .collect();
    listed.sort();
    (all, listed)
}
