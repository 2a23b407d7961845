//! One cell's elements. Most looks are written by hand, without signals: a key in the filter rewrites hundreds of cells at once, and through
//! signals that took several times as long as all that the browser does afterwards (`docs/performance.md`). Looks that have more to them than texts
//! are drawn by signals.

use std::borrow::Cow;

use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, Text};

use super::cell::CellData;
use super::live_cell::draw;
use super::spec::Look;
use crate::components::resource_bar::write_bar;
use crate::ui::format::{absolute, iso, relative};
use crate::ui::time::zone_at;

/// A cell on the page, and what it says there.
pub struct DrawnCell {
    look: Look,
    cell: Element,
    said: CellData,
    /// It has said anything: what says nothing is something else than what has not spoken yet, an empty bar has words too.
    has_spoken: bool,
    parts: Parts,
}

enum Parts {
    /// The element that is the look's own, the link, and the text in them.
    Text {
        leaf: Element,
        link: Option<Element>,
        text: Text,
        shown: String,
        class: &'static str,
    },
    Bar(HtmlElement),
    Live {
        said: RwSignal<CellData>,
        _drawn: UnmountHandle<AnyViewState>,
    },
}

/// The elements that stand in each other within a cell of that look, the innermost last; it holds the text.
const fn tags(look: Look) -> &'static [&'static str] {
    match look {
        Look::Code => &["code"],
        Look::RowLink(_) | Look::Link(..) => &["a"],
        Look::RowCode => &["a", "code"],
        Look::State(_) => &["span"],
        Look::Time | Look::Aged(_) => &["time"],
        Look::Bar(..) => &["div"],
        Look::Text | Look::Count | Look::Milli | Look::Size | Look::Span => &[],
        // What is in these is drawn by signals.
        Look::Tree(_) | Look::Quota(..) | Look::Made(_) => &[],
    }
}

/// A cell that says nothing yet, to be copied for each row.
pub fn blank(document: &Document, look: Look) -> Option<Element> {
    let cell = document.create_element("div").ok()?;
    let is_box = look.is_live() || matches!(look, Look::Bar(..));
    let class = match (look.is_number(), is_box) {
        (true, _) => "cell number",
        (_, true) => "cell box",
        _ => "cell",
    };
    set(&cell, "class", Some(class));
    set(&cell, "role", Some("gridcell"));
    let mut leaf = cell.clone();
    for tag in tags(look) {
        let inner = document.create_element(tag).ok()?;
        if *tag == "a" {
            // The reader walks from row to row, not from link to link.
            set(&inner, "tabindex", Some("-1"));
        }
        leaf.append_child(&inner).ok()?;
        leaf = inner;
    }
    if let Look::Bar(..) = look {
        set(&leaf, "class", Some("bar"));
        set(&leaf, "role", Some("img"));
    } else if !is_box {
        leaf.append_child(&document.create_text_node("")).ok()?;
    }
    Some(cell)
}

impl DrawnCell {
    /// The cell that these elements are, copied from a [`blank`] one.
    pub fn new(cell: Element, look: Look) -> Option<Self> {
        let mut leaf = cell.clone();
        let mut link = None;
        for tag in tags(look) {
            leaf = leaf.first_element_child()?;
            if *tag == "a" {
                link = Some(leaf.clone());
            }
        }
        let parts = match look {
            look if look.is_live() => {
                let said = RwSignal::new(CellData::default());
                let _drawn = mount_to(cell.clone().unchecked_into(), move || draw(look, said));
                Parts::Live { said, _drawn }
            }
            Look::Bar(..) => Parts::Bar(leaf.unchecked_into()),
            _ => {
                let text = leaf.first_child()?.unchecked_into();
                Parts::Text { leaf, link, text, shown: String::new(), class: "" }
            }
        };
        Some(DrawnCell { look, cell, said: CellData::default(), has_spoken: false, parts })
    }

    /// Says something else, if it is something else.
    pub fn say(&mut self, data: CellData, now_ms: i64) {
        if std::mem::replace(&mut self.has_spoken, true) && data == self.said {
            return;
        }
        match &mut self.parts {
            Parts::Live { said, .. } => said.set(data.clone()),
            Parts::Bar(bar) => {
                if let Look::Bar(resource, _) = self.look {
                    write_bar(bar, resource, &data.shares);
                }
            }
            Parts::Text { leaf, link, .. } => {
                if let Some(link) = link
                    && data.href != self.said.href
                {
                    set(link, "href", data.href.as_deref());
                }
                if data.at_ms != self.said.at_ms {
                    set(leaf, "datetime", data.at_ms.map(iso).as_deref());
                }
            }
        }
        self.said = data;
        self.tick(now_ms);
    }

    /// Time has gone by: what says how long ago something was says it anew.
    pub fn tick(&mut self, now_ms: i64) {
        let Parts::Text { leaf, text, shown, class, .. } = &mut self.parts else { return };
        let (said, at_ms) = (&self.said.text, self.said.at_ms);
        let ago = || at_ms.map_or_else(|| "–".to_owned(), |at_ms| relative(at_ms, now_ms));
        let (says, looks): (Cow<'_, str>, _) = match self.look {
            Look::State(of) => {
                (of.word(said).into(), if said.is_empty() { "" } else { of.tone(said).class() })
            }
            Look::Time => (ago().into(), ""),
            Look::Aged(most_ms) => {
                let is_old = at_ms.is_some_and(|at_ms| now_ms - at_ms > most_ms);
                (ago().into(), if is_old { "overdue" } else { "" })
            }
            _ => (said.into(), ""),
        };
        if *says != **shown {
            text.set_data(&says);
            *shown = says.into_owned();
        }
        if looks != *class {
            *class = looks;
            set(leaf, "class", Some(looks));
        }
    }

    /// Shows on hover what is not in the cell, or shows it no more. A title that comes or goes has the browser style the cell anew, so that only the row
    /// that the pointer is over has any.
    pub fn set_titled(&self, is_titled: bool) {
        set(&self.cell, "title", self.title().filter(|_| is_titled).as_deref());
    }

    fn title(&self) -> Option<String> {
        let title = match self.look {
            // These have titles of their own.
            look if look.is_live() => return None,
            Look::Bar(resource, _) => self.said.shares.lines(resource),
            Look::Time | Look::Aged(_) => self.said.at_ms.map(|at_ms| absolute(at_ms, zone_at(at_ms)))?,
            _ => self.said.whole.clone().unwrap_or_else(|| self.said.text.clone()),
        };
        (!title.is_empty()).then_some(title)
    }
}

/// Sets an attribute, or takes it away.
pub fn set(element: &Element, name: &str, value: Option<&str>) {
    // Refused are only names that are none.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}
