//! The rows of frameworks.

use super::cells::{cells, text};
use super::owners::Owners;
use super::sums::OfFramework;
use super::{Reach, Source};
use crate::fold::store::{Draft, Store, Value};
use crate::schema::Table;
use crate::schema::frameworks as column;

/// Writes the rows of frameworks of which something changed.
pub(super) fn show(
    store: &mut Store,
    frameworks: &mut Owners<OfFramework>,
    reach: &Reach,
    source: &dyn Source,
) {
    frameworks.show(store, |slot, sum| draft(reach, source, slot, sum));
}

fn draft<'a>(
    reach: &Reach,
    source: &'a dyn Source,
    slot: u32,
    sum: Option<&OfFramework>,
) -> Option<Draft<'a>> {
    let roles = reach.among(text(source, Table::Frameworks, slot, column::ROLES));
    if roles.is_empty() && sum.is_none() {
        return None;
    }
    let sum = sum.copied().unwrap_or_default();
    let mut draft = cells(source, Table::Frameworks, slot);
    let mut set = |column: usize, value: Value<'a>| draft[column] = (column, value);
    set(column::ROLES, roles.into());
    sum.counts.cells().into_iter().for_each(|(column, value)| set(column, value));
    for (at, allocated) in sum.allocated.into_iter().enumerate() {
        set(column::CPUS + at, allocated.into());
    }
    set(column::CPUS_OFFERED, sum.offered[0].into());
    set(column::MEM_OFFERED, sum.offered[1].into());
    set(column::OFFERS, sum.offers.into());
    Some(draft)
}
