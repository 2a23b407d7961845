//! Facts as values: what a page finds in its thing's JSON, told apart from how it looks.

use leptos::prelude::*;

use super::shown::{Shown, show};
use crate::call::json::Label;
use crate::paths::Page;
use crate::ui::facts::{Fact, Facts};

/// A fact: its name and what it is.
pub type Line = (&'static str, Shown);

/// Facts in order. What is not there makes no line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineList(pub Vec<Line>);

impl LineList {
    /// Words, if there are any.
    #[must_use]
    pub fn text(self, name: &'static str, text: impl Into<String>) -> Self {
        self.unless_empty(name, text.into(), Shown::Text)
    }

    /// A command or a path, if there is one.
    #[must_use]
    pub fn code(self, name: &'static str, text: impl Into<String>) -> Self {
        self.unless_empty(name, text.into(), Shown::Code)
    }

    /// An id without a page, if there is one.
    #[must_use]
    pub fn id(self, name: &'static str, id: impl Into<String>) -> Self {
        self.unless_empty(name, id.into(), Shown::Id)
    }

    /// An id of something with a page, if there is one.
    #[must_use]
    pub fn id_of(self, name: &'static str, id: &str, page: impl FnOnce(String) -> Page) -> Self {
        self.unless_empty(name, id.to_owned(), |id| Shown::IdOf(page(id.clone()), id))
    }

    /// A moment, if it is known.
    #[must_use]
    pub fn time(self, name: &'static str, at_ms: Option<i64>) -> Self {
        self.some(name, at_ms.map(Shown::Time))
    }

    /// Labels, if there are any.
    #[must_use]
    pub fn labels(self, name: &'static str, labels: Vec<Label>) -> Self {
        self.some(name, (!labels.is_empty()).then_some(Shown::Labels(labels)))
    }

    /// Several, if there are any.
    #[must_use]
    pub fn many(self, name: &'static str, shown: Vec<Shown>) -> Self {
        self.some(name, (!shown.is_empty()).then_some(Shown::Many(shown)))
    }

    /// Anything, if it is there.
    #[must_use]
    pub fn some(mut self, name: &'static str, shown: Option<Shown>) -> Self {
        self.0.extend(shown.map(|shown| (name, shown)));
        self
    }

    /// Whether there is no fact.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn unless_empty(self, name: &'static str, text: String, shown: impl FnOnce(String) -> Shown) -> Self {
        self.some(name, (!text.is_empty()).then(|| shown(text)))
    }
}

/// The facts as a list of definitions; built anew when one of them changed.
#[component]
pub fn Lines(
    /// The facts.
    #[prop(into)]
    lines: Signal<LineList>,
) -> impl IntoView {
    move || {
        let facts = lines.get().0.into_iter();
        let facts =
            facts.map(|(name, shown)| view! { <Fact name=name>{show(name, shown)}</Fact> }).collect_view();
        view! { <Facts>{facts}</Facts> }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_makes_no_line() {
        let lines = LineList::default()
            .text("User", "root")
            .text("Principal", "")
            .time("Registered", None)
            .id_of("Agent", "", |id| Page::Agent { id })
            .labels("Labels", Vec::new());
        assert_eq!(lines.0, [("User", Shown::Text("root".into()))]);
    }

    #[test]
    fn an_id_leads_to_its_page() {
        let lines = LineList::default().id_of("Agent", "a1-S0", |id| Page::Agent { id });
        let page = Page::Agent { id: "a1-S0".into() };
        assert_eq!(lines.0, [("Agent", Shown::IdOf(page, "a1-S0".into()))]);
    }
}
