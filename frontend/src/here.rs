//! The address of the page that is shown, as that page may read it: when it is left the address is another page's already, for a moment.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::location::Location;

/// The query of the page's address, which stays as it was when the page is left.
#[must_use]
pub fn search_here() -> Memo<String> {
    let Location { pathname, search, .. } = use_location();
    let here = pathname.get_untracked();
    Memo::new(move |before: Option<&String>| {
        let now = search.get();
        let is_here = pathname.get_untracked() == here;
        before.filter(|_| !is_here).cloned().unwrap_or(now)
    })
}
