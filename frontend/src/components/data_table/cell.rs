//! What a cell says, taken from the replica.

use cluster_model::replica::Replica;
use cluster_model::rows::Cell;

use super::spec::{ColumnSpec, Look, TableSpec};
use crate::components::quota_bar::QuotaUse;
use crate::components::resource_bar::Shares;
use crate::paths::Form;
use crate::ui::format::{grouped, mebibytes, milli, shorten, span_exact};

/// How many characters of an id are shown.
const CODE: usize = 26;

/// What a cell says. Only the parts that its look needs are set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CellData {
    /// The text shown.
    pub text: String,
    /// The whole text, where what is shown is short of it.
    pub whole: Option<String>,
    /// Where it leads.
    pub href: Option<String>,
    /// The form that it leads to, if it does.
    pub form: Option<Form>,
    /// A moment, in milliseconds since 1970.
    pub at_ms: Option<i64>,
    /// What a bar shows.
    pub shares: Shares,
    /// What a bar of a quota shows.
    pub quota: QuotaUse,
    /// How many are above it in a tree.
    pub depth: u16,
}

impl CellData {
    /// A cell of a row as it is now.
    pub fn of(spec: &TableSpec, column: &ColumnSpec, replica: &Replica, slot: u32) -> Self {
        let text = |text: &str| CellData { text: text.to_owned(), ..CellData::default() };
        let (said, number) = match replica.cell(spec.table, slot, column.column) {
            Cell::Text(text) => (text, None),
            Cell::Number(number) => ("", number),
        };
        let shown = |format: fn(i64) -> String| text(&number.map_or_else(String::new, format));
        match column.look {
            Look::Text => text(said),
            Look::State(_) => text(said),
            Look::Code => coded(said),
            Look::RowLink(else_column) => {
                let named = named(said, replica.text(spec.table, slot, else_column));
                CellData { href: Some((spec.href)(replica, slot)), ..named }
            }
            Look::RowCode => CellData { href: Some((spec.href)(replica, slot)), ..coded(said) },
            Look::Link(href, else_column) => {
                let named = named(said, replica.text(spec.table, slot, else_column));
                CellData { href: href(replica, slot), ..named }
            }
            Look::Count => shown(grouped),
            Look::Milli => shown(milli),
            Look::Size => shown(mebibytes),
            Look::Span => shown(|seconds| span_exact(seconds.saturating_mul(1000))),
            Look::Time | Look::Aged(_) => CellData { at_ms: number, ..CellData::default() },
            Look::Tree(depth) => CellData {
                href: Some((spec.href)(replica, slot)),
                depth: replica
                    .number(spec.table, slot, depth)
                    .and_then(|depth| depth.try_into().ok())
                    .unwrap_or(0),
                ..text(said)
            },
            Look::Quota(_, first) => {
                let quota = QuotaUse::read(|offset| replica.number(spec.table, slot, first + offset));
                CellData { quota, ..CellData::default() }
            }
            Look::Made(make) => make(replica, slot),
            Look::Bar(_, first) => {
                let part = |offset| replica.number(spec.table, slot, first + offset).unwrap_or(0);
                let shares = Shares {
                    allocated: part(1),
                    from_reservation: part(2),
                    offered: part(3),
                    reserved: part(4),
                    free: part(5),
                };
                CellData { shares, ..CellData::default() }
            }
        }
    }
}

/// The name of a thing, or its id where it has none: a link must say something.
fn named(name: &str, id: &str) -> CellData {
    if name.is_empty() { coded(id) } else { CellData { text: name.to_owned(), ..CellData::default() } }
}

fn coded(id: &str) -> CellData {
    let text = shorten(id, CODE).into_owned();
    let whole = (text != id).then(|| id.to_owned());
    CellData { text, whole, ..CellData::default() }
}
