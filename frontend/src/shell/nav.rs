//! The navigation: every list of the app, and how much is in it.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::Counts;
use crate::{
    paths::Page,
    ui::{
        format::{compact, grouped},
        icon::{Glyph, Icon},
    },
};

/// A place to go to.
struct Place {
    name: &'static str,
    glyph: Glyph,
    page: Page,
    count: Option<fn(&Counts) -> Option<i64>>,
}

const PLACES: [Place; 4] = [
    Place { name: "Overview", glyph: Glyph::Grid, page: Page::Overview, count: None },
    Place { name: "Agents", glyph: Glyph::Server, page: Page::Agents, count: Some(|counts| counts.agents) },
    Place {
        name: "Frameworks",
        glyph: Glyph::Layers,
        page: Page::Frameworks,
        count: Some(|counts| counts.frameworks),
    },
    Place { name: "Tasks", glyph: Glyph::List, page: Page::Tasks, count: Some(|counts| counts.tasks) },
];

/// The main navigation: a column beside the page, a bar below it on a narrow screen.
#[component]
pub fn Nav(
    /// How much is in each list.
    counts: Signal<Counts>,
) -> impl IntoView {
    let links = PLACES.into_iter().map(|place| view! { <NavLink place counts /> }).collect_view();
    view! {
        <nav class="nav" aria-label="Main">
            <ul>{links}</ul>
        </nav>
    }
}

#[component]
fn NavLink(place: Place, counts: Signal<Counts>) -> impl IntoView {
    let Place { name, glyph, page, count } = place;
    let path = use_location().pathname;
    let root = page == Page::Overview;
    let href = page.href();
    let current = {
        let href = href.clone();
        move || path.with(|path| stands_under(path, &href, root)).then_some("page")
    };
    let count = Memo::new(move |_| count.and_then(|count| counts.with(count)));
    view! {
        <li>
            <a class="nav-link" href=href aria-current=current>
                <Icon glyph />
                <span class="nav-name">{name}</span>
                <span class="nav-count" title=move || count.get().map(grouped)>
                    {move || count.get().map(shown)}
                </span>
            </a>
        </li>
    }
}

/// A count as it fits beside a name.
fn shown(count: i64) -> String {
    if count < 1_000_000 { grouped(count) } else { compact(count) }
}

/// Whether `path` is the place `href` or, unless it is the root, one below it.
fn stands_under(path: &str, href: &str, root: bool) -> bool {
    let rest = path.trim_end_matches('/').strip_prefix(href.trim_end_matches('/'));
    rest.is_some_and(|rest| rest.is_empty() || (!root && rest.starts_with('/')))
}

#[cfg(test)]
mod tests {
    use super::stands_under;

    #[test]
    fn a_list_is_current_on_its_own_page_and_on_pages_of_its_members() {
        assert!(stands_under("/agents", "/agents", false));
        assert!(stands_under("/m/agents/a1-S0", "/m/agents", false));
        assert!(!stands_under("/agents-of-old", "/agents", false));
    }

    #[test]
    fn the_root_is_current_only_on_itself() {
        assert!(stands_under("/", "/", true));
        assert!(stands_under("/m", "/m/", true));
        assert!(!stands_under("/agents", "/", true));
    }
}
