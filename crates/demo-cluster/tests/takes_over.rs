//! A master that comes up knows what is in its registry, and learns the rest.

use std::net::Ipv4Addr;

use demo_cluster::Scenario;
use demo_cluster::world::World;
use demo_cluster::world::agent::Standing;
use demo_cluster::world::change::Change;
use demo_cluster::world::ids::AgentKey;
use demo_cluster::world::settings::Settings;
use demo_cluster::world::task::SECOND;

/// Some moment.
const START: i64 = 1_795_000_000 * SECOND;

#[test]
fn a_master_that_comes_up_learns_from_those_who_come_back() {
    let mut world = World::new(Settings::new(Scenario::Small, 12), START, Ipv4Addr::LOCALHOST);
    world.settings.updates_per_second = 0.0;
    let (agents, tasks) = (world.snapshot_agents().registered.len(), world.snapshot_tasks());
    let missing = world.agent(AgentKey(0)).expect("the first").clone();
    let (id, master) = (world.ids().agent(missing.key), world.ids().master());
    world.take_changes();
    world.fail_over(&[missing.key].into());
    assert!(world.is_recovering());
    world.advance(world.now() + SECOND);
    assert!(!world.is_recovering());
    assert_ne!(world.ids().master(), master);
    assert_eq!(world.ids().agent(missing.key), id, "agents keep their ids");
    let state = world.snapshot();
    assert_eq!((state.agents.registered.len(), state.agents.recovered.len()), (0, agents));
    assert!(state.tasks.active.is_empty() && state.executors.is_empty());
    assert!(state.frameworks.present.is_empty() && state.frameworks.completed.is_empty());
    assert_eq!(world.audit(), Vec::<String>::new());

    world.advance(world.now() + 10 * SECOND);
    let state = world.snapshot();
    assert_eq!((state.agents.registered.len(), state.agents.recovered.len()), (agents - 1, 1));
    assert!(state.tasks.completed.is_empty() && state.tasks.of_completed_frameworks.is_empty());
    let here = tasks.active.iter().filter(|task| task.agent != missing.key).count();
    assert_eq!(state.tasks.active.len(), here, "all tasks but those of the missing agent");
    assert!(state.frameworks.present.iter().all(|member| member.framework.is_connected()));
    let changes = world.take_changes();
    let told = |wanted: fn(&Change) -> bool| changes.iter().filter(|change| wanted(change)).count();
    assert_eq!(told(|change| matches!(change, Change::AgentAdded(_))), agents - 1);
    assert_eq!(told(|change| matches!(change, Change::TaskAdded(_))), here);
    let frameworks = state.frameworks.present.len();
    assert_eq!(told(|change| matches!(change, Change::FrameworkAdded(_))), frameworks);
    assert_eq!(told(|change| matches!(change, Change::FrameworkUpdated(_))), frameworks);

    world.advance(world.now() + 600 * SECOND);
    let standing = world.agent(missing.key).expect("the first").standing;
    assert!(matches!(standing, Standing::Unreachable { .. }), "{standing:?}");
    world.return_agent(missing.key);
    assert_eq!(world.snapshot_tasks().active.len(), tasks.active.len());
    assert_eq!(world.audit(), Vec::<String>::new());
}
