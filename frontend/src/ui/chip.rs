//! A word with a colour and a shape, so that neither is needed to tell it from another.

use leptos::prelude::*;

/// What a chip says beside its word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As it should be: a disc.
    Ok,
    /// Under way: a ring.
    Info,
    /// Wants a look: a diamond.
    Warn,
    /// Wrong: a square.
    Bad,
    /// At rest, over, or unknown: a bar.
    #[default]
    Idle,
}

impl Tone {
    /// The class of an element in this tone.
    pub fn class(self) -> &'static str {
        match self {
            Self::Ok => "chip ok",
            Self::Info => "chip info",
            Self::Warn => "chip warn",
            Self::Bad => "chip bad",
            Self::Idle => "chip idle",
        }
    }
}

/// A chip.
#[component]
pub fn Chip(
    /// Its colour and shape.
    #[prop(into)]
    tone: Signal<Tone>,
    /// More than the word, on hover.
    #[prop(optional, into)]
    title: MaybeProp<String>,
    /// The word.
    children: Children,
) -> impl IntoView {
    view! {
        <span class=move || tone.get().class() title=move || title.get()>
            {children()}
        </span>
    }
}
