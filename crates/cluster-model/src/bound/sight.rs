//! Which rows are seen, and what of them.

use super::cells::{cells, text};
use super::links::Links;
use super::{Reach, Source};
use crate::fold::store::{Draft, Value};
use crate::schema::{Table, executors, offers, operations, reservations, roles, tasks, volumes};

/// Whether a row is there and seen.
pub(super) fn sees(reach: &Reach, links: &Links, source: &dyn Source, table: Table, slot: u32) -> bool {
    if !source.rows(table).contains(slot) {
        return false;
    }
    let says = |column| text(source, table, slot, column);
    match table {
        Table::Tasks => reach.contains(says(tasks::ROLE)),
        Table::Executors => match says(executors::ROLE) {
            "" => links.crew_of(source, slot).all > 0,
            role => reach.contains(role),
        },
        Table::Offers => match says(offers::KIND) {
            offers::INVERSE => links.is_at_work(source, slot),
            _ => reach.contains(says(offers::ROLE)),
        },
        Table::Operations => reach.contains_all(says(operations::ROLE)),
        Table::Reservations => reach.contains(says(reservations::ROLE)),
        Table::Volumes => reach.contains(says(volumes::ROLE)),
        Table::Roles => reach.contains(says(roles::NAME)),
        // What they are is made of what they have: see their own modules.
        Table::Frameworks | Table::Agents => false,
    }
}

/// What is seen of a row that is.
pub(super) fn reduced<'a>(
    reach: &Reach,
    links: &Links,
    source: &'a dyn Source,
    table: Table,
    slot: u32,
) -> Draft<'a> {
    let mut draft = cells(source, table, slot);
    let mut set = |column: usize, value: Value<'a>| draft[column] = (column, value);
    let says = |column| text(source, table, slot, column);
    match table {
        Table::Executors => set(executors::TASKS, links.crew_of(source, slot).active.into()),
        Table::Offers if says(offers::KIND) == offers::INVERSE => {
            // They may be of all its framework's roles.
            (offers::CPUS..=offers::GPUS).for_each(|column| set(column, Value::None));
            set(offers::PORTS, Value::None);
        }
        Table::Volumes => {
            set(volumes::ALLOCATED_TO, reach.among(says(volumes::ALLOCATED_TO)).into());
            let users = volumes::users(says(volumes::USED_BY));
            let seen = users.filter(|user| links.sees_task(user.framework_id, user.task_id));
            set(volumes::USED_BY, volumes::used_by(seen).into());
        }
        _ => {}
    }
    draft
}
