//! Logging, containers and resource providers.

use operator_api::calls::Target;
use operator_api::effect::{Effect, Seen};
use operator_api::rules::call;
use operator_api::rules::provider::{Purpose, STORAGE};
use serde_json::{Value, json};

use super::effect;
use crate::recordings::{answer, request};

fn of_agent(call: &Value) -> Effect {
    Effect::of(Target::Agent, Some("S"), call).unwrap()
}

#[test]
fn a_level_is_told_while_it_lasts() {
    let effect = effect(&request("master", "SET_LOGGING_LEVEL"), &Value::Null);
    assert_eq!(effect.title(), "Set the logging level of the master to 1");
    assert_eq!(effect.seen(&answer("master", "GET_LOGGING_LEVEL")), Seen::NotYet);
    assert_eq!(effect.seen(&answer("master", "GET_LOGGING_LEVEL-after-set")), Seen::Applied);
}

#[test]
fn containers_are_listed_while_they_run() {
    let nested = answer("agent", "GET_CONTAINERS-nested");
    let none = answer("agent", "GET_CONTAINERS");
    let all = nested["get_containers"]["containers"].as_array().unwrap();
    let inner = all.iter().find_map(|container| {
        let id = &container["container_status"]["container_id"];
        Some(vec![id["parent"]["value"].as_str()?.to_owned(), id["value"].as_str()?.to_owned()])
    });
    let inner = inner.unwrap();
    let launch = of_agent(&call::launch_container(&inner, "true", &"".parse().unwrap()));
    assert_eq!((launch.seen(&none), launch.seen(&nested)), (Seen::NotYet, Seen::Applied));
    let kill = of_agent(&call::kill_container(&inner, None));
    assert_eq!((kill.seen(&nested), kill.seen(&none)), (Seen::NotYet, Seen::Applied));
    assert_eq!(kill.title(), format!("Kill container {}.{} on agent S", inner[0], inner[1]));
    // The same id within another container is another container.
    let other =
        of_agent(&call::launch_container(&vec!["x".into(), inner[1].clone()], "true", &"".parse().unwrap()));
    assert_eq!(other.seen(&nested), Seen::NotYet);
    assert_eq!(of_agent(&call::remove_container(&inner)).seen(&none), Seen::Applied);
    assert_eq!(kill.seen(&Value::Null), Seen::NotYet, "that is no answer");
}

#[test]
fn providers_come_change_and_go() {
    let info = |plugin: &str| json!({ "type": STORAGE, "name": "lvm", "storage": { "plugin": { "type": "org.example.lvm", "name": plugin } } });
    let told = |mut info: Value, resources: Value| {
        info["id"] = json!({ "value": "P" });
        let provider = json!({ "resource_provider_info": info, "total_resources": resources });
        json!({ "get_resource_providers": { "resource_providers": [provider] } })
    };
    let disk = json!([{ "name": "disk", "type": "SCALAR", "scalar": { "value": 1 } }]);
    let none = answer("agent", "GET_RESOURCE_PROVIDERS");
    let there = told(info("one"), disk.clone());

    let add = of_agent(&call::put_provider(Purpose::Add, &info("one")));
    assert_eq!((add.seen(&none), add.seen(&there)), (Seen::NotYet, Seen::Applied));
    let update = of_agent(&call::put_provider(Purpose::Update, &info("two")));
    assert_eq!((update.seen(&there), update.seen(&told(info("two"), disk))), (Seen::NotYet, Seen::Applied));
    let remove = of_agent(&call::remove_provider(STORAGE, "lvm"));
    let idle = told(info("one"), json!([]));
    assert_eq!(
        (remove.seen(&there), remove.seen(&idle), remove.seen(&none)),
        (Seen::NotYet, Seen::Applied, Seen::Applied)
    );
    let gone = of_agent(&call::mark_provider_gone("P"));
    assert_eq!((gone.seen(&idle), gone.seen(&none)), (Seen::NotYet, Seen::Applied));
}
