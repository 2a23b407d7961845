//! What somebody bound to some roles sees: nothing that others do changes a byte of it, following it is taking it anew, and it is what a plain filter
//! of the whole model gives.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod doors;
mod filter;
mod things;
mod world;

use cluster_model::bound::{Projection, Reach, Touched};
use cluster_model::fold::{Cluster, Scope};
use cluster_model::replica::Replica;
use cluster_model::schema::{Table, executors, frameworks, roles};
use proptest::prelude::*;

use world::{Side, Step, World, steps};

const EPOCH: u64 = 77;

fn reach(roles: &[&str]) -> Reach {
    Reach::new(roles).unwrap()
}

/// One side's roles, with those below them.
fn of_side(side: Side) -> Reach {
    match side {
        Side::Alpha => reach(&["eng"]),
        Side::Zulu => reach(&["zulu", "engine"]),
        Side::Both => reach(&["eng", "zulu", "engine"]),
    }
}

fn replica(frames: &[Vec<u8>]) -> Replica {
    let mut replica = Replica::new();
    for frame in frames {
        replica.apply(frame).unwrap();
    }
    assert!(replica.is_whole());
    replica
}

/// Every cell of every row, in an order that does not depend on slots.
fn dump(replica: &Replica, table: Table) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = replica
        .rows(table)
        .slots()
        .map(|slot| {
            let columns = 0..table.columns().len();
            columns.map(|column| filter::show(replica.cell(table, slot, column))).collect()
        })
        .collect();
    rows.sort();
    rows
}

/// A cluster that is played, and what several see of it.
struct Played {
    cluster: Cluster,
    followed: Vec<(Projection, Replica)>,
    /// All bytes that the first of them was sent, one entry for each frame.
    sent: Vec<Vec<u8>>,
}

impl Played {
    /// Plays the steps that are wanted; the others take their time and do nothing.
    fn new(steps: &[Step], reaches: &[Reach], wanted: impl Fn(&Step) -> bool) -> Self {
        let mut world = World::default();
        let mut cluster = Cluster::new(7);
        cluster.subscribed(world.state(), Scope::All, 0);
        cluster.cut();
        let projections = reaches.iter().map(|reach| Projection::new(reach.clone(), EPOCH, &cluster));
        let followed: Vec<_> = projections
            .map(|projection| {
                let replica = replica(&projection.snapshot());
                (projection, replica)
            })
            .collect();
        let sent = followed[0].0.snapshot();
        let mut played = Played { cluster, followed, sent };
        for (at, step) in steps.iter().enumerate().filter(|(_, step)| wanted(step)) {
            let now_ms = (at as i64 + 1) * 1000;
            for event in world.play(step, now_ms) {
                played.cluster.apply(event, now_ms);
            }
            played.cut();
            world.polled(&mut played.cluster, now_ms);
            played.cut();
        }
        played
    }

    fn cut(&mut self) {
        let Some(frame) = self.cluster.cut() else { return };
        let touched = Touched::read(&frame).unwrap();
        for (at, (projection, replica)) in self.followed.iter_mut().enumerate() {
            let before = projection.revision();
            let Some(frame) = projection.apply(&self.cluster, &touched) else {
                assert_eq!(projection.revision(), before);
                continue;
            };
            assert_eq!(projection.revision(), before + 1);
            assert!(!replica.apply(&frame).unwrap().is_empty());
            if at == 0 {
                self.sent.push(frame);
            }
        }
    }
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Neither numbers, nor sums, slots, symbols, revisions or the order of rows can tell what others do: the bytes are the same when they do nothing.
    #[test]
    fn what_others_do_changes_no_byte(mut steps in steps()) {
        steps.retain(|step| !step.shares_executor());
        for (mine, other, words) in [
            (Side::Alpha, Side::Zulu, &["zulu", "engine"][..]),
            (Side::Zulu, Side::Alpha, &["alpha", "eng/", "blue"][..]),
        ] {
            let reach = [of_side(mine)];
            let crowded = Played::new(&steps, &reach, |_| true);
            let alone = Played::new(&steps, &reach, |step| step.side() != other);
            prop_assert_eq!(&crowded.sent, &alone.sent);
            prop_assert_eq!(crowded.followed[0].0.snapshot(), alone.followed[0].0.snapshot());
            for word in words {
                prop_assert!(!crowded.sent.iter().any(|frame| holds(frame, word)), "{}", word);
            }
        }
    }

    #[test]
    fn following_is_taking_anew_and_is_the_plain_filter(steps in steps()) {
        let reaches = [
            of_side(Side::Alpha),
            of_side(Side::Zulu),
            of_side(Side::Both),
            reach(&["eng/web"]),
            reach(&["eng/web/blue", "zulu/db"]),
            reach(&["*"]),
            reach(&[]),
        ];
        let played = Played::new(&steps, &reaches, |_| true);
        let whole = replica(&played.cluster.snapshot());
        for (projection, followed) in &played.followed {
            prop_assert!(followed.is_bound() && !whole.is_bound());
            let anew = Projection::new(projection.reach().clone(), 1, &played.cluster);
            let from_replica = Projection::new(projection.reach().clone(), 1, &whole);
            let anew = replica(&anew.snapshot());
            let caught_up = replica(&projection.snapshot());
            for table in Table::ALL {
                let wanted = filter::rows(&whole, projection.reach(), table);
                prop_assert_eq!(dump(followed, table), &*wanted, "{:?} of {:?}", table, projection.reach());
                prop_assert_eq!(dump(&anew, table), &*wanted);
                prop_assert_eq!(dump(&caught_up, table), &*wanted);
                prop_assert_eq!(from_replica.len(table), wanted.len());
            }
        }
        let (nobody, _) = played.followed.last().unwrap();
        prop_assert!(nobody.is_empty() && nobody.revision() == 1);
    }

    /// Bound to all roles there are, one sees every row, and the counts of frameworks are the whole model's own.
    #[test]
    fn all_roles_are_everything_that_has_one(steps in steps()) {
        let played = Played::new(&steps, &[of_side(Side::Both)], |_| true);
        let (whole, (_, seen)) = (replica(&played.cluster.snapshot()), &played.followed[0]);
        for table in [Table::Tasks, Table::Executors, Table::Reservations, Table::Volumes, Table::Roles] {
            prop_assert_eq!(dump(seen, table), dump(&whole, table));
        }
        let known = dump(seen, Table::Frameworks);
        for row in dump(&whole, Table::Frameworks) {
            let same = known.iter().find(|known| known[frameworks::ID] == row[frameworks::ID]);
            match same {
                Some(same) => prop_assert_eq!(&same[..=frameworks::FAILED], &row[..=frameworks::FAILED]),
                None => prop_assert_eq!(&*row[frameworks::ROLES], ""),
            }
        }
    }
}

/// A role above shows its name and nothing that others have in it.
#[test]
fn above_the_roles_are_names_only() {
    let steps = [
        Step::AddAgent(0),
        Step::AddFramework(0),
        Step::AddFramework(1),
        Step::Launch { framework: 0, role: 0, agent: 0, number: 1 },
        Step::Launch { framework: 1, role: 0, agent: 0, number: 2 },
    ];
    let played = Played::new(&steps, &[reach(&["eng/web"])], |_| true);
    let seen = &played.followed[0].1;
    let named = |role| seen.find(Table::Roles, &[(roles::NAME, role)]);
    let (eng, web) = (named("eng").unwrap(), named("eng/web").unwrap());
    assert_eq!(seen.number(Table::Roles, web, roles::CPUS_ALLOCATED), Some(1_000));
    assert!(
        (roles::WEIGHT..=roles::GPUS_LIMIT).all(|column| seen.number(Table::Roles, eng, column).is_none())
    );
    assert_eq!(seen.rows(Table::Roles).len(), 3, "eng/web/blue is there as well");
}

/// An agent stays for as long as anything of it is seen, and no longer.
#[test]
fn an_agent_goes_with_the_last_that_is_seen_of_it() {
    let alone = [Step::AddAgent(0), Step::AddAgent(1), Step::AddFramework(0), Step::AddFramework(2)];
    let agents = |more: &[Step]| {
        let steps: Vec<Step> = alone.iter().chain(more).cloned().collect();
        Played::new(&steps, &[of_side(Side::Alpha)], |_| true).followed[0].1.rows(Table::Agents).len()
    };
    let launch = |framework, agent| Step::Launch { framework, role: 0, agent, number: 1 };
    let reserve = |reservation| Step::Reserve { agent: 1, reservation };
    assert_eq!(agents(&[launch(2, 0), reserve(2)]), 0);
    assert_eq!(agents(&[launch(2, 0), launch(0, 0)]), 1);
    assert_eq!(agents(&[launch(0, 0), reserve(0)]), 2);
    assert_eq!(agents(&[launch(0, 0), reserve(0), reserve(0)]), 1);
    let end = Step::Update { framework: 0, role: 0, number: 1, state: 2 };
    assert_eq!(agents(&[launch(0, 0), end.clone()]), 1, "its sandbox is still there");
    assert_eq!(agents(&[launch(0, 0), end, Step::Forget { framework: 0, role: 0, number: 1 }]), 0);
}

/// An executor without resources says no role: it is seen for as long as a task of it is, and counts only those.
#[test]
fn an_executor_of_no_role_goes_with_the_last_task_that_is_seen_of_it() {
    let shared = |role| Step::Launch { framework: 4, role, agent: 0, number: 0 };
    let executors = |more: &[Step]| {
        let steps: Vec<Step> =
            [Step::AddAgent(0), Step::AddFramework(4), shared(1)].iter().chain(more).cloned().collect();
        let played = Played::new(&steps, &[of_side(Side::Alpha)], |_| true);
        let seen = &played.followed[0].1;
        seen.rows(Table::Executors)
            .slots()
            .map(|slot| seen.number(Table::Executors, slot, executors::TASKS))
            .collect::<Vec<_>>()
    };
    let end = Step::Update { framework: 4, role: 0, number: 0, state: 2 };
    assert_eq!(executors(&[]), []);
    assert_eq!(executors(&[shared(0)]), [Some(1)]);
    assert_eq!(executors(&[shared(0), end.clone()]), [Some(0)]);
    assert_eq!(executors(&[shared(0), end, Step::Forget { framework: 4, role: 0, number: 0 }]), []);
}
