//! The dialog that lists the keys.

use leptos::prelude::*;

use crate::{
    keyboard::Shortcuts,
    ui::{dialog::Dialog, kbd::Keys},
};

/// The list of keys that work on this page.
#[component]
pub fn Help(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let shortcuts: Shortcuts = expect_context();
    let groups = move || {
        let groups = shortcuts.get().into_iter().map(|group| {
            let keys = group.keys.iter().map(|(keys, what)| {
                view! {
                    <div class="shortcut">
                        <dt><Keys keys=*keys /></dt>
                        <dd>{*what}</dd>
                    </div>
                }
            });
            view! {
                <section>
                    <h3>{group.title}</h3>
                    <dl>{keys.collect_view()}</dl>
                </section>
            }
        });
        groups.collect_view()
    };
    view! {
        <Dialog open title="Keyboard shortcuts">
            <div class="shortcuts">{groups}</div>
        </Dialog>
    }
}
