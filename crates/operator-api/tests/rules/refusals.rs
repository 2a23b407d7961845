//! Each recorded refusal of a call that changes something: the field of the form that Mesos' words are about.

use crate::read::text;
use crate::recordings::{self, recordings};
use operator_api::calls::{self, Kind, Target};
use operator_api::refusal;
use operator_api::rules::Field;
use serde_json::{Value, json};

struct Refusal {
    folder: String,
    name: String,
    call: Value,
    status: u16,
    words: String,
    field: Option<Field>,
}

fn refusals() -> Vec<Refusal> {
    let mut found = Vec::new();
    for exchange in recordings() {
        let (folder, name) = (text(&exchange["folder"]), text(&exchange["name"]));
        let call = exchange["request"]["body"].clone();
        let target = if exchange["server"] == "agent" { Target::Agent } else { Target::Master };
        let status = u16::try_from(exchange["response"]["status"].as_u64().unwrap_or(0)).unwrap();
        let words = text(&exchange["response"]["body_text"]);
        let changes = calls::of(target, &call).is_some_and(|call| call.kind == Kind::Change);
        if changes && status >= 400 && !name.starts_with("protocol") {
            let field = refusal::field(target, &call, status, &words);
            found.push(Refusal { folder, name, call, status, words, field });
        }
    }
    found
}

#[test]
fn each_recorded_refusal_is_about_a_field() {
    let found = refusals();
    assert!(found.len() > 100, "{}", found.len());
    let lines = found.iter().map(|Refusal { folder, name, status, words, field, .. }| {
        let field = field.as_ref().map_or("-", Field::as_str);
        format!("{field:<28} {folder} {name}: {status} {words:.90}")
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

/// One field, or one within the other: the words are often less exact than a rule.
fn is_about(one: &Field, other: &Field) -> bool {
    one.is_within(other.as_str()) || other.is_within(one.as_str())
}

#[test]
fn mesos_and_the_rules_speak_of_the_same_field() {
    let (mut compared, mut wrong) = (0, Vec::new());
    for Refusal { folder, name, call, status, words, field } in refusals() {
        let Some(field) = field.filter(|_| !recordings::is_malformed(status.into(), &words)) else {
            continue;
        };
        let Some(problems) = recordings::problems(&folder, &name, &call) else { continue };
        if problems.is_empty() {
            continue;
        }
        compared += 1;
        if !problems.iter().any(|problem| is_about(&problem.field, &field)) {
            wrong.push(format!("{name}: {field}, but the rules: {problems:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 60, "{compared}");
}

/// Words that no recording has, as the source of Mesos 1.11 makes them.
#[test]
fn words_of_the_source_are_about_fields_too() {
    let reserved = |name: &str, amount: f64, role: &str, principal: &str| {
        json!({ "name": name, "type": "SCALAR", "scalar": { "value": amount },
            "reservations": [{ "type": "DYNAMIC", "role": role, "principal": principal }] })
    };
    let list = json!([reserved("cpus", 1.0, "eng", "a"), reserved("cpus", 1.5, "eng", "b")]);
    let reserve = json!({ "type": "RESERVE_RESOURCES", "reserve_resources": { "agent_id": { "value": "S" }, "resources": list } });
    let mut moved = reserve.clone();
    moved["reserve_resources"]["source"] = list.clone();
    let volume = |id: &str| {
        let mut volume = reserved("disk", 10.0, "eng", "a");
        volume["disk"] =
            json!({ "persistence": { "id": id }, "volume": { "mode": "RO", "container_path": "d" } });
        volume
    };
    let create = json!({ "type": "CREATE_VOLUMES", "create_volumes": { "volumes": [volume("v"), volume("w"), volume("v")] } });
    let one = json!({ "type": "CREATE_VOLUMES", "create_volumes": { "volumes": [volume("v")] } });
    let grow = json!({ "type": "GROW_VOLUME", "grow_volume": { "volume": volume("v") } });
    let drain = json!({ "type": "DRAIN_AGENT", "drain_agent": {} });
    let add =
        json!({ "type": "ADD_RESOURCE_PROVIDER_CONFIG", "add_resource_provider_config": { "info": {} } });
    let weights = json!({ "type": "UPDATE_WEIGHTS", "update_weights": { "weight_infos": [{ "role": " a", "weight": 1 }] } });

    let of_the_second = "Invalid RESERVE operation on agent S: Resource cpus(reservations: [(DYNAMIC,eng,b)]):1.5 with reservation for hierarchical role 'eng/x' cannot be reserved on an agent without HIERARCHICAL_ROLE capability";
    let said = [
        (&reserve, of_the_second, "resources[1].role"),
        (
            &reserve,
            "does not match a reserved resource in the request with principal 'b'",
            "resources[1].principal",
        ),
        (&reserve, "Invalid resources: The resources have multiple resource providers: a, b", "resources"),
        (&reserve, "cpus:1 does not contain cpus:1.5", "resources[1]"),
        (&moved, "Invalid source: Mixed reservations are not supportedcpus:2", "source"),
        (
            &moved,
            "Source and target resources should refer to identical resource quantities: a vs. b",
            "resources",
        ),
        (&create, "Persistence ID 'v' is not unique", "volumes[2].id"),
        (
            &create,
            "Invalid DiskInfo: Invalid persistence ID for persistent volume: 'w' is disallowed",
            "volumes[1].id",
        ),
        (&one, "Not a persistent volume: Read-only persistent volume not supported", "volumes[0].mode"),
        (
            &one,
            "Invalid DiskInfo: Expecting 'host_path' to be unset for persistent volume",
            "volumes[0].host_path",
        ),
        (
            &one,
            "Not a persistent volume: Expecting 'volume' to be set for persistent volume",
            "volumes[0].container_path",
        ),
        (&grow, "Volume disk:10 cannot be grown on an agent without RESIZE_VOLUME capability", "agent"),
        (&grow, "Growing a shared persistent volume is not supported", "volume"),
        (&drain, "Agent S is part of a maintenance schedule under Machine {}", "agent"),
        (&drain, "Agent is currently being marked gone", "agent"),
        (&add, "Resource provider with type 't' and name 'n' already exists", "name"),
        (&weights, "Failed to validate update weights request JSON: Unknown role 'a'", "weights[0].role"),
    ];
    for (call, words, field) in said {
        let target = calls::of(Target::Master, call).map_or(Target::Agent, |call| call.target);
        let found = refusal::field(target, call, 400, words);
        assert_eq!(found.as_ref().map(Field::as_str), Some(field), "{words}");
    }
    assert_eq!(
        refusal::field(Target::Master, &drain, 403, "Agent"),
        None,
        "who may not, may not with other fields"
    );
    assert_eq!(refusal::field(Target::Master, &reserve, 503, "No leader elected"), None);
}
