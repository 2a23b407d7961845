//! One row's elements: where it stands and what its cells say.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

use super::cell::CellData;
use super::drawn_cell::{DrawnCell, blank, set};
use super::spec::TableSpec;
use super::window::ROW;

/// A row on the page.
pub struct DrawnRow {
    element: HtmlElement,
    /// Which row its cells are of.
    slot: Option<u32>,
    /// Where it stands.
    place: Option<usize>,
    cells: Vec<DrawnCell>,
    is_current: bool,
    is_pointed_at: bool,
}

/// A row that says nothing yet and is hidden, to be copied.
pub fn template(document: &Document, spec: &TableSpec, columns: &[usize]) -> Option<Element> {
    let row = document.create_element("div").ok()?;
    set(&row, "class", Some("row"));
    set(&row, "role", Some("row"));
    set(&row, "hidden", Some(""));
    for &column in columns {
        let cell = blank(document, spec.columns[column].look)?;
        row.append_child(&cell).ok()?;
    }
    Some(row)
}

impl DrawnRow {
    /// A copy of the template, in the list of rows.
    pub fn new(template: &Element, list: &Element, spec: &TableSpec, columns: &[usize]) -> Option<Self> {
        let element: HtmlElement = template.clone_node_with_deep(true).ok()?.unchecked_into();
        let mut next = element.first_element_child();
        let mut cells = Vec::with_capacity(columns.len());
        for &column in columns {
            let cell = next?;
            next = cell.next_element_sibling();
            cells.push(DrawnCell::new(cell, spec.columns[column].look)?);
        }
        list.append_child(&element).ok()?;
        Some(DrawnRow { element, slot: None, place: None, cells, is_current: false, is_pointed_at: false })
    }

    /// Which row its cells are of.
    pub const fn slot(&self) -> Option<u32> {
        self.slot
    }

    /// Whether this is that element.
    pub fn is(&self, element: &Element) -> bool {
        self.element.is_same_node(Some(element))
    }

    /// Stands at that place of all rows.
    pub fn stand(&mut self, place: usize) {
        if self.place == Some(place) {
            return;
        }
        if self.place.is_none() {
            set(&self.element, "hidden", None);
        }
        self.place = Some(place);
        set(&self.element, "aria-rowindex", Some(&(place + 1).to_string()));
        // Refused is only what is not well formed.
        let _ =
            self.element.style().set_property("transform", &format!("translateY({}px)", place as f64 * ROW));
    }

    /// Will stand at that place: goes there with what it says still, so that it is in no other's way.
    pub fn stand_aside(&mut self, place: usize) {
        if self.place.is_some() {
            self.stand(place);
        }
    }

    /// There is no row for it.
    pub fn hide(&mut self) {
        self.slot = None;
        if self.place.take().is_some() {
            set(&self.element, "hidden", Some(""));
            set(&self.element, "aria-rowindex", None);
            set(&self.element, "id", None);
        }
    }

    /// Says what the row in a slot is.
    pub fn say(
        &mut self,
        slot: u32,
        id: impl FnOnce() -> String,
        cells: impl Iterator<Item = CellData>,
        now_ms: i64,
    ) {
        if self.slot != Some(slot) {
            self.slot = Some(slot);
            set(&self.element, "id", Some(&id()));
        }
        for (cell, data) in self.cells.iter_mut().zip(cells) {
            cell.say(data, now_ms);
        }
        if self.is_titled() {
            self.write_titles();
        }
    }

    /// Time has gone by.
    pub fn tick(&mut self, now_ms: i64) {
        for cell in &mut self.cells {
            cell.tick(now_ms);
        }
    }

    /// It is the reader's row, or is no more.
    pub fn set_current(&mut self, is_current: bool) {
        if self.is_current != is_current {
            self.is_current = is_current;
            set(&self.element, "class", Some(if is_current { "row current" } else { "row" }));
            set(&self.element, "aria-selected", is_current.then_some("true"));
            self.write_titles();
        }
    }

    /// The pointer is over it, or is no more.
    pub fn set_pointed_at(&mut self, is_pointed_at: bool) {
        if self.is_pointed_at != is_pointed_at {
            self.is_pointed_at = is_pointed_at;
            self.write_titles();
        }
    }

    /// Leaves the page.
    pub fn remove(self) {
        self.element.remove();
    }

    const fn is_titled(&self) -> bool {
        self.is_current || self.is_pointed_at
    }

    fn write_titles(&self) {
        for cell in &self.cells {
            cell.set_titled(self.is_titled());
        }
    }
}
