//! A few words about something, shown while it is pointed at or has the focus.

use leptos::{ev::KeyboardEvent, prelude::*};

use super::unique::unique_id;

/// Something with words about it. Esc hides them until the pointer comes back.
#[component]
pub fn Tip(
    /// The words.
    #[prop(into)]
    text: Signal<String>,
    /// What they are about.
    children: Children,
) -> impl IntoView {
    let id = unique_id("tip");
    let dismissed = RwSignal::new(false);
    let key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !dismissed.get_untracked() {
            event.stop_propagation();
            dismissed.set(true);
        }
    };
    view! {
        <span
            class="tip-host"
            class:dismissed=dismissed
            tabindex="0"
            aria-describedby=id
            on:keydown=key
            on:mouseenter=move |_| dismissed.set(false)
            on:focus=move |_| dismissed.set(false)
        >
            {children()}
            <span class="tip" role="tooltip" id=id.clone()>
                {text}
            </span>
        </span>
    }
}
