//! The link of a dashboard that was just made: shown once.

use leptos::{html, prelude::*};

use crate::paths::Page;
use crate::ui::{button::Button, copy::CopyButton, time::Time, unique::unique_id};

/// A dashboard that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What it is called.
    pub name: String,
    /// The text that opens it.
    pub link: String,
    /// When it ends, in milliseconds since 1970.
    pub expires_ms: i64,
}

/// Its link.
#[component]
pub fn MadeLink(
    /// What was made.
    made: Made,
    /// Makes another.
    #[prop(into)]
    on_another: Callback<()>,
) -> impl IntoView {
    let Made { name, link, expires_ms } = made;
    let origin = location().origin().unwrap_or_default();
    let address = format!("{origin}{}#{link}", Page::Board.href());
    let id = unique_id("link");
    let copied = address.clone();
    let title = format!("{id}-title");
    // The form is gone, and the focus with it.
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move || {
        if let Some(heading) = heading.get() {
            let _ = heading.focus();
        }
    });
    view! {
        <section class="dash-made" aria-labelledby=title>
            <h2 id=title.clone() tabindex="-1" node_ref=heading>
                {format!("“{name}” is made")}
            </h2>
            <p class="prose">
                "This is its link, and this is the only time it is shown: the console keeps no copy. Whoever has it sees the dashboard until it ends, "
                <Time at_ms=Some(expires_ms) /> ", or is revoked. Give it to those who should, as you would a password."
            </p>
            <div class="field">
                <label for=id.clone()>"Link"</label>
                <div class="dash-link">
                    <input
                        id=id
                        class="input"
                        type="text"
                        readonly=true
                        prop:value=address
                        on:focus:target=move |event| event.target().select()
                    />
                    <CopyButton text=copied what="link" />
                </div>
            </div>
            <div class="dash-buttons">
                <Button on_press=on_another>"Make another"</Button>
                <a class="button primary" href=Page::Dashboards.href()>
                    "I have copied it"
                </a>
            </div>
        </section>
    }
    .into_any()
}
