//! A button with a small panel that opens below it and closes by Esc or a press elsewhere.

use leptos::{html, prelude::*};

use super::unique::unique_id;

/// A button and its panel. The browser opens, closes and stacks it; only the place is reckoned here.
#[component]
pub fn Popover(
    /// The button's name, and the panel's.
    #[prop(into)]
    label: Signal<String>,
    /// What the button shows.
    #[prop(into)]
    face: ViewFn,
    /// The button's class.
    #[prop(default = "button")]
    class: &'static str,
    /// What the panel shows: form controls or links.
    children: Children,
) -> impl IntoView {
    let id = unique_id("popover");
    let button = NodeRef::<html::Button>::new();
    let panel = NodeRef::<html::Div>::new();
    let is_open = RwSignal::new(false);
    let toggled = move |_| {
        let panel = panel.get_untracked();
        is_open.set(panel.is_some_and(|panel| panel.matches(":popover-open").unwrap_or_default()));
    };
    let (top, right) = (RwSignal::new(0.0), RwSignal::new(0.0));
    let place = move |_| {
        let Some(button) = button.get_untracked() else { return };
        let edges = button.get_bounding_client_rect();
        let width = document().document_element().map_or(0.0, |page| f64::from(page.client_width()));
        top.set(edges.bottom() + 4.0);
        right.set((width - edges.right()).max(8.0));
    };
    view! {
        <button
            type="button"
            class=class
            node_ref=button
            popovertarget=id.clone()
            aria-label=label
            aria-expanded=move || if is_open.get() { "true" } else { "false" }
            title=label
            on:click=place
        >
            {move || face.run()}
        </button>
        <div
            id=id
            class="popover"
            popover="auto"
            role="region"
            aria-label=label
            node_ref=panel
            on:toggle=toggled
            style:top=move || format!("{}px", top.get())
            style:right=move || format!("{}px", right.get())
        >
            {children()}
        </div>
    }
}
