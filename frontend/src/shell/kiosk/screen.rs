//! What this screen is set to: how large the text is, whether it is filled, whether somebody is there. The style reads it off the document's root.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::prefs;

/// The name of the size among what was chosen on this browser.
const TEXT: &str = "board-text";
/// The sizes of text, in hundredths.
const SIZES: [u32; 5] = [100, 125, 150, 200, 250];

/// The size that was chosen here.
pub fn size() -> u32 {
    let chosen = prefs::load(TEXT).and_then(|text| text.parse().ok());
    chosen.filter(|size| SIZES.contains(size)).unwrap_or(SIZES[0])
}

/// The next larger or smaller size.
pub fn next_size(size: u32, larger: bool) -> u32 {
    let next = if larger {
        SIZES.into_iter().find(|other| *other > size)
    } else {
        SIZES.into_iter().rev().find(|other| *other < size)
    };
    next.unwrap_or(size)
}

/// Shows this size, and remembers it.
pub fn set_size(size: u32) {
    prefs::store(TEXT, Some(&size.to_string()).filter(|_| size != SIZES[0]).map(String::as_str));
    if let Some(root) = root() {
        let _ = root.style().set_property("--board-text", &format!("{}", f64::from(size) / 100.0));
    }
}

/// Says whether nobody is there: pointer and tools go out of sight.
pub fn set_alone(alone: bool) {
    if let Some(root) = root() {
        let _ = root.toggle_attribute_with_force("data-alone", alone);
    }
}

/// Takes back what was set, when the dashboard is left.
pub fn forget() {
    set_alone(false);
    if let Some(root) = root() {
        let _ = root.style().remove_property("--board-text");
    }
}

/// Whether the browser can fill the screen with the page.
pub fn can_fill() -> bool {
    document().fullscreen_enabled()
}

/// Whether it does.
pub fn is_filled() -> bool {
    document().fullscreen_element().is_some()
}

/// Fills the screen, or gives it back.
pub fn fill() {
    if is_filled() {
        document().exit_fullscreen();
    } else if let Some(root) = root() {
        // The browser asks for a press of a key or a button, which this follows.
        let _ = root.request_fullscreen();
    }
}

fn root() -> Option<HtmlElement> {
    document().document_element()?.dyn_into().ok()
}

#[cfg(test)]
mod tests {
    use super::next_size;

    #[test]
    fn sizes_have_two_ends() {
        assert_eq!(next_size(100, true), 125);
        assert_eq!(next_size(250, true), 250);
        assert_eq!(next_size(100, false), 100);
        assert_eq!(next_size(200, false), 150);
    }
}
