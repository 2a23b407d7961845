//! What the rules let through, the arithmetic of resources can do; and what is done can be undone.

use operator_api::resources::{Resources, Scalar, Value};
use operator_api::rules::reserve::{self, Reserve, Unreserve};
use operator_api::rules::resize::{self, Grow, Shrink};
use operator_api::rules::volume::{self, Create, Destroy, Wanted};
use operator_api::rules::{AgentFacts, diff};
use proptest::prelude::*;

use crate::agents::{reserved, volume};

fn agent(total: Resources) -> AgentFacts {
    AgentFacts { total, ..AgentFacts::registered("S") }
}

fn some_resources() -> impl Strategy<Value = Resources> {
    (0..6_000_u32, 0..6_000_u32, 31_000..31_020_u32, 0..10_u32).prop_map(|(cpus, mem, port, ports)| {
        let text = format!("cpus:{};mem:{mem};ports:[{port}-{}]", f64::from(cpus) / 1000.0, port + ports);
        text.parse().unwrap()
    })
}

proptest! {
    #[test]
    fn reserved_and_given_back_is_as_before(have in some_resources(), wanted in some_resources()) {
        let agent = agent(&have + &reserved("cpus:1;mem:64", &["eng"]));
        let plan = Reserve::new("eng", None, &wanted);
        if !reserve::check(&agent, &plan, None).is_empty() {
            prop_assert!(wanted.is_empty() || !agent.total.contains(&wanted));
            return Ok(());
        }
        let after = plan.conversion().apply(&agent.total).expect("the rules let it through");
        prop_assert_eq!(after.sums(), agent.total.sums());
        let back = Unreserve { resources: plan.resources };
        let reserved = AgentFacts { total: after.clone(), ..agent.clone() };
        prop_assert_eq!(reserve::check_unreserve(&reserved, &back), []);
        let end = back.conversion().apply(&after).unwrap();
        prop_assert_eq!(&end, &agent.total);
        prop_assert_eq!(diff::resources(&agent.total, &end), []);
    }

    #[test]
    fn what_is_in_use_is_not_taken(have in some_resources(), used in some_resources(), wanted in some_resources()) {
        let used = if have.contains(&used) { used } else { Resources::new() };
        let agent = AgentFacts { allocated: used.clone(), ..agent(have.clone()) };
        let plan = Reserve::new("ops", None, &wanted);
        if reserve::check(&agent, &plan, None).is_empty() {
            prop_assert!(plan.conversion().apply(&(&have - &used)).is_some());
        }
    }

    #[test]
    fn grown_and_shrunk_is_as_before(free in 1..5_000_i64, size in 1..500_i64, more in -5..6_000_i64) {
        let volume = volume("v", "eng", size);
        let mut total = reserved(&format!("disk:{free}"), &["eng"]);
        total.add(volume.clone());
        let agent = agent(total);
        let more = Scalar::from_milli(more * 1000);
        let plan = Grow::by(&volume, more);
        let problems = resize::check_grow(&agent, &plan);
        prop_assert_eq!(problems.is_empty(), more > Scalar::ZERO && more <= Scalar::from_milli(free * 1000));
        if problems.is_empty() {
            let after = plan.conversion().apply(&agent.total).unwrap();
            let grown = after.iter().find(|resource| resource.volume_id().is_some()).unwrap().clone();
            let back = Shrink { volume: grown, subtract: more };
            prop_assert_eq!(resize::check_shrink(&AgentFacts { total: after.clone(), ..agent.clone() }, &back), []);
            prop_assert_eq!(back.conversion().apply(&after).unwrap(), agent.total);
        }
    }

    #[test]
    fn made_and_destroyed_is_as_before(free in 1..5_000_i64, size in 0..6_000_i64, shared: bool) {
        let agent = agent(reserved(&format!("disk:{free}"), &["eng"]));
        let disk = agent.total.iter().next().unwrap();
        let size = Scalar::from_milli(size * 1000);
        let wanted = Wanted { id: "v", container_path: "data", principal: Some("me"), size, shared };
        let plan = Create { volumes: vec![wanted.on(disk)] };
        let problems = volume::check(&agent, &plan, Some("me"));
        let fits = size > Scalar::ZERO && Value::Scalar(size) <= disk.value;
        prop_assert_eq!(problems.is_empty(), fits);
        if fits {
            let after = plan.conversion().apply(&agent.total).unwrap();
            let back = Destroy { volumes: plan.volumes };
            prop_assert_eq!(volume::check_destroy(&AgentFacts { total: after.clone(), ..agent.clone() }, &back), []);
            prop_assert_eq!(back.conversion().apply(&after).unwrap(), agent.total);
        }
    }
}

#[test]
fn another_reservation_takes_the_place_of_one() {
    let agent = agent(&reserved("cpus:2", &["eng", "eng/web"]) + &reserved("cpus:1", &["ops"]));
    let source = reserved("cpus:0.5", &["eng", "eng/web"]);
    let plan = Reserve::instead("eng/api", None, &source);
    assert_eq!(reserve::check(&agent, &plan, None), []);
    let after = plan.conversion().apply(&agent.total).unwrap();
    assert_eq!(after.reserved_to("eng/api"), reserved("cpus:0.5", &["eng", "eng/api"]));
    let more = Reserve {
        resources: reserved("cpus:0.7", &["eng", "eng/api"]).into_iter().collect(),
        ..plan.clone()
    };
    assert_eq!(reserve::check(&agent, &more, None)[0].field.as_str(), "resources");
    let mixed = Reserve::instead("eng/x", None, &(&source + &reserved("cpus:1", &["ops"])));
    assert!(reserve::check(&agent, &mixed, None).iter().any(|problem| problem.field.is_within("source")));
    let flags = Reserve::instead("x", None, &"cpus(ops):1".parse().unwrap());
    assert!(reserve::check(&agent, &flags, None).iter().any(|problem| problem.words.contains("flags")));
}
