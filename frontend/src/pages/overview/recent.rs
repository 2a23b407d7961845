//! What ended lately, as far as the master remembers.

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, tasks};

use crate::components::state_chip::StateOf;
use crate::ui::chip::Tone;

/// How far back "lately" reaches.
pub const LATELY_MS: i64 = 60_000;

/// How tasks ended whose last status is of the last minute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// As somebody wished: finished, killed.
    pub well: usize,
    /// Otherwise: failed, lost, dropped, gone.
    pub badly: usize,
}

/// Counts the tasks that ended in the minute before `now_ms`.
pub fn ended_lately(replica: &Replica, now_ms: i64) -> Ended {
    let rows = replica.rows(Table::Tasks);
    let names = replica.names();
    let mut ended = Ended::default();
    let Some(completed) = names.find(tasks::COMPLETED) else { return ended };
    for slot in rows.slots() {
        if rows.symbol(slot, tasks::LIST) != completed {
            continue;
        }
        let is_late = rows.number(slot, tasks::UPDATED).is_some_and(|at| at > now_ms - LATELY_MS);
        if is_late {
            match StateOf::Task.tone(names.get(rows.symbol(slot, tasks::STATE))) {
                Tone::Bad => ended.badly += 1,
                _ => ended.well += 1,
            }
        }
    }
    ended
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ended_in_an_empty_cluster() {
        assert_eq!(ended_lately(&Replica::new(), 0), Ended::default());
    }
}
