//! A filtered and sorted view of one table, kept while rows change.

mod work;

use work::Work;

use crate::order::Order;
use crate::query::{Matcher, Query};
use crate::replica::{Changes, Replica};
use crate::schema::Table;
use crate::sort::{Sorting, compare};

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
///
/// What is asked for is worked out a little at a time, the first rows first: see [`View::begin`].
///
/// ```
/// use cluster_model::query::Query;
/// use cluster_model::replica::Replica;
/// use cluster_model::schema::Table;
/// use cluster_model::view::{Sort, View};
///
/// let replica = Replica::new();
/// let mut view = View::new(Table::Tasks, Query::parse("", Table::Tasks), Vec::new());
/// view.begin(&replica, Query::parse("nginx", Table::Tasks), Sort::parse("-cpus", Table::Tasks), 0);
/// while view.go_on(&replica, 1000) {
///     // Draw what has been found, if that fills the screen, and let the browser breathe.
/// }
/// assert!(view.is_whole() && view.is_empty());
/// ```
#[derive(Debug, Clone)]
pub struct View {
    table: Table,
    query: Query,
    sorts: Vec<Sort>,
    /// All rows in order: a new filter need not sort them again.
    all: Order,
    /// Those that pass. Not kept where all do.
    passing: Order,
    now_ms: i64,
    /// The columns that decide whether and where a row stands.
    sensitive: u64,
    /// While not all rows are in their places.
    work: Option<Box<Work>>,
    /// They never will be.
    stopped: bool,
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
            passing: Order::new(),
            now_ms: 0,
            sensitive,
            work: None,
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
        self.now_ms = now_ms;
        self.begin_anew(replica);
        self.finish(replica);
    }

    /// Asks for something else, and finds all of it. See [`View::begin`].
    pub fn ask(&mut self, replica: &Replica, query: Query, sorts: Vec<Sort>, now_ms: i64) {
        self.begin(replica, query, sorts, now_ms);
        self.finish(replica);
    }

    /// Asks for something else, which [`View::go_on`] then finds, the first rows first. Must have followed all changes; rows are sorted anew only if
    /// the order asked for is another, and only those that pass now are looked at where no other can.
    pub fn begin(&mut self, replica: &Replica, query: Query, sorts: Vec<Sort>, now_ms: i64) {
        let resort = sorts != self.sorts || self.all.len() != replica.rows(self.table).len();
        let among = !resort && self.is_whole() && !self.query.is_empty() && query.narrows(&self.query);
        let (all, passing) = (std::mem::take(&mut self.all), std::mem::take(&mut self.passing));
        *self = View { all, now_ms, ..View::new(self.table, query, sorts) };
        if resort {
            self.begin_anew(replica);
        } else if !self.query.is_empty() {
            let matcher = Matcher::new(&self.query, now_ms);
            self.work = Some(Box::new(Work::search(matcher, among.then_some(passing))));
        }
    }

    /// Puts all rows in order again from the start, for [`View::go_on`]: what costs less than to follow very many changes, which need not have been
    /// followed.
    pub fn begin_anew(&mut self, replica: &Replica) {
        self.all = Order::new();
        self.passing = Order::new();
        self.stopped = false;
        let matcher = (!self.query.is_empty()).then(|| Matcher::new(&self.query, self.now_ms));
        self.work = Some(Box::new(Work::sort(Sorting::new(replica, self.table, &self.sorts), matcher)));
    }

    /// Whether changes are so many that [`View::begin_anew`] costs less than [`View::update`].
    #[must_use]
    pub fn is_upset_by(&self, changes: &Changes) -> bool {
        changes.reset || changes.slots[self.table.index()].len() > 64 + self.all.len() / 64
    }

    /// Goes on for about as long as it takes to put so many rows in their places. The replica may have moved on since [`View::begin`]: what is found
    /// is right when the view has followed those changes too, after all is found. Answers whether work is left.
    pub fn go_on(&mut self, replica: &Replica, rows: usize) -> bool {
        let Some(work) = &mut self.work else { return false };
        if !work.go_on(replica, &mut self.all, &mut self.passing, rows) {
            self.work = None;
        }
        self.work.is_some()
    }

    /// Whether all rows that pass have been found.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.work.is_none() && !self.stopped
    }

    /// Looks no further, because something else is about to be asked.
    pub fn stop(&mut self) {
        self.stopped |= self.work.take().is_some();
    }

    fn finish(&mut self, replica: &Replica) {
        while self.go_on(replica, usize::MAX) {}
    }

    /// Follows changes. Answers whether rows came, went or moved.
    pub fn update(&mut self, replica: &Replica, changes: &Changes) -> bool {
        if changes.reset {
            self.rebuild(replica, self.now_ms);
            return true;
        }
        self.finish(replica);
        let is_filtered = !self.query.is_empty();
        let rows = replica.rows(self.table);
        let concerned: Vec<u32> = changes.slots[self.table.index()]
            .iter()
            .filter(|(_, mask)| mask & self.sensitive != 0 || *mask == crate::replica::ALL_COLUMNS)
            .map(|(slot, _)| *slot)
            .collect();
        // All of them leave before any comes back: every row still in the order then compares by present cells.
        let mut moved = false;
        for &slot in &concerned {
            let was_shown = self.passing.remove(slot);
            moved |= self.all.remove(slot) && !is_filtered || was_shown;
        }
        for &slot in &concerned {
            if rows.contains(slot) {
                let (table, sorts) = (self.table, &self.sorts);
                self.all.insert(slot, |other| compare(replica, table, sorts, slot, other));
                if is_filtered && self.query.passes(replica, slot, self.now_ms) {
                    self.passing.insert(slot, |other| compare(replica, table, sorts, slot, other));
                    moved = true;
                }
                moved |= !is_filtered;
            }
        }
        moved
    }

    const fn shown(&self) -> &Order {
        if self.query.is_empty() { &self.all } else { &self.passing }
    }

    /// How many rows pass, as far as is known. Where all do that is known before they have their places.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.work {
            Some(work) if self.query.is_empty() => work.sorted(),
            _ => self.shown().len(),
        }
    }

    /// How many of them have their places.
    #[must_use]
    pub const fn placed(&self) -> usize {
        self.shown().len()
    }

    /// Whether none passes, as far as is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The slot of the row at a place.
    #[must_use]
    pub fn slot_at(&self, index: usize) -> Option<u32> {
        self.shown().get(index)
    }

    /// The slots of the rows from a place on.
    pub fn slots_from(&self, index: usize) -> impl Iterator<Item = u32> + '_ {
        self.shown().iter_from(index)
    }

    /// Where a row stands, if it passes.
    #[must_use]
    pub fn index_of(&self, slot: u32) -> Option<usize> {
        self.shown().rank(slot)
    }
}
