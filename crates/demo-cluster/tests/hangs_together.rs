//! Whatever happens to a world, its sums stay the sums of its parts.

use std::net::Ipv4Addr;

use demo_cluster::Scenario;
use demo_cluster::world::World;
use demo_cluster::world::agent::Standing;
use demo_cluster::world::amounts::{Amounts, Scalars};
use demo_cluster::world::change::Change;
use demo_cluster::world::ids::{AgentKey, FrameworkKey};
use demo_cluster::world::maintenance::{Machine, Window};
use demo_cluster::world::operation::OperationKind;
use demo_cluster::world::operations::Edit;
use demo_cluster::world::pool::{Kind, Pools};
use demo_cluster::world::settings::Settings;
use demo_cluster::world::task::SECOND;
use operator_api::v1::ResourceProviderInfo;
use proptest::prelude::*;

/// Some moment.
const START: i64 = 1_795_000_000 * SECOND;

/// Something an operator or fate does.
#[derive(Debug, Clone)]
enum Act {
    Wait(i64),
    Disconnect(u32),
    Lose(u32),
    Return(u32),
    Drain(u32, Option<i64>, bool),
    Deactivate(u32),
    Reactivate(u32),
    MarkGone(u32),
    TakeDown(u32),
    BringUp(u32),
    Leave(u32),
    ComeBack(u32),
    TearDown(u32),
    Schedule(u32),
    Cancel,
    AddProvider(u32),
    RemoveProvider(u32),
    FailOver(u32),
    Reserve(u32, Fate),
}

/// What becomes of a change that was accepted.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Done,
    Late,
    Lost,
}

fn act() -> impl Strategy<Value = Act> {
    let agent = 0..16_u32;
    let framework = 0..6_u32;
    prop_oneof![
        8 => (0..90_i64).prop_map(Act::Wait),
        2 => agent.clone().prop_map(Act::Disconnect),
        2 => agent.clone().prop_map(Act::Lose),
        3 => agent.clone().prop_map(Act::Return),
        2 => (agent.clone(), proptest::option::of(0..5_i64), any::<bool>()).prop_map(|(a, g, m)| Act::Drain(a, g, m)),
        1 => agent.clone().prop_map(Act::Deactivate),
        2 => agent.clone().prop_map(Act::Reactivate),
        1 => agent.clone().prop_map(Act::MarkGone),
        1 => agent.clone().prop_map(Act::TakeDown),
        1 => agent.clone().prop_map(Act::BringUp),
        1 => framework.clone().prop_map(Act::Leave),
        2 => framework.clone().prop_map(Act::ComeBack),
        1 => framework.prop_map(Act::TearDown),
        2 => agent.clone().prop_map(Act::Schedule),
        1 => Just(Act::Cancel),
        1 => agent.clone().prop_map(Act::AddProvider),
        1 => agent.prop_map(Act::RemoveProvider),
        1 => (0..16_u32).prop_map(Act::FailOver),
        2 => (0..16_u32, prop_oneof![Just(Fate::Done), Just(Fate::Late), Just(Fate::Lost)])
            .prop_map(|(agent, fate)| Act::Reserve(agent, fate)),
    ]
}

fn scenario() -> impl Strategy<Value = Scenario> {
    proptest::sample::select(vec![
        Scenario::Small,
        Scenario::Unhealthy,
        Scenario::RollingDrain,
        Scenario::QuotaFight,
    ])
}

fn perform(world: &mut World, act: &Act) {
    let exists = |world: &World, key: u32| world.agent(AgentKey(key)).is_some();
    match *act {
        Act::Wait(seconds) => {
            let until = world.now() + seconds * SECOND;
            world.advance(until);
        }
        Act::Leave(key) => world.disconnect_framework(FrameworkKey(key)),
        Act::ComeBack(key) => world.resubscribe(FrameworkKey(key)),
        Act::TearDown(key) => world.teardown(FrameworkKey(key)),
        Act::FailOver(missing) => world.fail_over(&[AgentKey(missing)].into()),
        Act::Disconnect(key) if exists(world, key) => world.disconnect_agent(AgentKey(key)),
        Act::Lose(key) if exists(world, key) => {
            world.disconnect_agent(AgentKey(key));
            world.lose_agent(AgentKey(key));
        }
        Act::Return(key) if exists(world, key) => world.return_agent(AgentKey(key)),
        Act::Drain(key, grace, gone) if exists(world, key) => {
            world.drain_agent(AgentKey(key), grace.map(|grace| grace * SECOND), gone);
        }
        Act::Deactivate(key) if exists(world, key) => world.deactivate_agent(AgentKey(key)),
        Act::Reactivate(key) if exists(world, key) => world.reactivate_agent(AgentKey(key)),
        Act::MarkGone(key) if exists(world, key) => world.mark_gone(AgentKey(key)),
        Act::TakeDown(key) if exists(world, key) => {
            let machine = machine(world, key);
            if !world.maintenance.is_scheduled(&machine) {
                schedule(world, machine.clone());
                world.start_maintenance(vec![machine]);
            }
        }
        Act::BringUp(key) if exists(world, key) => {
            let machine = machine(world, key);
            world.stop_maintenance(&[machine]);
        }
        Act::Schedule(key) if exists(world, key) => {
            let machine = machine(world, key);
            if !world.maintenance.is_scheduled(&machine) {
                schedule(world, machine);
            }
        }
        Act::Cancel if world.maintenance.down.is_empty() => world.set_schedule(Vec::new()),
        Act::AddProvider(key) if exists(world, key) => {
            world.add_provider(AgentKey(key), info("spare"), 50_000);
        }
        Act::RemoveProvider(key) if exists(world, key) => {
            let names = world.agent(AgentKey(key)).map(|agent| agent.providers.clone()).unwrap_or_default();
            for provider in names {
                world.remove_provider(AgentKey(key), &provider.info.r#type, &provider.info.name);
            }
        }
        Act::Reserve(key, fate) if exists(world, key) => reserve(world, AgentKey(key), fate),
        _ => {}
    }
}

/// An operator reserves a CPU of what nobody uses.
fn reserve(world: &mut World, key: AgentKey, fate: Fate) {
    let pools = |kind: &Kind| {
        let mut pools = Pools::default();
        pools.add(kind, &Amounts::scalars(Scalars::of(1.0, 0, 0)));
        pools
    };
    let consumed = pools(Kind::unreserved());
    let able =
        world.agent(key).filter(|agent| agent.is_registered() && agent.available().contains(&consumed));
    if able.is_none() {
        return;
    }
    let converted = pools(&Kind::reserved(&"spare".into(), true, None));
    world.faults.lose_accepted = matches!(fate, Fate::Lost);
    world.faults.acceptance_delay = if matches!(fate, Fate::Late) { 45 * SECOND } else { 0 };
    world.accept(Edit { kind: OperationKind::Reserve, agent: key, consumed, converted });
}

fn info(name: &str) -> ResourceProviderInfo {
    ResourceProviderInfo {
        r#type: "org.apache.mesos.rp.local.storage".to_owned(),
        name: name.to_owned(),
        ..ResourceProviderInfo::default()
    }
}

fn schedule(world: &mut World, machine: Machine) {
    let window = Window { machines: vec![machine], start: world.now(), duration: None };
    let windows = world.maintenance.windows.iter().cloned().chain([window]).collect();
    world.set_schedule(windows);
}

fn machine(world: &World, key: u32) -> Machine {
    let hostname = world.agent(AgentKey(key)).map(|agent| agent.hostname.to_lowercase());
    Machine { hostname, ip: Some(world.address().to_string()) }
}

fn world(scenario: Scenario, seed: u64) -> World {
    World::new(Settings::new(scenario, seed), START, Ipv4Addr::LOCALHOST)
}

/// As many histories as a run of all tests has time for, or as `PROPTEST_CASES` says.
fn config() -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => config,
        None => ProptestConfig { cases: 48, ..config },
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn after_any_history(seed in any::<u64>(), scenario in scenario(), acts in proptest::collection::vec(act(), 1..60)) {
        let mut world = world(scenario, seed);
        prop_assert_eq!(world.audit(), Vec::<String>::new(), "at the start");
        for (at, act) in acts.iter().enumerate() {
            perform(&mut world, act);
            let wrong = world.audit();
            prop_assert!(wrong.is_empty(), "after {} ({:?}): {:#?}", at, act, wrong);
        }
    }
}

#[test]
fn one_seed_is_one_history_however_it_is_stepped_through() {
    let mut strides = [world(Scenario::Unhealthy, 7), world(Scenario::Unhealthy, 7)];
    let mut histories = [String::new(), String::new()];
    for (world, (history, step)) in
        strides.iter_mut().zip(histories.iter_mut().zip([SECOND / 50, 17 * SECOND]))
    {
        let end = START + 340 * SECOND;
        while world.now() < end {
            let next = (world.now() + step).min(end);
            world.advance(next);
            for change in world.take_changes() {
                history.push_str(&format!("{change:?}\n"));
            }
        }
    }
    assert!(histories[0].lines().count() > 500, "a bad day is eventful");
    // Not assert_eq!: nobody wants to read both.
    assert!(histories[0] == histories[1], "the histories differ");
    let other = world(Scenario::Unhealthy, 8);
    assert_ne!(other.ids().master(), strides[0].ids().master());
}

/// What happened when, counted from the start, and to whom.
fn history(world: &mut World, start: i64, seconds: i64) -> Vec<String> {
    world.advance(start + seconds * SECOND);
    let changes = world.take_changes();
    let told = changes.iter().map(|change| match change {
        Change::TaskUpdated(task, status) => {
            format!(
                "{} {} {:?} {}",
                status.time - start,
                task.id,
                status.state,
                world.ids().agent(task.agent)
            )
        }
        Change::AgentAdded(agent) => format!("{} comes back", world.ids().agent(agent.key)),
        Change::FrameworkUpdated(framework) => format!("{} changed", world.ids().framework(framework.key)),
        _ => String::new(),
    });
    told.filter(|line| !line.is_empty()).collect()
}

#[test]
fn one_seed_is_one_history_whenever_it_begins() {
    for scenario in [Scenario::Small, Scenario::Unhealthy, Scenario::RollingDrain, Scenario::QuotaFight] {
        let [first, later] = [START, START + 86_399 * SECOND + 12_345_678].map(|start| {
            let mut world = World::new(Settings::new(scenario, 42), start, Ipv4Addr::LOCALHOST);
            (world.ids().master(), history(&mut world, start, 120))
        });
        assert!(first.1.len() > 50, "{scenario}: {}", first.1.len());
        assert!(first == later, "{scenario}: the histories differ");
    }
}

#[test]
fn an_agent_that_comes_back_brings_its_tasks_before_itself() {
    let mut world = world(Scenario::Small, 3);
    let key = AgentKey(0);
    let tasks = world.agent(key).expect("there are twelve").tasks.len();
    world.disconnect_agent(key);
    assert!(world.take_changes().is_empty(), "no event tells of a broken connection");
    world.lose_agent(key);
    let lost = world.take_changes();
    assert_eq!(lost.len(), tasks);
    assert!(lost.iter().all(|change| matches!(change, Change::TaskUpdated(..))), "nor of an agent given up");
    assert_eq!(world.agent(key).map(|agent| agent.standing), Some(Standing::Unreachable { since: START }));

    world.return_agent(key);
    let back = world.take_changes();
    assert!(matches!(back.last(), Some(Change::AgentAdded(agent)) if agent.key == key));
    assert!(back[..back.len() - 1].iter().all(|change| matches!(change, Change::TaskAdded(_))));
    assert!(back.len() > 1);
    assert_eq!(world.audit(), Vec::<String>::new());
}

#[test]
fn a_drain_ends_when_the_last_end_is_acknowledged() {
    let mut world = world(Scenario::Small, 5);
    let key = AgentKey(4);
    world.drain_agent(key, Some(4 * SECOND), false);
    let drained = |world: &World| world.agent(key).and_then(|agent| agent.drain).map(|drain| drain.drained);
    assert_eq!(drained(&world), Some(false));
    world.advance(START + 10 * SECOND);
    assert_eq!(drained(&world), Some(true));
    world.reactivate_agent(key);
    assert!(world.agent(key).is_some_and(|agent| agent.is_active()));

    // The same where one framework is not there to acknowledge.
    let stuck = AgentKey(1);
    let framework =
        world.snapshot_tasks().active.iter().find(|task| task.agent == stuck).map(|task| task.framework);
    world.disconnect_framework(framework.expect("the agent has tasks"));
    world.drain_agent(stuck, None, false);
    world.advance(world.now() + 20 * SECOND);
    assert_eq!(world.agent(stuck).and_then(|agent| agent.drain).map(|drain| drain.drained), Some(false));
}

#[test]
fn a_visitor_does_all_that_frameworks_do() {
    let mut world = world(Scenario::Small, 11);
    world.settings.updates_per_second = 0.0;
    let key = world.visit("passer-by", "root", "passers-by");
    world.advance(START + 8 * SECOND);
    let mut steps = Vec::new();
    for change in world.take_changes() {
        steps.push(match change {
            Change::FrameworkAdded(framework) if framework.key == key => "added".to_owned(),
            Change::FrameworkUpdated(framework) if framework.key == key => "updated".to_owned(),
            Change::FrameworkRemoved(framework) if framework.key == key => "removed".to_owned(),
            Change::TaskAdded(task) if task.framework == key => "launched".to_owned(),
            Change::TaskUpdated(task, status) if task.framework == key => status.state.metric().to_owned(),
            _ => continue,
        });
    }
    assert_eq!(steps, ["added", "launched", "starting", "running", "finished", "updated", "removed"]);
    assert_eq!(world.audit(), Vec::<String>::new());
}

#[test]
fn a_drain_waits_for_operations_on_the_agents_own_resources() {
    let mut world = world(Scenario::Small, 5);
    let operating = |world: &World| {
        let agents = world.agents().iter().filter(|agent| agent.is_active()).map(|agent| agent.key);
        agents
            .into_iter()
            .find(|key| world.operations_on(*key).any(|operation| operation.provider().is_none()))
    };
    let key = (0..600).find_map(|_| {
        let next = world.now() + SECOND / 10;
        world.advance(next);
        operating(&world)
    });
    let key = key.expect("a framework that keeps data does something within a minute");
    world.drain_agent(key, Some(0), false);
    let (mut waited, mut drained) = (false, false);
    for _ in 0..600 {
        let next = world.now() + SECOND / 10;
        world.advance(next);
        let agent = world.agent(key).expect("it is there");
        let operates = world.operations_on(key).any(|operation| operation.provider().is_none());
        drained = agent.drain.is_some_and(|drain| drain.drained);
        assert!(!(drained && operates), "drained while something goes on");
        waited |= agent.tasks.is_empty() && operates;
        if drained {
            break;
        }
    }
    assert!(drained, "it ends when the framework has taken note");
    assert!(waited, "the tasks were gone before");
}

#[test]
fn operations_of_an_agent_that_is_away_come_back_with_it() {
    let mut world = world(Scenario::Unhealthy, 4);
    let key = AgentKey(8);
    let ids = |world: &World| world.operations_on(key).map(|operation| operation.uuid).collect::<Vec<_>>();
    let before = ids(&world);
    assert!(before.len() >= 3, "one failed, one waits, one was dropped: {before:?}");
    world.disconnect_agent(key);
    world.lose_agent(key);
    assert_eq!(ids(&world), Vec::<u128>::new(), "the master lists those of agents that are there");
    assert_eq!(world.audit(), Vec::<String>::new());
    world.return_agent(key);
    assert_eq!(ids(&world), before);
    assert_eq!(world.audit(), Vec::<String>::new());
}

#[test]
fn a_disk_that_is_held_stays_when_its_provider_goes_whoever_has_heard_of_it() {
    let mut world = world(Scenario::RollingDrain, 3);
    let held = |world: &World| {
        let operations =
            world.operations().find(|operation| operation.holds() && operation.provider().is_some());
        operations.map(|operation| (operation.agent, operation.consumed.clone()))
    };
    let found = (0..1200).find_map(|_| {
        let next = world.now() + SECOND / 10;
        world.advance(next);
        held(&world)
    });
    let (key, consumed) = found.expect("a framework makes or destroys a disk within two minutes");
    // The agent goes on with it while the new master waits to hear of both.
    world.fail_over(&[key].into());
    world.advance(world.now() + 5 * SECOND);
    assert!(world.agent(key).is_some_and(|agent| agent.allocated.iter().next().is_none()));
    perform(&mut world, &Act::RemoveProvider(key.0));
    let has = |world: &World| world.agent(key).is_some_and(|agent| agent.total.contains(&consumed));
    assert!(has(&world));
    world.return_agent(key);
    assert!(world.operations_on(key).any(|operation| operation.consumed == consumed), "it waits");
    assert!(has(&world));
    assert_eq!(world.audit(), Vec::<String>::new());
}
