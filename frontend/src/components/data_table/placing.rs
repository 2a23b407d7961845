//! How a table's rows get their places: put in order and looked through a little at a time, what is in sight first, and kept while rows change.

use cluster_model::query::Query;
use cluster_model::replica::{Changes, Replica};
use cluster_model::view::{Sort, View};
use leptos::prelude::*;

use super::grid::Grid;
use super::window;
use crate::ui::attention::is_seen;
use crate::ui::turns::in_turn;

/// The rows hold still for this long after the pointer last moved over them.
const HOLD_MS: i64 = 4_000;
/// How long rows are put in order and looked through at a time.
const SEARCH_MS: f64 = 8.0;
/// How many rows are put in their places between two looks at the clock.
const SEARCH_ROWS: usize = 1024;

impl Grid {
    /// Filters and sorts anew when the reader asks for it.
    pub(super) fn follow_address(self) {
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
        if is_shown {
            in_turn(go_on);
        } else if fills && is_seen() {
            // What has been found is painted first.
            request_animation_frame(move || in_turn(go_on));
        } else {
            // A timer, unlike a turn, lets the frame come first that shows what the reader has pressed.
            set_timeout(go_on, std::time::Duration::ZERO);
        }
    }

    /// Whether rows are still put in order, or looked for.
    pub fn is_searching(self) -> bool {
        self.searching.get()
    }

    pub(super) fn changed(self, replica: &Replica, changes: &Changes) {
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

    /// Puts all rows in order anew.
    fn order_anew(self, replica: &Replica) {
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
}
