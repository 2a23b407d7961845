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
/// How long rows are put in order and looked through at a time.
const SEARCH_MS: f64 = 8.0;
/// How many rows are put in their places between two looks at the clock.
const SEARCH_ROWS: usize = 1024;
/// While the first picture arrives, rows that fill the screen are put in order anew not more often than this.
const LOADING_MS: i64 = 200;
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
    /// While rows are put in order, or those that pass a new filter are looked for.
    searching: RwSignal<bool>,
    /// The next slice of the search is due.
    search_due: StoredValue<bool>,
    /// What the search found first is on the screen.
    shown: StoredValue<bool>,
    /// All rows were last put in order then; and that is due again.
    ordered_ms: StoredValue<i64>,
    order_due: StoredValue<bool>,
    /// Rises when any row may look different.
    drawn: RwSignal<u64>,
    scroll_top: RwSignal<f64>,
    /// The element is not at its top.
    is_scrolled: StoredValue<bool>,
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
            shown: StoredValue::new(false),
            ordered_ms: StoredValue::new(0),
            order_due: StoredValue::new(false),
            drawn: RwSignal::new(0),
            scroll_top: RwSignal::new(0.0),
            is_scrolled: StoredValue::new(false),
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
                let is_upset = self.is_upset();
                if is_upset {
                    self.waiting.set_value(Changes::default());
                } else {
                    self.follow(replica);
                }
                self.view.update_value(|view| {
                    view.begin(replica, query, order, now_ms);
                    if is_upset {
                        view.begin_anew(replica);
                    }
                });
            });
            self.begin_search();
        });
    }

    fn begin_search(self) {
        self.shown.set_value(false);
        self.search();
    }

    /// Puts rows in order and looks for those that pass, for as long as a frame of the screen allows; what is left waits for the next turn. What is
    /// drawn stays until the rows in sight are found, or all are.
    fn search(self) {
        let began = js_sys::Date::now();
        let (scroll_top, in_sight) =
            (self.scroll_top.get_untracked(), window::pool(self.height.get_untracked()));
        let is_shown = self.shown.get_value();
        let found = self.live.read(|replica| {
            self.view.try_update_value(|view| {
                loop {
                    let is_whole = !view.go_on(replica, SEARCH_ROWS);
                    let fills = view.placed() >= window::first(scroll_top, view.len(), in_sight) + in_sight;
                    if is_whole || fills && !is_shown || js_sys::Date::now() - began >= SEARCH_MS {
                        return (fills, view.is_whole());
                    }
                }
            })
        });
        // The table may be gone by now.
        let Some((fills, is_whole)) = found else { return };
        self.searching.maybe_update(|searching| std::mem::replace(searching, !is_whole) == is_whole);
        if is_whole {
            if self.holds() {
                self.redraw();
            } else {
                self.live.read(|replica| self.catch_up(replica));
            }
            return;
        }
        if fills && !is_shown {
            self.redraw();
            self.shown.set_value(true);
        }
        if self.search_due.try_update_value(|due| std::mem::replace(due, true)) != Some(false) {
            return;
        }
        let go_on = move || {
            if self.search_due.try_update_value(std::mem::take) == Some(true)
                && self.searching.get_untracked()
            {
                self.search();
            }
        };
        let soon = move || set_timeout(go_on, std::time::Duration::ZERO);
        if fills && !is_shown && !document().hidden() {
            // What has been found is painted first.
            request_animation_frame(soon);
        } else {
            soon();
        }
    }

    /// Whether rows are still put in order, or looked for.
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
        } else if changes.slots[self.table().index()].is_empty() {
            return;
        }
        self.waiting.update_value(|waiting| waiting.merge(changes.clone()));
        if self.may_order_anew() {
            self.order_anew(replica);
        } else if self.searching.get_untracked() {
            // Found rows change places only when all are found.
        } else if self.holds() {
            self.held.maybe_update(|held| !std::mem::replace(held, true));
            // What the held rows say goes on; only their places stay.
            self.drawn.update(|drawn| *drawn += 1);
        } else {
            self.catch_up(replica);
        }
    }

    /// Whether so much has changed that all rows are better put in order anew.
    fn is_upset(self) -> bool {
        self.waiting.with_value(|waiting| self.view.with_value(|view| view.is_upset_by(waiting)))
    }

    /// Whether that may be done: held rows need not suffer it.
    fn may_order_anew(self) -> bool {
        self.is_upset() && (self.waiting.with_value(|waiting| waiting.reset) || !self.holds())
    }

    /// Puts all rows in order anew; while the first picture arrives, now and then.
    fn order_anew(self, replica: &Replica) {
        let now_ms = js_sys::Date::now() as i64;
        let wait_ms = self.ordered_ms.get_value() + LOADING_MS - now_ms;
        let is_filled = self.length.get_untracked() >= window::pool(self.height.get_untracked());
        if !replica.is_whole() && is_filled && wait_ms > 0 {
            if !self.order_due.try_update_value(|due| std::mem::replace(due, true)).unwrap_or(true) {
                let order = move || {
                    if self.order_due.try_update_value(std::mem::take) == Some(true) && self.may_order_anew()
                    {
                        self.live.read(|replica| self.order_anew(replica));
                    }
                };
                set_timeout(order, std::time::Duration::from_millis(wait_ms as u64));
            }
            self.redraw();
            return;
        }
        self.ordered_ms.set_value(now_ms);
        self.waiting.set_value(Changes::default());
        self.view.update_value(|view| view.begin_anew(replica));
        self.begin_search();
    }

    fn catch_up(self, replica: &Replica) {
        if self.is_upset() {
            self.order_anew(replica);
            return;
        }
        self.follow(replica);
        self.held.maybe_update(|held| std::mem::replace(held, false));
        self.redraw();
    }

    /// Follows what has changed.
    fn follow(self, replica: &Replica) {
        let waiting = self.waiting.try_update_value(std::mem::take).unwrap_or_default();
        if !waiting.is_empty() {
            self.view.update_value(|view| {
                view.update(replica, &waiting);
            });
        }
    }

    fn redraw(self) {
        let length = self.view.with_value(View::len);
        if self.length.get_untracked() != length {
            self.length.set(length);
        }
        self.drawn.update(|drawn| *drawn += 1);
    }

    /// While the first picture arrives nothing is held: it would stay empty.
    fn holds(self) -> bool {
        self.hold_until.get_value() > js_sys::Date::now() as i64 && self.live.read(Replica::is_whole)
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
        self.scroll_top.set(0.0);
        self.address.update(|address| address.filter = filter);
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
        self.scroll_top.set(0.0);
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

    /// What is asked for anew begins at the top.
    pub fn scroll_up(self, element: NodeRef<Div>) {
        // To ask the element, or to tell it what it knows, would have it lay out its rows at once.
        if self.is_scrolled.try_update_value(std::mem::take) == Some(true)
            && let Some(element) = element.get_untracked()
        {
            element.set_scroll_top(0);
        }
    }

    /// The grid was scrolled.
    pub fn scrolled(self, element: NodeRef<Div>) {
        if let Some(element) = element.get_untracked() {
            let top = element.scroll_top();
            self.is_scrolled.set_value(top > 0);
            self.scroll_top.set(f64::from(top));
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
