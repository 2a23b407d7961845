//! Why somebody was logged out, kept by the tab until they have logged in: the page is loaded anew in between.

use leptos::prelude::window;

use crate::prefs::key;

/// The name of the words in the tab's storage.
const WHY: &str = "why";
/// What the server's words end with, which the login page says by itself.
const LOG_IN: &str = ": log in again";

/// Keeps the words; none takes them away. A tab without storage goes without them.
pub fn keep_why(words: Option<&str>) {
    let Some(storage) = storage() else { return };
    let _ = match words {
        Some(words) => storage.set_item(&key(WHY), words),
        None => storage.remove_item(&key(WHY)),
    };
}

/// The words that were kept.
#[must_use]
pub fn kept_why() -> Option<String> {
    storage()?.get_item(&key(WHY)).ok().flatten()
}

/// The server's words as they are said where one logs in. They begin with a name or a noun, which stays as it is.
#[must_use]
pub fn nobody(words: &str) -> String {
    let words = words.trim().trim_end_matches('.');
    format!("Nobody is logged in: {}.", words.strip_suffix(LOG_IN).unwrap_or(words))
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::nobody;

    #[test]
    fn names_stay_as_they_are_and_nobody_is_told_twice_to_log_in() {
        assert_eq!(nobody("eve is in no group"), "Nobody is logged in: eve is in no group.");
        assert_eq!(
            nobody("the session has ended: log in again"),
            "Nobody is logged in: the session has ended."
        );
    }
}
