//! The last look: what is about to happen, and the name to type where it cannot be undone.

use leptos::prelude::*;

use super::compared::ImpactList;
use crate::change::plan::{Plan, Weight};
use crate::ui::{
    format::plural,
    notice::{Notice, NoticeKind},
    unique::unique_id,
};

/// The stage before the sending.
#[component]
pub(super) fn Confirm(
    plan: Signal<Plan>,
    /// Whether what has to be typed is.
    is_typed: RwSignal<bool>,
    /// Why the server did not take it, if it was sent.
    not_taken: Memo<Option<String>>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let wanted = Memo::new(move |_| plan.with(|plan| plan.typed.clone()));
    let is_right = Memo::new(move |_| {
        wanted.with(|wanted| {
            wanted.as_ref().is_none_or(|wanted| typed.with(|typed| typed.trim() == wanted.name))
        })
    });
    Effect::new(move || is_typed.set(is_right.get()));
    let id = unique_id("confirm");
    let harm = Signal::derive(move || {
        plan.with(|plan| {
            plan.impact.iter().filter(|impact| impact.weight > Weight::Note).cloned().collect::<Vec<_>>()
        })
    });
    let what = move || {
        let (action, count, at_once) =
            plan.with(|plan| (plan.action.clone(), plan.steps.len(), plan.at_once.max(1)));
        let calls = plural(count as i64, "call", "calls");
        let pace = if count > 1 { format!(", {at_once} at a time") } else { String::new() };
        format!("{action}: {calls} to Mesos{pace}. It is tracked until the cluster's own state shows it.")
    };
    let field = move || {
        let id = id.clone();
        wanted.get().map(move |wanted| {
            view! {
                <div class="field change-typed">
                    <p>{wanted.why}</p>
                    <label for=id.clone()>
                        {format!("Type the {} ", wanted.what)} <code>{wanted.name}</code> " to confirm"
                    </label>
                    <input
                        id=id
                        class="input"
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=typed
                        on:input:target=move |event| typed.set(event.target().value())
                    />
                </div>
            }
        })
    };
    view! {
        <p class="change-lead">{what}</p>
        <ImpactList impact=harm />
        {field}
        {move || {
            not_taken.get().map(|words| view! { <Notice kind=NoticeKind::Broken title="Not sent">{words}</Notice> })
        }}
    }
}
