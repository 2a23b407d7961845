//! Metrics: the names a real master and a real agent have, and values that agree with the state.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader};

use flate2::read::GzDecoder;
use serde_json::{Value, json};

use crate::asking::Asking;

fn values(answer: &Value) -> BTreeMap<String, f64> {
    let metrics = answer["get_metrics"]["metrics"].as_array().into_iter().flatten();
    metrics
        .map(|metric| {
            (metric["name"].as_str().expect("a name").to_owned(), metric["value"].as_f64().expect("a number"))
        })
        .collect()
}

async fn of_master(asking: &Asking) -> BTreeMap<String, f64> {
    let (_, body) = asking.call("", &json!({"type": "GET_METRICS", "get_metrics": {}})).await;
    values(&serde_json::from_str(&body).expect("JSON"))
}

/// What a real one answered.
fn recorded(folder: &str) -> BTreeMap<String, f64> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../operator-api/recordings/mesos-1.11.0.jsonl.gz");
    let file = File::open(path).expect("the recordings");
    let mut lines = BufReader::new(GzDecoder::new(file)).lines().map(|line| line.expect("text"));
    let found = lines.find_map(|line| {
        let exchange: Value = serde_json::from_str(&line).expect("JSON");
        (exchange["folder"] == folder && exchange["name"] == "GET_METRICS").then_some(exchange)
    });
    values(&found.expect("it was asked")["response"]["body"])
}

/// A name without the names of frameworks and roles in it; none for what depends on what happened.
fn pattern(name: &str) -> Option<String> {
    if name.contains("/reason_") && !name.contains("slave_removals") {
        return None;
    }
    // Quotas were not set when this was recorded, and no agent had GPUs.
    if name.starts_with("allocator/") && ["guarantee", "limit"].iter().any(|word| name.ends_with(word)) {
        return None;
    }
    let quota = name.starts_with("allocator/mesos/quota/");
    if (quota && name.ends_with("offered_or_allocated"))
        || (name.starts_with("allocator/") && name.contains("/gpus/"))
    {
        return None;
    }
    if let Some(rest) = name.strip_prefix("master/frameworks/") {
        let rest = rest.splitn(3, '/').nth(2)?;
        let rest = if rest.starts_with("roles/") { "roles/ROLE/suppressed" } else { rest };
        return Some(format!("master/frameworks/NAME/ID/{rest}"));
    }
    if let Some((before, after)) = name.split_once("/roles/").filter(|_| name.starts_with("allocator/")) {
        let kept = if quota {
            3
        } else if after.ends_with("shares/dominant") {
            2
        } else {
            1
        };
        let words: Vec<&str> = after.rsplitn(kept + 1, '/').collect();
        let tail: Vec<&str> = words[..kept].iter().rev().copied().collect();
        return Some(format!("{before}/roles/ROLE/{}", tail.join("/")));
    }
    Some(name.to_owned())
}

fn patterns(values: &BTreeMap<String, f64>) -> BTreeSet<String> {
    values.keys().filter_map(|name| pattern(name)).collect()
}

#[tokio::test]
async fn a_master_has_the_metrics_of_a_real_one_and_no_others() {
    let asking = Asking::quiet().await;
    let (ours, theirs) = (patterns(&of_master(&asking).await), patterns(&recorded("master")));
    assert!(theirs.len() > 200, "the recording was read");
    assert_eq!(theirs.difference(&ours).collect::<Vec<_>>(), Vec::<&String>::new(), "missing");
    assert_eq!(ours.difference(&theirs).collect::<Vec<_>>(), Vec::<&String>::new(), "made up");
}

#[tokio::test]
async fn an_agent_has_the_metrics_of_a_real_one_and_no_others() {
    let asking = Asking::quiet().await;
    let (_, body) = asking.call("/slave(1)", &json!({"type": "GET_METRICS", "get_metrics": {}})).await;
    let ours = values(&serde_json::from_str(&body).expect("JSON"));
    assert_eq!(ours.keys().collect::<Vec<_>>(), recorded("agent").keys().collect::<Vec<_>>());
}

/// The sum of a scalar over lists of resources, those that can be taken back left out.
fn sum<'a>(resources: impl Iterator<Item = &'a Value>, name: &str) -> f64 {
    let of = resources.filter(|resource| resource["name"] == name && resource.get("revocable").is_none());
    of.filter_map(|resource| resource["scalar"]["value"].as_f64()).sum()
}

#[tokio::test]
async fn metrics_agree_with_the_state() {
    let asking = Asking::quiet().await;
    let metrics = of_master(&asking).await;
    let agents = asking.read("GET_AGENTS").await;
    let agents = agents["get_agents"]["agents"].as_array().expect("a list");
    let of = |list: &'static str| {
        agents.iter().flat_map(move |agent| agent[list].as_array().into_iter().flatten())
    };
    for name in ["cpus", "gpus", "mem", "disk"] {
        let (total, used) = (sum(of("total_resources"), name), sum(of("allocated_resources"), name));
        let close = |metric: &str, wanted: f64| {
            let got = metrics[&format!("master/{name}_{metric}")];
            assert!((got - wanted).abs() < 0.01, "{name}_{metric} is {got}, the state says {wanted}");
        };
        close("total", total);
        close("used", used);
        close("percent", used / total);
    }
    assert!(metrics["master/cpus_revocable_total"] > 0.0);
    assert!(metrics["master/cpus_revocable_used"] > 0.0);

    let tasks = asking.read("GET_TASKS").await;
    let tasks = tasks["get_tasks"]["tasks"].as_array().expect("a list");
    let running = tasks.iter().filter(|task| task["state"] == "TASK_RUNNING").count();
    assert_eq!(metrics["master/tasks_running"], running as f64);

    // What the master counts is what its frameworks do.
    let all = |suffix: &str| {
        let of = metrics
            .iter()
            .filter(|(name, _)| name.starts_with("master/frameworks/") && name.ends_with(suffix));
        of.map(|(_, value)| value).sum::<f64>()
    };
    assert_eq!(metrics["master/tasks_running"], all("/tasks/active/task_running"));
    assert_eq!(metrics["master/messages_decline_offers"], all("/calls/decline"));
    assert_eq!(metrics["master/messages_kill_task"], all("/calls/kill"));
    assert_eq!(
        metrics["master/valid_operation_status_update_acknowledgements"],
        all("/acknowledge_operation_status")
    );
    let calls: f64 = metrics
        .iter()
        .filter(|(name, _)| name.starts_with("master/frameworks/") && name.contains("/calls/"))
        .map(|(_, value)| value)
        .sum();
    assert_eq!(calls, all("/calls"), "the sum is the sum");
    let states = ["pending", "finished", "failed", "error", "dropped", "unreachable", "gone_by_operator"];
    let operations: f64 = states.iter().map(|state| metrics[&format!("master/operations/{state}")]).sum();
    assert_eq!(metrics["master/operations/total"], operations);
    let root = "allocator/mesos/quota/roles//resources/cpus/consumed";
    assert!(metrics[root] >= metrics["master/cpus_used"] * 0.5, "all roles together");
}
