//! The link of a dashboard that was just made: shown once.

use leptos::prelude::*;

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
    let origin = location().origin().unwrap_or_default();
    let address = format!("{origin}{}#{}", Page::Board.href(), made.link);
    let id = unique_id("link");
    let copied = address.clone();
    let title = format!("{id}-title");
    view! {
        <section class="dash-made" aria-labelledby=title>
            <h2 id=title.clone() tabindex="-1" autofocus="">
                {format!("“{}” is made", made.name)}
            </h2>
            <p class="prose">
                "This is its link, and this is the only time it is shown: the console keeps no copy. Whoever has it sees the dashboard until it ends, "
                <Time at_ms=Some(made.expires_ms) /> ", or is revoked. Give it to those who should, as you would a password."
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
