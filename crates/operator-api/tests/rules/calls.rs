//! The JSON of each call.

use std::collections::BTreeMap;

use operator_api::calls::{self, Kind, Target};
use operator_api::resources::Scalar;
use operator_api::rules::call;
use operator_api::rules::drain::Drain;
use operator_api::rules::legacy_quota::Set;
use operator_api::rules::logging::Logging;
use operator_api::rules::provider::{Purpose, STORAGE};
use operator_api::rules::quota::{Config, Update};
use operator_api::rules::reserve::{Reserve, Unreserve};
use operator_api::rules::resize::{Grow, Shrink};
use operator_api::rules::schedule::{Machine, Schedule, Window};
use operator_api::rules::volume::{Create, Destroy, Wanted};
use operator_api::rules::weight::Weight;
use serde_json::{Value, json};

use crate::agents::{reserved, volume};

/// One of each, by target.
pub fn all() -> Vec<(Target, Value)> {
    let disk = reserved("disk:100", &["eng", "eng/web"]);
    let wanted = Wanted {
        id: "v",
        container_path: "data",
        principal: Some("me"),
        size: Scalar::from_milli(1500),
        shared: true,
    };
    let one = || volume("v", "eng", 64);
    let amounts = |amount: f64| BTreeMap::from([("cpus".to_owned(), amount)]);
    let machines = [Machine::new("Host", "10.0.0.1"), Machine::new("", "10.0.0.2")];
    let window =
        |duration| Window { machines: machines.to_vec(), start: 1_795_311_373_694_868_480, duration };
    let nested = vec!["outer".to_owned(), "inner".to_owned()];
    let info = json!({ "type": STORAGE, "name": "lvm" });
    let master = [
        call::set_logging_level(Logging { level: 1, nanoseconds: 5_000_000_000 }),
        call::reserve(
            "S",
            &Reserve::new("eng", Some("me"), &"cpus:0.1;ports:[31000-31009];zones:{a}".parse().unwrap()),
        ),
        call::reserve("S", &Reserve::instead("eng/api", None, &disk)),
        call::unreserve("S", &Unreserve { resources: disk.iter().cloned().collect() }),
        call::create_volumes("S", &Create { volumes: vec![wanted.on(disk.iter().next().unwrap())] }),
        call::destroy_volumes("S", &Destroy { volumes: vec![one()] }),
        call::grow_volume("S", &Grow::by(&one(), Scalar::from_milli(500))),
        call::shrink_volume("S", &Shrink { volume: one(), subtract: Scalar::from_milli(500) }),
        call::update_quota(&Update {
            configs: vec![
                Config { role: "eng".into(), guarantees: amounts(1.0), limits: amounts(2.5) },
                Config { role: "ops".into(), ..Config::default() },
            ],
            force: true,
        }),
        call::set_quota(&Set { role: "eng".into(), guarantee: amounts(1.5), force: false }),
        call::remove_quota("eng"),
        call::update_weights(&[Weight { role: " eng ".into(), weight: 2.5 }]),
        call::update_schedule(&Schedule { windows: vec![window(Some(3_600_000_000_000)), window(None)] }),
        call::start_maintenance(&machines),
        call::stop_maintenance(&machines),
        call::drain("S", &Drain { grace_seconds: Some(0), mark_gone: true }),
        call::drain("S", &Drain::default()),
        call::deactivate("S"),
        call::reactivate("S"),
        call::mark_gone("S"),
        call::teardown("F"),
    ];
    let agent = [
        call::set_logging_level(Logging { level: 1, nanoseconds: 5_000_000_000 }),
        call::put_provider(Purpose::Add, &info),
        call::put_provider(Purpose::Update, &info),
        call::remove_provider(STORAGE, "lvm"),
        call::mark_provider_gone("P"),
        call::prune_images(&["alpine:3.20".into()]),
        call::launch_container(&nested, "true", &"".parse().unwrap()),
        call::launch_container(&vec!["alone".into()], "true", &"cpus:0.1".parse().unwrap()),
        call::kill_container(&nested, Some(15)),
        call::remove_container(&nested),
    ];
    let with = |target| move |call: Value| (target, call);
    master.into_iter().map(with(Target::Master)).chain(agent.into_iter().map(with(Target::Agent))).collect()
}

#[test]
fn each_call_is_written_so() {
    let lines: Vec<String> = all().iter().map(|(_, call)| call.to_string()).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn every_call_that_changes_something_can_be_made() {
    let made: Vec<_> = all()
        .iter()
        .filter_map(|(target, call)| calls::of(*target, call))
        .map(|call| (call.target, call.name))
        .collect();
    assert_eq!(made.len(), all().len(), "each is a call of the API");
    for target in [Target::Master, Target::Agent] {
        for call in calls::all(target).iter().filter(|call| call.kind == Kind::Change) {
            // On agents the deprecated forms for nested containers are left to their successors.
            let old = target == Target::Agent && call.deprecated();
            assert!(old || made.contains(&(target, call.name)), "{}", call.name);
        }
    }
}

#[test]
#[cfg(feature = "messages")]
fn each_call_is_read_by_the_messages() {
    use operator_api::v1;

    for (target, call) in all() {
        let again = match target {
            Target::Master => {
                serde_json::to_value(serde_json::from_value::<v1::master::Call>(call.clone()).unwrap())
            }
            Target::Agent => {
                serde_json::to_value(serde_json::from_value::<v1::agent::Call>(call.clone()).unwrap())
            }
        };
        let (again, call) = (again.unwrap(), call);
        let missing = lost(&call, &again);
        assert!(missing.is_none(), "{missing:?} of {call} is not in {again}");
    }
}

/// A member that the messages do not know.
#[cfg(feature = "messages")]
fn lost(written: &Value, read: &Value) -> Option<String> {
    match (written, read) {
        (Value::Object(written), Value::Object(_)) => {
            written.iter().find_map(|(name, value)| match read.get(name) {
                Some(other) => lost(value, other).map(|inner| format!("{name}.{inner}")),
                None => Some(name.clone()),
            })
        }
        (Value::Array(written), Value::Array(read)) => {
            written.iter().zip(read).find_map(|(one, other)| lost(one, other))
        }
        (Value::Number(one), Value::Number(other)) => (one.as_f64() != other.as_f64()).then(String::new),
        (one, other) => (one != other).then(String::new),
    }
}
