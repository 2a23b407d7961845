//! Light, dark, or as the system has it.
//!
//! The style reads `data-theme` on the document; `boot.js` sets it before the first paint, this when somebody chooses.

use leptos::{ev, prelude::*};

use crate::prefs;

const NAME: &str = "theme";

/// A choice of theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// All choices, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "As the system",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    /// The value of `data-theme` and in storage.
    fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    fn parse(stored: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|theme| theme.attribute() == stored).unwrap_or_default()
    }
}

/// The chosen theme, as a context.
#[derive(Clone, Copy, Debug)]
pub struct ThemeChoice(RwSignal<Theme>);

impl ThemeChoice {
    /// Reads the stored choice and follows it, also when another tab changes it.
    pub fn provide() -> Self {
        let choice = Self(RwSignal::new(Theme::parse(prefs::load(NAME).as_deref())));
        Effect::new(move || apply(choice.get()));
        let storage = window_event_listener(ev::storage, move |event| {
            if event.key().is_none_or(|key| key == prefs::key(NAME)) {
                choice.0.set(Theme::parse(prefs::load(NAME).as_deref()));
            }
        });
        on_cleanup(move || storage.remove());
        provide_context(choice);
        choice
    }

    /// The choice.
    pub fn get(self) -> Theme {
        self.0.get()
    }

    /// Chooses, and remembers it.
    pub fn set(self, theme: Theme) {
        prefs::store(NAME, theme.attribute());
        self.0.set(theme);
    }
}

fn apply(theme: Theme) {
    let Some(root) = document().document_element() else { return };
    // Neither can fail for a fixed, valid name.
    let _ = match theme.attribute() {
        Some(value) => root.set_attribute("data-theme", value),
        None => root.remove_attribute("data-theme"),
    };
}

#[cfg(test)]
mod tests {
    use super::Theme;

    #[test]
    fn what_is_stored_is_read_back() {
        for theme in Theme::ALL {
            assert_eq!(Theme::parse(theme.attribute()), theme);
        }
        assert_eq!(Theme::parse(Some("sepia")), Theme::System);
    }
}
