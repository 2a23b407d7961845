//! A table's state: what is asked of it, the view that answers, and where the reader is in it.

use std::ops::Range;

use cluster_model::query::{Problem, Query};
use cluster_model::replica::Changes;
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

/// Typing goes into the URL when it pauses for this long.
const URL_MS: u64 = 300;
/// Below this width a list shows its few narrow columns.
const NARROW_PX: f64 = 760.0;

/// A table's state. Copies are the same table.
#[derive(Clone, Copy)]
pub struct Grid {
    pub(super) spec: &'static TableSpec,
    pub(super) live: Live,
    id: StoredValue<String>,
    pub(super) fixed: Signal<String>,
    pub(super) address: RwSignal<Address>,
    pub(super) view: StoredValue<View, LocalStorage>,
    /// Changes that wait until the rows need not hold still.
    pub(super) waiting: StoredValue<Changes, LocalStorage>,
    pub(super) hold_until: StoredValue<i64>,
    pub(super) held: RwSignal<bool>,
    pub(super) length: RwSignal<usize>,
    /// While rows are put in order, or those that pass a new filter are looked for.
    pub(super) searching: RwSignal<bool>,
    /// The next slice of the search is due.
    pub(super) search_due: StoredValue<bool>,
    /// What the search found first is on the screen.
    pub(super) shown: StoredValue<bool>,
    /// Rises when any row may look different.
    pub(super) drawn: RwSignal<u64>,
    pub(super) scroll_top: RwSignal<f64>,
    /// The element is not at its top.
    is_scrolled: StoredValue<bool>,
    pub(super) height: RwSignal<f64>,
    narrow: RwSignal<bool>,
    columns: Memo<Vec<usize>>,
    pub(super) cursor: RwSignal<Option<u32>>,
}

impl Grid {
    /// A table that follows the cluster and the URL.
    pub fn new(spec: &'static TableSpec, fixed: Signal<String>) -> Self {
        let location = use_location();
        let read = move |search: &str| Address::read(&paths::Query::parse(search), spec);
        let address = RwSignal::new(location.search.with_untracked(|search| read(search)));
        let narrow = RwSignal::new(window_width() < NARROW_PX);
        // The address changes with each key in the filter; whatever hangs on the columns need not.
        let columns = Memo::new(move |_| {
            address.with(|address| address.columns.clone()).unwrap_or_else(|| {
                let keys = if narrow.get() { spec.narrow } else { spec.shown };
                spec.indexes(keys.iter().copied())
            })
        });
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
            drawn: RwSignal::new(0),
            scroll_top: RwSignal::new(0.0),
            is_scrolled: StoredValue::new(false),
            height: RwSignal::new(window_height()),
            narrow,
            columns,
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
        self.columns.get()
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

    /// The places of the rows in sight, of the last one a part; without subscribing.
    pub fn in_sight(self) -> Range<usize> {
        window::in_sight(self.scroll_top.get_untracked(), self.height.get_untracked())
    }

    /// The slot of the row at a place.
    pub fn slot_at(self, row: usize) -> Option<u32> {
        self.view.with_value(|view| view.slot_at(row))
    }

    /// The reader's row: its slot.
    pub fn cursor(self) -> Option<u32> {
        self.cursor.get()
    }

    /// The reader's row, without subscribing.
    pub fn cursor_untracked(self) -> Option<u32> {
        self.cursor.get_untracked()
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
