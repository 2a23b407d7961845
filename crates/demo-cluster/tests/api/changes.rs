//! Changes by an operator: the real one's rules and words, and what comes of them. Texts are from recordings of Mesos 1.11.0.

use crate::asking::Asking;
use serde_json::{Value, json};

fn cpus(role: &str, amount: f64) -> Value {
    json!({"name": "cpus", "type": "SCALAR", "scalar": {"value": amount}, "reservations": [{"type": "DYNAMIC", "role": role}]})
}

fn disk(id: Option<&str>, amount: f64) -> Value {
    let mut disk = json!({"name": "disk", "type": "SCALAR", "scalar": {"value": amount}, "reservations": [{"type": "DYNAMIC", "role": "eng/web"}]});
    if let Some(id) = id {
        disk["disk"] = json!({"persistence": {"id": id}, "volume": {"mode": "RW", "container_path": "data"}});
    }
    disk
}

fn reserve(agent: &Value, resources: &Value) -> Value {
    json!({"type": "RESERVE_RESOURCES", "reserve_resources": {"agent_id": agent, "resources": resources}})
}

/// How much of `name` an agent has with exactly these roles' reservations.
fn total(agent: &Value, name: &str, roles: &[&str], volume: Option<&str>) -> f64 {
    agent["total_resources"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|resource| resource["name"] == name)
        .filter(|resource| {
            let owners: Vec<&str> = resource["reservations"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|level| level["role"].as_str())
                .collect();
            owners == roles
                && resource["disk"]["persistence"]["id"].as_str() == volume
                && resource["disk"]["source"].is_null()
        })
        .filter_map(|resource| resource["scalar"]["value"].as_f64())
        .sum()
}

#[tokio::test]
async fn resources_are_reserved_and_given_back() {
    let asking = Asking::quiet().await;
    let agent = asking.agent(1).await;
    let id = agent["agent_info"]["id"].clone();
    let name = format!(
        "agent {} at {} ({})",
        id["value"].as_str().expect("an id"),
        agent["pid"].as_str().expect("a pid"),
        agent["agent_info"]["hostname"].as_str().expect("a name")
    );
    let invalid = |reason: &str| format!("Invalid RESERVE operation on {name}: {reason}");
    asking
        .expect(&[
            (reserve(&id, &json!([cpus("*", 0.1)])), 400, "Failed to validate master::Call: Resource 'cpus(reservations: [(DYNAMIC,*)]):0.1' is invalid: Invalid reservation: role \"*\" cannot be reserved"),
            (reserve(&id, &json!([cpus("eng//x", 0.1)])), 400, "Failed to validate master::Call: Resource 'cpus(reservations: [(DYNAMIC,eng//x)]):0.1' is invalid: Role 'eng//x' cannot contain two adjacent slashes"),
            (reserve(&id, &json!([cpus("eng/web", -1.0)])), 400, "Failed to validate master::Call: Resource 'cpus(reservations: [(DYNAMIC,eng/web)]):-1' is invalid: Invalid scalar resource: value <= 0"),
            (reserve(&json!({"value": "nobody"}), &json!([cpus("eng/web", 0.1)])), 400, "No agent found with specified ID"),
            (reserve(&id, &json!([{"name": "cpus", "type": "SCALAR", "scalar": {"value": 0.1}}])), 400, &invalid("Resource cpus:0.1 is not dynamically reserved")),
            (reserve(&id, &json!([])), 400, &invalid("Invalid resources: The resources have multiple resource providers: ")),
            (json!({"type": "RESERVE_RESOURCES"}), 400, "Failed to validate master::Call: Expecting 'reserve_resources' to be present"),
        ])
        .await;
    let (status, text) = asking.call("", &reserve(&id, &json!([cpus("eng/web", 1000.0)]))).await;
    assert_eq!(status.as_u16(), 409);
    assert!(text.starts_with("cpus:") && text.ends_with(" does not contain cpus:1000"), "{text}");

    let before = total(&agent, "cpus", &[], None);
    asking.expect(&[(reserve(&id, &json!([cpus("eng/web", 0.3)])), 202, "")]).await;
    let reserved = asking.until(1, "reserved", |agent| total(agent, "cpus", &["eng/web"], None) == 0.3).await;
    assert_eq!(total(&reserved, "cpus", &[], None), before - 0.3);
    let shown = reserved["total_resources"].as_array().into_iter().flatten();
    let old_form = shown
        .filter(|resource| resource["role"] == "eng/web")
        .all(|resource| resource["reservation"] == json!({}));
    assert!(old_form, "one level has the older form too");

    // A level more, then another role's instead of the first one's.
    let refined = json!([{"name": "cpus", "type": "SCALAR", "scalar": {"value": 0.1},
        "reservations": [{"type": "DYNAMIC", "role": "eng/web"}, {"type": "DYNAMIC", "role": "eng/web/canary"}]}]);
    let moved = json!({"type": "RESERVE_RESOURCES", "reserve_resources":
        {"agent_id": id, "source": [cpus("eng/web", 0.1)], "resources": [cpus("ops", 0.1)]}});
    asking.expect(&[(reserve(&id, &refined), 202, ""), (moved, 202, "")]).await;
    asking
        .until(1, "refined", |agent| total(agent, "cpus", &["eng/web", "eng/web/canary"], None) == 0.1)
        .await;
    asking.until(1, "moved", |agent| total(agent, "cpus", &["ops"], None) == 0.1).await;
    asking.until(1, "what is left", |agent| total(agent, "cpus", &["eng/web"], None) == 0.1).await;

    let back = |resource: Value| json!({"type": "UNRESERVE_RESOURCES", "unreserve_resources": {"agent_id": id, "resources": [resource]}});
    asking
        .expect(&[
            (
                back(json!({"name": "cpus", "type": "SCALAR", "scalar": {"value": 0.1}})),
                400,
                "Invalid UNRESERVE operation: Resource cpus:0.1 is not dynamically reserved",
            ),
            (back(cpus("eng/web", 0.1)), 202, ""),
            (back(cpus("ops", 0.1)), 202, ""),
        ])
        .await;
    let (status, text) = asking.call("", &back(cpus("nobody", 0.1))).await;
    assert_eq!(status.as_u16(), 409);
    assert!(text.ends_with(" does not contain cpus(reservations: [(DYNAMIC,nobody)]):0.1"), "{text}");
    asking.until(1, "given back", |agent| total(agent, "cpus", &[], None) == before - 0.1).await;
}

#[tokio::test]
async fn volumes_are_made_grown_shrunk_and_destroyed() {
    let asking = Asking::quiet().await;
    let id = asking.agent(1).await["agent_info"]["id"].clone();
    let create = |volume: Value| json!({"type": "CREATE_VOLUMES", "create_volumes": {"agent_id": id, "volumes": [volume]}});
    let destroy = |volume: Value| json!({"type": "DESTROY_VOLUMES", "destroy_volumes": {"agent_id": id, "volumes": [volume]}});
    let grow = |volume: Value, by: f64| json!({"type": "GROW_VOLUME", "grow_volume": {"agent_id": id, "volume": volume, "addition": disk(None, by)}});
    let shrink = |volume: Value, by: f64| json!({"type": "SHRINK_VOLUME", "shrink_volume": {"agent_id": id, "volume": volume, "subtract": {"value": by}}});
    let size = |agent: &Value| total(agent, "disk", &["eng/web"], Some("vol-1"));

    asking.expect(&[(reserve(&id, &json!([disk(None, 1000.0)])), 202, "")]).await;
    asking.until(1, "reserved", |agent| total(agent, "disk", &["eng/web"], None) == 1000.0).await;
    asking.expect(&[(create(disk(Some("vol-1"), 200.0)), 202, "")]).await;
    asking.until(1, "created", |agent| size(agent) == 200.0).await;
    let (status, text) = asking.call("", &create(disk(Some("vol-1"), 100.0))).await;
    assert_eq!(status.as_u16(), 400);
    assert!(text.ends_with(": Persistence ID 'vol-1' is not unique"), "{text}");
    let (status, text) = asking.call("", &create(disk(Some("a/b"), 100.0))).await;
    assert_eq!(status.as_u16(), 400);
    assert!(
        text.ends_with("Invalid persistence ID for persistent volume: 'a/b' contains invalid characters"),
        "{text}"
    );

    asking.expect(&[(grow(disk(Some("vol-1"), 200.0), 100.0), 202, "")]).await;
    let grown = asking.until(1, "grown", |agent| size(agent) == 300.0).await;
    assert_eq!(total(&grown, "disk", &["eng/web"], None), 700.0);
    let (status, _) = asking.call("", &grow(disk(Some("vol-1"), 200.0), 10.0)).await;
    assert_eq!(status.as_u16(), 409, "it is not that size");
    asking.expect(&[(shrink(disk(Some("vol-1"), 300.0), 150.0), 202, "")]).await;
    asking.until(1, "shrunk", |agent| size(agent) == 150.0).await;
    let (status, text) = asking.call("", &shrink(disk(Some("vol-1"), 150.0), 150.0)).await;
    assert_eq!(status.as_u16(), 400);
    assert!(text.ends_with("must be smaller than the size of 'ShrinkVolume.volume'"), "{text}");

    let unreserve = json!({"type": "UNRESERVE_RESOURCES", "unreserve_resources": {"agent_id": id, "resources": [disk(Some("vol-1"), 150.0)]}});
    asking
        .expect(&[
            (unreserve, 400, "Invalid UNRESERVE operation: A dynamically reserved persistent volume disk(reservations: [(DYNAMIC,eng/web)])[vol-1:data]:150 cannot be unreserved directly. Please destroy the persistent volume first then unreserve the resource"),
            (destroy(disk(Some("vol-9"), 10.0)), 400, "Invalid DESTROY operation: Persistent volumes not found"),
            (destroy(disk(Some("vol-1"), 150.0)), 202, ""),
        ])
        .await;
    asking.until(1, "destroyed", |agent| total(agent, "disk", &["eng/web"], None) == 1000.0).await;
}

#[tokio::test]
async fn agents_are_set_apart_drained_and_given_up() {
    let asking = Asking::quiet().await;
    let id = asking.agent(2).await["agent_info"]["id"].clone();
    let nobody = json!({"value": "no-such-agent"});
    let call = |name: &str, member: &str, id: &Value| json!({"type": name, member: {"agent_id": id}});
    asking
        .expect(&[
            (call("DRAIN_AGENT", "drain_agent", &nobody), 400, "Unknown agent"),
            (call("DEACTIVATE_AGENT", "deactivate_agent", &nobody), 400, "Unknown agent"),
            (call("REACTIVATE_AGENT", "reactivate_agent", &nobody), 400, "Agent is not deactivated"),
            (call("REACTIVATE_AGENT", "reactivate_agent", &id), 400, "Agent is not deactivated"),
            (call("MARK_AGENT_GONE", "mark_agent_gone", &nobody), 404, "Agent 'no-such-agent' not found"),
            (
                json!({"type": "DRAIN_AGENT", "drain_agent": {}}),
                400,
                "Failed to convert JSON into Call protobuf: Missing required fields: drain_agent.agent_id",
            ),
            (call("DEACTIVATE_AGENT", "deactivate_agent", &id), 200, ""),
            (call("DEACTIVATE_AGENT", "deactivate_agent", &id), 200, ""),
        ])
        .await;
    let agent = asking.agent(2).await;
    assert_eq!((&agent["active"], &agent["deactivated"]), (&json!(false), &json!(true)));
    asking
        .expect(&[
            (call("REACTIVATE_AGENT", "reactivate_agent", &id), 200, ""),
            (json!({"type": "DRAIN_AGENT", "drain_agent": {"agent_id": id, "max_grace_period": {"seconds": 1}}}), 200, ""),
        ])
        .await;
    let draining = asking.agent(2).await["drain_info"].clone();
    assert_eq!(
        draining["config"],
        json!({"max_grace_period": {"nanoseconds": 1_000_000_000}, "mark_gone": false})
    );
    asking
        .expect(&[(
            call("REACTIVATE_AGENT", "reactivate_agent", &id),
            400,
            "Agent is still in the DRAINING state",
        )])
        .await;
    asking.until(2, "drained", |agent| agent["drain_info"]["state"] == "DRAINED").await;
    assert!(asking.agent(2).await["allocated_resources"].is_null());
    asking
        .expect(&[
            (call("REACTIVATE_AGENT", "reactivate_agent", &id), 200, ""),
            (call("MARK_AGENT_GONE", "mark_agent_gone", &id), 200, ""),
            (call("MARK_AGENT_GONE", "mark_agent_gone", &id), 200, ""),
            (call("DRAIN_AGENT", "drain_agent", &id), 400, "Unknown agent"),
        ])
        .await;
    assert_eq!(asking.agent(2).await, Value::Null);
    assert_eq!(
        asking.call("/slave(2)", &json!({"type": "GET_HEALTH"})).await.0.as_u16(),
        404,
        "its process has ended"
    );
}

#[tokio::test]
async fn weights_and_quotas() {
    let asking = Asking::quiet().await;
    let weights = |list: Value| json!({"type": "UPDATE_WEIGHTS", "update_weights": {"weight_infos": list}});
    let quota = |list: Value| json!({"type": "UPDATE_QUOTA", "update_quota": {"quota_configs": list}});
    let remove = |role: &str| json!({"type": "REMOVE_QUOTA", "remove_quota": {"role": role}});
    let set = |role: &str, cpus: f64| {
        json!({"type": "SET_QUOTA", "set_quota": {"quota_request":
        {"role": role, "guarantee": [{"name": "cpus", "type": "SCALAR", "scalar": {"value": cpus}}]}}})
    };
    asking
        .expect(&[
            (weights(json!([{"role": "ops", "weight": 0}])), 400, "Failed to validate update weights request JSON for role 'ops': Invalid weight '0': Weights must be positive"),
            (weights(json!([{"role": "..", "weight": 1}])), 400, "Failed to validate update weights request JSON: Invalid role '..': Role '..' cannot include '..' as a component"),
            (weights(json!([{"weight": 1}])), 400, "Failed to validate update weights request JSON: Invalid role '': Role names cannot be the empty string"),
            (weights(json!([{"role": "ops", "weight": "2"}, {"role": "ops", "weight": 6}])), 200, ""),
            (quota(json!([{"role": "eng/web"}])), 400, "Updating quota on nested role 'eng/web' is not supported yet"),
            (quota(json!([{"role": "ops", "limits": {"cpus": {"value": -1}}}])), 400, "Invalid QuotaConfig: Invalid limit configuration {'cpus': -1}: Negative values not supported"),
            (quota(json!([{"role": "ops", "guarantees": {"cpus": {"value": 3}}, "limits": {"cpus": {"value": 2}}}])), 400, "Invalid QuotaConfig: 'QuotaConfig.guarantees' { cpus: 3 } is not contained within the 'QuotaConfig.limits' { cpus: 2 }"),
            (quota(json!([{"role": "ops", "limits": {"cpus": {"value": 2.5}}}])), 200, ""),
            (set("ops", 1.0), 400, "Failed to validate set quota request: Cannot set quota for role 'ops' which already has quota"),
            (set("fam/kid", 1.0), 400, "Failed to validate set quota request: Invalid quota configuration. Parent role 'fam' with guarantees ({}) does not contain the sum of its children's guarantees (cpus:1)"),
            (set("other", 1.0), 200, ""),
            (remove("other"), 200, ""),
        ])
        .await;
    let (status, text) =
        asking.call("", &quota(json!([{"role": "ops", "guarantees": {"cpus": {"value": 9999}}}]))).await;
    assert_eq!(status.as_u16(), 400);
    assert!(text.starts_with("Invalid QuotaConfig: total quota guarantees 'cpus:"), "{text}");
    assert_eq!(asking.call("", &set("greedy", 5000.0)).await.0.as_u16(), 409);
    let (status, text) =
        asking.call("", &quota(json!([{"role": "eng", "limits": {"cpus": {"value": 0.01}}}]))).await;
    assert_eq!(status.as_u16(), 400);
    assert!(text.starts_with("Invalid QuotaConfig: Role 'eng' is already consuming 'cpus:"), "{text}");

    let infos = asking.read("GET_WEIGHTS").await["get_weights"]["weight_infos"].clone();
    assert!(
        infos.as_array().is_some_and(|infos| infos.contains(&json!({"role": "ops", "weight": 6.0}))),
        "{infos}"
    );
    let configs = asking.read("GET_QUOTA").await["get_quota"]["status"]["configs"].clone();
    let ops = json!({"role": "ops", "limits": {"cpus": {"value": 2.5}}});
    assert!(configs.as_array().is_some_and(|configs| configs.contains(&ops)), "{configs}");
}

#[tokio::test]
async fn machines_go_down_and_come_back() {
    let asking = Asking::quiet().await;
    let agent = asking.agent(3).await;
    let machine = json!({"hostname": agent["agent_info"]["hostname"], "ip": "127.0.0.1"});
    let shown = machine.to_string();
    let schedule = |machines: Value| {
        json!({"type": "UPDATE_MAINTENANCE_SCHEDULE", "update_maintenance_schedule":
        {"schedule": {"windows": [{"machine_ids": machines, "unavailability": {"start": {"nanoseconds": 1}}}]}}})
    };
    let start =
        |machines: Value| json!({"type": "START_MAINTENANCE", "start_maintenance": {"machines": machines}});
    let stop =
        |machines: Value| json!({"type": "STOP_MAINTENANCE", "stop_maintenance": {"machines": machines}});
    asking
        .expect(&[
            (schedule(json!([])), 400, "List of machines in the maintenance window is empty"),
            (schedule(json!([{}])), 400, "Both 'hostname' and 'ip' for a machine are empty"),
            (schedule(json!([{"ip": "999.1.1.1"}])), 400, "Failed to parse IPv4: 999.1.1.1"),
            (
                schedule(json!([machine, machine])),
                400,
                &format!("Machine '{shown}' appears more than once in the schedule"),
            ),
            (start(json!([])), 400, "List of machines is empty"),
            (
                start(json!([machine])),
                400,
                &format!("Machine '{shown}' is not in DRAINING mode and cannot be brought down"),
            ),
            (
                start(json!([{"hostname": "nobody.test"}])),
                400,
                "Machine '{\"hostname\":\"nobody.test\"}' is not part of a maintenance schedule",
            ),
            (schedule(json!([machine])), 200, ""),
            (
                stop(json!([machine])),
                400,
                &format!("Machine '{shown}' is not in DOWN mode and cannot be brought up"),
            ),
            (start(json!([machine])), 200, ""),
            (
                schedule(json!([{"hostname": "other.test"}])),
                400,
                &format!("Machine '{shown}' is deactivated and cannot be removed from the schedule"),
            ),
        ])
        .await;
    assert_eq!(asking.agent(3).await, Value::Null);
    let status = asking.read("GET_MAINTENANCE_STATUS").await;
    assert_eq!(status["get_maintenance_status"]["status"]["down_machines"], json!([machine]));
    asking.expect(&[(stop(json!([machine])), 200, "")]).await;
    let back = asking.until(3, "the agent is back", |agent| !agent.is_null()).await;
    assert_eq!(back["agent_info"]["id"], agent["agent_info"]["id"], "with the id it had");
    assert!(!back["reregistered_time"].is_null());
}

#[tokio::test]
async fn files_are_read_in_parts() {
    let asking = Asking::quiet().await;
    let list = |path: &str| json!({"type": "LIST_FILES", "list_files": {"path": path}});
    let read = |path: &str, offset: i64, length: u64| json!({"type": "READ_FILE", "read_file": {"path": path, "offset": offset, "length": length}});
    for missing in ["/", "", "/master", "/master/log/.."] {
        assert_eq!(
            asking.call("", &list(missing)).await,
            (reqwest::StatusCode::NOT_FOUND, String::new()),
            "{missing}"
        );
    }
    assert_eq!(asking.call("", &list("/master/log")).await.1, r#"{"type":"LIST_FILES","list_files":{}}"#);
    let (_, nothing) = asking.call("", &read("/master/log", -1, 10)).await;
    assert!(nothing.ends_with(r#","data":""}}"#), "{nothing}");

    let containers = asking.call("/slave(1)", &json!({"type": "GET_CONTAINERS"})).await.1;
    let containers: Value = serde_json::from_str(&containers).expect("JSON");
    let container = &containers["get_containers"]["containers"][0];
    let (framework, executor) =
        (container["framework_id"]["value"].as_str(), container["executor_id"]["value"].as_str());
    let sandbox = format!(
        "/frameworks/{}/executors/{}/runs/latest",
        framework.expect("an id"),
        executor.expect("an id")
    );
    let files: Value =
        serde_json::from_str(&asking.call("/slave(1)", &list(&sandbox)).await.1).expect("JSON");
    let stdout = files["list_files"]["file_infos"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|file| file["path"].as_str().is_some_and(|path| path.ends_with("/stdout")));
    assert_eq!(stdout.expect("every task has one")["mode"], 33188);
    let (status, _) = asking.call("/slave(1)", &read(&format!("{sandbox}/stdout"), 0, 40)).await;
    assert_eq!(status.as_u16(), 200);
    assert_eq!(
        asking.call("/slave(1)", &read(&sandbox, 0, 10)).await,
        (reqwest::StatusCode::BAD_REQUEST, "Cannot read a directory.\n".to_owned())
    );
    assert_eq!(asking.call("/slave(1)", &list("/etc")).await.0.as_u16(), 404);
    assert_eq!(asking.call("/slave(1)", &list(&format!("{sandbox}/../.."))).await.0.as_u16(), 400);
}
