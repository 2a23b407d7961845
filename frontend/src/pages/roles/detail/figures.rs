//! What a role holds of each resource, and its quota of it.

use cluster_model::schema::Table;
use cluster_model::schema::roles::{self, figure};
use leptos::prelude::*;

use crate::components::listing::{Cells, ColumnHead, number, words};
use crate::components::quota_bar::QuotaUse;
use crate::components::resource_bar::ResourceKind;
use crate::components::shown::Shown;
use crate::live::Row;

/// The heads of the table.
pub static HEADS: &[ColumnHead] = &[
    words("Resource"),
    number("Allocated"),
    number("Offered"),
    number("Reserved"),
    words("Quota"),
    number("Consumed"),
    number("Guarantee"),
    number("Limit"),
    number("Headroom"),
];

/// A row for each kind of resource that it has anything of.
pub fn rows(row: Row) -> Signal<Vec<Cells>> {
    let rows = Memo::new(move |_| {
        let read = row.read(|replica, slot| {
            let cells = |kind| cells(kind, |at| replica.number(Table::Roles, slot, first(kind) + at));
            ResourceKind::ALL.into_iter().filter_map(cells).collect::<Vec<_>>()
        });
        read.unwrap_or_default()
    });
    rows.into()
}

fn first(kind: ResourceKind) -> usize {
    roles::RESOURCES.iter().find(|(name, _)| *name == kind.name()).map_or(0, |(_, first)| *first)
}

fn cells(kind: ResourceKind, read: impl Fn(usize) -> Option<i64>) -> Option<Cells> {
    let quota = QuotaUse::read(|offset| read(figure::CONSUMED + offset));
    let held = [figure::ALLOCATED, figure::OFFERED, figure::RESERVED, figure::CONSUMED]
        .map(|at| read(at).unwrap_or(0));
    if held == [0; 4] && !quota.is_set() {
        return None;
    }
    let or = |amount: Option<i64>, otherwise: &str| {
        amount.map_or_else(|| Shown::Text(otherwise.to_owned()), |amount| Shown::Amount(kind, amount))
    };
    let [allocated, offered, reserved, consumed] = held.map(|amount| Shown::Amount(kind, amount));
    let bar =
        if quota.is_set() { Shown::Quota(kind, quota) } else { Shown::Text("none of its own".to_owned()) };
    let mut cells = vec![Shown::Text(kind.name().to_owned()), allocated, offered, reserved, bar, consumed];
    cells.extend([or(quota.guarantee, "none"), or(quota.limit, "none"), or(quota.headroom(), "no limit")]);
    Some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_a_cell_for_each_head() {
        let read = |at| (at != figure::LIMIT).then_some(at as i64 * 1_000);
        let cells = cells(ResourceKind::Cpus, read).expect("it holds something");
        assert_eq!(cells.len(), HEADS.len());
        assert_eq!(cells[5], Shown::Amount(ResourceKind::Cpus, 3_000));
        assert_eq!(cells[7..], [Shown::Text("none".into()), Shown::Text("no limit".into())]);
        assert_eq!(super::cells(ResourceKind::Gpus, |_| None), None);
    }
}
