//! Tasks that fail again and again.

use std::collections::{BTreeMap, BTreeSet};

use super::{Lint, Severity, values};
use crate::names::Symbol;
use crate::replica::Replica;
use crate::schema::{Table, tasks};

/// States that are failures of the task itself, as a filter names them.
const FAILED: [&str; 2] = ["TASK_FAILED", "TASK_ERROR"];

/// So many failures of one name are a pattern…
const TIMES: usize = 3;

/// …if they are not older than this.
const WITHIN_MS: i64 = 600_000;

/// So many names fit into an address.
const NAMES: usize = 8;

/// Tasks of one framework and name that failed several times within minutes: something starts them again, and they fail again.
pub(super) fn flapping(replica: &Replica, now_ms: i64) -> Option<Lint> {
    let states: Vec<Symbol> = FAILED
        .into_iter()
        .filter(|state| replica.count(Table::Tasks, tasks::STATE, state) > 0)
        .filter_map(|state| replica.names().find(state))
        .collect();
    if states.is_empty() {
        return None;
    }
    let rows = replica.rows(Table::Tasks);
    let mut failures = BTreeMap::<(Symbol, &str), (usize, i64)>::new();
    for slot in rows.slots().filter(|&slot| states.contains(&rows.symbol(slot, tasks::STATE))) {
        let Some(at) = rows.number(slot, tasks::UPDATED).filter(|at| now_ms - at < WITHIN_MS) else {
            continue;
        };
        let name = rows.text(slot, tasks::NAME);
        if !name.is_empty() {
            let of_name = failures.entry((rows.symbol(slot, tasks::FRAMEWORK_ID), name)).or_insert((0, at));
            *of_name = (of_name.0 + 1, of_name.1.min(at));
        }
    }
    failures.retain(|_, (times, _)| *times >= TIMES);
    let mut worst: Vec<_> = failures.into_iter().collect();
    worst.sort_by_key(|(_, (times, _))| std::cmp::Reverse(*times));
    worst.truncate(NAMES);
    let frameworks: BTreeSet<&str> =
        worst.iter().map(|((framework, _), _)| replica.names().get(*framework)).collect();
    let names: BTreeSet<&str> = worst.iter().map(|((_, name), _)| *name).collect();
    Some(Lint {
        severity: Severity::Warning,
        table: Table::Tasks,
        count: worst.iter().map(|(_, (times, _))| times).sum(),
        what: "failed again and again under the same name",
        since_ms: Some(worst.iter().map(|(_, (_, since))| *since).min()?),
        hint: "what starts them again does not help",
        query: format!(
            "state={} updated<10m framework_id={} name={}",
            FAILED.join(","),
            values(frameworks),
            values(names)
        )
        .into(),
    })
}
