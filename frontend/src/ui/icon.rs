//! Icons: 16 by 16, drawn with lines of the text's colour. They are ornaments; the words stand beside them or in a label.

use leptos::prelude::*;

/// A drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// A triangle with a mark.
    Alert,
    /// A flash.
    Bolt,
    /// A ribbon between pages.
    Bookmark,
    /// A box with a lid.
    Box,
    /// A tick.
    Check,
    /// A corner that points down.
    ChevronDown,
    /// A corner that points to the left.
    ChevronLeft,
    /// A corner that points to the right.
    ChevronRight,
    /// A cross.
    Close,
    /// Three columns.
    Columns,
    /// Two sheets.
    Copy,
    /// A drum.
    Cylinder,
    /// Four corners that point outwards.
    Expand,
    /// An arrow out of a box.
    External,
    /// A sheet with lines.
    File,
    /// A folder.
    Folder,
    /// A dial with a hand.
    Gauge,
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
    /// Three dots.
    More,
    /// Two bars.
    Pause,
    /// A triangle that points to the right.
    Play,
    /// A head and shoulders.
    Person,
    /// A line with a beat.
    Pulse,
    /// A screen on a foot.
    Screen,
    /// A lens.
    Search,
    /// Two machines in a rack.
    Server,
    /// A star.
    Star,
    /// A sun.
    Sun,
    /// Two arrows past each other.
    Swap,
    /// A tag.
    Tag,
    /// A box above two.
    Tree,
    /// A spanner.
    Wrench,
}

impl Glyph {
    fn path(self) -> &'static str {
        match self {
            Self::Alert => "M8 2 14.5 13.5H1.5ZM8 6.5v3.2M8 11.6v.1",
            Self::Check => "m3 8.5 3.2 3.2L13 4.8",
            Self::ChevronDown => "m4 6 4 4 4-4",
            Self::ChevronLeft => "m10 4-4 4 4 4",
            Self::ChevronRight => "m6 4 4 4-4 4",
            Self::Close => "m4 4 8 8m0-8-8 8",
            Self::Columns => "M2 3h12v10H2zM6 3v10m4-10v10",
            Self::Copy => "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
            Self::Expand => "M2.5 6v-3.5h3.5M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
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
            Self::Bolt => "M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z",
            Self::Bookmark => "M4.5 2h7v12L8 11l-3.5 3z",
            Self::Box => "M2.5 5 8 2l5.5 3v6L8 14l-5.5-3zm0 0L8 8l5.5-3M8 8v6",
            Self::Cylinder => {
                "M3 4c0-2.4 10-2.4 10 0s-10 2.4-10 0v8c0 2.4 10 2.4 10 0V4M3 8c0 2.4 10 2.4 10 0"
            }
            Self::File => "M4 1.5h5.5L12.5 4.5v10h-8.5zM9 1.5v3.5h3.5M6 8h4.5M6 10.8h4.5",
            Self::Folder => "M1.5 3.5h4.5l1.5 2h7v8h-13z",
            Self::Gauge => "M2 12a6.2 6.2 0 1 1 12 0M8 11l2.8-4.2",
            Self::Pause => "M5 3v10M11 3v10",
            Self::Play => "M4.5 2.5v11l9-5.5z",
            Self::Screen => "M1.5 3h13v8h-13zM8 11v2.5M5 13.5h6",
            Self::Person => {
                "M8 2.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M2.5 14c.6-3 2.7-4.6 5.5-4.6s4.9 1.6 5.5 4.6"
            }
            Self::Pulse => "M1.5 8.5h3l2-5.5 3 10 2-4.5h3",
            Self::Star => "m8 1.8 1.9 4 4.3.6-3.1 3.1.7 4.4L8 11.8l-3.8 2.1.7-4.4L1.8 6.4l4.3-.6z",
            Self::Swap => "M2 5.5h11M10 2.5l3 3-3 3M14 10.5H3M6 7.5l-3 3 3 3",
            Self::Tag => "M2 2.5h5.5l6.5 6.5-5 5-7-7zM5 5.4h.1",
            Self::Tree => "M6 2h4v3.5H6zM1.5 10.5h4V14h-4zM10.5 10.5h4V14h-4zM8 5.5V8M3.5 10.5V8h9v2.5",
            Self::Wrench => {
                "M10 2.2a3.6 3.6 0 0 0-3.3 5L2 11.9 4.1 14l4.7-4.7a3.6 3.6 0 0 0 4.7-4.6l-2.2 2.2-2-2z"
            }
            Self::More => "M3 8h.1M8 8h.1M13 8h.1",
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
