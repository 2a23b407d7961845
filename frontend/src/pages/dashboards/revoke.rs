//! Taking a link back, after a question.

use leptos::prelude::*;
use serde_json::json;

use super::given::Given;
use crate::call::{answer::Answer, send::send};
use crate::paths::Door;
use crate::ui::{
    button::{Button, ButtonKind},
    dialog::Dialog,
};

/// The question about the link that was chosen.
#[component]
pub fn Revoke(
    /// The link; nothing while none is asked about.
    chosen: RwSignal<Option<Given>>,
    /// It was taken back.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    Effect::new(move || {
        let is_chosen = chosen.with(Option::is_some);
        trouble.set(None);
        open.set(is_chosen);
    });
    Effect::new(move || {
        if !open.get() {
            chosen.maybe_update(|chosen| chosen.take().is_some());
        }
    });
    let revoke = Callback::new(move |()| {
        let Some(link) = chosen.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = send(&Door::RevokeDashboard { id: link.id }, &json!({})).await;
            let said = match answer {
                Answer::Found(_) => None,
                Answer::Missing(words) | Answer::Forbidden(words) => Some(words),
                Answer::Broken { what, .. } => {
                    Some(format!("{what} The link may still open: look at the list and try again."))
                }
            };
            on_done.try_run(());
            // The page may have closed meanwhile.
            let _ = busy.try_set(false);
            if said.is_none() {
                let _ = open.try_set(false);
            }
            let _ = trouble.try_set(said);
        });
    });
    view! {
        <Dialog open title="Revoke a dashboard">
            {move || {
                chosen.get().map(|link| {
                    view! {
                        <p class="prose">
                            "Screens that show “" <strong>{link.name}</strong>
                            "” stop within seconds, and its link opens no more. A link that was revoked cannot be given back: another can be made."
                        </p>
                    }
                })
            }}
            <p class="dash-problem" role="alert">
                {move || trouble.get()}
            </p>
            <div class="dash-buttons">
                <Button on_press=move |()| open.set(false)>"Keep it"</Button>
                <Button kind=ButtonKind::Danger on_press=revoke>
                    {move || if busy.get() { "Revoking…" } else { "Revoke" }}
                </Button>
            </div>
        </Dialog>
    }
    .into_any()
}
