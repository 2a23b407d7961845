//! A panel of facts.

use leptos::prelude::*;

use super::{
    lines::{LineList, Lines},
    panel::{Condition, Panel},
};

/// The facts under their heading; nothing at all where there are none.
#[component]
pub fn LinesPanel(
    /// Its heading.
    title: &'static str,
    /// The facts.
    #[prop(into)]
    lines: Signal<LineList>,
) -> impl IntoView {
    view! {
        <Show when=move || lines.with(|lines| !lines.is_empty())>
            <Panel title what="the facts" condition=Condition::Ready>
                <Lines lines />
            </Panel>
        </Show>
    }
}
