//! The navigation: every list of the app, and how much is in it.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::paths::Page;

/// The main navigation: a column beside the page, a bar below it on a narrow screen.
#[component]
pub fn Nav() -> impl IntoView {
    let places = [
        ("Overview", Page::Overview),
        ("Agents", Page::Agents),
        ("Frameworks", Page::Frameworks),
        ("Tasks", Page::Tasks),
    ];
    view! {
        <nav class="nav" aria-label="Main">
            <ul>
                {places
                    .into_iter()
                    .map(|(name, page)| view! { <NavLink name page /> })
                    .collect_view()}
            </ul>
        </nav>
    }
}

#[component]
fn NavLink(name: &'static str, page: Page) -> impl IntoView {
    let path = use_location().pathname;
    let root = page == Page::Overview;
    let href = page.href();
    let current = {
        let href = href.clone();
        move || path.with(|path| stands_under(path, &href, root)).then_some("page")
    };
    view! {
        <li>
            <a class="nav-link" href=href aria-current=current>
                <span class="nav-name">{name}</span>
            </a>
        </li>
    }
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
