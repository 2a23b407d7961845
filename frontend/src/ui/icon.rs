//! Icons: 16 by 16, drawn with lines of the text's colour. They are ornaments; the words stand beside them or in a label.

use leptos::prelude::*;

/// A drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// A triangle with a mark.
    Alert,
    /// A tick.
    Check,
    /// A corner that points down.
    ChevronDown,
    /// A corner that points to the right.
    ChevronRight,
    /// A cross.
    Close,
    /// Three columns.
    Columns,
    /// Two sheets.
    Copy,
    /// An arrow out of a box.
    External,
    /// Four fields.
    Grid,
    /// A disc, half of it filled.
    HalfDisc,
    /// Keys.
    Keyboard,
    /// Sheets above each other.
    Layers,
    /// Lines with dots.
    List,
    /// A padlock.
    Lock,
    /// A moon.
    Moon,
    /// A lens.
    Search,
    /// Two machines in a rack.
    Server,
    /// A sun.
    Sun,
}

impl Glyph {
    fn path(self) -> &'static str {
        match self {
            Self::Alert => "M8 2 14.5 13.5H1.5ZM8 6.5v3.2M8 11.6v.1",
            Self::Check => "m3 8.5 3.2 3.2L13 4.8",
            Self::ChevronDown => "m4 6 4 4 4-4",
            Self::ChevronRight => "m6 4 4 4-4 4",
            Self::Close => "m4 4 8 8m0-8-8 8",
            Self::Columns => "M2 3h12v10H2zM6 3v10m4-10v10",
            Self::Copy => "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
            Self::External => "M9.5 2.5h4v4m0-4-6 6M6.5 3.5h-3v9h9v-3",
            Self::Grid => "M2.5 2.5h4.5v4.5H2.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5H2.5zM9 9h4.5v4.5H9z",
            Self::HalfDisc => "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2m0 0v12m2-11v10m2-8v6",
            Self::Keyboard => "M1.5 4h13v8h-13zM4 6.5h.1m2.6 0h.1m2.5 0h.1m2.5 0h.1M5 9.5h6",
            Self::Layers => "m8 2 6 3-6 3-6-3zm-6 6 6 3 6-3M2 11l6 3 6-3",
            Self::List => "M5.5 4H14M5.5 8H14M5.5 12H14M2.4 4h.1m-.1 4h.1m-.1 4h.1",
            Self::Lock => "M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
            Self::Moon => "M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7",
            Self::Search => "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9m3.2 7.7 3.3 3.3",
            Self::Server => "M2 2.5h12v4.5H2zM2 9h12v4.5H2zM4.6 4.8h.1m-.1 6.5h.1",
            Self::Sun => {
                "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1v1.5m0 11V15M1 8h1.5m11 0H15M3 3l1 1m8 8 1 1m0-10-1 1M4 12l-1 1"
            }
        }
    }
}

/// An icon, hidden from screen readers.
#[component]
pub fn Icon(
    /// What it shows.
    glyph: Glyph,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=glyph.path() />
        </svg>
    }
}
