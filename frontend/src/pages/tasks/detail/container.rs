//! The container a task runs in: which one, made of what, with what mounted.

use serde_json::Value;

use super::network::port_mappings;
use crate::call::json::{Read, words};
use crate::components::{lines::LineList, shown::Shown};
use crate::paths::Page;

/// The container that the latest status with one names, and how the framework asked for it.
pub fn container(task: &Value) -> LineList {
    let statuses = task.list("statuses").iter().rev();
    let status = statuses.map(|status| status.at("container_status")).find(|status| !status.is_null());
    let status = status.unwrap_or(&Value::Null);
    let info = task.at("container");
    let docker = info.at("docker");
    LineList::default()
        .id("Container id", status.text("container_id.value"))
        .many("Within", parents(status.at("container_id")))
        .text("Executor's pid", status.whole("executor_pid").map(|pid| pid.to_string()).unwrap_or_default())
        .text("Containerizer", words(info.text("type"), ""))
        .code("Image", image(info))
        .text("Docker network", words(docker.text("network"), ""))
        .many("Docker ports", port_mappings(docker).into_iter().map(Shown::Code).collect())
        .text(
            "Privileged",
            if docker.flag("privileged") { "yes: it may do to its host what root may" } else { "" },
        )
        .many("Docker parameters", parameters(docker))
        .code("Host name", info.text("hostname"))
        .text("Networks asked for", info.texts("network_infos", "name").join(", "))
        .text("Terminal", if info.at("tty_info").is_null() { "" } else { "has one" })
        .many("Volumes", info.list("volumes").iter().map(|volume| Shown::Code(mount(volume))).collect())
}

/// The page of a terminal in the container of a running task, if its latest status names one.
pub fn terminal(task: &Value) -> Option<Page> {
    if task.text("state") != "TASK_RUNNING" {
        return None;
    }
    let statuses = task.list("statuses").iter().rev();
    let id = statuses.map(|status| status.at("container_status.container_id")).find(|id| !id.is_null())?;
    let chain = std::iter::successors(Some(id), |id| Some(id.at("parent")));
    let mut path: Vec<&str> = chain.map(|id| id.text("value")).take_while(|id| !id.is_empty()).collect();
    path.reverse();
    let agent_id = task.text("agent_id.value").to_owned();
    (!path.is_empty()).then(|| Page::Terminal { agent_id, container: path.join(".") })
}

/// The containers it is nested in, from the inside out.
fn parents(id: &Value) -> Vec<Shown> {
    let first = Some(id.at("parent"));
    let chain = std::iter::successors(first, |parent| Some(parent.at("parent")));
    let ids = chain.map(|parent| parent.text("value")).take_while(|id| !id.is_empty());
    ids.map(|id| Shown::Id(id.to_owned())).collect()
}

fn image(info: &Value) -> &str {
    let names =
        ["docker.image", "mesos.image.docker.name", "mesos.image.appc.name"].map(|path| info.text(path));
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
}

fn parameters(docker: &Value) -> Vec<Shown> {
    let parameter =
        |parameter: &Value| Shown::Code(format!("{}={}", parameter.text("key"), parameter.text("value")));
    docker.list("parameters").iter().map(parameter).collect()
}

/// A mount: `/data ← /mnt/disk1 (RW)`.
fn mount(volume: &Value) -> String {
    let source = volume.at("source");
    let from = match source.text("type") {
        "DOCKER_VOLUME" => {
            driven("docker volume", source.text("docker_volume.name"), source.text("docker_volume.driver"))
        }
        "HOST_PATH" => source.text("host_path.path").to_owned(),
        "SANDBOX_PATH" => sandbox(source),
        "CSI_VOLUME" => {
            let csi = source.at("csi_volume");
            driven("CSI volume", csi.text("static_provisioning.volume_id"), csi.text("plugin_name"))
        }
        "SECRET" => "a secret".to_owned(),
        _ if !volume.at("image").is_null() => "an image".to_owned(),
        _ => volume.text("host_path").to_owned(),
    };
    let path = volume.text("container_path");
    let mode = match volume.text("mode") {
        "" => String::new(),
        mode => format!(" ({mode})"),
    };
    if from.is_empty() { format!("{path}{mode}") } else { format!("{path} ← {from}{mode}") }
}

fn driven(kind: &str, name: &str, driver: &str) -> String {
    if driver.is_empty() { format!("{kind} {name}") } else { format!("{kind} {name} of {driver}") }
}

fn sandbox(source: &Value) -> String {
    let whose =
        if source.text("sandbox_path.type") == "PARENT" { "the parent's sandbox" } else { "its own sandbox" };
    format!("{} in {whose}", source.text("sandbox_path.path"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_real_nested_container() {
        let task = json!({"statuses":[
            {"container_status":{"container_id":{"value":"361491e0"},"executor_pid":1386}},
            {"container_status":{"container_id":{"value":"3255a874","parent":{"value":"361491e0"}},"executor_pid":1547}},
            {"state":"TASK_KILLED"}],
            "container":{"type":"MESOS","tty_info":{"window_size":{"rows":24,"columns":80}}}});
        assert_eq!(
            container(&task).0,
            [
                ("Container id", Shown::Id("3255a874".into())),
                ("Within", Shown::Many(vec![Shown::Id("361491e0".into())])),
                ("Executor's pid", Shown::Text("1547".into())),
                ("Containerizer", Shown::Text("mesos".into())),
                ("Terminal", Shown::Text("has one".into())),
            ]
        );
    }

    #[test]
    fn docker_s_own_ways() {
        let lines = container(
            &json!({"container":{"type":"DOCKER","docker":{"image":"nginx:1.27","network":"BRIDGE",
            "privileged":true,"port_mappings":[{"host_port":31080,"container_port":80}],
            "parameters":[{"key":"cap-add","value":"NET_ADMIN"}]}}}),
        );
        let names: Vec<_> = lines.0.iter().map(|(name, _)| *name).collect();
        assert_eq!(
            names,
            ["Containerizer", "Image", "Docker network", "Docker ports", "Privileged", "Docker parameters"]
        );
    }

    #[test]
    fn mounts_say_where_they_come_from() {
        let mounts = [
            json!({ "mode": "RW", "container_path": "/data", "host_path": "/mnt/disk1" }),
            json!({ "mode": "RO", "container_path": "/conf", "source": { "type": "SANDBOX_PATH",
                "sandbox_path": { "type": "PARENT", "path": "conf" } } }),
            json!({ "mode": "RW", "container_path": "/v", "source": { "type": "DOCKER_VOLUME",
                "docker_volume": { "driver": "rexray", "name": "db" } } }),
            json!({ "mode": "RW", "container_path": "scratch" }),
        ];
        assert_eq!(
            mounts.each_ref().map(mount),
            [
                "/data ← /mnt/disk1 (RW)",
                "/conf ← conf in the parent's sandbox (RO)",
                "/v ← docker volume db of rexray (RW)",
                "scratch (RW)",
            ]
        );
    }
}
