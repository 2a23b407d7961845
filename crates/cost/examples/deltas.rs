//! Takes one task's update after another from the master's event to the rows in a tab's table, one step a function, for a program that counts
//! the instructions of each: `cargo xtask test` runs it under valgrind.
//!
//! `deltas <tasks>`: on a cluster of so many tasks.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on should stop")]

use std::hint::black_box;

use cluster_model::fold::Cluster;
use cluster_model::query::Query;
use cluster_model::replica::{Changes, Replica};
use cluster_model::schema::Table;
use cluster_model::view::{Sort, View};
use cost::Population;
use operator_api::encoded::Event;

/// How many updates are followed: enough that where they fall in a sorted list evens out.
const UPDATES: u32 = 32;

// Each returns to its caller: a call at the very end would be a jump, and its end would not be seen.

/// The server takes an event in.
#[inline(never)]
fn delta_fold(cluster: &mut Cluster, event: Event) {
    black_box(cluster).apply(event, 0);
    black_box(());
}

/// The server makes a frame of what changed.
#[inline(never)]
fn delta_cut(cluster: &mut Cluster) -> Vec<u8> {
    black_box(cluster.cut().unwrap())
}

/// The tab's copy takes the frame in.
#[inline(never)]
fn delta_apply(replica: &mut Replica, frame: &[u8]) -> Changes {
    black_box(replica.apply(frame).unwrap())
}

/// A filtered and sorted table follows.
#[inline(never)]
fn delta_view(view: &mut View, replica: &Replica, changes: &Changes) -> bool {
    black_box(view.update(replica, changes))
}

fn main() {
    let tasks = std::env::args().nth(1).and_then(|tasks| tasks.parse().ok()).unwrap();
    let population = Population { tasks };
    let (mut cluster, mut replica) = population.followed().unwrap();
    let query = Query::parse("state:running", Table::Tasks);
    let mut view = View::new(Table::Tasks, query, Sort::parse("-updated", Table::Tasks));
    view.rebuild(&replica, 0);

    for round in 0..UPDATES {
        let event = population.update(round * (tasks / UPDATES), round);
        delta_fold(&mut cluster, event);
        let frame = delta_cut(&mut cluster);
        let changes = delta_apply(&mut replica, &frame);
        let moved = delta_view(&mut view, &replica, &changes);
        assert!(black_box(moved), "each update makes its task the latest");
    }
}
