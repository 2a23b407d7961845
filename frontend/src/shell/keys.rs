//! Listens to the keys that work on every page.

use leptos::{
    ev::{self, KeyboardEvent},
    prelude::*,
};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::keyboard::{Chord, Command};

/// The element that `/` brings the focus to: a page marks its filter with this attribute.
const FILTER: &str = "[data-filter]";

/// Obeys the keys for as long as the shell stands, while they are `on`. `help` opens the list of keys.
pub fn listen(on: Memo<bool>, help: RwSignal<bool>) {
    let navigate = use_navigate();
    let chord = StoredValue::new(Chord::default());
    let listener = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        if !unclaimed(&event) {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        if let Some(field) = target.filter(types_text) {
            if event.key() == "Escape" {
                // Some browsers empty a search field by this key; leaving it is not giving it up.
                event.prevent_default();
                let _ = field.blur();
            }
            return;
        }
        if !on.get_untracked() {
            return;
        }
        let now = js_sys::Date::now() as i64;
        let Some(command) = chord.try_update_value(|chord| chord.press(&event.key(), now)).flatten() else {
            return;
        };
        match command {
            Command::Go(page) => {
                navigate(&page.href(), NavigateOptions { resolve: false, ..Default::default() });
            }
            Command::Filter => {
                if focus_filter() {
                    event.prevent_default();
                }
            }
            Command::Help => help.set(true),
        }
    });
    on_cleanup(move || listener.remove());
}

/// Whether a page may take a key: nothing else has taken it, no dialog is open, and it is not being typed.
pub fn free_key(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    unclaimed(event) && !target.is_some_and(|target| types_text(&target))
}

fn unclaimed(event: &KeyboardEvent) -> bool {
    let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
    !event.default_prevented() && !modified && !in_dialog()
}

/// Whether a modal dialog has the keys.
fn in_dialog() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Whether letters typed into the element are its own.
fn types_text(element: &HtmlElement) -> bool {
    const NO_TEXT: [&str; 5] = ["checkbox", "radio", "button", "submit", "range"];
    match element.dyn_ref::<HtmlInputElement>() {
        Some(input) => !NO_TEXT.contains(&input.type_().as_str()),
        None => element.is_content_editable() || matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT"),
    }
}

fn focus_filter() -> bool {
    let filter = document()
        .query_selector(FILTER)
        .ok()
        .flatten()
        .and_then(|filter| filter.dyn_into::<HtmlInputElement>().ok());
    filter.is_some_and(|filter| {
        filter.select();
        filter.focus().is_ok()
    })
}
