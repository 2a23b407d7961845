//! Resource providers: what agents and the master show of them, and what an operator can do to them.

use serde_json::{Value, json};

use crate::asking::Asking;

/// The process of an agent that can have resource providers, and of one that cannot.
const ABLE: usize = 3;
const UNABLE: usize = 1;

async fn ask(asking: &Asking, agent: usize, call: Value) -> (u16, String) {
    let (status, body) = asking.call(&format!("/slave({agent})"), &call).await;
    (status.as_u16(), body)
}

async fn providers(asking: &Asking) -> Vec<Value> {
    let (_, body) = ask(asking, ABLE, json!({"type": "GET_RESOURCE_PROVIDERS"})).await;
    let answer: Value = serde_json::from_str(&body).expect("JSON");
    answer["get_resource_providers"]["resource_providers"].as_array().cloned().unwrap_or_default()
}

fn info(name: &str, command: &str) -> Value {
    json!({
        "type": "org.apache.mesos.rp.local.storage",
        "name": name,
        "default_reservations": [{"type": "DYNAMIC", "role": "storage"}],
        "storage": {"plugin": {"type": "org.apache.mesos.csi.test", "name": "test", "containers": [
            {"services": ["CONTROLLER_SERVICE", "NODE_SERVICE"], "command": {"shell": true, "value": command}},
        ]}},
    })
}

fn add(info: &Value) -> Value {
    json!({"type": "ADD_RESOURCE_PROVIDER_CONFIG", "add_resource_provider_config": {"info": info}})
}

fn remove(name: &str) -> Value {
    json!({"type": "REMOVE_RESOURCE_PROVIDER_CONFIG", "remove_resource_provider_config":
        {"type": "org.apache.mesos.rp.local.storage", "name": name}})
}

#[tokio::test]
async fn the_master_and_the_agent_show_the_same_providers() {
    let asking = Asking::quiet().await;
    let ours = providers(&asking).await;
    assert_eq!(ours.len(), 1);
    let agent = asking.agent(ABLE).await;
    assert_eq!(agent["resource_providers"], json!(ours));
    let id = &ours[0]["resource_provider_info"]["id"];
    let disks = ours[0]["total_resources"].as_array().expect("disks");
    let kinds: Vec<_> =
        disks.iter().map(|disk| disk["disk"]["source"]["type"].as_str().expect("a type")).collect();
    assert_eq!(kinds, ["RAW", "RAW", "MOUNT", "BLOCK"]);
    let total = agent["total_resources"].as_array().expect("a list");
    for disk in disks {
        assert_eq!(disk["provider_id"], *id);
        assert_eq!(disk["disk"]["source"]["vendor"], "org.apache.mesos.csi.lvm.spare");
        assert_eq!(disk["reservations"][0]["role"], "storage");
        assert!(total.contains(disk), "it is of the agent's resources");
    }
    assert_eq!(disks[0]["disk"]["source"]["profile"], "fast");
    assert!(disks[0]["disk"]["source"].get("id").is_none(), "room is no volume");
    assert!(disks[2]["disk"]["source"]["mount"]["root"].is_string());
    assert_eq!(disks[2]["disk"]["source"]["metadata"]["labels"][0]["key"], "replicas");
    let other = asking.agent(UNABLE).await;
    assert!(other.get("resource_providers").is_none());
}

#[tokio::test]
async fn a_provider_is_added_changed_removed_and_forgotten() {
    let asking = Asking::quiet().await;
    let test = info("test", "./plugin --available_capacity=2GB");
    let without_folder = (500, "Missing required flag --resource_provider_config_dir".to_owned());
    assert_eq!(ask(&asking, UNABLE, add(&test)).await, without_folder);
    assert_eq!(ask(&asking, UNABLE, remove("test")).await, without_folder);

    assert_eq!(ask(&asking, ABLE, add(&test)).await, (200, String::new()));
    assert_eq!(ask(&asking, ABLE, add(&test)).await, (200, String::new()), "the same again is no conflict");
    let other = info("test", "./plugin --available_capacity=4GB");
    assert_eq!(ask(&asking, ABLE, add(&other)).await.0, 409);
    let of = |agent: &Value, name: &str| {
        let all = agent["resource_providers"].as_array().cloned().unwrap_or_default();
        all.into_iter().find(|provider| provider["resource_provider_info"]["name"] == name)
    };
    let there =
        |agent: &Value| of(agent, "test").is_some_and(|provider| provider["total_resources"].is_array());
    let agent = asking.until(ABLE, "it subscribed", there).await;
    let provider = of(&agent, "test").expect("it is there");
    assert_eq!(provider["total_resources"][0]["scalar"]["value"], 2048.0);
    let id = provider["resource_provider_info"]["id"].clone();
    let gone = json!({"type": "MARK_RESOURCE_PROVIDER_GONE",
        "mark_resource_provider_gone": {"resource_provider_id": id}});
    let refused = format!(
        "Could not mark resource provider '{}' as gone: Resource provider has resources",
        id["value"].as_str().expect("an id")
    );
    assert_eq!(ask(&asking, ABLE, gone.clone()).await, (500, refused));

    let update = |info: &Value| json!({"type": "UPDATE_RESOURCE_PROVIDER_CONFIG", "update_resource_provider_config": {"info": info}});
    assert_eq!(ask(&asking, ABLE, update(&info("nobody", "./plugin"))).await.0, 404);
    assert_eq!(ask(&asking, ABLE, update(&other)).await, (200, String::new()));
    let agent = asking.until(ABLE, "it is back", there).await;
    let provider = of(&agent, "test").expect("it is there");
    assert_eq!(provider["resource_provider_info"]["id"], id, "it kept its id");
    assert_eq!(provider["resource_provider_info"]["storage"], other["storage"]);

    assert_eq!(ask(&asking, ABLE, remove("test")).await, (200, String::new()));
    assert_eq!(ask(&asking, ABLE, remove("test")).await, (200, String::new()), "removed is removed");
    let agent = asking.agent(ABLE).await;
    let provider = of(&agent, "test").expect("it is known still");
    assert!(provider.get("total_resources").is_none(), "its disks are gone");
    assert_eq!(ask(&asking, ABLE, gone).await, (200, String::new()));
    assert!(of(&asking.agent(ABLE).await, "test").is_none());
    assert_eq!(providers(&asking).await.len(), 1, "the other is left alone");
}
