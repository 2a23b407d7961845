//! From an empty page to a running app, and to a readable page when the app cannot run on.
//!
//! `index.html` carries a boot screen (shown until the app stands) and a crash panel (hidden until a panic). Both are
//! plain markup with fixed words, so that they work when nothing else does.

use std::panic;

use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement};

use crate::{app::App, paths, ui::turns::in_turn};

/// Takes the boot screen away and puts the app in its place, a piece at a time: a slow machine takes half a second for all of them.
pub fn start() {
    panic::set_hook(Box::new(show_crash));
    let document = document();
    if let Ok(Some(uri)) = document.base_uri() {
        paths::set_base(&uri);
    }
    let Some(root) = element(&document, "app") else {
        web_sys::console::error_1(&"index.html has no element #app to put the app in".into());
        return;
    };
    in_turn(move || {
        mount_to(root, App).forget();
        if let Some(boot) = element(&document, "boot") {
            boot.remove();
        }
    });
}

/// The panic hook: the whole story to the console, the message to the person.
fn show_crash(info: &panic::PanicHookInfo<'_>) {
    console_error_panic_hook::hook(info);
    // Not leptos' `document()`: a panic may have come from there, and a panic in the hook aborts without a word.
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    if let Some(text) = element(&document, "crash-text") {
        text.set_text_content(Some(&info.to_string()));
    }
    if let Some(boot) = element(&document, "boot") {
        boot.remove();
    }
    // Behind the panel it would answer no press any more.
    if let Some(app) = element(&document, "app") {
        app.set_hidden(true);
    }
    if let Some(panel) = element(&document, "crash") {
        panel.set_hidden(false);
        // What cannot get the focus is no reason to fail here.
        let _ = panel.focus();
    }
}

fn element(document: &Document, id: &str) -> Option<HtmlElement> {
    document.get_element_by_id(id).and_then(|element| element.dyn_into().ok())
}
