//! A button that copies a text and says that it did.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::icon::{Glyph, Icon};

/// Copies `text` to the clipboard.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// What the text is, for the button's name: `Copy agent id`.
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let mut name = what;
    name.insert_str(0, "Copy ");
    let copied = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let text = text.get_untracked();
        leptos::task::spawn_local(async move {
            copied.try_set(Some(write(&text).await));
            set_timeout(
                move || {
                    copied.try_set(None);
                },
                Duration::from_millis(1500),
            );
        });
    };
    let said = move || match copied.get() {
        None => "",
        Some(true) => "Copied",
        Some(false) => "Not copied: the browser refused",
    };
    let glyph = move || if copied.get() == Some(true) { Glyph::Check } else { Glyph::Copy };
    view! {
        <button type="button" class="copy" title=name.clone() aria-label=name on:click=copy>
            {move || view! { <Icon glyph=glyph() /> }}
            <span class="copy-said" role="status">{said}</span>
        </button>
    }
}

/// Whether the text is on the clipboard now.
async fn write(text: &str) -> bool {
    let window = window();
    // Browsers offer the clipboard only to secure pages; a console on plain HTTP in a private network is none.
    if window.is_secure_context() {
        JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
    } else {
        write_by_selection(text).unwrap_or(false)
    }
}

/// The old way: select the text in a field that nobody sees, and have the browser copy the selection.
fn write_by_selection(text: &str) -> Option<bool> {
    let document = document();
    let before =
        document.active_element().and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    let field: web_sys::HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_class_name("visually-hidden");
    field.set_value(text);
    // Within an open modal dialog nothing outside it can be selected.
    let host = before
        .as_ref()
        .and_then(|element| element.parent_element())
        .or_else(|| document.body().map(Into::into))?;
    host.append_child(&field).ok()?;
    field.select();
    let copied = document.dyn_ref::<web_sys::HtmlDocument>()?.exec_command("copy").unwrap_or(false);
    field.remove();
    if let Some(before) = before {
        let _ = before.focus();
    }
    Some(copied)
}
