//! A scenario's numbers can be replaced, and a cluster of any size can stand still.

use std::net::Ipv4Addr;

use demo_cluster::world::World;
use demo_cluster::world::settings::Settings;
use demo_cluster::world::task::SECOND;
use demo_cluster::{Options, Scenario, start};

/// Some moment.
const START: i64 = 1_795_000_000 * SECOND;

fn sized(scenario: Scenario, agents: u32, tasks: u32) -> World {
    let settings = Settings { agents, tasks, updates_per_second: 0.0, ..Settings::new(scenario, 3) };
    World::new(settings, START, Ipv4Addr::LOCALHOST)
}

#[test]
fn there_are_as_many_agents_and_running_tasks_as_were_asked_for() {
    for (scenario, agents, tasks) in [
        (Scenario::Large, 100, 1_000),
        (Scenario::Huge, 400, 1_000),
        (Scenario::Small, 30, 200),
        (Scenario::Empty, 3, 5),
    ] {
        let world = sized(scenario, agents, tasks);
        let running = world.snapshot_tasks().active.len();
        assert_eq!((world.unplaced, running), (0, tasks as usize), "{scenario}");
        assert_eq!(
            (0..).map_while(|key| world.agent(demo_cluster::world::ids::AgentKey(key))).count(),
            agents as usize
        );
        assert_eq!(world.audit(), Vec::<String>::new(), "{scenario}");
    }
}

#[test]
fn what_tells_no_story_can_be_tiny() {
    for scenario in [Scenario::Small, Scenario::Large, Scenario::Huge, Scenario::Empty] {
        for (agents, tasks) in [(0, 0), (1, 0), (1, 1), (3, 2)] {
            let mut world = sized(scenario, agents, tasks);
            world.settings.updates_per_second = 10.0;
            world.advance(START + 300 * SECOND);
            assert_eq!(
                world.audit(),
                Vec::<String>::new(),
                "{scenario} of {agents} agents and {tasks} tasks"
            );
        }
    }
}

#[test]
fn nothing_happens_by_itself_without_updates() {
    for (scenario, agents, tasks) in [
        (Scenario::Small, 12, 150),
        (Scenario::Large, 100, 1_000),
        (Scenario::Huge, 400, 1_000),
        (Scenario::Empty, 0, 0),
    ] {
        let mut world = sized(scenario, agents, tasks);
        world.advance(START + 1_800 * SECOND);
        assert_eq!(world.take_changes().len(), 0, "{scenario}");
    }
}

#[tokio::test]
async fn what_has_no_room_and_what_no_story_is_made_of_is_refused() {
    let options = Options { agents: Some(15), ..Options::new(Scenario::Unhealthy) };
    let error = start(options).await.map(drop).unwrap_err().to_string();
    assert_eq!(error, "the scenario unhealthy needs at least 16 agents and 190 tasks");

    let options = Options { agents: Some(1), tasks: Some(10_000), ..Options::new(Scenario::Large) };
    let error = start(options).await.map(drop).unwrap_err().to_string();
    assert!(error.ends_with("of 10000 tasks have room on 1 agents of the embedded cluster"), "{error}");
}
