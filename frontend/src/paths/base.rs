//! The path the app is mounted at.

use std::sync::OnceLock;

static BASE: OnceLock<String> = OnceLock::new();

/// Remembers the base path, once, from the document's base URI (`https://host/mesoscope/`).
pub fn set_base(base_uri: &str) {
    // A second call would move every link under the reader's feet; the first one stands.
    let _ = BASE.set(path_of(base_uri));
}

/// The base path without a slash at its end: `""` at the root, else e.g. `"/mesoscope"`.
pub fn base() -> &'static str {
    BASE.get().map_or("", String::as_str)
}

/// `path` (which begins with `/`) under the base path.
pub fn under_base(path: &str) -> String {
    format!("{}{path}", base())
}

/// The folder part of a URI's path, without its last slash.
pub(super) fn path_of(uri: &str) -> String {
    let after_scheme = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    let path = after_scheme.find('/').map_or("", |at| &after_scheme[at..]);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.rfind('/').map_or("", |at| &path[..at]).to_owned()
}

/// The WebSocket address of a path on this origin.
pub fn websocket(path: &str) -> String {
    let location = leptos::prelude::window().location();
    let scheme = if location.protocol().is_ok_and(|protocol| protocol == "https:") { "wss" } else { "ws" };
    format!("{scheme}://{}{path}", location.host().unwrap_or_default())
}
