//! The fields of a form, and what is wrong with each.
//!
//! A field has the name that `operator_api::rules` gives it (`grace`, `resources[1].role`). What is wrong is said at the field with the longest
//! name it is within, once the field was left or the operator tried to go on; what is within no field's name is said elsewhere in the form.

mod check;
mod choice;
mod field;
mod text;

use std::collections::BTreeSet;

use leptos::prelude::*;
use operator_api::rules::{Field, Problem};
use wasm_bindgen::JsCast;

pub use self::check::CheckInput;
pub use self::choice::ChoiceInput;
pub use self::field::FieldBox;
pub use self::text::TextInput;
use crate::change::plan::Plan;
use crate::ui::format::sentence;

/// The fields of the form that is open. A context of what is in the form.
#[derive(Clone, Copy)]
pub struct Fields {
    problems: Memo<Vec<Problem>>,
    names: RwSignal<Vec<String>>,
    touched: RwSignal<BTreeSet<String>>,
    tried: RwSignal<bool>,
    refused: RwSignal<Option<(String, String)>>,
}

/// The fields of the form around.
///
/// # Panics
/// Outside of a form.
#[must_use]
pub fn use_fields() -> Fields {
    expect_context()
}

impl Fields {
    pub(super) fn provide(plan: Signal<Plan>) -> Self {
        let fields = Self {
            problems: Memo::new(move |_| plan.with(|plan| plan.problems.clone())),
            names: RwSignal::default(),
            touched: RwSignal::default(),
            tried: RwSignal::default(),
            refused: RwSignal::default(),
        };
        provide_context(fields);
        fields
    }

    /// Makes a field known by its name, until the present owner is cleaned up.
    pub fn register(self, name: &str) {
        let name = name.to_owned();
        self.names.update(|names| names.push(name.clone()));
        on_cleanup(move || {
            self.names.try_update(|names| {
                if let Some(at) = names.iter().position(|other| *other == name) {
                    names.remove(at);
                }
            });
        });
    }

    /// Somebody has changed the field: what Mesos said of it before counts no more.
    pub fn change(self, name: &str) {
        if self
            .refused
            .with_untracked(|refused| refused.as_ref().is_some_and(|(field, _)| is_at(field, name)))
        {
            self.refused.set(None);
        }
    }

    /// Somebody has left the field: what is wrong with it may be said. A field that had the focus when its page went is left after both are gone.
    pub fn leave(self, name: &str) {
        if self.touched.try_with_untracked(|touched| touched.contains(name)) == Some(false) {
            self.touched.update(|touched| {
                touched.insert(name.to_owned());
            });
        }
    }

    /// What is wrong with a field, as far as it is time to say so.
    pub fn words(self, name: &str) -> Option<String> {
        let names = self.names.get();
        let is_here = |field: &str| owner(&names, field) == Some(name);
        let refused = self.refused.get().filter(|(field, _)| is_here(field)).map(|(_, words)| words);
        if !self.tried.get() && !self.touched.with(|touched| touched.contains(name)) {
            return refused;
        }
        let problems = self.problems.get();
        let found = problems.into_iter().filter(|problem| is_here(problem.field.as_str()));
        let words: Vec<String> =
            refused.into_iter().chain(found.map(|problem| sentence(&problem.words))).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    pub(super) fn elsewhere(self) -> Vec<String> {
        let names = self.names.get();
        let is_elsewhere = |field: &str| owner(&names, field).is_none();
        let refused = self.refused.get().filter(|(field, _)| is_elsewhere(field)).map(|(_, words)| words);
        let problems = if self.tried.get() { self.problems.get() } else { Vec::new() };
        let problems = problems.into_iter().filter(|problem| is_elsewhere(problem.field.as_str()));
        refused.into_iter().chain(problems.map(|problem| sentence(&problem.words))).collect()
    }

    pub(super) fn try_all(self) {
        self.tried.set(true);
    }

    /// Mesos has refused it, in these words about this field.
    pub(super) fn refuse(self, field: String, words: &str) {
        self.refused.set(Some((field, format!("Mesos says: {words}"))));
    }

    pub(super) fn forget_refusal(self) {
        self.refused.set(None);
    }

    /// Brings the focus to the first field that something is wrong with.
    pub(super) fn focus_first(self) {
        // The marks are in the document after this turn.
        request_animation_frame(|| {
            let found = document().query_selector(".change-fields [aria-invalid=true]").ok().flatten();
            if let Some(field) = found.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
                // It fails only for what is not in the document.
                let _ = field.focus();
            }
        });
    }
}

/// Whether a problem's field is this field or within it.
fn is_at(field: &str, name: &str) -> bool {
    Field::new(field).is_within(name)
}

/// The field that a problem is said at: the one with the longest name.
fn owner<'a>(names: &'a [String], field: &str) -> Option<&'a str> {
    names.iter().filter(|name| is_at(field, name)).max_by_key(|name| name.len()).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_said_at_the_most_exact_field() {
        let names = ["resources".to_owned(), "resources[1]".to_owned(), "role".to_owned()];
        assert_eq!(owner(&names, "resources[1].role"), Some("resources[1]"));
        assert_eq!(owner(&names, "resources[10].role"), Some("resources"));
        assert_eq!(owner(&names, "roles"), None);
    }
}
