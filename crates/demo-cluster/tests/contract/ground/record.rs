//! What came of every case, and the table of all runs: call × (embedded, real, through the relay).

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use operator_api::calls::{Target, all};
use operator_api::json::WireEnum;
use operator_api::v1::master::event::Type as Event;
use serde::{Deserialize, Serialize};

use super::door::Way;

/// The columns, in the order of the table.
const COLUMNS: [&str; 3] = ["embedded", "real", "relay"];

/// What came of the cases of one call or event.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Tally {
    passed: u32,
    failed: u32,
    relayed: u32,
    refused: u32,
}

/// All outcomes of a run, by `master GET_STATE`, `agent GET_STATE`, `event TASK_ADDED`.
#[derive(Debug, Default)]
pub struct Record {
    tallies: BTreeMap<String, Tally>,
    failures: Vec<String>,
}

/// The row of a call.
pub fn row(target: Target, call: &str) -> String {
    match target {
        Target::Master => format!("master {call}"),
        Target::Agent => format!("agent {call}"),
    }
}

/// The row of an event.
pub fn event_row(event: &str) -> String {
    format!("event {event}")
}

/// Everything a table has to have.
fn rows() -> Vec<String> {
    let calls = [Target::Master, Target::Agent].into_iter();
    let calls = calls.flat_map(|target| all(target).iter().map(move |call| row(target, call.name)));
    let events = (1..).map_while(Event::from_number).map(|event| event_row(event.name()));
    calls.chain(events).collect()
}

impl Record {
    /// Notes what came of one case.
    pub fn note(&mut self, row: &str, case: &str, way: Way, outcome: Result<()>) {
        let tally = self.tallies.entry(row.to_owned()).or_default();
        match way {
            Way::Direct => {}
            Way::Relayed => tally.relayed += 1,
            Way::Refused => tally.refused += 1,
        }
        match outcome {
            Ok(()) => tally.passed += 1,
            Err(error) => {
                tally.failed += 1;
                self.failures.push(format!("{row}, {case}: {error:#}"));
            }
        }
    }

    /// Notes what stopped a whole family.
    pub fn broke_off(&mut self, family: &str, error: &anyhow::Error) {
        self.failures.push(format!("{family} broke off: {error:#}"));
    }

    /// What failed, and what was never asked.
    pub fn failures(&self, whole: bool) -> Vec<String> {
        let missing = rows().into_iter().filter(|row| whole && !self.tallies.contains_key(row));
        self.failures
            .iter()
            .cloned()
            .chain(missing.map(|row| format!("{row} is missing from the suite")))
            .collect()
    }

    /// How many cases passed and failed.
    pub fn sums(&self) -> (u32, u32) {
        let sum = |part: fn(&Tally) -> u32| self.tallies.values().map(part).sum();
        (sum(|tally| tally.passed), sum(|tally| tally.failed))
    }

    /// Keeps this run's column beside those of the others.
    pub fn keep(&self, column: &str) -> Result<()> {
        fs::create_dir_all(folder())?;
        Ok(fs::write(file(column), serde_json::to_vec_pretty(&self.tallies)?)?)
    }
}

/// Where columns are kept: `cargo xtask test` removes it first, so that no column is an old one.
fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("contract")
}

fn file(column: &str) -> PathBuf {
    folder().join(format!("{column}.json"))
}

/// The table of all columns there are.
pub fn table() -> String {
    let columns = COLUMNS.map(|column| {
        let text = fs::read(file(column)).unwrap_or_default();
        serde_json::from_slice::<BTreeMap<String, Tally>>(&text).unwrap_or_default()
    });
    let mut text = format!("{:<40}{:<14}{:<14}{}\n", "", COLUMNS[0], COLUMNS[1], "through the relay");
    for row in rows() {
        let [embedded, real, relay] = columns.each_ref().map(|column| shown(column.get(&row)));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{row:<40}{embedded:<14}{real:<14}{relay}");
    }
    text
}

fn shown(tally: Option<&Tally>) -> String {
    let Some(tally) = tally else { return "-".to_owned() };
    let count = match tally.failed {
        0 => format!("{} ok", tally.passed),
        failed => format!("{failed} FAILED"),
    };
    match (tally.relayed, tally.refused) {
        (0, 0) => count,
        (0, _) => format!("{count}, refused"),
        (_, 0) => format!("{count}, relayed"),
        (relayed, refused) => format!("{count}, {relayed} relayed, {refused} refused"),
    }
}
