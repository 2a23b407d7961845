//! Each recorded call that changes something: where Mesos refused it, a rule says so; where Mesos accepted it, none does.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::LazyLock;

use flate2::read::GzDecoder;
use operator_api::resources::Resource;
use operator_api::rules::capability::{self, Reason};
use operator_api::rules::container::{self, Container};
use operator_api::rules::drain::{self, Drain};
use operator_api::rules::legacy_quota::{self, Set};
use operator_api::rules::logging::{self, Logging};
use operator_api::rules::maintenance;
use operator_api::rules::quota::{self, Update};
use operator_api::rules::reserve::{self, Reserve, Unreserve};
use operator_api::rules::resize::{self, Grow, Shrink};
use operator_api::rules::schedule::{self, Machine, Schedule};
use operator_api::rules::volume::{self, Create, Destroy};
use operator_api::rules::weight;
use operator_api::rules::{AgentFacts, Field, FrameworkFacts, Presence, Problem, Verdict, image, provider};
use serde_json::Value;

use crate::{agents, quotas, read};

/// What no plan can say, so that no rule has to forbid it.
const UNSPEAKABLE: [&str; 8] = [
    "SET_QUOTA-duplicate",
    "SET_QUOTA-ports",
    "SET_QUOTA-reserved",
    "DRAIN_AGENT-grace-empty",
    "DRAIN_AGENT-grace-nanoseconds",
    "DRAIN_AGENT-grace-unknown-field",
    "SET_LOGGING_LEVEL-negative",
    "LAUNCH_NESTED_CONTAINER-no-parent",
];

/// What Mesos takes, and must not be sent all the same.
const HARMFUL: [&str; 13] = [
    "fragile-RESERVE_RESOURCES-zero",
    "fragile-UNRESERVE_RESOURCES-zero",
    "fragile-CREATE_VOLUMES-zero",
    "fragile-REMOVE_QUOTA-again",
    "fragile-REMOVE_QUOTA-bad-role",
    "fragile-REMOVE_QUOTA-star",
    "fragile-REMOVE_QUOTA-unknown",
    "DRAIN_AGENT-grace-negative",
    "SET_LOGGING_LEVEL-negative-duration",
    "LAUNCH_CONTAINER-standalone-same-id",
    "LAUNCH_NESTED_CONTAINER-same-id",
    "REMOVE_CONTAINER-standalone",
    "REMOVE_CONTAINER-unknown",
];

/// What the rules say of a call; `None` for calls that they are not about.
pub fn problems(folder: &str, name: &str, call: &Value) -> Option<Vec<Problem>> {
    let kind = call["type"].as_str()?;
    let body = &call[kind.to_ascii_lowercase()];
    let id = body["agent_id"]["value"].as_str().unwrap_or("S");
    let agent = agents::of(name, id);
    let caller = (folder == "auth").then_some("admin");
    let one = |member: &str| Resource::from_json(&body[member]).unwrap();
    let machines = maintenance::machines_of_call(call);
    let problems = match kind {
        "RESERVE_RESOURCES" => {
            let (resources, source) = (read::resources(&body["resources"]), read::resources(&body["source"]));
            reserve::check(&agent, &Reserve { resources, source }, caller)
        }
        "UNRESERVE_RESOURCES" => {
            reserve::check_unreserve(&agent, &Unreserve { resources: read::resources(&body["resources"]) })
        }
        "CREATE_VOLUMES" => {
            volume::check(&agent, &Create { volumes: read::resources(&body["volumes"]) }, caller)
        }
        "DESTROY_VOLUMES" => {
            volume::check_destroy(&agent, &Destroy { volumes: read::resources(&body["volumes"]) })
        }
        "GROW_VOLUME" => {
            resize::check_grow(&agent, &Grow { volume: one("volume"), addition: one("addition") })
        }
        "SHRINK_VOLUME" => resize::check_shrink(
            &agent,
            &Shrink { volume: one("volume"), subtract: read::scalar(&body["subtract"]) },
        ),
        "UPDATE_QUOTA" => {
            let configs = quota::configs_of_call(call);
            quota::check(&quotas::of(name), &Update { configs, force: body["force"] == true })
        }
        "SET_QUOTA" => {
            let request = &body["quota_request"];
            let resources = read::resources(&request["guarantee"]);
            let guarantee =
                resources.iter().map(|resource| (resource.name.clone(), quotas::amount(resource)));
            let (role, force) = (read::text(&request["role"]), request["force"] == true);
            legacy_quota::check(&quotas::of(name), &Set { role, guarantee: guarantee.collect(), force })
        }
        "REMOVE_QUOTA" => legacy_quota::check_remove(&quotas::of(name), &read::text(&body["role"])),
        "UPDATE_WEIGHTS" => weight::check(&weight::of_call(call)),
        "UPDATE_MAINTENANCE_SCHEDULE" => {
            let down =
                name.ends_with("drop-a-down-machine").then(|| Machine::new("agent3.test", "127.0.0.1"));
            schedule::check(&Schedule::of_call(call)?, &down.into_iter().collect::<Vec<_>>())
        }
        "START_MAINTENANCE" => maintenance::check_start(&status(name), &machines),
        "STOP_MAINTENANCE" => maintenance::check_stop(&status(name), &machines),
        "DRAIN_AGENT" => {
            let grace_seconds = body["max_grace_period"]["seconds"].as_i64();
            drain::check(&agent, &Drain { grace_seconds, mark_gone: body["mark_gone"] == true })
        }
        "DEACTIVATE_AGENT" => return Some(reason("agent", capability::can_deactivate(&agent))),
        "REACTIVATE_AGENT" => return Some(reason("agent", capability::can_reactivate(&agent))),
        "MARK_AGENT_GONE" => return Some(reason("agent", capability::can_mark_gone(&agent))),
        "TEARDOWN" => {
            let presence = match name {
                "TEARDOWN-again" => Presence::Completed,
                "TEARDOWN-unknown" => Presence::Unknown,
                _ => Presence::Present,
            };
            return Some(reason(
                "framework",
                capability::can_teardown(&FrameworkFacts { id: "F".into(), presence }),
            ));
        }
        "SET_LOGGING_LEVEL" => {
            let level = u32::try_from(body["level"].as_i64().unwrap()).unwrap();
            logging::check(Logging { level, nanoseconds: body["duration"]["nanoseconds"].as_i64().unwrap() })
        }
        "ADD_RESOURCE_PROVIDER_CONFIG" => provider::check(&agent, &[], provider::Purpose::Add, &body["info"]),
        "UPDATE_RESOURCE_PROVIDER_CONFIG" => {
            let there = [(provider::STORAGE.to_owned(), "lvm".to_owned())];
            provider::check(&agent, &there, provider::Purpose::Update, &body["info"])
        }
        "REMOVE_RESOURCE_PROVIDER_CONFIG" => {
            return Some(reason("agent", capability::can_configure_providers(&agent)));
        }
        "MARK_RESOURCE_PROVIDER_GONE" => {
            provider::check_mark_gone(&agent, &read::text(&body["resource_provider_id"]["value"]))
        }
        "PRUNE_IMAGES" => image::check(&[]),
        "LAUNCH_CONTAINER"
        | "LAUNCH_NESTED_CONTAINER"
        | "KILL_CONTAINER"
        | "KILL_NESTED_CONTAINER"
        | "REMOVE_CONTAINER"
        | "REMOVE_NESTED_CONTAINER" => {
            let id = container::path(&body["container_id"])?;
            let known = containers(kind, name, &id);
            match kind.split('_').next() {
                Some("LAUNCH") => container::check_launch(&known, &id),
                Some("KILL") => {
                    let signal = body["signal"].as_i64().map(|signal| i32::try_from(signal).unwrap());
                    container::check_kill(&known, &id, signal)
                }
                _ => container::check_remove(&known, &id),
            }
        }
        _ => return None,
    };
    Some(problems)
}

/// The reason of a button that is disabled.
fn reason(field: &str, can: Result<(), Reason>) -> Vec<Problem> {
    let verdict = |reason: Reason| if reason.refused() { Verdict::Refused } else { Verdict::Harmful };
    let problem = |reason: Reason| Problem {
        field: Field::new(field),
        words: reason.to_string(),
        verdict: verdict(reason),
    };
    can.err().map(problem).into_iter().collect()
}

fn status(name: &str) -> maintenance::Status {
    let machine = || vec![Machine::new("agent3.test", "127.0.0.1")];
    let (draining, down) = match name {
        "START_MAINTENANCE" | "START_MAINTENANCE-duplicate" => (machine(), Vec::new()),
        "START_MAINTENANCE-already-down" | "STOP_MAINTENANCE" => (Vec::new(), machine()),
        _ => (Vec::new(), Vec::new()),
    };
    maintenance::Status { draining, down }
}

/// The containers of the agent: the one it is nested in, and itself where it was there.
fn containers(kind: &str, name: &str, id: &container::Path) -> Vec<Container> {
    let mut known = Vec::new();
    let outer = &id[..id.len() - 1];
    if !outer.is_empty() && !name.ends_with("unknown-parent") {
        known.push(Container { id: outer.to_vec(), running: true });
    }
    let unknown = name.contains("unknown");
    let there =
        name.ends_with("same-id") || (!kind.starts_with("LAUNCH") && !unknown && !name.ends_with("again"));
    if there {
        let running =
            if kind.starts_with("REMOVE") { name.ends_with("running") } else { !name.ends_with("ended") };
        known.push(Container { id: id.clone(), running });
    }
    known
}

/// Each exchange, as `recordings/README.md` says.
pub fn recordings() -> &'static [Value] {
    static ALL: LazyLock<Vec<Value>> = LazyLock::new(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("recordings/mesos-1.11.0.jsonl.gz");
        let lines = BufReader::new(GzDecoder::new(File::open(path).unwrap())).lines();
        lines.map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect()
    });
    &ALL
}

/// One exchange.
fn exchange(folder: &str, name: &str) -> &'static Value {
    let mut found =
        recordings().iter().filter(|exchange| exchange["folder"] == folder && exchange["name"] == name);
    let exchange = found.next().unwrap_or_else(|| panic!("there is no {folder}/{name}"));
    assert!(found.next().is_none(), "there are several {folder}/{name}");
    exchange
}

/// The call of an exchange.
pub fn request(folder: &str, name: &str) -> Value {
    exchange(folder, name)["request"]["body"].clone()
}

/// The JSON that was answered.
pub fn answer(folder: &str, name: &str) -> Value {
    exchange(folder, name)["response"]["body"].clone()
}

/// Whether the call lacks what every plan has, or its HTTP was wrong.
pub fn is_malformed(status: u64, answer: &str) -> bool {
    matches!(status, 401 | 403 | 405 | 406 | 415 | 501)
        || answer.ends_with("to be present")
        || answer.contains("Failed to convert JSON")
        || answer.contains("only agent default resources are supported right now")
}

#[test]
fn the_rules_say_what_mesos_says() {
    let (mut kinds, mut wrong) = (BTreeSet::new(), Vec::new());
    for exchange in recordings() {
        let response = &exchange["response"];
        let (folder, name) = (exchange["folder"].as_str().unwrap(), exchange["name"].as_str().unwrap());
        let (status, answer) = (response["status"].as_u64().unwrap_or(0), read::text(&response["body_text"]));
        let call = &exchange["request"]["body"];
        let skipped =
            is_malformed(status, &answer) || UNSPEAKABLE.contains(&name) || name.starts_with("protocol");
        if skipped || folder == "events" {
            continue;
        }
        let Some(problems) = problems(folder, name, call) else { continue };
        let verdicts: Vec<Verdict> = problems.iter().map(|problem| problem.verdict).collect();
        kinds.insert(read::text(&call["type"]));
        let refused = verdicts.iter().any(|verdict| *verdict != Verdict::Harmful);
        let harmful = verdicts.contains(&Verdict::Harmful);
        let right = match status {
            0 => harmful,
            200..300 if HARMFUL.contains(&name) => harmful && !refused,
            // Said to nobody: Mesos does nothing, and a button that does nothing is disabled.
            200..300
                if matches!(
                    name,
                    "DEACTIVATE_AGENT-again" | "DEACTIVATE_AGENT-while-draining" | "MARK_AGENT_GONE-again"
                ) =>
            {
                harmful && !refused
            }
            200..300 => verdicts.is_empty(),
            _ => refused || harmful,
        };
        if !right {
            wrong.push(format!("{folder}/{name}: {status} {answer:.80}: {verdicts:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    insta::assert_snapshot!(kinds.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn resources_are_written_as_they_were_read() {
    let mut seen = 0;
    for exchange in recordings() {
        for agent in read::list(&exchange["response"]["body"]["get_agents"]["agents"]) {
            for json in read::list(&agent["total_resources"]) {
                let resource = Resource::from_json(json).unwrap();
                let written = resource.to_json();
                assert_eq!(Resource::from_json(&written).unwrap(), resource);
                // The older form of the reservation is left out: the stack says all of it.
                for (member, value) in json.as_object().unwrap() {
                    let older = matches!(member.as_str(), "role" | "reservation");
                    assert!(older || written[member] == *value, "{member} of {json} became {written}");
                }
                #[cfg(feature = "messages")]
                {
                    let message: operator_api::v1::Resource = serde_json::from_value(json.clone()).unwrap();
                    assert_eq!(Resource::try_from(&message).unwrap(), resource, "as the messages have it");
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn an_agent_that_is_not_connected_gets_no_operation() {
    let agent = AgentFacts { connected: false, ..agents::of("", "S") };
    let plan = Reserve::new("ops", None, &"cpus:1".parse().unwrap());
    let problems = reserve::check(&agent, &plan, None);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].verdict, Verdict::Harmful);
}
