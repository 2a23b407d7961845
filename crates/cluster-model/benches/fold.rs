//! What it costs to fold one poll of 10,000 agents, each with reservations, a volume and what three roles have of it: one in which nothing changed, and one
//! in which everything did. Prints how many bytes the tables made of it take in a snapshot.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on should stop")]

use cluster_model::fold::Cluster;
use cluster_model::schema::Table;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use operator_api::v1::master::response::GetAgents;
use operator_api::v1::master::response::get_agents::Agent;
use serde_json::{Value, json};

const AGENTS: usize = 10_000;

fn scalar(name: &str, value: f64, more: &Value) -> Value {
    let mut resource = json!({ "name": name, "type": "SCALAR", "scalar": { "value": value } });
    resource.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    resource
}

fn agent(at: usize, used: f64) -> Agent {
    let plain = json!({});
    let eng = json!({ "reservations": [{ "type": "STATIC", "role": "eng" }] });
    let web = json!({ "reservations": [
        { "type": "STATIC", "role": "eng" },
        { "type": "DYNAMIC", "role": "eng/web", "principal": "operator" },
    ] });
    let mut volume = scalar("disk", 1024.0, &web);
    volume["disk"] = json!({
        "persistence": { "id": format!("4f0e9ad6-5d0a-4f7c-9d4e-{at:012}"), "principal": "operator" },
        "volume": { "container_path": "data", "mode": "RW" },
    });
    let to = |role: &str| json!({ "allocation_info": { "role": role } });
    let mut allocated = volume.clone();
    allocated.as_object_mut().unwrap().extend(to("eng/web").as_object().unwrap().clone());
    serde_json::from_value(json!({
        "agent_info": { "hostname": format!("node-{at}.test"), "id": { "value": format!("4f0e9ad6-5d0a-4f7c-9d4e-2b8f0c6a1d11-S{at}") } },
        "active": true, "version": "1.11.0", "pid": format!("slave(1)@10.0.{}.{}:5051", at / 250, at % 250),
        "total_resources": [
            scalar("cpus", 24.0, &plain), scalar("mem", 65536.0, &plain), scalar("disk", 500_000.0, &plain),
            scalar("cpus", 8.0, &eng), scalar("mem", 8192.0, &eng), volume,
        ],
        "allocated_resources": [
            scalar("cpus", used, &to("ops")), scalar("mem", 1024.0, &to("ops")), scalar("cpus", 2.0, &to("eng")), allocated,
        ],
        "offered_resources": [scalar("cpus", 1.0, &to("eng")), scalar("mem", 512.0, &to("eng"))],
    }))
    .unwrap()
}

fn answer(used: f64) -> GetAgents {
    GetAgents { agents: (0..AGENTS).map(|at| agent(at, used)).collect(), ..GetAgents::default() }
}

fn bench(criterion: &mut Criterion) {
    let (first, second) = (answer(3.0), answer(4.0));
    let folded = || {
        let mut cluster = Cluster::new(1);
        cluster.polled_agents(&first, cluster.mark(), 0);
        cluster.cut();
        cluster
    };
    let cluster = folded();
    let bytes: usize = cluster.snapshot().iter().map(Vec::len).sum();
    let rows: Vec<String> =
        Table::ALL.into_iter().map(|table| format!("{table:?} {}", cluster.len(table))).collect();
    println!("a snapshot of {}: {bytes} bytes before compression", rows.join(", "));

    let mut group = criterion.benchmark_group("GET_AGENTS of 10,000");
    group.sample_size(10);
    let poll = |cluster: &mut Cluster, answer: &GetAgents| {
        cluster.polled_agents(answer, cluster.mark(), 1);
        cluster.cut().map(|frame| frame.len())
    };
    group.bench_function("the first", |bencher| bencher.iter(folded));
    group.bench_function("nothing changed", |bencher| {
        bencher.iter_batched_ref(folded, |cluster| poll(cluster, &first), BatchSize::LargeInput);
    });
    group.bench_function("every agent changed", |bencher| {
        bencher.iter_batched_ref(folded, |cluster| poll(cluster, &second), BatchSize::LargeInput);
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
