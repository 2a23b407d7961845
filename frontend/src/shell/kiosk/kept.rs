//! What this tab keeps of its dashboard for as long as it lasts: the link, which a reload opens again, and why there is none any more.

/// The key of the link in the tab's storage.
const LINK: &str = "mesoscope.board";
/// The key of why the dashboard has ended.
const ENDED: &str = "mesoscope.board.ended";

/// The link's text, if storage is on and there is one.
pub fn load() -> Option<String> {
    get(LINK)
}

/// Keeps a link. Without storage a reload shows the console, which is no fault worth a word.
pub fn keep(link: &str) {
    set(LINK, Some(link));
}

/// Forgets it.
pub fn forget() {
    set(LINK, None);
}

/// Why the dashboard that this tab showed has ended.
#[must_use]
pub fn ended() -> Option<String> {
    get(ENDED)
}

/// Keeps why it has ended, or that another is open.
pub fn set_ended(words: Option<&str>) {
    set(ENDED, words);
}

fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

fn set(key: &str, value: Option<&str>) {
    let Some(storage) = storage() else { return };
    let _ = match value {
        Some(value) => storage.set_item(key, value),
        None => storage.remove_item(key),
    };
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}
