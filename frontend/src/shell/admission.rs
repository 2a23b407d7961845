//! Leads whoever is not known, or no longer, to the login, and from there back to where they were.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_location, hooks::use_navigate};

use crate::paths::Page;
use crate::session::{Way, keep_why, login_from, use_session};

/// Watches for as long as the shell stands.
pub fn watch_admission() {
    let session = use_session();
    let path = use_location().pathname;
    let navigate = use_navigate();
    let known = Memo::new(move |_| session.known());
    // Once its reader was known, something of the cluster may be in this page.
    let last_way = StoredValue::new(None::<Way>);
    Effect::new(move || {
        let (known, path) = (known.get(), path.get());
        if known {
            last_way.set_value(session.way());
            return;
        }
        // Nobody logs in to a dashboard: its link is over, and that is said where links are opened.
        let is_board = last_way.get_value() == Some(Way::Dashboard);
        if is_board || [Page::Login, Page::Board].iter().any(|page| page.href() == path) {
            return;
        }
        let login = login_from(&here());
        if last_way.get_value().is_some() {
            keep_why(session.with_untracked(|session| session.why.clone()).as_deref());
            // A page that is loaded anew holds nothing of what was seen before. It fails only where no page could be seen either.
            let _ = location().replace(&login);
        } else {
            navigate(&login, NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() });
        }
    });
}

/// The address of this page as it stands in the browser, on this origin.
fn here() -> String {
    let location = location();
    let parts = [location.pathname(), location.search(), location.hash()];
    parts.into_iter().filter_map(Result::ok).collect()
}
