//! Buttons. One that cannot be pressed now stays reachable and says why.

use leptos::prelude::*;

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// One of several things to do.
    #[default]
    Plain,
    /// The one thing to do here.
    Primary,
    /// What cannot be undone.
    Danger,
    /// A tool that should not be seen before it is looked for.
    Quiet,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Primary => "button primary",
            Self::Danger => "button danger",
            Self::Quiet => "button quiet",
        }
    }
}

/// A button.
#[component]
pub fn Button(
    /// What pressing it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// Its name, where its content is nothing but an icon.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Why it cannot be pressed now. It can while there is no reason.
    #[prop(optional, into)]
    refused: MaybeProp<String>,
    /// Text or an icon.
    children: Children,
) -> impl IntoView {
    let press = move |_| {
        if refused.with_untracked(Option::is_none) {
            on_press.run(());
        }
    };
    view! {
        <button
            type="button"
            class=kind.class()
            class:icon-only=move || label.with(Option::is_some)
            aria-label=move || label.get()
            aria-disabled=move || refused.get().map(|_| "true")
            title=move || refused.get().or_else(|| label.get())
            on:click=press
        >
            {children()}
        </button>
    }
}
