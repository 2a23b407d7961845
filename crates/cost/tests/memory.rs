//! What a delta allocates does not depend on how many tasks there are, tasks that come take the room that they need, and a day of deltas leaves no
//! more behind than its first hours.

#![expect(clippy::unwrap_used, reason = "tests")]

use allocation_counter::{AllocationInfo, measure};
use cluster_model::fold::{Cluster, Limits};
use cluster_model::query::Query;
use cluster_model::replica::Replica;
use cluster_model::schema::Table;
use cluster_model::view::{Sort, View};
use cost::{Day, Line, Population, lines};

fn view() -> View {
    let query = Query::parse("state:running", Table::Tasks);
    View::new(Table::Tasks, query, Sort::parse("-updated,name", Table::Tasks))
}

/// What is allocated by what is done, and what that answers.
fn allocated<T>(work: impl FnOnce() -> T) -> (T, AllocationInfo) {
    let mut answer = None;
    let info = measure(|| answer = Some(work()));
    (answer.unwrap(), info)
}

/// What a delta allocates, as a mean of several: how often and how many bytes, step by step.
fn deltas(tasks: u32) -> [(f64, f64); 4] {
    /// So many that a list which is made longer now and then counts as seldom as it is.
    const ROUNDS: u32 = 256;
    let population = Population { tasks };
    let (mut cluster, mut replica) = population.followed().unwrap();
    let mut view = view();
    view.rebuild(&replica, 0);
    let mut sums = [AllocationInfo::default(); 4];
    for round in 0..ROUNDS {
        let event = population.update(round * 7_919, round);
        let ((), fold) = allocated(|| cluster.apply(event, 0));
        let (frame, cut) = allocated(|| cluster.cut().unwrap());
        let (changes, apply) = allocated(|| replica.apply(&frame).unwrap());
        let (_, follow) = allocated(|| view.update(&replica, &changes));
        for (sum, info) in sums.iter_mut().zip([fold, cut, apply, follow]) {
            *sum += info;
        }
    }
    let mean = |sum: u64| sum as f64 / f64::from(ROUNDS);
    sums.map(|sum| (mean(sum.count_total), mean(sum.bytes_total)))
}

#[test]
fn a_delta_allocates_the_same_whatever_the_size() {
    for tasks in [1_000, 100_000] {
        for (step, (times, bytes)) in lines::allocations::STEPS.iter().zip(deltas(tasks)) {
            let of = format!("{tasks} tasks");
            step.times.hold(&of, times);
            step.bytes.hold(&of, bytes);
        }
    }
}

/// Bytes that are held now, and the most that were held since this was last asked.
#[derive(Default)]
struct Held {
    now: i64,
    most: i64,
}

impl Held {
    /// Counts what was kept of what is done. What is handed out, `out` bytes of it, is given back elsewhere.
    fn during<T>(&mut self, work: impl FnOnce() -> T, out: impl FnOnce(&T) -> usize) -> T {
        let (answer, info) = allocated(work);
        self.now += info.bytes_current - i64::try_from(out(&answer)).unwrap();
        self.most = self.most.max(self.now);
        answer
    }

    fn take_most(&mut self) -> f64 {
        std::mem::replace(&mut self.most, self.now) as f64
    }
}

#[test]
fn tasks_that_come_take_the_room_that_they_need() {
    let population = Population { tasks: 100_000 };
    let mut cluster = population.cluster();
    let frames = cluster.snapshot();
    let (mut tab, mut replica) = (Held::default(), Replica::new());
    // As an answer with a snapshot announces them.
    replica.expect(Table::ALL.map(|table| if table == Table::Tasks { population.tasks } else { 0 }));
    frames.iter().for_each(|frame| tab.during(|| drop(replica.apply(frame).unwrap()), |()| 0));
    let before = tab.take_most();
    for number in population.tasks..population.tasks / 10 * 11 {
        cluster.apply(population.arrival(number), 0);
        let frame = cluster.cut().unwrap();
        tab.during(|| drop(replica.apply(&frame).unwrap()), |()| 0);
    }
    assert_eq!(replica.rows(Table::Tasks).len(), population.tasks as usize / 10 * 11);
    let grown = (tab.take_most() - before) / before * 100.0;
    lines::memory::ARRIVALS.hold(&format!("of {:.1} MB", before / 1e6), grown);
}

#[test]
fn a_day_leaves_no_more_behind_than_its_first_hours() {
    /// Events to a frame.
    const FRAME: u32 = 10;
    /// Events between two polls of agents.
    const POLL: u32 = 5_000;
    let (mut server, mut tab) = (Held::default(), Held::default());
    let mut day = Day::default();
    let mut cluster = server.during(
        || {
            let mut cluster = Cluster::new(1);
            cluster.set_limits(Limits { completed_tasks: 100, completed_frameworks: 50 });
            day.begin().into_iter().for_each(|event| cluster.apply(event, 0));
            cluster.cut();
            cluster
        },
        |_| 0,
    );
    let frames = cluster.snapshot();
    let (mut replica, mut view) = tab.during(
        || {
            let mut replica = Replica::new();
            for frame in &frames {
                replica.apply(frame).unwrap();
            }
            let mut view = view();
            view.rebuild(&replica, 0);
            (replica, view)
        },
        |_| 0,
    );
    let (mut early, mut late) = ((0.0, 0.0), (0.0, 0.0));
    for deltas in (FRAME..=1_000_000).step_by(FRAME as usize) {
        let frame = server.during(
            || {
                let now = i64::from(deltas) * 80;
                (0..FRAME).for_each(|_| cluster.apply(day.event(), now));
                if deltas.is_multiple_of(POLL) {
                    cluster.polled_agents(&day.agents(), cluster.mark(), now);
                }
                cluster.cut().unwrap()
            },
            Vec::capacity,
        );
        tab.during(
            || {
                let changes = replica.apply(&frame).unwrap();
                view.update(&replica, &changes);
            },
            |()| 0,
        );
        // The most of a tenth of a day: columns grow and are packed again in between.
        if deltas.is_multiple_of(100_000) {
            late = (server.take_most(), tab.take_most());
            // In the first tenth the cluster fills.
            if deltas == 200_000 {
                early = late;
            }
        }
    }
    let grown = |line: Line, late: f64, early: f64| {
        line.hold(&format!("of {:.1} MB", early / 1e6), (late - early) / early * 100.0);
    };
    grown(lines::memory::SERVER, late.0, early.0);
    grown(lines::memory::TAB, late.1, early.1);
}
