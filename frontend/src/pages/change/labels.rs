//! Labels: keys with values, written on a reservation.

use leptos::prelude::*;

use super::rows::{Rows, row, rows};
use crate::call::json::Label;
use crate::components::change_form::fields::TextInput;

/// A label as it is typed: its key and its value.
pub type Typed = (RwSignal<String>, RwSignal<String>);

/// What is typed.
pub fn read(labels: Rows<Typed>) -> Vec<Label> {
    labels.get().into_iter().map(|(key, value)| (key.get(), value.get())).collect()
}

fn empty() -> Typed {
    (RwSignal::default(), RwSignal::default())
}

/// The fields; `field` is what the labels are called in the rules.
pub fn view(labels: Rows<Typed>, field: &'static str) -> AnyView {
    let one = move |at: usize, (key, value): Typed| {
        let name = Signal::derive(move || {
            key.with(|key| if key.is_empty() { format!("label {}", at + 1) } else { format!("label {key}") })
        });
        let content = view! {
            <TextInput name=format!("{field}[{at}]") label=Signal::stored("Key".to_owned()) value=key />
            <TextInput name=format!("{field}[{at}].value") label=Signal::stored("Value".to_owned()) value=value />
        };
        row(labels, at, name, false, content.into_any())
    };
    rows(labels, "Add a label", empty, one)
}
