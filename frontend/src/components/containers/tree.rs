//! An agent's containers as a tree, from `GET_CONTAINERS`.

use std::collections::HashMap;

use serde_json::Value;

use crate::call::json::Read;

/// A container and where it stands in the tree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Container {
    /// Its id, unique on the agent among those of the same parent.
    pub id: String,
    /// The ids of the containers around it, the outermost first.
    pub parents: Vec<String>,
    /// Its framework, if it is an executor's.
    pub framework_id: String,
    /// Its executor, if it is one's.
    pub executor_id: String,
    /// The process that leads it.
    pub pid: Option<i64>,
    /// What it uses, as far as the agent's isolators tell.
    pub usage: Usage,
}

/// What a container uses. Nothing where no isolator measures it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Usage {
    /// CPUs, in thousandths, since the sample before.
    pub cpus: Option<i64>,
    /// CPUs it may use, in thousandths.
    pub cpus_limit: Option<i64>,
    /// Memory, in bytes.
    pub mem: Option<i64>,
    /// Memory beyond which it is killed, in bytes.
    pub mem_limit: Option<i64>,
    /// Disk, in bytes.
    pub disk: Option<i64>,
    /// Disk it may use, in bytes.
    pub disk_limit: Option<i64>,
    /// Processes in it.
    pub processes: Option<i64>,
    /// Threads in it.
    pub threads: Option<i64>,
    /// Bytes received from the network and sent to it.
    pub network: Option<(i64, i64)>,
}

impl Container {
    /// What kind it is. An agent says of a standalone container neither framework nor parent.
    pub fn kind(&self) -> &'static str {
        match (self.parents.is_empty(), self.executor_id.is_empty()) {
            (_, false) => "executor",
            (true, true) => "standalone",
            (false, true) => "nested",
        }
    }

    /// Its ids from the outermost to its own, which name it on the agent.
    pub fn path(&self) -> String {
        let mut path = self.parents.clone();
        path.push(self.id.clone());
        path.join(".")
    }
}

/// The CPU seconds of each container when they were last told, and when that was.
#[derive(Debug, Default)]
pub struct Before(HashMap<String, (f64, f64)>);

/// The containers in the order of the tree: each below the one around it.
pub fn containers(answer: &Value, before: &mut Before) -> Vec<Container> {
    let mut seen = HashMap::new();
    let mut all: Vec<Container> = answer
        .list("get_containers.containers")
        .iter()
        .map(|value| {
            let mut container = read(value);
            let path = container.path();
            let statistics = value.at("resource_statistics");
            if let Some(now) = cpu_seconds(statistics) {
                container.usage.cpus = before.0.get(&path).and_then(|before| rate(*before, now));
                seen.insert(path, now);
            }
            container
        })
        .collect();
    before.0 = seen;
    all.sort_by_cached_key(|container| {
        let mut path = container.parents.clone();
        path.push(container.id.clone());
        path
    });
    all
}

fn read(value: &Value) -> Container {
    // Of a nested container only the status names the parents.
    let mut ids = ids(value.at("container_status.container_id"));
    if ids.is_empty() {
        ids = self::ids(value.at("container_id"));
    }
    let id = ids.pop().unwrap_or_default();
    Container {
        id,
        parents: ids,
        framework_id: value.text("framework_id.value").to_owned(),
        executor_id: value.text("executor_id.value").to_owned(),
        pid: value.whole("container_status.executor_pid"),
        usage: usage(value.at("resource_statistics")),
    }
}

/// A container id's own value and those around it, the outermost first.
fn ids(id: &Value) -> Vec<String> {
    let mut ids = Vec::new();
    let mut at = id;
    while !at.is_null() {
        ids.push(at.text("value").to_owned());
        at = at.at("parent");
    }
    ids.reverse();
    ids
}

fn usage(statistics: &Value) -> Usage {
    let either = |first: &str, second: &str| statistics.whole(first).or_else(|| statistics.whole(second));
    Usage {
        cpus: None,
        cpus_limit: statistics.milli("cpus_limit").or_else(|| statistics.milli("cpus_soft_limit")),
        mem: either("mem_total_bytes", "mem_rss_bytes"),
        mem_limit: either("mem_limit_bytes", "mem_soft_limit_bytes"),
        disk: statistics.whole("disk_used_bytes"),
        disk_limit: statistics.whole("disk_limit_bytes"),
        processes: statistics.whole("processes"),
        threads: statistics.whole("threads"),
        network: statistics.whole("net_rx_bytes").zip(statistics.whole("net_tx_bytes")),
    }
}

/// The time of a sample and the CPU seconds used until then.
fn cpu_seconds(statistics: &Value) -> Option<(f64, f64)> {
    let user = statistics.number("cpus_user_time_secs")?;
    let system = statistics.number("cpus_system_time_secs")?;
    Some((statistics.number("timestamp")?, user + system))
}

/// CPUs in thousandths between two samples.
fn rate(before: (f64, f64), now: (f64, f64)) -> Option<i64> {
    let seconds = now.0 - before.0;
    (seconds > 0.0).then(|| ((now.1 - before.1).max(0.0) / seconds * 1000.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answer(at: f64, cpu: f64) -> Value {
        json!({"get_containers":{"containers":[
            {"framework_id":{"value":"F"},"executor_id":{"value":"pod"},"container_id":{"value":"c"},
             "container_status":{"container_id":{"value":"c"},"executor_pid":1386},
             "resource_statistics":{"timestamp":at,"cpus_user_time_secs":cpu,"cpus_system_time_secs":0.5,
              "cpus_soft_limit":0.3,"mem_limit_bytes":100,"mem_rss_bytes":70}},
            {"container_id":{"value":"b"},"container_status":{"container_id":{"value":"b"}}},
            {"container_id":{"value":"a"},"container_status":{"container_id":{"value":"a","parent":{"value":"c"}}}}
        ]}})
    }

    #[test]
    fn the_tree_follows_the_parents() {
        let all = containers(&answer(1.0, 1.0), &mut Before::default());
        let told: Vec<_> = all.iter().map(|container| (container.path(), container.kind())).collect();
        assert_eq!(told, [("b".into(), "standalone"), ("c".into(), "executor"), ("c.a".into(), "nested")]);
        assert_eq!((all[1].usage.mem, all[1].usage.cpus_limit), (Some(70), Some(300)));
    }

    #[test]
    fn cpus_are_what_was_used_since_the_sample_before() {
        let mut before = Before::default();
        assert_eq!(containers(&answer(1.0, 1.0), &mut before)[1].usage.cpus, None);
        assert_eq!(containers(&answer(3.0, 1.5), &mut before)[1].usage.cpus, Some(250));
        // The very same sample again says nothing about the time since.
        assert_eq!(containers(&answer(3.0, 1.5), &mut before)[1].usage.cpus, None);
    }
}
