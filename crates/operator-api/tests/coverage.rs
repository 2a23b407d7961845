//! docs/api-coverage.md says of every call and every event where an operator meets it, and names nothing that does not exist.

#![cfg(feature = "messages")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use operator_api::calls::{self, Kind, Target};
use operator_api::json::WireEnum;
use operator_api::v1::master::event;

const DOCUMENT: &str = include_str!("../../../docs/api-coverage.md");
/// Where the app's routes are.
const ROUTES: &str = include_str!("../../../frontend/src/app.rs");

/// Where the calls are that the hub asks for at its own pace.
const POLLS: &str = include_str!("../../../server/src/live/polls.rs");

/// The rows of the table below a heading, cell by cell.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, below) = DOCUMENT.split_once(&format!("## {heading}\n")).expect(heading);
    let section = below.split("\n## ").next().unwrap_or_default();
    let lines = section.lines().filter(|line| line.starts_with('|'));
    // The head and the line below it.
    lines.skip(2).map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

fn reads(target: Target) -> Vec<&'static str> {
    let reads = calls::all(target).iter().filter(|call| call.kind == Kind::Read);
    reads.map(|call| call.name).collect()
}

fn first_cells(rows: &[Vec<&'static str>]) -> Vec<&'static str> {
    rows.iter().map(|row| row[0]).collect()
}

/// What stands between backticks and begins with a slash.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2).filter(|quoted| quoted.starts_with('/'))
}

#[test]
fn every_read_has_a_line_and_no_other_call_has() {
    assert_eq!(first_cells(&table("What the master is asked")), reads(Target::Master));
    assert_eq!(first_cells(&table("What an agent is asked")), reads(Target::Agent));
}

#[test]
fn every_event_has_a_line() {
    let named = first_cells(&table("Events of the master's stream"));
    let known: Vec<_> =
        event::Type::ALL.iter().map(|kind| kind.name()).filter(|name| *name != "UNKNOWN").collect();
    assert_eq!(named.len(), known.len());
    assert_eq!(named.into_iter().collect::<BTreeSet<_>>(), known.into_iter().collect());
}

#[test]
fn every_change_and_every_stream_has_a_line() {
    let rows = table("Calls that change something, and streams");
    let named: Vec<_> = rows.iter().map(|row| (row[0], row[1])).collect();
    let of = |target, word| {
        let others = calls::all(target).iter().filter(|call| call.kind != Kind::Read);
        others.map(move |call| (call.name, word))
    };
    assert_eq!(named, of(Target::Master, "master").chain(of(Target::Agent, "agent")).collect::<Vec<_>>());
}

#[test]
fn every_page_that_is_named_is_one_of_the_app() {
    let routes: BTreeSet<&str> =
        ROUTES.split("path=path!(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(routes.contains("/agents/:id"), "the app's routes are found: {routes:?}");
    let tables = ["What the master is asked", "What an agent is asked", "Events of the master's stream"];
    let rows: Vec<_> = tables.into_iter().flat_map(table).collect();
    let changes = table("Calls that change something, and streams");
    for row in rows.iter().chain(&changes) {
        for path in paths(row[2]) {
            assert!(routes.contains(path), "{}: {path} is no page of the app", row[0]);
        }
    }
    let named: BTreeSet<&str> = rows.iter().flat_map(|row| paths(row[2])).collect();
    // Breaking the embedded cluster is no reading of it; of changes and of who may do what the console itself tells.
    let own = ["/faults", "/audit", "/board", "/dashboards", "/dashboards/new", "/login"];
    let is_reading = |route: &&str| {
        !own.contains(route) && !route.starts_with("/change") && !route.starts_with("/terminal")
    };
    let without: Vec<_> =
        routes.iter().copied().filter(is_reading).filter(|route| !named.contains(route)).collect();
    assert!(without.is_empty(), "nothing is said to feed {without:?}");
    let forms: BTreeSet<&str> = changes.iter().flat_map(|row| paths(row[2])).collect();
    let unused: Vec<_> =
        routes.iter().filter(|route| route.starts_with("/change/") && !forms.contains(*route)).collect();
    assert!(unused.is_empty(), "no call is said to be sent by {unused:?}");
}

#[test]
fn every_change_has_its_form_or_the_reason_is_said() {
    for row in table("Calls that change something, and streams") {
        let target = if row[1] == "master" { Target::Master } else { Target::Agent };
        let kind = calls::find(target, row[0]).map(|call| call.kind);
        let has_form = row[2].starts_with("form `/change/");
        let has_reason = ["relay: ", "stream: ", "terminal"].iter().any(|way| row[2].starts_with(way))
            && row[2].len() > 20;
        assert!(has_form || has_reason, "{}: {}", row[0], row[2]);
        assert!(!has_form || kind == Some(Kind::Change), "{} changes nothing", row[0]);
    }
}

#[test]
fn a_call_feeds_a_page_or_the_reason_is_said() {
    const WAYS: [&str; 7] = ["rows", "stream", "identity", "reading", "files", "relay", "none"];
    for row in ["What the master is asked", "What an agent is asked"].into_iter().flat_map(table) {
        let ways: Vec<_> = row[1].split(", ").collect();
        assert!(ways.iter().all(|way| WAYS.contains(way)), "{}: {}", row[0], row[1]);
        let has_page = paths(row[2]).next().is_some();
        let has_reason = ways.iter().any(|way| ["relay", "none"].contains(way)) && row[2].len() > 20;
        assert!(has_page || has_reason, "{}: {}", row[0], row[2]);
    }
}

/// The text of every source below a folder.
fn sources(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            sources(&entry, all);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            all.push_str(&fs::read_to_string(&entry).expect("a source"));
        }
    }
}

#[test]
fn what_is_called_a_reading_is_asked_by_a_page_and_rows_are_asked_by_the_hub() {
    let mut app = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../frontend/src"), &mut app);
    for row in ["What the master is asked", "What an agent is asked"].into_iter().flat_map(table) {
        let quoted = format!("\"{}\"", row[0]);
        for way in row[1].split(", ") {
            match way {
                "reading" => assert!(app.contains(&quoted), "no page asks for {}", row[0]),
                "rows" => assert!(POLLS.contains(&quoted), "the hub does not ask for {}", row[0]),
                _ => {}
            }
        }
    }
}
