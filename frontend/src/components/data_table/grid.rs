//! A table's state: what is asked of it, the view that answers, and where the reader is in it.

use cluster_model::query::{Problem, Query};
use cluster_model::replica::{Changes, Replica};
use cluster_model::schema::Table;
use cluster_model::view::{Sort, View};
use leptos::html::Div;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::address::Address;
use super::spec::TableSpec;
use super::window;
use crate::live::{Live, use_live};
use crate::paths;
use crate::ui::unique::unique_id;

/// The rows hold still for this long after the pointer last moved over them.
const HOLD_MS: i64 = 4_000;
/// How long the rows are looked through at a time for those that pass a new filter.
const SEARCH_MS: f64 = 8.0;
/// How many rows are looked at between two looks at the clock.
const SEARCH_ROWS: usize = 1024;
/// Typing goes into the URL when it pauses for this long.
const URL_MS: u64 = 300;
/// Below this width a list shows its few narrow columns.
const NARROW_PX: f64 = 760.0;

/// A table's state. Copies are the same table.
#[derive(Clone, Copy)]
pub struct Grid {
    spec: &'static TableSpec,
    live: Live,
    id: StoredValue<String>,
    fixed: Signal<String>,
    address: RwSignal<Address>,
    view: StoredValue<View, LocalStorage>,
    /// Changes that wait until the rows need not hold still.
    waiting: StoredValue<Changes, LocalStorage>,
    hold_until: StoredValue<i64>,
    held: RwSignal<bool>,
    length: RwSignal<usize>,
    /// While the rows that pass a new filter are looked for.
    searching: RwSignal<bool>,
    /// The next slice of the search is due.
    search_due: StoredValue<bool>,
    /// Rises when any row may look different.
    drawn: RwSignal<u64>,
    scroll_top: RwSignal<f64>,
    height: RwSignal<f64>,
    narrow: RwSignal<bool>,
    cursor: RwSignal<Option<u32>>,
}

impl Grid {
    /// A table that follows the cluster and the URL.
    pub fn new(spec: &'static TableSpec, fixed: Signal<String>) -> Self {
        let location = use_location();
        let read = move |search: &str| Address::read(&paths::Query::parse(search), spec);
        let address = RwSignal::new(location.search.with_untracked(|search| read(search)));
        let grid = Grid {
            spec,
            live: use_live(),
            id: StoredValue::new(unique_id("grid")),
            fixed,
            address,
            view: StoredValue::new_local(View::new(spec.table, Query::parse("", spec.table), Vec::new())),
            waiting: StoredValue::new_local(Changes::default()),
            hold_until: StoredValue::new(0),
            held: RwSignal::new(false),
            length: RwSignal::new(0),
            searching: RwSignal::new(false),
            search_due: StoredValue::new(false),
            drawn: RwSignal::new(0),
            scroll_top: RwSignal::new(0.0),
            height: RwSignal::new(window_height()),
            narrow: RwSignal::new(window_width() < NARROW_PX),
            cursor: RwSignal::new(None),
        };
        // Back, forward and links to this list with another filter.
        Effect::watch(
            move || location.search.get(),
            move |search, _, _| {
                let told = read(search);
                if address.with_untracked(|address| *address != told) {
                    address.set(told);
                }
            },
            false,
        );
        grid.follow_address();
        grid.write_address();
        grid.live.on_change(move |replica, changes| grid.changed(replica, changes));
        grid
    }

    /// Filters and sorts anew when the reader asks for it.
    fn follow_address(self) {
        let asked =
            Memo::new(move |_| self.address.with(|address| (address.filter.clone(), address.order.clone())));
        Effect::new(move || {
            let (filter, order) = asked.get();
            let source = self.fixed.with(|fixed| format!("{fixed} {filter}"));
            let query = Query::parse(source.trim_start(), self.table());
            let order = if order.is_empty() { Sort::parse(self.spec.order, self.table()) } else { order };
            let now_ms = js_sys::Date::now() as i64;
            self.view.update_value(View::stop);
            self.live.read(|replica| {
                self.catch_up(replica);
                self.view.update_value(|view| view.begin(replica, query, order, now_ms));
            });
            self.search();
        });
    }

    /// Looks for rows that pass, for as long as a frame of the screen allows; what is left waits for the next turn. What is drawn stays
    /// until the rows in sight are found, or all are.
    fn search(self) {
        let began = js_sys::Date::now();
        let found = self.live.read(|replica| {
            self.view.try_update_value(|view| {
                while view.go_on(replica, SEARCH_ROWS) && js_sys::Date::now() - began < SEARCH_MS {}
                (view.len(), view.is_whole())
            })
        });
        // The table may be gone by now.
        let Some((found, is_whole)) = found else { return };
        self.searching.maybe_update(|searching| std::mem::replace(searching, !is_whole) == is_whole);
        if is_whole {
            if self.holds() {
                self.redraw();
            } else {
                self.live.read(|replica| self.catch_up(replica));
            }
            return;
        }
        let in_sight = window::pool(self.height.get_untracked());
        if found >= window::first(self.scroll_top.get_untracked(), found, in_sight) + in_sight {
            self.redraw();
        }
        let is_due = self.search_due.try_update_value(|due| std::mem::replace(due, true));
        if is_due == Some(false) {
            let go_on = move || {
                if self.search_due.try_update_value(std::mem::take) == Some(true)
                    && self.searching.get_untracked()
                {
                    self.search();
                }
            };
            set_timeout(go_on, std::time::Duration::ZERO);
        }
    }

    /// Whether rows that pass are still looked for.
    pub fn is_searching(self) -> bool {
        self.searching.get()
    }

    /// Keeps the URL true, without a step in the history for each letter.
    fn write_address(self) {
        let (location, navigate) = (use_location(), use_navigate());
        let write = debounce(std::time::Duration::from_millis(URL_MS), move |(): ()| {
            let Some(address) = self.address.try_get_untracked() else { return };
            let search = location.search.get_untracked();
            let query = address.write(paths::Query::parse(&search), self.spec);
            if query != paths::Query::parse(&search) {
                let href = location.pathname.get_untracked() + &query.to_suffix();
                let options = NavigateOptions {
                    resolve: false,
                    replace: true,
                    scroll: false,
                    ..NavigateOptions::default()
                };
                navigate(&href, options);
            }
        });
        let write = StoredValue::new_local(write);
        Effect::watch(
            move || self.address.get(),
            move |_, _, _| write.update_value(|write| write(())),
            false,
        );
    }

    fn changed(self, replica: &Replica, changes: &Changes) {
        if changes.reset {
            self.waiting.set_value(Changes::default());
            self.cursor.set(None);
        }
        if !changes.reset && changes.slots[self.table().index()].is_empty() {
            return;
        }
        if self.searching.get_untracked() && !changes.reset {
            // Found rows change places only when all are found.
            self.waiting.update_value(|waiting| waiting.merge(changes.clone()));
        } else if self.holds() && !changes.reset {
            let changes = changes.clone();
            self.waiting.update_value(|waiting| waiting.merge(changes));
            self.held.maybe_update(|held| !std::mem::replace(held, true));
            // What the held rows say goes on; only their places stay.
            self.drawn.update(|drawn| *drawn += 1);
        } else {
            self.waiting.update_value(|waiting| waiting.merge(changes.clone()));
            self.catch_up(replica);
        }
    }

    fn catch_up(self, replica: &Replica) {
        let waiting = self.waiting.try_update_value(std::mem::take).unwrap_or_default();
        if !waiting.is_empty() {
            self.view.update_value(|view| {
                view.update(replica, &waiting);
            });
        }
        self.held.maybe_update(|held| std::mem::replace(held, false));
        self.redraw();
    }

    fn redraw(self) {
        let length = self.view.with_value(View::len);
        if self.length.get_untracked() != length {
            self.length.set(length);
        }
        self.drawn.update(|drawn| *drawn += 1);
    }

    fn holds(self) -> bool {
        self.hold_until.get_value() > js_sys::Date::now() as i64
    }

    /// The pointer is over the rows, or the reader walks through them: they hold still for a while.
    pub fn hold(self) {
        self.hold_until.set_value(js_sys::Date::now() as i64 + HOLD_MS);
    }

    /// The rows need not hold still any more.
    pub fn release(self) {
        // A table that had the focus when it was taken away is told so when it is gone.
        let _ = self.hold_until.try_update_value(|until| *until = 0);
        if self.held.try_get_untracked() == Some(true) {
            self.live.read(|replica| self.catch_up(replica));
        }
    }

    /// Whether changes wait because the rows hold still.
    pub fn is_held(self) -> bool {
        self.held.get()
    }

    /// What the table shows.
    pub const fn spec(self) -> &'static TableSpec {
        self.spec
    }

    /// The live cluster.
    pub const fn live(self) -> Live {
        self.live
    }

    /// The table of the model.
    pub const fn table(self) -> Table {
        self.spec.table
    }

    /// How many rows pass the filter.
    pub fn length(self) -> usize {
        self.length.get()
    }

    /// The indexes of the columns shown, in the list's order.
    pub fn columns(self) -> Vec<usize> {
        let chosen = self.address.with(|address| address.columns.clone());
        chosen.unwrap_or_else(|| {
            let keys = if self.narrow.get() { self.spec.narrow } else { self.spec.shown };
            self.spec.indexes(keys.iter().copied())
        })
    }

    /// Shows these columns; `None` are the list's own.
    pub fn choose(self, columns: Option<Vec<usize>>) {
        self.address.update(|address| address.columns = columns);
    }

    /// The widths of the columns, for the style.
    pub fn tracks(self) -> String {
        let widths = self.columns().into_iter().map(|at| self.spec.columns[at].width);
        let tracks: Vec<String> =
            widths.map(|(least, share)| format!("minmax({least}px, {share}fr)")).collect();
        tracks.join(" ")
    }

    /// The least width of all columns together, for the style. Every row must have it, or their columns would not meet.
    pub fn least_width(self) -> String {
        let least: u32 = self.columns().into_iter().map(|at| self.spec.columns[at].width.0).sum();
        format!("{least}px")
    }

    /// The filter as it was typed.
    pub fn filter(self) -> String {
        self.address.with(|address| address.filter.clone())
    }

    /// Filters.
    pub fn set_filter(self, filter: String) {
        self.address.update(|address| address.filter = filter);
        self.scroll_top.set(0.0);
    }

    /// What in the filter was not understood.
    pub fn problems(self) -> Vec<Problem> {
        Query::parse(&self.filter(), self.table()).problems().to_vec()
    }

    /// The order, the list's own included.
    pub fn order(self) -> Vec<Sort> {
        let order = self.address.with(|address| address.order.clone());
        if order.is_empty() { Sort::parse(self.spec.order, self.table()) } else { order }
    }

    /// Sorts by these columns.
    pub fn set_order(self, order: Vec<Sort>) {
        self.address.update(|address| address.order = order);
    }

    /// How many row elements there are.
    pub fn pool(self) -> usize {
        window::pool(self.height.get())
    }

    /// The first row with an element, and the slots of the rows from there on. Subscribes to whatever may change them.
    pub fn window(self, pool: usize) -> (usize, Vec<u32>) {
        self.drawn.track();
        let first = window::first(self.scroll_top.get(), self.length.get(), pool);
        (first, self.view.with_value(|view| view.slots_from(first).take(pool).collect()))
    }

    /// The slot of the row at a place.
    pub fn slot_at(self, row: usize) -> Option<u32> {
        self.view.with_value(|view| view.slot_at(row))
    }

    /// The reader's row: its slot.
    pub fn cursor(self) -> Option<u32> {
        self.cursor.get()
    }

    /// Where the reader's row stands, without subscribing.
    pub fn cursor_row(self) -> Option<usize> {
        let slot = self.cursor.get_untracked()?;
        self.view.with_value(|view| view.index_of(slot))
    }

    /// Moves the reader to a row.
    pub fn set_cursor(self, slot: Option<u32>) {
        if self.cursor.get_untracked() != slot {
            self.cursor.set(slot);
        }
    }

    /// The id of the element of the row in a slot.
    pub fn element_of(self, slot: u32) -> String {
        self.id.with_value(|id| format!("{id}-{slot}"))
    }

    /// The id of the element of the reader's row, if it has one.
    pub fn cursor_element(self) -> Option<String> {
        let slot = self.cursor.get()?;
        let (_, slots) = self.window(self.pool());
        slots.contains(&slot).then(|| self.element_of(slot))
    }

    /// The page of the row in a slot.
    pub fn href(self, slot: u32) -> String {
        self.live.read(|replica| (self.spec.href)(replica, slot))
    }

    /// The grid was scrolled.
    pub fn scrolled(self, element: NodeRef<Div>) {
        if let Some(element) = element.get_untracked() {
            self.scroll_top.set(f64::from(element.scroll_top()));
        }
    }

    /// The grid may have another size.
    pub fn measure(self, element: NodeRef<Div>) {
        // By the time of the screen's next frame the table may be gone.
        if let Some(element) = element.try_get_untracked().flatten() {
            self.height.set(f64::from(element.client_height()));
            self.narrow.set(window_width() < NARROW_PX);
        }
    }
}

fn window_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(800.0)
}

fn window_width() -> f64 {
    window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(1440.0)
}
