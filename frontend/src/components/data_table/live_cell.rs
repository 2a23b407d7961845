//! Cells that are drawn by signals: those that have more to them than texts.

use leptos::prelude::*;

use super::cell::CellData;
use super::spec::Look;
use super::tree;
use crate::components::quota_bar::QuotaCell;
use crate::session::use_session;

/// Draws what a cell of that look has in it; nothing for those that are written by hand.
pub fn draw(look: Look, cell: RwSignal<CellData>) -> AnyView {
    match look {
        Look::Made(_) => made(cell).into_any(),
        Look::Tree(_) => tree::draw(cell),
        Look::Quota(resource, _) => {
            let quota = Signal::derive(move || cell.with(|cell| cell.quota));
            view! { <QuotaCell resource quota /> }.into_any()
        }
        _ => ().into_any(),
    }
}

/// A link, if the reader may open what it leads to; else what it says and why not.
fn made(cell: RwSignal<CellData>) -> impl IntoView {
    let session = use_session();
    let refused = Memo::new(move |_| {
        let form = cell.with(|cell| cell.form);
        form.and_then(|form| session.may_any(form.calls()))
    });
    let is_refused = move || refused.with(Option::is_some);
    let text = move || cell.with(|cell| cell.text.clone());
    let whole = move || cell.with(|cell| Some(cell.whole.clone().unwrap_or_else(|| cell.text.clone())));
    view! {
        <a
            tabindex="-1"
            href=move || cell.with(|cell| cell.href.clone()).filter(|_| !is_refused())
            role=move || is_refused().then_some("link")
            aria-disabled=move || is_refused().then_some("true")
            title=move || refused.get().or_else(whole)
        >
            {text}
        </a>
    }
}
