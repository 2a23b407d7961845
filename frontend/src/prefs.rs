//! What somebody chose on this browser: a few words in its local storage, all of them optional.
//!
//! Whatever others should see when they are sent a link belongs into the URL instead.

/// The chosen value, if storage is on and there is one.
pub fn load(name: &str) -> Option<String> {
    storage()?.get_item(&key(name)).ok().flatten()
}

/// Remembers a choice, or forgets it. Without storage it holds until the page is closed, which is no fault worth a word.
pub fn store(name: &str, value: Option<&str>) {
    let Some(storage) = storage() else { return };
    let _ = match value {
        Some(value) => storage.set_item(&key(name), value),
        None => storage.remove_item(&key(name)),
    };
}

/// The key in storage; `boot.js` knows the theme's.
pub(crate) fn key(name: &str) -> String {
    format!("mesoscope.{name}")
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
