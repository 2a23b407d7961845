//! A page in parts, one at a time, named in the page's address.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use crate::paths::{Page, Query, TAB};
use crate::ui::tabs::{Tab, Tabs};

/// A part of a page.
pub struct Part {
    key: &'static str,
    title: &'static str,
    view: ViewFn,
}

impl Part {
    /// A part: what a URL calls it, what the page calls it, what it shows when it is open.
    pub fn new(
        key: &'static str,
        title: &'static str,
        view: impl Fn() -> AnyView + Send + Sync + 'static,
    ) -> Self {
        Self { key, title, view: ViewFn::from(view) }
    }
}

/// The parts as tabs. The first is open unless the address says another.
#[component]
pub fn Tabbed(
    /// What the parts have in common.
    #[prop(into)]
    label: String,
    /// The page they are parts of.
    page: Page,
    /// The parts; at least one.
    parts: Vec<Part>,
) -> impl IntoView {
    let search = use_location().search;
    let selected = Memo::new(move |_| {
        search.with(|search| Query::parse(search).get(TAB).unwrap_or_default().to_owned())
    });
    let navigate = StoredValue::new_local(use_navigate());
    let first = parts.first().map(|part| part.key);
    let page = StoredValue::new(page);
    let on_select = Callback::new(move |key: &'static str| {
        // The first part is the page itself; a filter or an order belongs to the part that is left.
        let href = page.with_value(|page| if first == Some(key) { page.href() } else { page.tab(key) });
        let options = NavigateOptions { resolve: false, scroll: false, ..NavigateOptions::default() };
        navigate.with_value(|navigate| navigate(&href, options));
    });
    let tabs =
        parts.into_iter().map(|Part { key, title, view }| Tab { key, title, view }).collect::<Vec<_>>();
    view! { <Tabs label tabs selected on_select /> }.into_any()
}
