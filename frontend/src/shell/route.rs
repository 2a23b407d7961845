//! What follows a change of page: the focus goes to the new page's heading, the document gets its title.

use leptos::{html::Main, prelude::*};
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::Cluster;
use crate::components::page::PageHeading;

/// Moves the focus to the `h1` in `main` when the path changes, so that a screen reader says where one is and the
/// keyboard goes on from there; and keeps the document's title.
pub fn follow_route(main: NodeRef<Main>, cluster: Signal<Cluster>) {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        // The first page is where the browser put the reader; only later ones are news.
        if before.is_some_and(|before| before != now) {
            // The new page is not in the document before the next frame.
            request_animation_frame(move || focus_heading(main));
        }
        now
    });
    if let Some(heading) = use_context::<PageHeading>() {
        Effect::new(move || {
            document().set_title(&title(&heading.get(), cluster.with(|cluster| cluster.name.clone())));
        });
    }
}

/// What tells this tab from others: the page first, then the cluster.
fn title(heading: &str, cluster: Option<String>) -> String {
    let parts = [Some(heading.to_owned()), cluster, Some("Mesoscope".to_owned())];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A page that is nothing but a form marks its first field.
fn focus_heading(main: NodeRef<Main>) {
    let Some(main) = main.get_untracked() else { return };
    let heading = ["[autofocus]", "h1"]
        .into_iter()
        .find_map(|marked| main.query_selector(marked).ok().flatten())
        .and_then(|heading| heading.dyn_into::<HtmlElement>().ok());
    if let Some(heading) = heading {
        let _ = heading.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn a_title_names_page_and_cluster() {
        assert_eq!(title("Agents", Some("prod-eu-1".into())), "Agents · prod-eu-1 · Mesoscope");
        assert_eq!(title("", None), "Mesoscope");
    }
}
