//! The pool of row elements: made a few at a time, the rows in sight written first.

use std::ops::Range;

use leptos::prelude::*;
use web_sys::Element;

use super::cell::CellData;
use super::drawn_row::{DrawnRow, template};
use super::grid::Grid;
use super::window::assign;

/// How long row elements are made, or written, at a time.
const SLICE_MS: f64 = 8.0;

/// Some of the window's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Those in sight.
    InSight,
    /// All, also those a little above and below.
    Whole,
}

/// The row elements of a table.
pub struct DrawnRows {
    grid: Grid,
    columns: Vec<usize>,
    template: Option<Element>,
    rows: Vec<DrawnRow>,
    /// How many there shall be.
    wanted: usize,
}

impl DrawnRows {
    /// None yet.
    pub const fn new(grid: Grid) -> Self {
        DrawnRows { grid, columns: Vec::new(), template: None, rows: Vec::new(), wanted: 0 }
    }

    /// There shall be so many rows with these columns. [`DrawnRows::make`] makes them.
    pub fn want(&mut self, wanted: usize, columns: Vec<usize>) {
        if self.columns != columns {
            self.rows.drain(..).for_each(DrawnRow::remove);
            self.template = template(&document(), self.grid.spec(), &columns);
            self.columns = columns;
        }
        self.rows.drain(wanted.min(self.rows.len())..).for_each(DrawnRow::remove);
        self.wanted = wanted;
    }

    /// Makes rows for as long as a frame of the screen allows. Answers whether any are missing still.
    pub fn make(&mut self, list: &Element) -> bool {
        let began = js_sys::Date::now();
        let Some(template) = &self.template else { return false };
        while self.rows.len() < self.wanted {
            let Some(row) = DrawnRow::new(template, list, self.grid.spec(), &self.columns) else {
                return false;
            };
            self.rows.push(row);
            if js_sys::Date::now() - began >= SLICE_MS {
                break;
            }
        }
        self.rows.len() < self.wanted
    }

    /// Writes what changed into the row elements: each takes its place, and those of the part say what their rows are, from above, for as long as a frame
    /// of the screen allows. Answers whether any are left that say something else still.
    pub fn fill(&mut self, part: Part, now_ms: i64) -> bool {
        let grid = self.grid;
        let (first, slots) = grid.window(self.rows.len());
        let in_sight: Range<usize> = grid.in_sight();
        let shown: Vec<Option<u32>> = self.rows.iter().map(DrawnRow::slot).collect();
        let mut due = Vec::with_capacity(self.rows.len());
        for (element, at) in assign(&shown, &slots).into_iter().enumerate() {
            match at {
                Some(at) => due.push((!in_sight.contains(&(first + at)), first + at, slots[at], element)),
                None => self.rows[element].hide(),
            }
        }
        due.sort_unstable();
        let began = js_sys::Date::now();
        let mut is_left = false;
        grid.live().read(|replica| {
            for (is_beyond, place, slot, element) in due {
                let row = &mut self.rows[element];
                is_left |= is_beyond && part == Part::InSight || js_sys::Date::now() - began >= SLICE_MS;
                if is_left {
                    row.stand_aside(place);
                    continue;
                }
                let spec = grid.spec();
                let cells =
                    self.columns.iter().map(|&at| CellData::of(spec, &spec.columns[at], replica, slot));
                row.stand(place);
                row.say(slot, || grid.element_of(slot), cells, now_ms);
            }
        });
        self.mark(grid.cursor_untracked());
        is_left
    }

    /// The reader's row is the one in that slot.
    pub fn mark(&mut self, cursor: Option<u32>) {
        for row in &mut self.rows {
            row.set_current(cursor.is_some() && row.slot() == cursor);
        }
    }

    /// Time has gone by.
    pub fn tick(&mut self, now_ms: i64) {
        for row in &mut self.rows {
            row.tick(now_ms);
        }
    }

    /// The pointer is over this element, which may be in a row.
    pub fn point_at(&mut self, element: Option<&Element>) {
        let pointed_at = element.and_then(row_of);
        for row in &mut self.rows {
            row.set_pointed_at(pointed_at.as_ref().is_some_and(|element| row.is(element)));
        }
    }

    /// The slot of the row that an element is in.
    pub fn slot_of(&self, element: &Element) -> Option<u32> {
        let element = row_of(element)?;
        self.rows.iter().find(|row| row.is(&element))?.slot()
    }
}

fn row_of(element: &Element) -> Option<Element> {
    element.closest("[role=row]").ok().flatten()
}
