//! Frames applied and told: once for each frame of the screen, or in turns while the first picture arrives.

use std::time::Duration;

use cluster_model::schema::Table;
use leptos::prelude::*;

use super::{Listener, Live};
use crate::components::freshness_chip::Progress;
use crate::ui::attention::is_seen;
use crate::ui::lasting::change;
use crate::ui::turns::in_turn;

/// How long one flush may take; what is left waits for the next.
const BUDGET_MS: f64 = 8.0;
/// How long one may take in a tab that nobody sees.
const HIDDEN_BUDGET_MS: f64 = 50.0;
/// How often a tab that is not drawn catches up.
const COVERED: Duration = Duration::from_secs(1);
/// While the first picture arrives, more of it is told not more often than this: to draw it each time costs more than to apply it.
const ARRIVING: Duration = Duration::from_millis(200);

impl Live {
    /// Takes a frame; it is applied with the next flush.
    pub(super) fn push(self, frame: Vec<u8>) {
        self.inner.with_value(|inner| inner.queue.borrow_mut().push(frame));
        self.schedule(false);
    }

    /// Has what waits applied, after the screen's next frame if something was told that should be painted first.
    fn schedule(self, has_told: bool) {
        let inner = self.inner.get_value();
        if inner.scheduled.replace(true) {
            return;
        }
        // Until a page waits for rows, the page itself comes first.
        let arrives = !inner.replica.borrow().is_whole() && !inner.listeners.borrow().is_empty();
        match (is_seen(), arrives) {
            (true, true) if !has_told => return in_turn(move || self.flush()),
            (true, true) => request_animation_frame(move || in_turn(move || self.flush())),
            (true, false) => request_animation_frame(move || self.flush()),
            (false, _) => {}
        }
        // A tab that is hidden or covered has no frames to draw; it catches up now and then, so that it is right when it is shown.
        set_timeout(move || self.flush(), COVERED);
    }

    fn flush(self) {
        let inner = self.inner.get_value();
        // Of a frame of the screen and the clock, the other came first.
        if !inner.scheduled.replace(false) {
            return;
        }
        let began = js_sys::Date::now();
        let budget = if is_seen() { BUDGET_MS } else { HIDDEN_BUDGET_MS };
        let mut waiting = std::mem::take(&mut *inner.queue.borrow_mut()).into_iter();
        while let Some(frame) = waiting.next() {
            match inner.apply(&frame) {
                Ok(more) => inner.untold.borrow_mut().merge(more),
                Err(error) => {
                    leptos::logging::warn!("{error}; taking a snapshot");
                    inner.lost.set(true);
                    inner.aside.borrow_mut().take();
                    waiting = Vec::new().into_iter();
                }
            }
            if js_sys::Date::now() - began > budget {
                break;
            }
        }
        let rest: Vec<Vec<u8>> = waiting.collect();
        let is_left = !rest.is_empty();
        inner.queue.borrow_mut().splice(..0, rest);
        let tells = self.may_tell();
        if tells {
            self.tell();
        } else if inner.tell_later.get().is_none() {
            inner.tell_later.set(set_timeout_with_handle(move || self.tell(), ARRIVING).ok());
        }
        inner.flushed.ring();
        if is_left {
            self.schedule(tells);
        }
    }

    /// Whether what has been applied is to be told now. Of the first picture, the first rows of a table are.
    fn may_tell(self) -> bool {
        self.inner.with_value(|inner| {
            let replica = inner.replica.borrow();
            let since = js_sys::Date::now() - inner.told_ms.get();
            // A clock that was put back tells.
            let rests = !replica.is_whole() && (0.0..ARRIVING.as_secs_f64() * 1e3).contains(&since);
            !rests
                || Table::ALL
                    .iter()
                    .zip(&inner.untold.borrow().slots)
                    .any(|(&table, slots)| !slots.is_empty() && slots.len() == replica.rows(table).len())
        })
    }

    /// Tells what has been applied.
    fn tell(self) {
        let inner = self.inner.get_value();
        inner.told_ms.set(js_sys::Date::now());
        if let Some(later) = inner.tell_later.take() {
            later.clear();
        }
        let changes = inner.untold.take();
        let whole = inner.replica.borrow().is_whole();
        if whole != self.whole.get_untracked() {
            change(self.whole, |old| *old = whole);
        }
        self.count_progress(whole);
        if changes.is_empty() {
            return;
        }
        let listeners: Vec<Listener> =
            inner.listeners.borrow().iter().map(|(_, listener)| listener.clone()).collect();
        for listener in listeners {
            listener(&inner.replica.borrow(), &changes);
        }
        for table in Table::ALL {
            if changes.reset || !changes.slots[table.index()].is_empty() {
                change(self.versions[table.index()], |version| *version += 1);
            }
        }
    }

    /// How far the first snapshot is.
    fn count_progress(self, whole: bool) {
        let before = self.progress.get_untracked();
        let count = || self.read(|replica| Table::ALL.iter().map(|table| replica.rows(*table).len()).sum());
        let now = before.filter(|_| !whole).map(|before| {
            let rows: usize = count();
            Progress { rows: rows as i64, ..before }
        });
        if now != before {
            change(self.progress, |old| *old = now);
        }
    }
}
