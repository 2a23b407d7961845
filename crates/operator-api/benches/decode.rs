//! What it costs to take the master's bytes apart: an event stream as it comes over a connection, and the answer that holds every task.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on should stop")]

use std::hint::black_box;

use bytes::Bytes;
use criterion::{Criterion, criterion_group, criterion_main};
use operator_api::encoded;
use operator_api::recordio::{self, Decoder};
use operator_api::v1::master::event::{TaskUpdated, Type};
use operator_api::v1::master::response::GetTasks;
use operator_api::v1::{AgentId, FrameworkId, Resource, Task, TaskId, TaskState, TaskStatus, value};
use prost::Message;

const EVENTS: u32 = 1_000;
const TASKS: u32 = 100_000;
/// As much as a read of a connection gives at most.
const CHUNK: usize = 16 << 10;

fn status(number: u32) -> TaskStatus {
    TaskStatus {
        task_id: TaskId {
            value: format!("service-{}.{:08x}", number % 997, number.wrapping_mul(2_654_435_761)),
        },
        state: Some(TaskState::Running as i32),
        agent_id: Some(AgentId {
            value: format!("4f0e9ad6-5d0a-4f7c-9d4e-2b8f0c6a1d11-S{}", number % 10_000),
        }),
        timestamp: Some(1.7e9 + f64::from(number)),
        uuid: Some(vec![7; 16]),
        healthy: Some(true),
        ..TaskStatus::default()
    }
}

fn event(number: u32) -> encoded::Event {
    let updated = TaskUpdated {
        framework_id: FrameworkId {
            value: format!("4f0e9ad6-5d0a-4f7c-9d4e-2b8f0c6a1d11-{:04}", number % 100),
        },
        state: Some(TaskState::Running as i32),
        status: Box::new(status(number)),
    };
    encoded::Event {
        r#type: Some(Type::TaskUpdated as i32),
        task_updated: Some(updated.into()),
        ..encoded::Event::default()
    }
}

fn task(number: u32) -> Task {
    let resource = |name: &str, value| Resource {
        name: name.into(),
        r#type: Some(value::Type::Scalar as i32),
        scalar: Some(value::Scalar { value }),
        ..Resource::default()
    };
    let status = status(number);
    Task {
        name: format!("service-{}", number % 997),
        task_id: status.task_id.clone(),
        framework_id: FrameworkId {
            value: format!("4f0e9ad6-5d0a-4f7c-9d4e-2b8f0c6a1d11-{:04}", number % 100),
        },
        agent_id: status.agent_id.clone().unwrap_or_default(),
        state: status.state,
        statuses: vec![status],
        resources: vec![resource("cpus", 0.5), resource("mem", 512.0)],
        ..Task::default()
    }
}

fn benches(criterion: &mut Criterion) {
    let stream: Vec<u8> =
        (0..EVENTS).flat_map(|number| recordio::encode(&event(number).encode_to_vec())).collect();
    let stream = Bytes::from(stream);
    println!("{EVENTS} events: {} bytes", stream.len());
    criterion.bench_function("codec: a stream of 1,000 events cut into records", |bencher| {
        bencher.iter(|| {
            let mut decoder = Decoder::new(1 << 20);
            let mut records = 0;
            for from in (0..stream.len()).step_by(CHUNK) {
                decoder.push(stream.slice(from..stream.len().min(from + CHUNK)));
                while let Some(record) = decoder.next_record().unwrap() {
                    black_box(record);
                    records += 1;
                }
            }
            assert_eq!(records, EVENTS);
        });
    });
    let records: Vec<Bytes> = (0..EVENTS).map(|number| event(number).encode_to_vec().into()).collect();
    criterion.bench_function("codec: 1,000 events decoded", |bencher| {
        bencher.iter(|| {
            for record in &records {
                black_box(encoded::Event::decode(record.clone()).unwrap());
            }
        });
    });

    let tasks = GetTasks { tasks: (0..TASKS).map(task).collect(), ..GetTasks::default() };
    let answer = Bytes::from(tasks.encode_to_vec());
    println!("{TASKS} tasks: {} bytes", answer.len());
    criterion.bench_function("codec: GET_TASKS of 100,000 decoded", |bencher| {
        bencher.iter(|| {
            let tasks = encoded::GetTasks::decode(black_box(answer.clone())).unwrap();
            assert_eq!(tasks.tasks.len(), TASKS as usize);
        });
    });
}

criterion_group! { name = all; config = Criterion::default().sample_size(20); targets = benches }
criterion_main!(all);
