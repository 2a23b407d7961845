//! A dashboard that is being made. The tab keeps it, so that pages can be gathered one after the other from all over the console.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The key in the tab's storage.
const KEY: &str = "mesoscope.dashboard";

/// What was filled in, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// What it is called.
    pub name: String,
    /// The addresses of its pages.
    pub pages: Vec<String>,
    /// Seconds for each page.
    pub every: String,
    /// Whether it shows nothing but [`Draft::roles`].
    pub bound: bool,
    /// The Mesos roles it shows.
    pub roles: Vec<String>,
    /// How long it lasts, in [`Draft::unit`].
    pub lasts: String,
    /// The unit.
    pub unit: String,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            name: String::new(),
            pages: Vec::new(),
            every: "30".to_owned(),
            bound: false,
            roles: Vec::new(),
            lasts: "7".to_owned(),
            unit: "days".to_owned(),
        }
    }
}

impl Draft {
    /// The one that this tab keeps, or a new one.
    pub fn load() -> Self {
        let text = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
        text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    /// Keeps it. Without storage it lasts as long as its page is open, which is no fault worth a word.
    pub fn keep(&self) {
        let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(self)) else { return };
        let _ = storage.set_item(KEY, &text);
    }

    /// Forgets the one that is kept.
    pub fn forget() {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(KEY);
        }
    }

    /// Takes a page in, at the end.
    pub fn gather(&mut self, address: &str) {
        if self.pages.last().is_none_or(|last| last != address) {
            self.pages.push(address.to_owned());
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::Draft;

    #[test]
    fn a_page_that_is_shared_twice_in_a_row_is_one() {
        let mut draft = Draft::default();
        for address in ["/tasks", "/tasks", "/agents", "/tasks"] {
            draft.gather(address);
        }
        assert_eq!(draft.pages, ["/tasks", "/agents", "/tasks"]);
    }

    #[test]
    fn what_an_older_page_kept_is_filled_up() {
        let draft: Draft = serde_json::from_str(r#"{"name":"Wall"}"#).unwrap_or_default();
        assert_eq!((draft.name.as_str(), draft.every.as_str()), ("Wall", "30"));
    }
}
