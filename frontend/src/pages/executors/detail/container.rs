//! The container an executor runs in, as its agent measures it.

use serde_json::Value;

use crate::call::json::Read;
use crate::components::{lines::LineList, shown::Shown};
use crate::ui::format::{bytes, milli};

/// The facts of the executor's own container in an agent's answer to `GET_CONTAINERS`; none if it runs no more.
pub fn container(answer: &Value, framework_id: &str, executor_id: &str) -> LineList {
    let is_its = |container: &&Value| {
        container.text("executor_id.value") == executor_id
            && container.text("framework_id.value") == framework_id
    };
    let Some(container) = answer.list("get_containers.containers").iter().find(is_its) else {
        return LineList::default();
    };
    let (status, statistics) = (container.at("container_status"), container.at("resource_statistics"));
    let count = |path: &str| statistics.whole(path).map(Shown::Count);
    let of = |used: &str, limit: &str| {
        let used = statistics.whole(used).map(bytes)?;
        Some(match statistics.whole(limit).map(bytes) {
            Some(limit) => format!("{used} of {limit}"),
            None => used,
        })
    };
    let addresses =
        status.list("network_infos").iter().flat_map(|network| network.texts("ip_addresses", "ip_address"));
    LineList::default()
        .id("Container id", container.text("container_id.value"))
        .some("Executor's pid", status.whole("executor_pid").map(|pid| Shown::Code(pid.to_string())))
        .many("Addresses", addresses.map(Shown::Code).collect())
        .text("CPUs limit", statistics.milli("cpus_limit").map(milli).unwrap_or_default())
        .text(
            "Memory",
            of("mem_total_bytes", "mem_limit_bytes")
                .or_else(|| of("mem_rss_bytes", "mem_limit_bytes"))
                .unwrap_or_default(),
        )
        .text("Disk", of("disk_used_bytes", "disk_limit_bytes").unwrap_or_default())
        .some("Processes", count("processes"))
        .some("Threads", count("threads"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_executor_s_own_container_is_found() {
        let answer = json!({"get_containers":{"containers":[
            {"container_id":{"value":"nested","parent":{"value":"c"}}},
            {"framework_id":{"value":"F"},"executor_id":{"value":"E"},"container_id":{"value":"c"},
             "container_status":{"executor_pid":12},
             "resource_statistics":{"cpus_limit":0.5,"mem_total_bytes":1024,"mem_limit_bytes":2048,"threads":3}}]}});
        assert_eq!(
            container(&answer, "F", "E").0,
            [
                ("Container id", Shown::Id("c".into())),
                ("Executor's pid", Shown::Code("12".into())),
                ("CPUs limit", Shown::Text("0.5".into())),
                ("Memory", Shown::Text("1 KiB of 2 KiB".into())),
                ("Threads", Shown::Count(3)),
            ]
        );
        assert!(container(&answer, "F", "other").is_empty());
    }
}
