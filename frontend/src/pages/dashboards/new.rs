//! `/dashboards/new`: the form that makes a dashboard, and its link when it is made.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use super::draft::Draft;
use super::form::DashboardForm;
use super::made::{Made, MadeLink};
use crate::components::{
    page::PageTitle,
    panel::{Condition, otherwise},
    share::SHARED,
};
use crate::paths::{Page, Query};
use crate::session::use_session;

/// The page.
#[component]
pub fn NewDashboard() -> impl IntoView {
    let session = use_session();
    let refused = Memo::new(move |_| session.may("dashboards"));
    let draft = RwSignal::new(Draft::load());
    Effect::new(move || draft.with(Draft::keep));
    gather(draft);
    let made = RwSignal::new(None::<Made>);
    let finish = Callback::new(move |link: Made| {
        draft.set(Draft::default());
        made.set(Some(link));
    });
    let facts = "A link that shows these pages in turn, read-only, to whoever has it. Any page comes here by “Share as dashboard…”, with its filter, order and columns.";
    view! {
        <PageTitle title="Make a dashboard" facts=move || facts.into_any() />
        {move || match (made.get(), refused.get()) {
            (Some(link), _) => view! { <MadeLink made=link on_another=move |()| made.set(None) /> }.into_any(),
            (None, Some(why)) => otherwise(&Condition::Forbidden(why), "the form").into_any(),
            (None, None) => view! { <DashboardForm draft on_made=finish /> }.into_any(),
        }}
    }
}

/// Takes in the page that the address names, and takes it out of the address: a reload must not take it in again.
fn gather(draft: RwSignal<Draft>) {
    let search = use_location().search;
    let navigate = use_navigate();
    Effect::new(move || {
        let query = search.with(|search| Query::parse(search));
        let Some(shared) = query.get(SHARED) else { return };
        draft.update(|draft| draft.gather(shared));
        let options =
            NavigateOptions { resolve: false, replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&Page::NewDashboard.href(), options);
    });
}
