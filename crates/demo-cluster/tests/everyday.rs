//! A small cluster on a healthy day has one of everything the API can tell of resources and tasks.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use demo_cluster::Scenario;
use demo_cluster::world::World;
use demo_cluster::world::pool::SourceKind;
use demo_cluster::world::settings::Settings;
use demo_cluster::world::task::SECOND;

/// Some moment.
const START: i64 = 1_795_000_000 * SECOND;

#[test]
fn there_is_one_of_everything_there_can_be() {
    for seed in [1, 7, 42] {
        let mut world = World::new(Settings::new(Scenario::Small, seed), START, Ipv4Addr::LOCALHOST);
        // What comes and goes is there at one moment or another.
        let mut seen = world.snapshot_tasks().active;
        for moment in 1..=6 {
            world.advance(START + moment * 10 * SECOND);
            seen.extend(world.snapshot_tasks().active);
        }
        let kinds: Vec<_> = world
            .agents()
            .iter()
            .flat_map(|agent| agent.total.iter())
            .map(|pool| pool.kind.clone())
            .collect();
        let sources: Vec<_> =
            kinds.iter().filter_map(|kind| Some(kind.disk.as_ref()?.source.as_ref()?.kind)).collect();
        for wanted in [SourceKind::Mount, SourceKind::Block, SourceKind::Raw] {
            assert!(sources.contains(&wanted), "no disk is {wanted:?}");
        }
        assert!(kinds.iter().any(|kind| kind.reservations.len() == 2), "no reservation is refined");
        assert!(
            kinds.iter().flat_map(|kind| kind.reservations.iter()).any(|level| !level.labels.is_empty()),
            "no reservation has labels"
        );

        let tasks = world.snapshot_tasks().active;
        let mut sharers: BTreeMap<_, u32> = BTreeMap::new();
        for task in &tasks {
            for pool in task.blueprint.pools.iter().filter(|pool| pool.kind.shared) {
                *sharers
                    .entry((task.agent, pool.kind.volume().map(|volume| volume.id.clone())))
                    .or_default() += 1;
            }
        }
        assert!(sharers.values().any(|count| *count > 1), "no volume is shared: {sharers:?}");
        let sums = world.sums();
        assert!(sums.revocable_used.cpus > 0 && sums.revocable.contains(&sums.revocable_used));
        assert!(sums.used.gpus > 0, "no GPU is used");
        let any = |holds: fn(&demo_cluster::world::task::Blueprint) -> bool| {
            seen.iter().any(|task| holds(&task.blueprint))
        };
        assert!(any(|blueprint| blueprint.extras.tty), "no task has a terminal");
        assert!(any(|blueprint| blueprint.extras.memory_limit.is_some()), "no task has a limit");
        assert!(any(|blueprint| blueprint.extras.grace.is_some()), "no task has a kill policy");
        assert!(any(|blueprint| blueprint.ports > 0 && blueprint.discoverable), "no task can be found");
        assert!(
            any(|blueprint| blueprint.pools.iter().any(|pool| pool.kind.volume().is_some())),
            "no volume"
        );
        assert!(
            seen.iter().any(|task| task.executor.as_ref().is_some_and(|runner| runner.default)),
            "no pods"
        );
        assert_eq!(world.audit(), Vec::<String>::new());
    }
}
