//! What is said of what is wrong, in the words that a form shows.

use operator_api::resources::{DiskSource, Resource, Resources, Scalar, SourceKind};
use operator_api::rules::reserve::{self, Reserve, Unreserve};
use operator_api::rules::resize::{self, Grow, Shrink};
use operator_api::rules::volume::{self, Create, Destroy};
use operator_api::rules::{AgentFacts, Capabilities, Problem};

use crate::agents::{reserved, volume};

fn agent() -> AgentFacts {
    let mut total: Resources = "cpus:4;mem:1024;cpus(ops):1".parse().unwrap();
    total += &reserved("cpus:1;disk:500", &["eng"]);
    total.add(volume("v", "eng", 100));
    AgentFacts { total, allocated: "mem:1024".parse().unwrap(), ..AgentFacts::registered("S") }
}

fn words(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

#[test]
fn of_reservations() {
    let reserve = |role: &str, of: &Resources| {
        words(&reserve::check(&agent(), &Reserve::new(role, Some("me"), of), Some("you")))
    };
    let plain = |role: &str, text: &str| reserve(role, &text.parse().unwrap());
    let old = AgentFacts { capabilities: Capabilities::new(), ..agent() };
    let volumes = Unreserve { resources: vec![volume("v", "eng", 100)] };
    insta::assert_snapshot!(
        [
            plain("a b", "cpus:1"),
            plain("*", "cpus:1"),
            plain("x", "gpus:0.5"),
            plain("eng/web", "cpus(ops):1"),
            words(&reserve::check(
                &agent(),
                &Reserve::new("x", None, &"cpus:5;mem:1;gpus:1".parse().unwrap()),
                None
            )),
            words(&reserve::check(&agent(), &Reserve::default(), None)),
            words(&reserve::check(&old, &Reserve::new("a/b", None, &"cpus:1".parse().unwrap()), None)),
            words(&reserve::check(&old, &Reserve::new("eng/web", None, &reserved("cpus:1", &["eng"])), None)),
            words(&reserve::check_unreserve(&agent(), &volumes)),
            words(&reserve::check_unreserve(
                &agent(),
                &Unreserve { resources: "cpus(ops):1".parse::<Resources>().unwrap().into_iter().collect() }
            )),
        ]
        .join("--\n")
    );
}

#[test]
fn of_volumes() {
    let changed = |change: fn(&mut Resource)| {
        let mut wanted = volume("w", "eng", 100);
        change(&mut wanted);
        words(&volume::check(&agent(), &Create { volumes: vec![wanted] }, None))
    };
    let source =
        |kind| DiskSource { kind, root: None, id: None, profile: None, vendor: None, metadata: Vec::new() };
    let mut mounted = volume("m", "eng", 50);
    mounted.disk.as_mut().unwrap().source = Some(source(SourceKind::Mount));
    let foreign = Resource { provider: Some("P".into()), ..volume("p", "eng", 10) };
    let used = AgentFacts { allocated: volume("v", "eng", 100).into(), ..agent() };
    let shared = Resource { shared: true, ..volume("v", "eng", 100) };
    insta::assert_snapshot!(
        [
            changed(|volume| volume.disk.as_mut().unwrap().persistence.as_mut().unwrap().id = "v".into()),
            changed(|volume| volume.disk.as_mut().unwrap().mount = None),
            changed(|volume| volume.disk.as_mut().unwrap().mount.as_mut().unwrap().read_only = true),
            changed(
                |volume| volume.disk.as_mut().unwrap().mount.as_mut().unwrap().host_path = Some("/x".into())
            ),
            changed(|volume| volume.revocable = true),
            changed(|volume| volume.name = "cpus".into()),
            words(&volume::check(&agent(), &Create { volumes: vec![volume("w", "eng", 900)] }, Some("me"))),
            words(&volume::check(&agent(), &Create { volumes: vec![volume("w", "eng", 1), foreign] }, None)),
            words(&volume::check_destroy(&used, &Destroy { volumes: vec![volume("v", "eng", 100)] })),
            words(&resize::check_grow(&agent(), &Grow::by(&shared, Scalar::from_milli(1)))),
            words(&resize::check_shrink(
                &agent(),
                &Shrink { volume: mounted, subtract: Scalar::from_milli(1) }
            )),
            words(&resize::check_shrink(
                &AgentFacts { capabilities: Capabilities::new(), ..agent() },
                &Shrink { volume: volume("v", "eng", 100), subtract: Scalar::from_milli(100_000) }
            )),
        ]
        .join("--\n")
    );
}
