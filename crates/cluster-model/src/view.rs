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
    /// While not all rows have been looked at.
    search: Option<Box<Search>>,
    /// They never will be.
    stopped: bool,
}

/// How far the rows have been looked at.
#[derive(Debug, Clone)]
struct Search {
    /// Those that can pass; all rows if `None`.
    among: Option<Order>,
    next: usize,
    matcher: Matcher,
    /// Where the replica was when the matcher last saw it.
    revision: u64,
}

impl View {
    /// A view that has seen no rows yet.
    #[must_use]
    pub fn new(table: Table, query: Query, sorts: Vec<Sort>) -> Self {
        let sensitive = sorts.iter().fold(query.columns(), |mask, sort| mask | 1 << sort.column);
        View {
            table,
            query,
            sorts,
            all: Order::new(),
            order: Order::new(),
            now_ms: 0,
            sensitive,
            search: None,
            stopped: false,
        }
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
        self.stopped = false;
        self.search(now_ms, None);
        self.finish(replica);
    }

    /// Asks for something else, and finds all of it. See [`View::begin`].
    pub fn ask(&mut self, replica: &Replica, query: Query, sorts: Vec<Sort>, now_ms: i64) {
        self.begin(replica, query, sorts, now_ms);
        self.finish(replica);
    }

    /// Asks for something else, of which [`View::go_on`] then finds row after row. Must have followed all changes; rows are sorted
    /// anew only if the order asked for is another, and only those that pass now are looked at where no other can.
    pub fn begin(&mut self, replica: &Replica, query: Query, sorts: Vec<Sort>, now_ms: i64) {
        let resort = sorts != self.sorts || self.all.len() != replica.rows(self.table).len();
        let narrows = !resort && self.is_whole() && query.narrows(&self.query);
        let (all, order) = (std::mem::take(&mut self.all), std::mem::take(&mut self.order));
        *self = View { all, ..View::new(self.table, query, sorts) };
        if resort {
            let slots = replica.rows(self.table).slots().collect();
            self.all = Order::from_sorted(&sort(replica, self.table, &self.sorts, slots));
        }
        self.search(now_ms, narrows.then_some(order));
    }

    /// Looks at so many more rows. The replica may have moved on since the search began: the rows found are right when the view has
    /// followed those changes too, after the search. Answers whether rows are left to be looked at.
    pub fn go_on(&mut self, replica: &Replica, rows: usize) -> bool {
        let Some(mut search) = self.search.take() else { return false };
        if search.revision != replica.revision() {
            search.revision = replica.revision();
            search.matcher.forget();
        }
        let among = search.among.as_ref().unwrap_or(&self.all);
        for slot in among.iter_from(search.next).take(rows) {
            if search.matcher.passes(replica, slot) {
                self.order.push(slot);
            }
        }
        search.next += rows;
        if search.next < among.len() {
            self.search = Some(search);
        }
        self.search.is_some()
    }

    /// Whether all rows that pass have been found.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.search.is_none() && !self.stopped
    }

    /// Looks no further, because something else is about to be asked.
    pub fn stop(&mut self) {
        self.stopped |= self.search.take().is_some();
    }

    fn finish(&mut self, replica: &Replica) {
        self.go_on(replica, usize::MAX / 2);
    }

    /// Prepares to take those that pass out of all rows, or out of these.
    fn search(&mut self, now_ms: i64, among: Option<Order>) {
        self.now_ms = now_ms;
        if self.query.is_empty() {
            self.order = self.all.clone();
            self.search = None;
            return;
        }
        let matcher = Matcher::new(&self.query, now_ms);
        self.order = Order::new();
        self.search = Some(Box::new(Search { among, next: 0, matcher, revision: 0 }));
    }

    /// Follows changes. Answers whether rows came, went or moved.
    pub fn update(&mut self, replica: &Replica, changes: &Changes) -> bool {
        if changes.reset {
            self.rebuild(replica, self.now_ms);
            return true;
        }
        self.finish(replica);
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

    /// How many rows pass, as far as they have been found.
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
