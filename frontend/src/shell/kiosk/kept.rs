//! What this tab keeps of its dashboard: the link, which a reload opens again, one that waits for a login, and why there is none any more.

use web_sys::PerformanceNavigation;

/// The key of the link in the tab's storage.
const LINK: &str = "mesoscope.board";
/// The key of a link that waits for somebody to log in.
const WAITING: &str = "mesoscope.board.waiting";
/// The key of why the dashboard has ended.
const ENDED: &str = "mesoscope.board.ended";

/// The link's text, if storage is on and there is one.
pub fn load() -> Option<String> {
    get(LINK)
}

/// Forgets the link if the tab has not come here by a reload: whoever types an address wants that page.
pub fn forget_elsewhere() {
    let is_reload = web_sys::window()
        .and_then(|window| window.performance())
        .is_some_and(|performance| performance.navigation().type_() == PerformanceNavigation::TYPE_RELOAD);
    if !is_reload {
        forget();
    }
}

/// Keeps a link until somebody has logged in. It goes by no address, which a server would be told.
pub fn wait(link: &str) {
    set(WAITING, Some(link));
}

/// The link that waits, which does so no longer.
#[must_use]
pub fn waiting() -> Option<String> {
    let link = get(WAITING);
    set(WAITING, None);
    link
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
