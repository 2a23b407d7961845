//! Reservations and volumes: what a call converts is seen, whatever else changes on the agent.

use operator_api::effect::Seen;
use operator_api::resources::{Resource, Resources, Scalar};
use operator_api::rules::reserve::{Reserve, Unreserve};
use operator_api::rules::resize::{Grow, Shrink};
use operator_api::rules::volume::{Create, Destroy, Wanted};
use operator_api::rules::{Conversion, call};
use proptest::prelude::*;
use serde_json::Value;

use super::{agent, effect, unlisted};
use crate::agents::{reserved, volume};

/// What an agent of these tests always has, so that each plan can be applied.
fn base() -> Resources {
    let mut total: Resources = "cpus:8;mem:4096;disk:1000;ports:[31000-31999];zones:{a,b,c}".parse().unwrap();
    total += &reserved("cpus:2;mem:512;disk:300;ports:[32000-32099]", &["eng"]);
    total += &reserved("cpus:1", &["eng", "eng/web"]);
    total.extend([volume("old", "eng", 64), volume("other", "eng", 32)]);
    total
}

/// A call, what it converts, and its name for a message.
type Plan = (&'static str, Value, Conversion);

fn some(text: &str) -> Resources {
    text.parse().unwrap()
}

fn list(resources: &Resources) -> Vec<Resource> {
    resources.iter().cloned().collect()
}

fn wanted(id: &str, size: i64, shared: bool) -> Resource {
    let size = Scalar::from_milli(size * 1000);
    let disk = reserved("disk:1", &["eng"]);
    Wanted { id, container_path: "data", principal: None, size, shared }.on(disk.iter().next().unwrap())
}

fn reserve(plan: &Reserve) -> Plan {
    ("reserve", call::reserve("S", plan), plan.conversion())
}

fn unreserve(of: &Resources) -> Plan {
    let plan = Unreserve { resources: list(of) };
    ("unreserve", call::unreserve("S", &plan), plan.conversion())
}

/// Plans of all kinds that the base can take.
fn any_plan() -> impl Strategy<Value = Plan> {
    let quantities = |most: i64| {
        (1..most, 1..40_i64, 0..50_u32).prop_map(|(cpus, mem, port)| {
            let cpus = Scalar::from_milli(cpus);
            (format!("cpus:{cpus};mem:{mem}"), port)
        })
    };
    prop_oneof![
        (quantities(500), any::<bool>()).prop_map(|((text, port), ports)| {
            let ports = if ports {
                format!(";ports:[{}-{}];zones:{{a}}", 31_000 + port, 31_010 + port)
            } else {
                String::new()
            };
            reserve(&Reserve::new("ops", None, &some(&(text + ";disk:64" + &ports))))
        }),
        quantities(500).prop_map(|(text, _)| reserve(&Reserve::new(
            "eng/db",
            None,
            &reserved(&text, &["eng"])
        ))),
        quantities(500).prop_map(|(text, _)| reserve(&Reserve::instead(
            "qa",
            None,
            &reserved(&text, &["eng"])
        ))),
        (quantities(500), any::<bool>()).prop_map(|((text, port), ports)| {
            let ports =
                if ports { format!(";ports:[{}-{}]", 32_000 + port, 32_010 + port) } else { String::new() };
            unreserve(&reserved(&(text + &ports), &["eng"]))
        }),
        (1..900_i64).prop_map(|milli| {
            let text = format!("cpus:{}", Scalar::from_milli(milli));
            unreserve(&reserved(&text, &["eng", "eng/web"]))
        }),
        (1..100_i64, any::<bool>()).prop_map(|(size, shared)| {
            let plan = Create { volumes: vec![wanted("new-1", size, shared), wanted("new-2", 3, false)] };
            ("create", call::create_volumes("S", &plan), plan.conversion())
        }),
        Just(()).prop_map(|()| {
            let plan = Destroy { volumes: vec![volume("old", "eng", 64)] };
            ("destroy", call::destroy_volumes("S", &plan), plan.conversion())
        }),
        (1..100_000_i64).prop_map(|milli| {
            let plan = Grow::by(&volume("old", "eng", 64), Scalar::from_milli(milli));
            ("grow", call::grow_volume("S", &plan), plan.conversion())
        }),
        (1..63_999_i64).prop_map(|milli| {
            let plan = Shrink { volume: volume("old", "eng", 64), subtract: Scalar::from_milli(milli) };
            ("shrink", call::shrink_volume("S", &plan), plan.conversion())
        }),
    ]
}

/// What others do: of other roles, other numbers, other volumes, or further with what is reserved already.
fn others() -> impl Strategy<Value = Vec<Conversion>> {
    let reserve = |role: &'static str, of: Resources| Reserve::new(role, None, &of).conversion();
    let all = vec![
        reserve("them", some("cpus:1;mem:64;disk:10")),
        reserve("them", some("ports:[31500-31599];zones:{b}")),
        reserve("eng/further", reserved("cpus:0.25;mem:16", &["eng"])),
        Create { volumes: vec![wanted("theirs", 20, false)] }.conversion(),
        Destroy { volumes: vec![volume("other", "eng", 32)] }.conversion(),
        Grow::by(&volume("other", "eng", 32), Scalar::from_milli(5000)).conversion(),
    ];
    prop::sample::subsequence(all, 0..=6)
}

/// What frameworks do at once with what was reserved for them: volumes, and reservations within it.
fn taken_further(converted: &Resources) -> Vec<Conversion> {
    let further = |resource: &Resource| {
        let one = Resources::from(resource.clone());
        match (resource.reserved_role(), resource.name.as_str()) {
            (None, _) => None,
            (Some(_), "disk") if resource.disk.is_none() => {
                let size = Scalar::from_milli(1000);
                let volume =
                    Wanted { id: "further", container_path: "data", principal: None, size, shared: true };
                Some(Create { volumes: vec![volume.on(resource)] }.conversion())
            }
            (Some(_), "disk") => None,
            (Some(role), _) => Some(Reserve::new(&format!("{role}/further"), None, &one).conversion()),
        }
    };
    converted.iter().filter_map(further).collect()
}

fn applied(total: &Resources, conversions: &[Conversion]) -> Resources {
    // What is not possible any more was refused.
    conversions.iter().fold(total.clone(), |total, change| change.apply(&total).unwrap_or(total))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn what_was_converted_is_seen((name, call, conversion) in any_plan(), before in others(), after in others()) {
        let total = applied(&base(), &before);
        let Some(done) = conversion.apply(&total) else { return Ok(()) };
        let effect = effect(&call, &agent(&total));
        prop_assert_eq!(effect.seen(&agent(&total)), Seen::NotYet, "{}: nothing is done", name);
        prop_assert_eq!(effect.seen(&agent(&done)), Seen::Applied, "{}", name);
        let on = applied(&done, &after);
        prop_assert_eq!(effect.seen(&agent(&on)), Seen::Applied, "{}, and others after it", name);
        let further = applied(&done, &taken_further(&conversion.converted));
        prop_assert_eq!(effect.seen(&agent(&further)), Seen::Applied, "{}, and taken further", name);
        prop_assert_eq!(effect.seen(&unlisted(&agent(&done))), Seen::NotYet, "{}: nobody tells", name);
    }

    #[test]
    fn what_others_do_is_not_taken_for_it((name, call, conversion) in any_plan(), after in others()) {
        if conversion.apply(&base()).is_none() {
            return Ok(());
        }
        let now = applied(&base(), &after);
        let effect = effect(&call, &agent(&base()));
        prop_assert_eq!(effect.seen(&agent(&now)), Seen::NotYet, "{}", name);
    }
}

#[test]
fn of_a_scalar_nothing_can_be_said_without_what_was_before() {
    let plan = Reserve::new("ops", None, &some("cpus:1"));
    let unknown = effect(&call::reserve("S", &plan), &Value::Null);
    let done = plan.conversion().apply(&base()).unwrap();
    assert_eq!(unknown.seen(&agent(&done)), Seen::NotYet);
}

#[test]
fn a_volume_that_is_gone_does_not_grow() {
    let plan = Grow::by(&volume("old", "eng", 64), Scalar::from_milli(1000));
    let effect = effect(&call::grow_volume("S", &plan), &agent(&base()));
    let destroyed = Destroy { volumes: vec![volume("old", "eng", 64)] }.conversion().apply(&base()).unwrap();
    assert_eq!(effect.seen(&agent(&destroyed)), Seen::Undone("the agent has no such volume any more".into()));
}
