//! Keys as they are printed on a keyboard.

use leptos::prelude::*;

/// Keys pressed one after the other, parted by spaces: `g a`.
#[component]
pub fn Keys(
    /// The keys.
    keys: &'static str,
) -> impl IntoView {
    let keys = keys.split(' ').map(|key| view! { <kbd>{key}</kbd> }).collect_view();
    view! { <span class="keys">{keys}</span> }
}
