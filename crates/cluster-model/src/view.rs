//! A filtered and sorted view of one table, kept while rows change.

use crate::order::Order;
use crate::query::{Matcher, Query};
use crate::replica::{Changes, Replica};
use crate::schema::Table;
use crate::sort::{compare, sort};

/// One column to sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The column.
    pub column: usize,
    /// Largest first.
    pub descending: bool,
}

impl Sort {
    /// Turns an ordering round when sorting downwards.
    pub(crate) fn turn(self, ordering: std::cmp::Ordering) -> std::cmp::Ordering {
        if self.descending { ordering.reverse() } else { ordering }
    }

    /// Reads what a URL says: `-cpus,name`. Unknown columns are left out.
    #[must_use]
    pub fn parse(text: &str, table: Table) -> Vec<Sort> {
        text.split(',')
            .filter_map(|key| {
                let (key, descending) = key.strip_prefix('-').map_or((key, false), |key| (key, true));
                Some(Sort { column: table.column(key)?, descending })
            })
            .collect()
    }

    /// What a URL says.
    #[must_use]
    pub fn print(sorts: &[Sort], table: Table) -> String {
        let keys: Vec<String> = sorts
            .iter()
            .map(|sort| {
                format!("{}{}", if sort.descending { "-" } else { "" }, table.columns()[sort.column].key)
            })
            .collect();
        keys.join(",")
    }
}

/// The rows of a table that pass a query, in order.
#[derive(Debug, Clone)]
pub struct View {
    table: Table,
    query: Query,
    sorts: Vec<Sort>,
    /// All rows in order: a new filter need not sort them again.
    all: Order,
    /// Those that pass.
    order: Order,
    now_ms: i64,
    /// The columns that decide whether and where a row stands.
    sensitive: u64,
}

impl View {
    /// A view that has seen no rows yet.
    #[must_use]
    pub fn new(table: Table, query: Query, sorts: Vec<Sort>) -> Self {
        let sensitive = sorts.iter().fold(query.columns(), |mask, sort| mask | 1 << sort.column);
        View { table, query, sorts, all: Order::new(), order: Order::new(), now_ms: 0, sensitive }
    }

    /// The table it shows.
    #[must_use]
    pub const fn table(&self) -> Table {
        self.table
    }

    /// What a row must pass.
    #[must_use]
    pub const fn query(&self) -> &Query {
        &self.query
    }

    /// What it is sorted by.
    #[must_use]
    pub fn sorts(&self) -> &[Sort] {
        &self.sorts
    }

    /// Builds it from all rows. `now_ms` is what ages in the query are measured from.
    pub fn rebuild(&mut self, replica: &Replica, now_ms: i64) {
        let slots = replica.rows(self.table).slots().collect();
        self.all = Order::from_sorted(&sort(replica, self.table, &self.sorts, slots));
        self.select(replica, now_ms, None);
    }

    /// Asks for something else. Must have followed all changes; rows are sorted anew only if the order asked for is another, and
    /// only those that pass now are looked at where no other can.
    pub fn ask(&mut self, replica: &Replica, query: Query, sorts: Vec<Sort>, now_ms: i64) {
        let resort = sorts != self.sorts || self.all.len() != replica.rows(self.table).len();
        let narrows = !resort && query.narrows(&self.query);
        let (all, order) = (std::mem::take(&mut self.all), std::mem::take(&mut self.order));
        *self = View { all, ..View::new(self.table, query, sorts) };
        if resort {
            self.rebuild(replica, now_ms);
        } else {
            self.select(replica, now_ms, narrows.then_some(order));
        }
    }

    /// Takes those that pass out of all rows, or out of these.
    fn select(&mut self, replica: &Replica, now_ms: i64, among: Option<Order>) {
        self.now_ms = now_ms;
        if self.query.is_empty() {
            self.order = self.all.clone();
            return;
        }
        let mut matcher = Matcher::new(&self.query, now_ms);
        let among = among.as_ref().unwrap_or(&self.all);
        let passing: Vec<u32> = among.iter_from(0).filter(|&slot| matcher.passes(replica, slot)).collect();
        self.order = Order::from_sorted(&passing);
    }

    /// Follows changes. Answers whether rows came, went or moved.
    pub fn update(&mut self, replica: &Replica, changes: &Changes) -> bool {
        if changes.reset {
            self.rebuild(replica, self.now_ms);
            return true;
        }
        let rows = replica.rows(self.table);
        let concerned: Vec<u32> = changes.slots[self.table.index()]
            .iter()
            .filter(|(_, mask)| mask & self.sensitive != 0 || *mask == crate::replica::ALL_COLUMNS)
            .map(|(slot, _)| *slot)
            .collect();
        // All of them leave before any comes back: every row still in the order then compares by present cells.
        let mut moved = false;
        for &slot in &concerned {
            moved |= self.order.remove(slot);
            self.all.remove(slot);
        }
        let mut matcher = Matcher::new(&self.query, self.now_ms);
        for &slot in &concerned {
            if rows.contains(slot) {
                let (table, sorts) = (self.table, &self.sorts);
                self.all.insert(slot, |other| compare(replica, table, sorts, slot, other));
                if matcher.passes(replica, slot) {
                    self.order.insert(slot, |other| compare(replica, table, sorts, slot, other));
                    moved = true;
                }
            }
        }
        moved
    }

    /// How many rows pass.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether none passes.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The slot of the row at a place.
    #[must_use]
    pub fn slot_at(&self, index: usize) -> Option<u32> {
        self.order.get(index)
    }

    /// The slots of the rows from a place on.
    pub fn slots_from(&self, index: usize) -> impl Iterator<Item = u32> + '_ {
        self.order.iter_from(index)
    }

    /// Where a row stands, if it passes.
    #[must_use]
    pub fn index_of(&self, slot: u32) -> Option<usize> {
        self.order.rank(slot)
    }
}
