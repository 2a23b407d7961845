//! Random histories of a cluster: a replica that follows every delta is the same as one that takes a fresh snapshot, every view is
//! what sorting and filtering from nothing would give, and once the polls are in, the rows are the master's own lists.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod holdings;
mod master;

use cluster_model::fold::{Cluster, Scope};
use cluster_model::query::Query;
use cluster_model::replica::Replica;
use cluster_model::schema::{Kind, Table, agents, frameworks, tasks};
use cluster_model::view::{Sort, View};
use proptest::prelude::*;

use master::{Master, Step, steps};

/// Every cell of every row, in an order that does not depend on slots.
fn dump(replica: &Replica, table: Table) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = replica
        .rows(table)
        .slots()
        .map(|slot| {
            (0..table.columns().len())
                .map(|column| format!("{:?}", replica.cell(table, slot, column)))
                .collect()
        })
        .collect();
    rows.sort();
    rows
}

/// The tables that hold what the latest answers say, and nothing of before.
const ANEW: [Table; 6] =
    [Table::Roles, Table::Reservations, Table::Volumes, Table::Offers, Table::Operations, Table::Executors];

/// The same without what only the console's own clock tells.
fn dump_without_times(replica: &Replica, table: Table) -> Vec<Vec<String>> {
    let mut rows = dump(replica, table);
    for row in &mut rows {
        let mut kinds = table.columns().iter().map(|column| column.kind);
        row.retain(|_| kinds.next() != Some(Kind::Time));
    }
    rows.sort();
    rows
}

/// A column's key, how many rows have each of its names, and its sum.
type ColumnTotals = (String, Vec<(String, usize)>, i64);

/// What the rows add up to, counted from nothing.
fn totals(replica: &Replica, table: Table) -> Vec<ColumnTotals> {
    table
        .columns()
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let mut names = std::collections::BTreeMap::<String, usize>::new();
            let mut sum = 0;
            for slot in replica.rows(table).slots() {
                if column.counted {
                    *names.entry(replica.text(table, slot, at).to_owned()).or_default() += 1;
                }
                if matches!(column.kind, Kind::Count | Kind::Milli) {
                    sum += replica.number(table, slot, at).unwrap_or(0);
                }
            }
            (column.key.to_owned(), names.into_iter().collect(), sum)
        })
        .collect()
}

fn kept_totals(replica: &Replica, table: Table) -> Vec<ColumnTotals> {
    let kept = replica.totals(table);
    table
        .columns()
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let mut names: Vec<(String, usize)> = kept
                .by_name(replica.names(), at)
                .into_iter()
                .map(|(name, count)| (name.to_owned(), count))
                .collect();
            names.sort();
            (column.key.to_owned(), names, kept.sum(at))
        })
        .collect()
}

fn views() -> Vec<View> {
    let view = |table, query, sort| View::new(table, Query::parse(query, table), Sort::parse(sort, table));
    vec![
        view(Table::Tasks, "", "state,-cpus"),
        view(Table::Tasks, "state:running -list:completed", "-updated"),
        view(Table::Tasks, "host~1 t", "id"),
        view(Table::Tasks, "cpus>0.5", "-name"),
        view(Table::Agents, "tasks>0", "-tasks,host"),
        view(Table::Agents, "-state=active", "since"),
        view(Table::Frameworks, "", "-running"),
        view(Table::Roles, "", "name"),
        view(Table::Reservations, "state:idle", "-cpus"),
        view(Table::Volumes, "used_by~framework", "id"),
        view(Table::Executors, "tasks>0", "-tasks"),
    ]
}

fn fresh(cluster: &Cluster) -> Replica {
    let mut replica = Replica::new();
    for frame in cluster.snapshot() {
        replica.apply(&frame).unwrap();
    }
    assert!(replica.is_whole());
    replica
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn following_deltas_is_taking_a_snapshot(steps in steps(), join in 0usize..60) {
        let mut master = Master::default();
        let mut cluster = Cluster::new(7);
        cluster.subscribed(master.state(), Scope::All, 0);
        let mut replica = Replica::new();
        let mut views = views();
        for (at, step) in steps.into_iter().enumerate() {
            master.play(&step, &mut cluster, at as i64 * 1000);
            let Some(frame) = cluster.cut() else { continue };
            if at == join || replica.revision() == 0 {
                replica = fresh(&cluster);
                views.iter_mut().for_each(|view| view.rebuild(&replica, 0));
                continue;
            }
            let changes = replica.apply(&frame).unwrap();
            prop_assert!(replica.apply(&frame).unwrap().is_empty(), "a frame applied twice changes nothing");
            views.iter_mut().for_each(|view| { view.update(&replica, &changes); });
        }
        let wanted = fresh(&cluster);
        if replica.revision() == 0 {
            return Ok(());
        }
        prop_assert_eq!(replica.revision(), wanted.revision());
        for table in Table::ALL {
            prop_assert_eq!(dump(&replica, table), dump(&wanted, table));
            prop_assert_eq!(kept_totals(&replica, table), totals(&replica, table));
        }
        for view in &views {
            let mut rebuilt = View::new(view.table(), view.query().clone(), view.sorts().to_vec());
            rebuilt.rebuild(&replica, 0);
            prop_assert_eq!(
                view.slots_from(0).collect::<Vec<_>>(),
                rebuilt.slots_from(0).collect::<Vec<_>>(),
                "{} by {}", view.query().source(), Sort::print(view.sorts(), view.table())
            );
            // Another question to a view that has followed is as good as a new view.
            let query = Query::parse("-1 host:host", view.table());
            let mut asked = view.clone();
            asked.ask(&replica, query.clone(), view.sorts().to_vec(), 0);
            let mut rebuilt = View::new(view.table(), query, view.sorts().to_vec());
            rebuilt.rebuild(&replica, 0);
            prop_assert_eq!(asked.slots_from(0).collect::<Vec<_>>(), rebuilt.slots_from(0).collect::<Vec<_>>());
        }
    }

    #[test]
    fn at_rest_the_rows_are_the_masters_lists(steps in steps()) {
        let mut master = Master::default();
        let mut cluster = Cluster::new(7);
        cluster.subscribed(master.state(), Scope::All, 0);
        for (at, step) in steps.iter().enumerate() {
            master.play(step, &mut cluster, at as i64 * 1000);
        }
        for step in [Step::PollFrameworks, Step::PollAgents, Step::PollTasks(Scope::All), Step::PollOthers] {
            master.play(&step, &mut cluster, 1_000_000);
        }
        cluster.cut();
        let replica = fresh(&cluster);
        let mut other = Cluster::new(8);
        other.subscribed(master.state(), Scope::All, 2_000_000);
        master.poll_all(&mut other, 2_000_000);
        other.cut();
        let other = fresh(&other);
        for table in ANEW {
            prop_assert_eq!(dump_without_times(&replica, table), dump_without_times(&other, table));
        }
        for (list, wanted) in master.lists() {
            let mut shown: Vec<String> = replica
                .find_all(Table::Tasks, &[(tasks::LIST, list)])
                .map(|slot| format!(
                    "{} {} {}",
                    replica.text(Table::Tasks, slot, tasks::FRAMEWORK_ID),
                    replica.text(Table::Tasks, slot, tasks::ID),
                    replica.text(Table::Tasks, slot, tasks::STATE),
                ))
                .collect();
            shown.sort();
            prop_assert_eq!(shown, wanted, "{}", list);
        }
        let mut listed: Vec<&str> = replica
            .rows(Table::Agents)
            .slots()
            .filter(|&slot| {
                let state = replica.text(Table::Agents, slot, agents::STATE);
                ![agents::state::UNREACHABLE, agents::state::GONE].contains(&state)
            })
            .map(|slot| replica.text(Table::Agents, slot, agents::ID))
            .collect();
        listed.sort_unstable();
        prop_assert_eq!(listed, master.agent_ids());
        prop_assert_eq!(
            replica.rows(Table::Frameworks).len() - replica.count(Table::Frameworks, frameworks::STATE, "completed"),
            master.framework_count()
        );
    }

    #[test]
    fn a_damaged_frame_is_refused_whole(steps in steps(), cuts in prop::collection::vec((0usize..4000, any::<u8>()), 1..4)) {
        let mut master = Master::default();
        let mut cluster = Cluster::new(7);
        cluster.subscribed(master.state(), Scope::All, 0);
        for (at, step) in steps.iter().enumerate() {
            master.play(step, &mut cluster, at as i64 * 1000);
        }
        cluster.cut();
        let mut replica = Replica::new();
        for frame in cluster.snapshot() {
            let mut damaged = frame.clone();
            for (at, byte) in &cuts {
                let length = damaged.len();
                damaged[at % length] ^= byte;
            }
            let mut trial = replica.clone();
            let before = dump(&trial, Table::Tasks);
            if trial.apply(&damaged).is_err() {
                prop_assert_eq!(dump(&trial, Table::Tasks), before);
            }
            let mut short = replica.clone();
            prop_assert!(short.apply(&frame[..frame.len() - 1]).is_err());
            replica.apply(&frame).unwrap();
        }
    }
}
