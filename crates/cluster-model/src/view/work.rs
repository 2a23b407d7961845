//! What is left to be done until a view shows what was asked.

use crate::order::Order;
use crate::query::Matcher;
use crate::replica::Replica;
use crate::sort::Sorting;

/// So many rows in front are looked at one by one: where many pass, the screen is full then. Where few do, all rows are cheaper looked at column
/// by column.
const PROBE: usize = 1024;
/// Slots looked at column by column cost about this part of rows put in their places; what is known of a row already, much less than that too.
const CHEAPER: usize = 16;

/// Sorts rows, and finds those that pass.
#[derive(Debug, Clone)]
pub(super) struct Work {
    /// Until all rows are in order.
    sorting: Option<Sorting>,
    search: Option<Search>,
}

/// How far rows have been looked at.
#[derive(Debug, Clone)]
struct Search {
    matcher: Matcher,
    /// Where the replica was when the matcher last saw it.
    revision: u64,
    /// Those that can pass, in order; all rows if `None`.
    among: Option<Order>,
    /// How many of them have been looked at and put in their places.
    next: usize,
    /// Which slots hold rows that pass, a bit each, as far as columns have been looked through.
    found: Vec<u64>,
    is_scanned: bool,
}

impl Work {
    /// Sorts all rows; finds those that pass, if not all do.
    pub fn sort(sorting: Sorting, matcher: Option<Matcher>) -> Self {
        Work { sorting: Some(sorting), search: matcher.map(|matcher| Search::new(matcher, None)) }
    }

    /// Finds those that pass among rows that are in order: all, or these.
    pub fn search(matcher: Matcher, among: Option<Order>) -> Self {
        Work { sorting: None, search: Some(Search::new(matcher, among)) }
    }

    /// How many rows are being put in order, or none if they are.
    pub fn sorted(&self) -> usize {
        self.sorting.as_ref().map_or(0, Sorting::len)
    }

    /// Does a part of it. Answers whether more is left.
    pub fn go_on(&mut self, replica: &Replica, all: &mut Order, passing: &mut Order, rows: usize) -> bool {
        let Some(search) = &mut self.search else { return self.sort_on(replica, all, rows) };
        search.notice(replica);
        if let Some(among) = search.among.take() {
            search.one_by_one(replica, &among, passing, rows);
            let is_left = search.next < among.len();
            search.among = Some(among);
            return is_left;
        }
        if self.sorting.is_some() && all.len() < PROBE {
            self.sort_on(replica, all, rows.min(PROBE));
        } else if search.next < PROBE.min(all.len()) {
            let rows = rows.min(PROBE - search.next);
            search.one_by_one(replica, all, passing, rows);
        } else if !search.is_scanned {
            search.scan(replica, rows);
        } else if self.sorting.is_some() {
            self.sort_on(replica, all, rows);
        } else {
            search.collect(all, passing, rows);
        }
        self.sorting.is_some() || self.search.as_ref().is_some_and(|search| search.next < all.len())
    }

    fn sort_on(&mut self, replica: &Replica, all: &mut Order, rows: usize) -> bool {
        let Some(sorting) = &mut self.sorting else { return false };
        if !sorting.go_on(replica, rows, |slot| all.push(slot)) {
            self.sorting = None;
        }
        self.sorting.is_some()
    }
}

impl Search {
    fn new(matcher: Matcher, among: Option<Order>) -> Self {
        Search { matcher, revision: 0, among, next: 0, found: Vec::new(), is_scanned: false }
    }

    /// Symbols may stand for other names than before.
    fn notice(&mut self, replica: &Replica) {
        if self.revision != replica.revision() {
            self.revision = replica.revision();
            self.matcher.forget();
        }
    }

    fn one_by_one(&mut self, replica: &Replica, among: &Order, passing: &mut Order, rows: usize) {
        let before = self.next;
        for slot in among.iter_from(before).take(rows) {
            self.next += 1;
            if self.matcher.passes(replica, slot) {
                passing.push(slot);
            }
        }
    }

    fn scan(&mut self, replica: &Replica, rows: usize) {
        let end = replica.rows(self.matcher.table()).end() as usize / 64;
        let begin = self.found.len();
        let part = begin..end.min(begin.saturating_add(rows.saturating_mul(CHEAPER).div_ceil(64)));
        self.is_scanned = part.end >= end;
        if !part.is_empty() {
            self.found.extend(self.matcher.scan(replica, part));
        }
    }

    fn collect(&mut self, all: &Order, passing: &mut Order, rows: usize) {
        let rows = rows.saturating_mul(CHEAPER);
        let before = self.next;
        for slot in all.iter_from(before).take(rows) {
            self.next += 1;
            if self.found.get(slot as usize / 64).is_some_and(|word| word >> (slot % 64) & 1 == 1) {
                passing.push(slot);
            }
        }
    }
}
