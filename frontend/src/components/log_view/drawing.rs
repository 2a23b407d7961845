//! Shows what is known: the lines around the reader, and the reader where they were.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::follow::Follow;
use super::model::Place;
use super::reader::{Inner, Reader, put};

/// The height of a line without wrapping, for what fits on a screen.
const LINE_PX: i32 = 20;
/// What is within so many pixels of the end is at the end.
const NEAR_END_PX: i32 = 4;

impl Reader {
    /// Brings the page up to what is known.
    pub(super) fn draw(self) {
        let inner = self.inner.get_value();
        let (window, lines) = {
            let model = inner.model.borrow();
            let window = model.window();
            let lines = self.search.with_untracked(|search| model.lines(&window, search));
            (window, lines)
        };
        // What is shown stays until there is something in its place.
        if !lines.is_empty() || window.missing.is_empty() {
            let changed = self.lines.with_untracked(|old| *old != lines);
            if changed {
                self.lines.set(lines);
            }
            if inner.moving.take() || changed {
                self.settle_soon(&inner);
            }
        }
        self.want(&inner, &window);
    }

    pub(super) fn settle_soon(self, inner: &Rc<Inner>) {
        if !inner.settling.replace(true) {
            let inner = inner.clone();
            request_animation_frame(move || {
                if !inner.closed.get() {
                    self.settle(&inner);
                }
            });
        }
    }

    /// Scrolls so that the page stands where the model says.
    fn settle(self, inner: &Inner) {
        inner.settling.set(false);
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let place = inner.model.borrow().place;
        match place {
            Place::End => scroller.set_scroll_top(scroller.scroll_height()),
            Place::At { at, below } => {
                let row = self.lines.with_untracked(|lines| lines.partition_point(|line| line.at <= at));
                if let Some(row) = self.row(row.saturating_sub(1)) {
                    scroller.set_scroll_top(row.offset_top() - below as i32);
                }
            }
        }
        if inner.reveal.take() {
            reveal_found(&scroller);
        }
        self.measure(inner);
        self.follow_on(inner, place);
    }

    /// The page was scrolled, by the reader or by what was set here.
    pub fn scrolled(self) {
        let inner = self.inner.get_value();
        if inner.settling.get() {
            return;
        }
        // Where the page got another size, it is the page that moved and not the reader.
        let heights = self.scroller.get_untracked().map(|scroller| heights(&scroller));
        if heights != Some(inner.heights.get()) && inner.model.borrow().place == Place::End {
            return self.settle_soon(&inner);
        }
        let Some((place, is_near_edge)) = self.measure(&inner) else { return };
        if inner.moving.get() {
            return;
        }
        self.follow_on(&inner, place);
        if is_near_edge {
            self.draw();
        }
    }

    /// The page stands somewhere else now: following pauses away from the end, and goes on there.
    fn follow_on(self, inner: &Inner, place: Place) {
        let screen = self.screen.get_untracked();
        let mut model = inner.model.borrow_mut();
        model.follow = model.follow.moved(screen.at_end, screen.size);
        model.place = if screen.at_end && model.follow == Follow::On { Place::End } else { place };
        put(self.follow, model.follow);
    }

    /// Reads what is on the screen. The place of its uppermost line, and whether the lines will not last for another screen.
    fn measure(self, inner: &Inner) -> Option<(Place, bool)> {
        let scroller = self.scroller.get_untracked()?;
        let (top, height) = (scroller.scroll_top(), scroller.client_height());
        inner.heights.set(heights(&scroller));
        let rows = (height / LINE_PX).clamp(10, 70) as usize;
        inner.model.borrow_mut().rows = rows;
        let count = self.lines.with_untracked(Vec::len);
        let first = self.first_row(count, |row| row.offset_top() + row.offset_height() > top);
        let after = self.first_row(count, |row| row.offset_top() >= top + height);
        let row = self.row(first.min(count.checked_sub(1)?))?;
        let mut screen = self.screen.get_untracked();
        let is_near_edge = self.lines.with_untracked(|lines| {
            screen.top = lines.get(first).map_or(0, |line| line.at);
            screen.end = lines.get(after.wrapping_sub(1)).map_or(screen.size, |line| line.end);
            let ends = lines.last().is_none_or(|line| line.end >= screen.size);
            screen.at_end = ends && top + height + NEAR_END_PX >= scroller.scroll_height();
            let begins = lines.first().is_none_or(|line| line.at == 0);
            (first < rows && !begins) || (count - after < rows && !ends)
        });
        put(self.screen, screen);
        Some((Place::At { at: screen.top, below: f64::from(row.offset_top() - top) }, is_near_edge))
    }

    /// The first row that satisfies what all rows below it satisfy too.
    fn first_row(self, count: usize, holds: impl Fn(&HtmlElement) -> bool) -> usize {
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low.midpoint(high);
            if self.row(middle).is_none_or(|row| holds(&row)) { high = middle } else { low = middle + 1 }
        }
        low
    }

    fn row(self, index: usize) -> Option<HtmlElement> {
        let row = self.rows.get_untracked()?.children().item(index as u32)?;
        row.dyn_into().ok()
    }
}

fn heights(scroller: &HtmlElement) -> (i32, i32) {
    (scroller.client_height(), scroller.scroll_height())
}

/// Brings the found place into sight, which may stand far to the right.
fn reveal_found(scroller: &HtmlElement) {
    let Ok(Some(found)) = scroller.query_selector("mark.current") else { return };
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    found.scroll_into_view_with_scroll_into_view_options(&options);
}
