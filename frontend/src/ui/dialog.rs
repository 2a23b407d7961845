//! A modal dialog. The browser's own element brings the focus in, holds it, and takes it back.

use leptos::{ev::MouseEvent, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    icon::{Glyph, Icon},
    unique::unique_id,
};

/// A dialog that is built when it opens.
#[component]
pub fn Dialog(
    /// Whether it is open. Esc, the close button and a press outside of it set it to false.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: String,
    /// Whether it interrupts and wants an answer.
    #[prop(optional)]
    is_alert: bool,
    /// What it shows.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let heading = unique_id("dialog");
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        if open.get() {
            if !dialog.open() {
                // It fails only where the element is not in the document, and then there is nothing to show.
                let _ = dialog.show_modal();
            }
        } else {
            dialog.close();
        }
    });
    // What lies outside of the dialog's content is the dialog element itself.
    let press = move |event: MouseEvent| {
        let outside = event.target().is_some_and(|target| {
            target.dyn_ref::<web_sys::Element>().is_some_and(|element| element.tag_name() == "DIALOG")
        });
        if outside {
            open.set(false);
        }
    };
    view! {
        <dialog
            class="dialog"
            role=is_alert.then_some("alertdialog")
            node_ref=dialog
            aria-labelledby=heading
            on:close=move |_| open.set(false)
            on:mousedown=press
        >
            <div class="dialog-body">
                <header class="dialog-head">
                    <h2 id=heading.clone()>{title}</h2>
                    <button type="button" class="button quiet icon-only" aria-label="Close" on:click=move |_| open.set(false)>
                        <Icon glyph=Glyph::Close />
                    </button>
                </header>
                <Show when=move || open.get()>{children()}</Show>
            </div>
        </dialog>
    }
}
