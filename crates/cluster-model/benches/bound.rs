//! What it costs to keep what one role of a hundred sees: to make it, and to take in the frame of one task's update, the role's own or another's. The
//! latter must not depend on how many tasks there are.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on should stop")]

use std::time::{Duration, Instant};

use cluster_model::bound::{Projection, Reach, Touched};
use cluster_model::fold::{Cluster, Scope};
use cluster_model::schema::Table;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use operator_api::encoded::Event;
use operator_api::v1::master::event;
use operator_api::v1::master::response::GetTasks;
use operator_api::v1::resource::AllocationInfo;
use operator_api::v1::{AgentId, FrameworkId, Resource, Task, TaskId, TaskState, TaskStatus, value};

const ROLES: usize = 100;

fn task(number: usize) -> Task {
    let cpus = Resource {
        name: "cpus".into(),
        r#type: Some(value::Type::Scalar as i32),
        scalar: Some(value::Scalar { value: 0.5 }),
        allocation_info: Some(AllocationInfo { role: Some(format!("role-{}", number % ROLES)) }),
        ..Resource::default()
    };
    Task {
        name: format!("service {}", number % 1000),
        task_id: TaskId { value: format!("service-{}.{number:08}", number % 1000) },
        framework_id: FrameworkId { value: format!("framework-{}", number % ROLES) },
        agent_id: AgentId { value: format!("4f0e9ad6-5d0a-4f7c-9d4e-2b8f0c6a1d11-S{}", number % 5000) },
        state: Some(TaskState::Running as i32),
        resources: vec![cpus],
        ..Task::default()
    }
}

fn cluster(tasks: usize) -> Cluster {
    let answer = GetTasks { tasks: (0..tasks).map(task).collect(), ..GetTasks::default() };
    let mut cluster = Cluster::new(1);
    cluster.polled_tasks((&answer).into(), Scope::All, cluster.mark(), 0);
    cluster.cut();
    cluster
}

/// The frame of a task's update.
fn update(cluster: &mut Cluster, number: usize, round: u64) -> Vec<u8> {
    let task = task(number);
    let updated = event::TaskUpdated {
        framework_id: task.framework_id,
        state: task.state,
        status: Box::new(TaskStatus {
            task_id: task.task_id,
            state: task.state,
            timestamp: Some(round as f64),
            ..TaskStatus::default()
        }),
    };
    let event = Event {
        r#type: Some(event::Type::TaskUpdated as i32),
        task_updated: Some(updated.into()),
        ..Event::default()
    };
    cluster.apply(event, 0);
    cluster.cut().unwrap()
}

fn bench(criterion: &mut Criterion) {
    let reach = Reach::new(&["role-7"]).unwrap();
    let mut group = criterion.benchmark_group("one role of a hundred");
    group.sample_size(20);
    for tasks in [2_000, 200_000] {
        let mut cluster = cluster(tasks);
        let bytes: usize = cluster.snapshot().iter().map(Vec::len).sum();
        let mut projection = Projection::new(reach.clone(), 2, &cluster);
        let own: usize = projection.snapshot().iter().map(Vec::len).sum();
        println!("{} of {tasks} tasks: {own} of {bytes} bytes", projection.len(Table::Tasks));
        group.bench_function(BenchmarkId::new("made anew", tasks), |bencher| {
            bencher.iter(|| Projection::new(reach.clone(), 2, &cluster).len(Table::Tasks));
        });
        let mut round = 1;
        for (what, number) in [("its own update", 107), ("another's update", 108)] {
            group.bench_function(BenchmarkId::new(what, tasks), |bencher| {
                bencher.iter_custom(|times| {
                    let mut spent = Duration::ZERO;
                    for _ in 0..times {
                        round += 1;
                        let frame = update(&mut cluster, number, round);
                        let began = Instant::now();
                        let touched = Touched::read(&frame).unwrap();
                        let sent = projection.apply(&cluster, &touched);
                        spent += began.elapsed();
                        assert_eq!(sent.is_some(), number == 107);
                    }
                    spent
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
