//! The unhealthy cluster has one of everything that is worth a warning, from the start and a minute later.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use demo_cluster::Scenario;
use demo_cluster::world::World;
use demo_cluster::world::agent::Standing;
use demo_cluster::world::framework::Presence;
use demo_cluster::world::operation::OperationState;
use demo_cluster::world::settings::Settings;
use demo_cluster::world::task::{SECOND, State};

/// Some moment.
const START: i64 = 1_795_000_000 * SECOND;

fn world(seed: u64) -> World {
    World::new(Settings::new(Scenario::Unhealthy, seed), START, Ipv4Addr::LOCALHOST)
}

/// What there is nothing of that should be.
fn missing(world: &World) -> Vec<&'static str> {
    let agents = world.agents();
    let frameworks = world.frameworks();
    let active = world.snapshot_tasks().active;
    let idle = |volume: bool| {
        agents.iter().filter(|agent| agent.is_registered()).any(|agent| {
            agent.total.iter().any(|pool| {
                pool.kind.volume().is_some() == volume
                    && pool.kind.role().is_some()
                    && agent.allocated.of(&pool.kind).is_empty()
            })
        })
    };
    let versions: BTreeSet<_> = agents.iter().map(|agent| agent.version.clone()).collect();
    let total = world.sums().total;
    let states: BTreeSet<_> = world.operations().map(|operation| operation.state()).collect();
    let overdue = agents.iter().find(|agent| {
        let over = |grace: i64, since: i64| world.now() > since + grace;
        agent
            .drain
            .is_some_and(|drain| !drain.drained && drain.grace.is_some_and(|grace| over(grace, drain.since)))
    });
    [
        (
            agents.iter().any(|agent| matches!(agent.standing, Standing::Unreachable { .. })),
            "an agent that is unreachable",
        ),
        (overdue.is_some(), "a drain that takes too long"),
        (
            overdue.is_some_and(|agent| {
                active.iter().any(|task| task.agent == agent.key && task.state.is_terminal())
            }),
            "an end that nobody has acknowledged, which it waits for",
        ),
        (
            overdue.is_some_and(|agent| world.operations_on(agent.key).next().is_some()),
            "an operation that it waits for",
        ),
        (
            frameworks.iter().any(|framework| {
                matches!(framework.presence, Presence::Disconnected { since }
                    if world.now() < since + 7200 * SECOND)
            }),
            "a framework that is away and may come back",
        ),
        (
            frameworks.iter().filter_map(|framework| world.books(framework.key)).any(|books| {
                books.completed.iter().filter(|task| task.state == State::Failed).count() > 3
                    || books.units.iter().flat_map(|unit| unit.iter()).any(|blueprint| blueprint.flapping)
            }),
            "a task that fails again and again",
        ),
        (
            active
                .iter()
                .any(|task| task.statuses.last().is_some_and(|status| status.healthy == Some(false))),
            "a task that is not healthy",
        ),
        (
            world.quotas.values().any(|quota| {
                quota.guarantees.iter().any(|(name, amount)| {
                    let mut total = total;
                    total.by_name(name).is_some_and(|total| *amount > *total)
                })
            }),
            "a quota that cannot be met",
        ),
        (idle(false), "a reservation that nobody uses"),
        (idle(true), "a volume without a task"),
        (versions.len() > 1, "agents of several versions"),
        (
            world.offers().iter().any(|offer| offer.until > world.now() + 600 * SECOND),
            "an offer that is hoarded",
        ),
        (states.contains(&OperationState::Pending), "an operation that waits"),
        (states.contains(&OperationState::Failed), "an operation that failed"),
        (states.contains(&OperationState::Dropped), "an operation that was dropped"),
        (!world.maintenance.windows.is_empty(), "a machine that will be away"),
        (agents.iter().any(|agent| agent.deactivated && agent.drain.is_none()), "an agent that is set apart"),
    ]
    .into_iter()
    .filter_map(|(there, what)| (!there).then_some(what))
    .collect()
}

#[test]
fn there_is_one_of_everything_that_can_go_wrong() {
    for seed in [1, 2, 3, 77] {
        let mut world = world(seed);
        assert_eq!(missing(&world), Vec::<&str>::new(), "with seed {seed} at the start");
        world.advance(START + 15 * SECOND);
        assert_eq!(missing(&world), Vec::<&str>::new(), "with seed {seed} a little later");
        assert_eq!(world.audit(), Vec::<String>::new());
    }
}
