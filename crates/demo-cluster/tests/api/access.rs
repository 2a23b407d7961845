//! Two principals: one that may see and do everything, one that is bound to the user `spark` and the role `analytics`.

use demo_cluster::{Access, Acls, Options, Scenario, two_principals};
use operator_api::v1::master::event::Type;
use serde_json::{Value, json};

use crate::asking::Asking;
use crate::stream::{event, subscribe};

/// A cluster that asks who calls, quiet but for what is done to it.
async fn guarded(principal: &str) -> Asking {
    let access = two_principals().expect("lists that can be read");
    let options = Options { updates_per_second: Some(0.0), access, ..Options::new(Scenario::Small) };
    let mut asking = Asking::with(options).await;
    asking.principal = Some((principal.to_owned(), format!("{principal}-secret")));
    asking
}

fn list<'a>(answer: &'a Value, pointer: &str) -> &'a [Value] {
    answer.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

#[tokio::test]
async fn who_is_not_known_is_asked_to_say_who_they_are() {
    let mut asking = guarded("operator").await;
    asking.read("GET_HEALTH").await;
    for principal in [None, Some(("operator", "wrong")), Some(("stranger", "operator-secret"))] {
        asking.principal = principal.map(|(name, secret)| (name.to_owned(), secret.to_owned()));
        for path in ["", "/slave(1)"] {
            let (status, body) = asking.call(path, &json!({"type": "GET_HEALTH"})).await;
            assert_eq!((status.as_u16(), body.as_str()), (401, "401 Unauthorized."), "{principal:?} {path}");
        }
    }
}

#[tokio::test]
async fn what_may_not_be_seen_is_not_there() {
    let mut asking = guarded("operator").await;
    let all = asking.read("GET_STATE").await;
    let roles = asking.read("GET_ROLES").await;
    asking.principal = Some(("analyst".to_owned(), "analyst-secret".to_owned()));
    let some = asking.read("GET_STATE").await;
    let frameworks = |of: &str| list(&all, &format!("/get_state/get_frameworks/{of}"));
    let spark: Vec<&Value> = frameworks("frameworks")
        .iter()
        .chain(frameworks("completed_frameworks"))
        .filter(|framework| framework["framework_info"]["user"] == "spark")
        .map(|framework| &framework["framework_info"]["id"])
        .collect();
    assert!(spark.len() > 1, "a completed one too");
    let ids = |state: &Value, pointer: &str, id: &str| -> Vec<Value> {
        list(state, pointer).iter().map(|item| item.pointer(id).cloned().unwrap_or_default()).collect()
    };
    assert_eq!(ids(&some, "/get_state/get_frameworks/frameworks", "/framework_info/id"), [spark[0].clone()]);
    for tasks in ["tasks", "completed_tasks", "unreachable_tasks"] {
        let pointer = format!("/get_state/get_tasks/{tasks}");
        let expected: Vec<Value> = list(&all, &pointer)
            .iter()
            .filter(|task| spark.contains(&&task["framework_id"]))
            .map(|task| task["task_id"].clone())
            .collect();
        assert_eq!(ids(&some, &pointer, "/task_id"), expected, "{tasks}");
    }
    assert!(!list(&some, "/get_state/get_tasks/tasks").is_empty());
    assert!(list(&some, "/get_state/get_executors/executors").is_empty(), "cassandra and edge have them");
    let agents = list(&some, "/get_state/get_agents/agents");
    assert_eq!(agents.len(), 12, "agents are seen by all");
    for agent in agents {
        for kind in ["total_resources", "allocated_resources", "offered_resources"] {
            for resource in agent[kind].as_array().into_iter().flatten() {
                let foreign = resource.to_string().contains("cassandra")
                    || resource["allocation_info"]["role"]
                        .as_str()
                        .is_some_and(|role| !role.starts_with("analytics"));
                assert!(!foreign, "{resource}");
            }
        }
    }
    let seen = asking.read("GET_ROLES").await;
    let names = |roles: &Value| ids(roles, "/get_roles/roles", "/name");
    assert_eq!(names(&seen), ["analytics", "analytics/spark", "analytics/spark/adhoc"]);
    assert!(names(&roles).len() > 3);
}

#[tokio::test]
async fn what_may_not_be_done_is_refused_and_not_done() {
    let mut asking = guarded("operator").await;
    let agent = asking.agent(1).await["agent_info"]["id"].clone();
    let marathon = asking.read("GET_FRAMEWORKS").await;
    let of = |user: &str| {
        list(&marathon, "/get_frameworks/frameworks")
            .iter()
            .find(|framework| framework["framework_info"]["user"] == user)
            .map(|framework| framework["framework_info"]["id"].clone())
            .expect("a framework of this user")
    };
    let (marathon, spark) = (of("root"), of("spark"));
    asking.principal = Some(("analyst".to_owned(), "analyst-secret".to_owned()));
    let reserve = |role: &str| {
        json!({"type": "RESERVE_RESOURCES", "reserve_resources": {"agent_id": agent, "resources": [
        {"name": "disk", "type": "SCALAR", "scalar": {"value": 8}, "reservations": [{"type": "DYNAMIC", "role": role, "principal": "analyst"}]}]}})
    };
    let of = |call: &str, id: &Value| json!({"type": call, call.to_lowercase(): {"agent_id": id}});
    let teardown = |id: &Value| json!({"type": "TEARDOWN", "teardown": {"framework_id": id}});
    let refused = "403 Forbidden.";
    asking
        .expect(&[
            (json!({"type": "GET_FLAGS"}), 403, refused),
            (reserve("eng"), 403, refused),
            (reserve("analytics/new"), 202, ""),
            (of("DRAIN_AGENT", &agent), 403, refused),
            (of("MARK_AGENT_GONE", &json!({"value": "nobody"})), 403, refused),
            (teardown(&json!({"value": "nobody"})), 400, "No framework found with specified ID"),
            (teardown(&marathon), 403, refused),
            (teardown(&spark), 200, ""),
            (json!({"type": "UPDATE_WEIGHTS", "update_weights": {"weight_infos": []}}), 403, refused),
            (json!({"type": "LIST_FILES", "list_files": {"path": "/master/log"}}), 403, ""),
        ])
        .await;
    asking.principal = Some(("operator".to_owned(), "operator-secret".to_owned()));
    assert!(asking.agent(1).await["drain_info"].is_null());
    assert_eq!(list(&asking.read("GET_FRAMEWORKS").await, "/get_frameworks/frameworks").len(), 5);
}

#[tokio::test]
async fn a_stream_tells_everybody_what_they_may_see() {
    let mut asking = guarded("operator").await;
    let mut all = subscribe(&asking, "application/json").await;
    asking.principal = Some(("analyst".to_owned(), "analyst-secret".to_owned()));
    let mut some = subscribe(&asking, "application/json").await;
    asking.cluster.visit_as("secret", "root", "eng/visit");
    asking.cluster.visit_as("open", "spark", "analytics/visit");
    let name = |framework: &operator_api::v1::FrameworkInfo| framework.name.clone();
    let mut seen = Vec::new();
    loop {
        let event = event(some.next().await);
        if let Some(added) = &event.framework_added {
            seen.push(name(&added.framework.framework_info));
        }
        if let Some(removed) = event.framework_removed {
            assert_eq!(name(&removed.framework_info), "open");
            break;
        }
        assert_ne!(event.r#type, Some(Type::AgentRemoved as i32));
    }
    assert_eq!(seen, ["open"]);
    let mut removed = Vec::new();
    while removed.len() < 2 {
        let event = event(all.next().await);
        removed.extend(event.framework_removed.map(|removed| name(&removed.framework_info)));
    }
    removed.sort();
    assert_eq!(removed, ["open", "secret"]);
}

#[tokio::test]
async fn an_agent_shows_and_allows_what_its_master_does() {
    let mut asking = guarded("operator").await;
    let containers = |answer: &str| -> Vec<Value> {
        let answer: Value = serde_json::from_str(answer).expect("JSON");
        list(&answer, "/get_containers/containers").to_vec()
    };
    let get = json!({"type": "GET_CONTAINERS"});
    let frameworks = asking.read("GET_FRAMEWORKS").await;
    let spark = list(&frameworks, "/get_frameworks/frameworks")
        .iter()
        .find(|framework| framework["framework_info"]["user"] == "spark")
        .map(|framework| framework["framework_info"]["id"].clone())
        .expect("spark");
    let all = containers(&asking.call("/slave(1)", &get).await.1);
    asking.principal = Some(("analyst".to_owned(), "analyst-secret".to_owned()));
    let some = containers(&asking.call("/slave(1)", &get).await.1);
    let expected: Vec<&Value> = all
        .iter()
        .filter(|container| container["framework_id"] == spark)
        .map(|one| &one["container_id"])
        .collect();
    assert_eq!(some.iter().map(|container| &container["container_id"]).collect::<Vec<_>>(), expected);
    let foreign =
        all.iter().find(|container| container["framework_id"] != spark).expect("others are there too");
    let path = format!(
        "/frameworks/{}/executors/{}/runs/latest",
        foreign["framework_id"]["value"].as_str().expect("an id"),
        foreign["executor_id"]["value"].as_str().expect("an id"),
    );
    for path in [path.clone(), format!("{path}/nothing"), "/slave/log".to_owned()] {
        let (status, body) =
            asking.call("/slave(1)", &json!({"type": "LIST_FILES", "list_files": {"path": path}})).await;
        assert_eq!((status.as_u16(), body.as_str()), (403, ""), "{path}");
    }
    let kill = json!({"type": "KILL_CONTAINER", "kill_container": {"container_id": foreign["container_id"]}});
    assert_eq!(asking.call("/slave(1)", &kill).await.0.as_u16(), 403);
}

#[tokio::test]
async fn lists_without_credentials_are_about_everybody() {
    let acls = Acls::read(
        r#"{"view_frameworks": [{"principals": {"type": "ANY"}, "users": {"values": ["ml"]}},
        {"principals": {"type": "ANY"}, "users": {"type": "NONE"}}]}"#,
    );
    let access = Access { acls: acls.expect("lists"), ..Access::default() };
    let asking = Asking::with(Options { access, ..Options::new(Scenario::Small) }).await;
    let frameworks = asking.read("GET_FRAMEWORKS").await;
    let users: Vec<&Value> = list(&frameworks, "/get_frameworks/frameworks")
        .iter()
        .map(|framework| &framework["framework_info"]["user"])
        .collect();
    assert_eq!(users, ["ml"]);
}
