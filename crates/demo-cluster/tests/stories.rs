//! What the stories tell: a rolling upgrade that gets through, a quota fight in which limits hold.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use demo_cluster::Scenario;
use demo_cluster::world::World;
use demo_cluster::world::agent::Agent;
use demo_cluster::world::settings::Settings;
use demo_cluster::world::task::SECOND;

/// Some moment.
const START: i64 = 1_795_000_000 * SECOND;

fn world(scenario: Scenario, seed: u64) -> World {
    World::new(Settings::new(scenario, seed), START, Ipv4Addr::LOCALHOST)
}

fn is_draining(agent: &Agent) -> bool {
    agent.drain.is_some_and(|drain| !drain.drained)
}

#[test]
fn a_rolling_upgrade_gets_to_every_agent_and_some_take_long() {
    let mut world = world(Scenario::RollingDrain, 1);
    assert_eq!(world.audit(), Vec::<String>::new());
    let versions =
        |world: &World| world.agents().iter().map(|agent| agent.version.to_string()).collect::<BTreeSet<_>>();
    assert_eq!(versions(&world).len(), 2, "it is under way from the start");
    let stuck = world.agents().iter().find(|agent| is_draining(agent)).map(|agent| agent.key);
    let stuck = stuck.expect("a drain that waits");

    let (mut drained, mut most) = (BTreeSet::new(), 0);
    let mut released = None;
    for second in 1..=900 {
        world.advance(START + second * SECOND);
        assert_eq!(world.audit(), Vec::<String>::new(), "at second {second}");
        let in_drain = world.agents().iter().filter(|agent| agent.drain.is_some());
        most = most.max(in_drain.clone().count());
        drained.extend(in_drain.filter(|agent| !is_draining(agent)).map(|agent| agent.key));
        if released.is_none() && world.agent(stuck).is_some_and(|agent| agent.is_active()) {
            released = Some(second);
        }
    }
    assert_eq!(drained.len(), 24, "every agent's turn came");
    assert_eq!(versions(&world), BTreeSet::from(["1.11.0".to_owned()]));
    // The first is stuck until the absent framework is back and has acknowledged.
    assert!(released.is_some_and(|second| second > 60), "{released:?}");
    assert!(most > 3, "others go on while some are stuck: {most}");
}

#[test]
fn an_agent_in_other_hands_is_left_alone() {
    let mut world = world(Scenario::RollingDrain, 2);
    let begun = |world: &World| world.agents().iter().find(|agent| is_draining(agent)).map(|agent| agent.key);
    let key = begun(&world).expect("a drain");
    world.mark_gone(key);
    world.advance(START + 400 * SECOND);
    assert!(world.agent(key).is_some_and(|agent| !agent.is_registered()));
    assert_eq!(world.audit(), Vec::<String>::new());
}

#[test]
fn in_a_quota_fight_limits_hold_and_some_starve() {
    let mut world = world(Scenario::QuotaFight, 1);
    assert_eq!(world.audit(), Vec::<String>::new());
    let cpus = |world: &World, role: &str| -> i64 {
        let agents = world.agents().iter().flat_map(|agent| agent.allocated.iter());
        let below = agents.filter(|(owner, _)| {
            owner.strip_prefix(role).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        below.map(|(_, pools)| pools.scalars().cpus).sum()
    };
    let guaranteed: i64 = world.quotas.values().filter_map(|quota| quota.guarantees.get("cpus")).sum();
    assert!(guaranteed > world.sums().total.cpus, "the guarantees cannot all be met");
    let limit = |world: &World, role: &str| {
        world.quotas.get(role).and_then(|quota| quota.limits.get("cpus")).copied()
    };
    let (batch, ml) = (limit(&world, "batch").expect("a limit"), limit(&world, "ml").expect("a limit"));
    let before = cpus(&world, "ml");
    assert!(before > ml, "the limit was lowered below what is used");

    let mut hungry = 0;
    for second in 1..=600 {
        world.advance(START + second * SECOND);
        assert_eq!(world.audit(), Vec::<String>::new(), "at second {second}");
        assert!(cpus(&world, "batch") <= batch, "at second {second}");
        assert!(cpus(&world, "ml") <= before, "nothing is launched above the limit");
        hungry += u32::from(cpus(&world, "etl") < world.quotas["etl"].guarantees["cpus"]);
        let hoarded = world.offers().iter().filter(|offer| offer.until - world.now() > 60 * SECOND);
        assert_eq!(hoarded.count(), 2, "at second {second}");
    }
    assert!(hungry > 540, "etl got its guarantee for {} seconds", 600 - hungry);
}
