//! The choice of theme, behind a button of the header.

use leptos::prelude::*;

use crate::{
    theme::{Theme, ThemeChoice},
    ui::{
        icon::{Glyph, Icon},
        popover::Popover,
    },
};

/// A button that shows the theme, and the three there are.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let choice: ThemeChoice = expect_context();
    let face = move || {
        let glyph = match choice.get() {
            Theme::System => Glyph::HalfDisc,
            Theme::Light => Glyph::Sun,
            Theme::Dark => Glyph::Moon,
        };
        view! { <Icon glyph /> }
    };
    let options = Theme::ALL
        .into_iter()
        .map(|theme| {
            view! {
                <label class="option">
                    <input
                        type="radio"
                        name="theme"
                        prop:checked=move || choice.get() == theme
                        on:change=move |_| choice.set(theme)
                    />
                    {theme.name()}
                </label>
            }
        })
        .collect_view();
    view! {
        <Popover label="Theme" class="button quiet icon-only" face=move || face()>
            {options}
        </Popover>
    }
}
