//! What the server and a browser say to each other, and what people type.

use std::collections::HashSet;
use std::sync::LazyLock;

use cluster_model::live::Notice;
use cluster_model::query::Query;
use cluster_model::replica::Replica;
use cluster_model::schema::Table;
use cluster_model::terminal::{Asked, Channel, Exit, Notice as Spoken, Open, Told, Window};
use cluster_model::view::{Sort, View};

use crate::wire::fold;
use crate::{LITTLE, Memory, Subject};

/// What this module checks.
pub const SUBJECTS: &[Subject] = &[
    // A slot may be any below the largest there is, and the rows before it have room.
    Subject {
        name: "frames",
        check: frames,
        seeds: frame_seeds,
        memory: Memory { fixed: 2 << 30, each: 1 << 10 },
    },
    Subject { name: "terminal", check: terminal, seeds: terminal_seeds, memory: LITTLE },
    Subject { name: "notices", check: notices, seeds: notice_seeds, memory: LITTLE },
    Subject {
        name: "filter",
        check: filter,
        seeds: filter_seeds,
        memory: Memory { fixed: 8 << 20, each: 1 << 10 },
    },
];

/// A replica of a real cluster.
static REPLICA: LazyLock<Replica> = LazyLock::new(|| {
    let mut replica = Replica::new();
    for frame in fold::frames().0 {
        replica.apply(&frame).expect("a snapshot of our own");
    }
    replica
});

/// A frame for a replica that has a cluster, and for one that has nothing: it is applied, or nothing has changed.
fn frames(bytes: &[u8]) {
    for begun in [REPLICA.clone(), Replica::new()] {
        let mut replica = begun.clone();
        match replica.apply(bytes) {
            Err(_) => assert_eq!(fold::told(&replica), fold::told(&begun)),
            Ok(changes) => {
                for table in Table::ALL {
                    // Whatever it says, what is drawn of it holds together.
                    assert_eq!(replica.rows(table).slots().count(), replica.rows(table).len());
                    let mut view = View::new(table, Query::parse("", table), Vec::new());
                    view.rebuild(&replica, 0);
                    assert_eq!(view.len(), replica.rows(table).len());
                    assert!(changes.slots[table.index()].iter().all(|(slot, _)| *slot < u32::MAX));
                }
                // The same again changes nothing, unless it begins anew.
                let told = fold::told(&replica);
                if replica.apply(bytes).is_ok() {
                    assert_eq!(fold::told(&replica), told);
                }
            }
        }
    }
}

fn frame_seeds() -> Vec<Vec<u8>> {
    let (snapshot, later) = fold::frames();
    snapshot.into_iter().chain(later).collect()
}

/// The terminal's messages, both ways: what is read is written as the same.
fn terminal(bytes: &[u8]) {
    if let Ok(asked) = Asked::read(bytes) {
        let written = asked.to_vec();
        assert_eq!(Asked::read(&written).as_ref(), Ok(&asked));
    }
    if let Ok(told) = Told::read(bytes) {
        let written = told.to_vec();
        assert_eq!(Told::read(&written).as_ref(), Ok(&told));
    }
}

fn terminal_seeds() -> Vec<Vec<u8>> {
    let open = Open { container: vec!["a".to_owned(), "b".to_owned()], tty: true, ..Open::default() };
    vec![
        Asked::Open(Box::new(open)).to_vec(),
        Asked::Input(b"ls -l\r").to_vec(),
        Asked::Resize(Window { rows: 24, columns: 80 }).to_vec(),
        Asked::Signal(2).to_vec(),
        Asked::Drawn(1 << 20).to_vec(),
        Asked::Close.to_vec(),
        Told::Output(Channel::Out, b"total 0\r\n").to_vec(),
        Told::Skipped(70_000).to_vec(),
        Told::Notice(Box::new(Spoken::Exited(Exit::of(9)))).to_vec(),
    ]
}

/// The live socket's words.
fn notices(bytes: &[u8]) {
    let Ok(notice) = serde_json::from_slice::<Notice>(bytes) else { return };
    let written = serde_json::to_vec(&notice).expect("any notice has JSON");
    assert_eq!(serde_json::from_slice::<Notice>(&written).expect("what was written"), notice);
}

fn notice_seeds() -> Vec<Vec<u8>> {
    let status = serde_json::to_vec(&Notice::Status(Box::default())).unwrap_or_default();
    vec![status, br#"{"type":"gap"}"#.to_vec()]
}

/// The filter and the order, as a query of a page's address may have them.
fn filter(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (filter, order) = text.split_once('\n').unwrap_or((&text, ""));
    for table in Table::ALL {
        let query = Query::parse(filter, table);
        assert_eq!(query.source(), filter);
        assert!(query.problems().iter().all(|problem| filter.get(problem.start..problem.end).is_some()));
        let sorts = Sort::parse(order, table);
        let printed = Sort::print(&sorts, table);
        assert_eq!(Sort::parse(&printed, table), sorts);
        let passing = |query: Query| {
            let mut view = View::new(table, query, sorts.clone());
            view.rebuild(&REPLICA, 1_795_307_712_218);
            (0..view.len()).filter_map(|at| view.slot_at(at)).collect::<HashSet<_>>()
        };
        let passed = passing(query.clone());
        // What has been typed on looks only at what has passed before.
        let before: String = filter.chars().take(filter.chars().count().saturating_sub(1)).collect();
        let before = Query::parse(&before, table);
        if query.narrows(&before) {
            assert!(passed.is_subset(&passing(before)));
        }
    }
}

fn filter_seeds() -> Vec<Vec<u8>> {
    [
        "state:running cpus>2\n-cpus,name",
        "web -state=failed age<2h|role:eng/*",
        "\"a b\" mem>=1.5gb\nhost",
        "host:~^a.*\\d$ (a|b) !c",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec()
}
