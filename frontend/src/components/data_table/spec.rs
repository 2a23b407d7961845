//! What a list shows.

use cluster_model::replica::Replica;
use cluster_model::schema::Table;

use super::cell::CellData;
use crate::components::resource_bar::ResourceKind;
use crate::components::state_chip::StateOf;

/// A list.
#[derive(Debug)]
pub struct TableSpec {
    /// The table of the model.
    pub table: Table,
    /// What it lists, for screen readers and the filter's name: `Tasks`.
    pub label: &'static str,
    /// One of them and many of them: `task`, `tasks`.
    pub nouns: (&'static str, &'static str),
    /// All columns that can be chosen, in order.
    pub columns: &'static [ColumnSpec],
    /// The keys of the columns shown at first.
    pub shown: &'static [&'static str],
    /// The keys of those shown at first on a narrow screen.
    pub narrow: &'static [&'static str],
    /// The order at first, as a URL says it: `-cpus,name`.
    pub order: &'static str,
    /// The page of a row.
    pub href: fn(&Replica, u32) -> String,
    /// What is said when there are no rows at all.
    pub empty: &'static str,
}

/// A column of a list.
#[derive(Debug)]
pub struct ColumnSpec {
    /// What a URL calls it; mostly the key of the model's column.
    pub key: &'static str,
    /// What its head says.
    pub title: &'static str,
    /// The model's column it shows and is sorted by.
    pub column: usize,
    /// How its cells look.
    pub look: Look,
    /// Its least width in pixels, and its share of what is left over.
    pub width: (u32, u32),
}

/// How a cell looks.
#[derive(Debug, Clone, Copy)]
pub enum Look {
    /// Text in the text's face.
    Text,
    /// An id or an address, shortened in the middle.
    Code,
    /// The row's name, a link to its page; where it has none, what this column says.
    RowLink(usize),
    /// The row's id, a link to its page, shortened in the middle.
    RowCode,
    /// Text that links to another thing's page, where there is one; where the thing has no name, what this column says.
    Link(fn(&Replica, u32) -> Option<String>, usize),
    /// A state.
    State(StateOf),
    /// A whole number.
    Count,
    /// A quantity in thousandths, without a unit.
    Milli,
    /// A quantity of memory or disk.
    Size,
    /// A moment, as how long ago it was.
    Time,
    /// A span in seconds.
    Span,
    /// A moment, as how long ago it was, marked when that is longer than so many milliseconds.
    Aged(i64),
    /// The row's name in a tree, a link to its page, indented by what this column counts. Folds where the page has
    /// [`super::Folds`].
    Tree(usize),
    /// What counts against a quota, its guarantee and its limit; the column is the first of the three.
    Quota(ResourceKind, usize),
    /// Whatever the function makes of the row.
    Made(fn(&Replica, u32) -> CellData),
    /// A resource bar; the column is the first of the resource's six.
    Bar(ResourceKind, usize),
}

impl ColumnSpec {
    /// A column: what a URL calls it, its head, the model's column, its look, its least width and its share of what is left over.
    #[must_use]
    pub const fn new(
        key: &'static str,
        title: &'static str,
        column: usize,
        look: Look,
        width: (u32, u32),
    ) -> Self {
        Self { key, title, column, look, width }
    }
}

impl Look {
    /// Whether its cells are numbers, which stand at the right.
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(self, Look::Count | Look::Milli | Look::Size | Look::Time | Look::Span | Look::Aged(_))
    }

    /// Whether its cells have more to them than a text or a bar, and are drawn by signals.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Look::Tree(_) | Look::Quota(..) | Look::Made(_))
    }
}

impl TableSpec {
    /// The indexes of the columns of these keys, in the order of the list; unknown ones are left out.
    #[must_use]
    pub fn indexes<'a>(&self, keys: impl Iterator<Item = &'a str>) -> Vec<usize> {
        let keys: Vec<&str> = keys.collect();
        (0..self.columns.len()).filter(|&at| keys.contains(&self.columns[at].key)).collect()
    }
}
