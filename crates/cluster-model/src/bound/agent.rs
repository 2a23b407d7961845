//! The rows of agents.

use super::Source;
use super::cells::{cells, text};
use super::owners::Owners;
use super::sums::OnAgent;
use crate::fold::store::{Draft, Store, Value};
use crate::schema::Table;
use crate::schema::agents as column;
use crate::schema::agents::state;

/// Writes the rows of agents on which something changed.
pub(super) fn show(store: &mut Store, agents: &mut Owners<OnAgent>, source: &dyn Source) {
    agents.show(store, |slot, sum| sum.map(|sum| draft(source, slot, sum)));
}

/// The state of an agent of which only this is seen: that a drain ends shows that nobody is left.
pub(super) fn state_of(whole: &str, active_tasks: i64) -> &str {
    match (whole, active_tasks) {
        (state::DRAINING | state::DRAINED, 0) => state::DRAINED,
        (state::DRAINING | state::DRAINED, _) => state::DRAINING,
        _ => whole,
    }
}

fn draft<'a>(source: &'a dyn Source, slot: u32, sum: &OnAgent) -> Draft<'a> {
    let mut draft = cells(source, Table::Agents, slot);
    let mut set = |column: usize, value: Value<'a>| draft[column] = (column, value);
    let whole = text(source, Table::Agents, slot, column::STATE);
    let state = state_of(whole, sum.tasks);
    set(column::STATE, state.into());
    if state == state::DRAINING || state == state::DRAINED {
        // It is the moment when the last task of anybody ended.
        set(column::SINCE, Value::None);
    }
    set(column::TASKS, sum.tasks.into());
    // An agent that is not listed has no figures.
    let is_listed = source.rows(Table::Agents).number(slot, column::CPUS_TOTAL).is_some();
    for (at, (_, first)) in column::RESOURCES.into_iter().enumerate() {
        let figures = if is_listed { bar(sum, at) } else { [None; 6] };
        for (offset, figure) in figures.into_iter().enumerate() {
            set(first + offset, figure.into());
        }
    }
    draft
}

/// The six figures of a resource, in the order of [`column::RESOURCES`].
fn bar(sum: &OnAgent, at: usize) -> [Option<i64>; 6] {
    let (from_reservation, offered) = (sum.from_reservation[at], sum.offered[at]);
    let allocated = (sum.allocated[at] - from_reservation).max(0);
    // An agent's reserved resources are offered before others are.
    let idle = (sum.reserved[at] - from_reservation - offered).max(0);
    let total = allocated + from_reservation + offered + idle;
    [Some(total), Some(allocated), Some(from_reservation), Some(offered), Some(idle), None]
}
