//! A list of facts: names to the left, what they are to the right.

use leptos::prelude::*;

/// A definition list; its children are [`Fact`]s.
#[component]
pub fn Facts(
    /// The facts.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One fact.
#[component]
pub fn Fact(
    /// Its name.
    #[prop(into)]
    name: String,
    /// What the name means, on hover.
    #[prop(optional, into)]
    about: Option<String>,
    /// Its value.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="fact">
            <dt title=about>{name}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
