//! What the colours of the resource bar mean.

use leptos::prelude::*;

use super::resource_bar::Shares;

/// The legend, in the order of the bar.
#[component]
pub fn Legend() -> impl IntoView {
    const CLASSES: [&str; 5] =
        ["swatch allocated", "swatch from-reservation", "swatch offered", "swatch reserved", "swatch free"];
    let names = Shares::default().parts().map(|(name, _)| name);
    let entries = CLASSES
        .into_iter()
        .zip(names)
        .map(|(class, name)| view! { <li><span class=class aria-hidden="true"></span>{name}</li> })
        .collect_view();
    view! { <ul class="legend" aria-label="Colours of the bars">{entries}</ul> }
}
