//! What is left of real answers: golden, so that nobody makes it less by chance.

use mesoscope_server::access::redact::{MARK, may_hold_secrets, redact};
use serde_json::{Value, json};

const SECRET: &str = "hunter2";

fn redacted(mut value: Value) -> Value {
    redact(&mut value);
    assert!(!value.to_string().contains(SECRET), "{value:#}");
    value
}

#[test]
fn flags() {
    let flag = |name: &str, value: &str| json!({"name": name, "value": value});
    let answer = json!({"type": "GET_FLAGS", "get_flags": {"flags": [
        flag("zk", "zk://mesos:hunter2@zk1:2181,zk2:2181/mesos"),
        flag("credentials", "/etc/mesos/credentials"),
        flag("credential", "file:///etc/mesos/credential"),
        flag("http_credentials", "{\"credentials\":[{\"principal\":\"ops\",\"secret\":\"hunter2\"}]}"),
        flag("jwt_secret_key", "/etc/mesos/jwt"),
        flag("docker_config", "{\"auths\":{\"https://hub\":{\"auth\":\"hunter2\"}}}"),
        flag("authenticate_http_readwrite", "true"),
        flag("modules", "{\"libraries\":[{\"modules\":[{\"name\":\"org_x\",\"parameters\":[{\"key\":\"api_token\",\"value\":\"hunter2\"},{\"key\":\"url\",\"value\":\"https://u:hunter2@h/\"}]}]}]}"),
        flag("executor_environment_variables", "{\"PATH\":\"/bin\",\"DB_PASSWORD\":\"hunter2\"}"),
        flag("work_dir", "/var/lib/mesos"),
        flag("hostname", "m1"),
    ]}});
    insta::assert_json_snapshot!(redacted(answer));
}

#[test]
fn executors_and_tasks() {
    let variable = |name: &str, value: &str| json!({"name": name, "type": "VALUE", "value": value});
    let answer = json!({"get_executors": {"executors": [{"executor_info": {
        "executor_id": {"value": "e"}, "framework_id": {"value": "f"}, "data": "aHVudGVyMg==",
        "labels": {"labels": [{"key": "team", "value": "eng"}, {"key": "api_key", "value": SECRET}]},
        "command": {
            "value": "TOKEN=hunter2 ./run --password hunter2x --db-password=hunter2 --port=80",
            "arguments": ["./run", "--password", SECRET, "--verbose", "--token=hunter2"],
            "uris": [{"value": "https://s3/x.tgz?X-Amz-Signature=hunter2&a=1"}, {"value": "https://ci:hunter2@repo/x"}],
            "environment": {"variables": [
                variable("PATH", "/bin"), variable("DB_PASSWORD", SECRET), variable("AWS_SECRET_ACCESS_KEY", SECRET),
                {"name": "FROM_STORE", "type": "SECRET", "secret": {"type": "REFERENCE", "reference": {"name": "store/db", "key": "password"}}},
                {"name": "INLINE", "type": "SECRET", "secret": {"type": "VALUE", "value": {"data": "aHVudGVyMg=="}}}
            ]}
        },
        "container": {"mesos": {"image": {"docker": {"name": "hub/x", "config": {"type": "VALUE", "value": {"data": "aHVudGVyMg=="}}}}},
            "volumes": [{"source": {"type": "SECRET", "secret": {"type": "VALUE", "value": {"data": "aHVudGVyMg=="}}}}]}
    }}]}});
    let mut value = answer;
    redact(&mut value);
    let text = value.to_string();
    assert!(!text.contains("aHVudGVyMg"), "{value:#}");
    assert!(!text.contains(SECRET), "{value:#}");
    insta::assert_json_snapshot!(value);
}

#[test]
fn calls_as_they_are_kept_and_shown() {
    let launch = json!({"type": "LAUNCH_CONTAINER", "launch_container": {
        "container_id": {"value": "c"},
        "command": {"value": "sleep 1", "environment": {"variables": [{"name": "API_TOKEN", "value": SECRET}]}}
    }});
    let provider = json!({"type": "ADD_RESOURCE_PROVIDER_CONFIG", "add_resource_provider_config": {"info": {
        "type": "org.apache.mesos.rp.local.storage", "name": "lvm",
        "storage": {"plugin": {"type": "t", "name": "n", "containers": [
            {"command": {"value": "./p --secret=hunter2", "environment": {"variables": [{"name": "KEY", "value": SECRET}]}}}],
            "node_stage_secrets": {"user": "a-hunter2", "pass": SECRET}}}
    }}});
    insta::assert_json_snapshot!([redacted(launch), redacted(provider)]);
}

#[test]
fn what_is_no_secret_stays() {
    let answer = json!({
        "type": "GET_TASKS", "tasks": [{"task_id": {"value": "token-server.1"}, "name": "key-store", "state": "TASK_RUNNING",
        "labels": {"labels": [{"key": "owner", "value": "eng"}]}, "resources": [{"name": "cpus", "type": "SCALAR", "scalar": {"value": 1.5}}]}],
        "metrics": [{"name": "master/invalid_tokens", "value": 5.0}], "principal": "ops", "secret": "", "token": null
    });
    assert_eq!(redacted(answer.clone())["tasks"], answer["tasks"]);
    let left = redacted(answer.clone());
    assert_eq!(
        (&left["principal"], &left["secret"], &left["token"]),
        (&json!("ops"), &json!(""), &json!(null))
    );
}

#[test]
fn twice_is_once() {
    let mut value = json!({"env": {"API_KEY": "k", "URL": "zk://a:b@c/"}, "command": "X_TOKEN=a ./run"});
    redact(&mut value);
    let once = value.clone();
    redact(&mut value);
    assert_eq!(value, once);
    assert_eq!(value["env"]["API_KEY"], MARK);
}

#[test]
fn what_is_not_known_is_looked_through() {
    assert!(may_hold_secrets("GET_FLAGS") && may_hold_secrets("GET_STATE") && may_hold_secrets("GET_NEWS"));
    assert!(!may_hold_secrets("GET_METRICS"));
}
