//! `/api/history`.

use std::time::Duration;

use mesoscope_server::config::Config;
use mesoscope_server::live::Pace;
use operator_api::v1::{Resource, TaskState, value};
use serde_json::Value;

use crate::support::{Console, Mesos, agent, framework, hurried, limits, soon, task};

#[tokio::test]
async fn what_the_cluster_adds_up_to_is_sampled() {
    let mesos = Mesos::start().await;
    mesos.change(|cluster| {
        let mut agent = agent("a1", "slave(1)@127.0.0.1:5051");
        agent.total_resources = vec![Resource {
            name: "cpus".into(),
            r#type: Some(value::Type::Scalar as i32),
            scalar: Some(value::Scalar { value: 2.5 }),
            ..Resource::default()
        }];
        cluster.agents.push(agent);
        cluster.frameworks.push(framework("f1"));
        cluster.tasks.push(task("f1", "t1", "a1", TaskState::Running));
    });
    let config = Config { masters: vec![mesos.url()], ..Config::default() };
    let pace = Pace { sample_every: Duration::from_millis(2), ..hurried() };
    let console = Console::with(config, limits(), pace);
    let history = soon("samples", async {
        loop {
            let history = console.get("/api/history").await.json();
            if history["series"]["tasks.running"].as_array().unwrap().iter().any(|number| *number == 1.0) {
                return history;
            }
            tokio::task::yield_now().await;
        }
    })
    .await;
    let samples = history["samples"].as_u64().unwrap();
    let series = history["series"].as_object().unwrap();
    assert!(series.values().all(|series| series.as_array().unwrap().len() as u64 == samples));
    let last = |name: &str| series[name].as_array().unwrap().last().unwrap().clone();
    assert_eq!((last("cpus.total"), last("cpus.free")), (Value::from(2.5), Value::from(2.5)));
    assert_eq!(last("tasks.active"), 1.0);
    assert!(history["every_ms"].as_i64().unwrap() >= 2 && history["from_ms"].as_i64().unwrap() > 0);
}
