//! The keys of a log view.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::reader::Reader;
use crate::keyboard::Group;
use crate::shell::free_key;

/// What the keys do, for the list of keys.
pub const KEYS: Group = Group {
    title: "In a file",
    keys: &[
        ("/", "Search the whole file"),
        ("n", "Next found place"),
        ("N", "Found place before"),
        ("g", "Beginning of the file"),
        ("G", "End of the file"),
        ("f", "Follow the end, or cease to"),
        ("w", "Wrap long lines, or not"),
    ],
};

/// Obeys the keys while the view is there and `is_active`.
pub fn listen(reader: Reader, wrap: RwSignal<bool>, is_active: Signal<bool>) {
    let obey = move |event: KeyboardEvent| {
        if !free_key(&event) || !is_active.try_get_untracked().unwrap_or_default() {
            return;
        }
        match event.key().as_str() {
            "n" => reader.step(true),
            "N" => reader.step(false),
            "G" => reader.tail(),
            "f" => reader.toggle_follow(),
            "w" => wrap.update(|wrap| *wrap = !*wrap),
            // It may also be the first key of a pair that leads to another page.
            "g" => return reader.head(),
            _ => return,
        }
        event.prevent_default();
    };
    // At the document, which hears a key before the window: `g f` must not lead away while `f` means something here.
    let closure = StoredValue::new_local(Closure::<dyn FnMut(KeyboardEvent)>::new(obey));
    let document = document();
    closure.with_value(|closure| {
        // It cannot fail for a plain listener.
        let _ = document.add_event_listener_with_callback("keydown", closure.as_ref().unchecked_ref());
    });
    on_cleanup(move || {
        closure.with_value(|closure| {
            let _ = document.remove_event_listener_with_callback("keydown", closure.as_ref().unchecked_ref());
        });
    });
}
