//! Rows of the whole model, as they are copied and put in order.

use std::cmp::Ordering;

use super::Source;
use crate::fold::store::Draft;
use crate::rows::Cell;
use crate::schema::Table;

/// All cells of a row, each at its column's place.
pub(super) fn cells(source: &dyn Source, table: Table, slot: u32) -> Draft<'_> {
    let (rows, names) = (source.rows(table), source.names());
    let columns = 0..table.columns().len();
    columns
        .map(|column| match rows.cell(names, slot, column) {
            Cell::Text(text) => (column, text.into()),
            Cell::Number(number) => (column, number.into()),
        })
        .collect()
}

/// The text of a cell of a row that is there.
pub(super) fn text(source: &dyn Source, table: Table, slot: u32, column: usize) -> &str {
    match source.rows(table).cell(source.names(), slot, column) {
        Cell::Text(text) => text,
        Cell::Number(_) => "",
    }
}

/// The order of two rows by their content, the first column first.
pub(super) fn compare(source: &dyn Source, table: Table, a: u32, b: u32) -> Ordering {
    let (rows, names) = (source.rows(table), source.names());
    let mut columns = 0..table.columns().len();
    let unequal = columns.find_map(|column| {
        let order = match (rows.cell(names, a, column), rows.cell(names, b, column)) {
            (Cell::Number(a), Cell::Number(b)) => a.cmp(&b),
            (Cell::Text(a), Cell::Text(b)) => a.cmp(b),
            _ => Ordering::Equal,
        };
        order.is_ne().then_some(order)
    });
    unequal.unwrap_or(Ordering::Equal)
}
