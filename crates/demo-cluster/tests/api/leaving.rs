//! Inverse offers: frameworks on machines that will be away are asked to leave, and answer in their own time.

use std::collections::BTreeMap;

use demo_cluster::world::World;
use demo_cluster::world::framework::Style;
use demo_cluster::world::ids::AgentKey;
use demo_cluster::world::maintenance::{Machine, Window};
use demo_cluster::world::settings::Settings;
use demo_cluster::world::task::SECOND;
use demo_cluster::{Options, Scenario};
use serde_json::Value;
use std::net::Ipv4Addr;

use crate::asking::Asking;

const START: i64 = 1_795_000_000 * SECOND;

#[tokio::test]
async fn who_is_asked_is_shown_with_the_framework() {
    let asking = Asking::with(Options::new(Scenario::Small)).await;
    // A window is planned for the eighth agent; some never answer.
    let agent = asking.agent(8).await["agent_info"]["id"].clone();
    let schedule = asking.read("GET_MAINTENANCE_SCHEDULE").await;
    let window = &schedule["get_maintenance_schedule"]["schedule"]["windows"][0];
    for _ in 0..20_000 {
        let frameworks = asking.read("GET_FRAMEWORKS").await;
        let frameworks = frameworks["get_frameworks"]["frameworks"].as_array().cloned().unwrap_or_default();
        let asked = |framework: &&Value| framework["inverse_offers"].is_array();
        if let Some(framework) = frameworks.iter().find(asked) {
            let offer = &framework["inverse_offers"][0];
            assert_eq!(offer["agent_id"], agent);
            assert_eq!(offer["framework_id"], framework["framework_info"]["id"]);
            assert_eq!(offer["unavailability"], window["unavailability"]);
            assert!(offer["id"]["value"].as_str().is_some_and(|id| id.contains("-O")));
            return;
        }
    }
    panic!("nobody was asked");
}

#[test]
fn answers_differ_by_framework_and_end_with_the_window() {
    let settings = Settings { updates_per_second: 0.0, ..Settings::new(Scenario::Small, 3) };
    let mut world = World::new(settings, START, Ipv4Addr::LOCALHOST);
    world.set_schedule(Vec::new());
    let agent = AgentKey(0);
    let hostname = world.agent(agent).map(|agent| agent.hostname.to_string());
    let machine = Machine { hostname, ip: Some("127.0.0.1".to_owned()) };
    let window = Window { machines: vec![machine], start: START + 3600 * SECOND, duration: None };
    world.set_schedule(vec![window.clone()]);
    assert!(world.inverse().answers.is_empty(), "nobody answers at once");
    world.advance(START + 60 * SECOND);
    let mut answers: BTreeMap<_, bool> = BTreeMap::new();
    for ((on, framework), answer) in &world.inverse().answers {
        assert_eq!(*on, agent);
        answers.insert(*framework, answer.accepted);
    }
    assert!(!answers.is_empty());
    for framework in world.frameworks().iter().filter(|framework| !framework.is_completed()) {
        let asked = world.inverse().outstanding.iter().any(|offer| offer.framework == framework.key);
        match (framework.style, answers.get(&framework.key)) {
            (Style::Services, answer) => assert_eq!(answer, None, "it knows nothing of maintenance"),
            (Style::Servers, Some(accepted)) => assert!(!accepted, "its data is there"),
            (_, Some(accepted)) => assert!(accepted),
            (_, None) => assert!(!asked, "it has nothing there"),
        }
    }
    // Another window is another question.
    world.set_schedule(vec![Window { duration: Some(SECOND), ..window }]);
    assert!(world.inverse().answers.is_empty() && world.inverse().outstanding.is_empty());
}
