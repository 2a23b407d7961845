//! What a table asks of the model at 200,000 tasks: a snapshot decoded, a filter typed, a column sorted, a batch of changes followed.

use std::hint::black_box;

use cluster_model::fold::{Cluster, Scope};
use cluster_model::query::Query;
use cluster_model::replica::Replica;
use cluster_model::schema::Table;
use cluster_model::view::{Sort, View};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use operator_api::encoded::{Event, GetState};
use operator_api::v1::master::event;
use operator_api::v1::master::response::GetTasks;
use operator_api::v1::{AgentId, FrameworkId, Resource, Task, TaskId, TaskState, TaskStatus, value};

const TASKS: u32 = 200_000;

fn scalar(name: &str, value: f64) -> Resource {
    Resource {
        name: name.into(),
        r#type: Some(value::Type::Scalar as i32),
        scalar: Some(value::Scalar { value }),
        ..Resource::default()
    }
}

fn task(number: u32) -> Task {
    let state = if number.is_multiple_of(2) { TaskState::Running } else { TaskState::Finished };
    Task {
        name: format!("service-{}", number % 997),
        task_id: TaskId {
            value: format!("service-{}.{:08x}-{number:06}", number % 997, number.wrapping_mul(2_654_435_761)),
        },
        framework_id: FrameworkId { value: format!("framework-{}", number % 40) },
        agent_id: AgentId { value: format!("agent-{:05}", number % 10_000) },
        state: Some(state as i32),
        statuses: vec![status(number, state)],
        resources: vec![
            scalar("cpus", f64::from(number % 16) / 4.0),
            scalar("mem", f64::from(number % 64) * 32.0),
        ],
        ..Task::default()
    }
}

fn status(number: u32, state: TaskState) -> TaskStatus {
    TaskStatus {
        state: Some(state as i32),
        timestamp: Some(1.7e9 + f64::from(number % 86_400)),
        ..TaskStatus::default()
    }
}

fn cluster() -> Cluster {
    let (tasks, completed_tasks) = (0..TASKS).map(task).partition(|task| task.state() == TaskState::Running);
    let tasks = GetTasks { tasks, completed_tasks, ..GetTasks::default() };
    let mut cluster = Cluster::new(1);
    cluster.set_limits(cluster_model::fold::Limits { completed_tasks: TASKS as usize, ..Default::default() });
    cluster.subscribed(GetState { get_tasks: Some((&tasks).into()), ..GetState::default() }, Scope::All, 0);
    cluster.cut();
    cluster
}

fn updates(from: u32, count: u32) -> impl Iterator<Item = Event> {
    (from..from + count).map(|number| {
        let task = task(number * 2 % TASKS);
        let status = TaskStatus { task_id: task.task_id, ..status(number, TaskState::Running) };
        let updated = event::TaskUpdated {
            framework_id: task.framework_id,
            state: Some(TaskState::Running as i32),
            status: status.into(),
        };
        Event {
            r#type: Some(event::Type::TaskUpdated as i32),
            task_updated: Some(updated.into()),
            ..Event::default()
        }
    })
}

fn benches(criterion: &mut Criterion) {
    let mut cluster = cluster();
    let frames = cluster.snapshot();
    let apply = |frames: &[Vec<u8>]| {
        let mut replica = Replica::new();
        for frame in frames {
            replica.apply(frame).expect("our own frame");
        }
        replica
    };
    let replica = apply(&frames);
    println!("snapshot: {} bytes for {TASKS} tasks", frames.iter().map(Vec::len).sum::<usize>());

    let mut group = criterion.benchmark_group("200,000 tasks");
    group.bench_function("fold: a snapshot made", |bencher| bencher.iter(|| black_box(cluster.snapshot())));
    group.bench_function("replica: a snapshot applied", |bencher| bencher.iter(|| apply(black_box(&frames))));
    for (name, query, sort) in [
        ("filter: a word", "service-99", "id"),
        ("filter: a state and a number", "state:running cpus>2", "id"),
        ("sort: by id", "", "id"),
        ("sort: by name, then memory", "", "name,-mem"),
        ("sort: by time", "", "-started"),
    ] {
        let mut view =
            View::new(Table::Tasks, Query::parse(query, Table::Tasks), Sort::parse(sort, Table::Tasks));
        group.bench_function(name, |bencher| bencher.iter(|| view.rebuild(black_box(&replica), 0)));
    }

    let mut from = 0;
    let mut follower = replica.clone();
    let mut view = View::new(
        Table::Tasks,
        Query::parse("state:running", Table::Tasks),
        Sort::parse("-updated", Table::Tasks),
    );
    view.rebuild(&follower, 0);
    group.bench_function("follow: 100 updates, fold to view", |bencher| {
        bencher.iter_batched(
            || {
                from += 100;
                updates(from, 100).collect::<Vec<_>>()
            },
            |events| {
                for event in events {
                    cluster.apply(event, 0);
                }
                if let Some(frame) = cluster.cut() {
                    let changes = follower.apply(&frame).expect("the next revision");
                    view.update(&follower, &changes);
                }
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group! { name = all; config = Criterion::default().sample_size(20); targets = benches }
criterion_main!(all);
