//! The way from any page to a dashboard that shows it as it is seen now.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use crate::paths::{Page, Query, View};
use crate::session::use_session;
use crate::ui::{
    button::{Button, ButtonKind},
    icon::{Glyph, Icon},
};

/// The name, in the query of the form that makes a dashboard, of a page to take into it.
pub const SHARED: &str = "page";

/// `Share as dashboard…`, on pages that a dashboard can show.
#[component]
pub fn Share() -> impl IntoView {
    let session = use_session();
    let location = use_location();
    let navigate = StoredValue::new_local(use_navigate());
    let (path, search) = (location.pathname, location.search);
    // The address of the moment, with what was typed since: the filter gets there a little later.
    let view = move || {
        let search = search.get();
        let mark = if search.is_empty() || search.starts_with('?') { "" } else { "?" };
        View::read(&format!("{}{mark}{search}", path.get()), "").ok()
    };
    let here = Memo::new(move |_| view());
    let press = move |()| {
        if let Some(view) = here.get_untracked() {
            let href = Page::NewDashboard.href_with(&Query::new().with(SHARED, view.address()));
            let options = NavigateOptions { resolve: false, ..NavigateOptions::default() };
            navigate.with_value(|navigate| navigate(&href, options));
        }
    };
    let is_shown = Memo::new(move |_| here.with(Option::is_some));
    let refused = Signal::derive(move || session.may("dashboards"));
    view! {
        <Show when=move || is_shown.get()>
            <span class="share">
                <Button kind=ButtonKind::Quiet refused on_press=press>
                    <Icon glyph=Glyph::Screen />
                    <span>"Share as dashboard…"</span>
                </Button>
            </span>
        </Show>
    }
    .into_any()
}
