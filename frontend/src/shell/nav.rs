//! The navigation: every list of the app, and how much is in it.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{Cluster, Counts};
use crate::{
    paths::Page,
    session::use_session,
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

const fn place(name: &'static str, glyph: Glyph, page: Page) -> Place {
    Place { name, glyph, page, count: None }
}

const fn counted(name: &'static str, glyph: Glyph, page: Page, count: fn(&Counts) -> Option<i64>) -> Place {
    Place { name, glyph, page, count: Some(count) }
}

/// Where most people go most of the time: what a narrow screen has room for.
const FIRST: [Place; 4] = [
    place("Overview", Glyph::Grid, Page::Overview),
    counted("Agents", Glyph::Server, Page::Agents, |counts| counts.agents),
    counted("Frameworks", Glyph::Layers, Page::Frameworks, |counts| counts.frameworks),
    counted("Tasks", Glyph::List, Page::Tasks, |counts| counts.tasks),
];

const RESOURCES: [Place; 6] = [
    counted("Roles", Glyph::Tree, Page::Roles, |counts| counts.roles),
    place("Quota", Glyph::Gauge, Page::Quota),
    counted("Reservations", Glyph::Bookmark, Page::Reservations, |counts| counts.reservations),
    counted("Volumes", Glyph::Cylinder, Page::Volumes, |counts| counts.volumes),
    counted("Offers", Glyph::Tag, Page::Offers, |counts| counts.offers),
    counted("Operations", Glyph::Swap, Page::Operations, |counts| counts.operations),
];

const CLUSTER: [Place; 7] = [
    counted("Executors", Glyph::Box, Page::Executors, |counts| counts.executors),
    place("Maintenance", Glyph::Wrench, Page::Maintenance),
    place("Changes", Glyph::Check, Page::Changes),
    place("Masters", Glyph::Star, Page::Masters),
    place("Events", Glyph::Pulse, Page::Events),
    place("Dashboards", Glyph::Screen, Page::Dashboards),
    place("Audit log", Glyph::File, Page::Audit),
];

/// The main navigation: a column beside the page, a bar below it on a narrow screen.
#[component]
pub fn Nav(
    /// How much is in each list.
    counts: Signal<Counts>,
    /// Which cluster it is.
    cluster: Signal<Cluster>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let path = use_location().pathname;
    Effect::new(move || {
        path.track();
        open.set(false);
    });
    let links = move |places: Vec<Place>| {
        places.into_iter().map(|place| view! { <NavLink place counts /> }.into_any()).collect_view()
    };
    let demo = Memo::new(move |_| cluster.with(|cluster| cluster.demo));
    view! {
        <nav class="nav" class:open=move || open.get() aria-label="Main">
            <ul class="nav-first">
                {links(FIRST.into())}
                <li class="nav-more">
                    <button
                        type="button"
                        class="nav-link"
                        aria-expanded=move || if open.get() { "true" } else { "false" }
                        aria-controls="nav-rest"
                        on:click=move |_| open.update(|open| *open = !*open)
                    >
                        <Icon glyph=Glyph::More />
                        <span class="nav-name">"More"</span>
                    </button>
                </li>
            </ul>
            <div class="nav-rest" id="nav-rest">
                <p class="nav-group" id="nav-resources">"Resources"</p>
                <ul aria-labelledby="nav-resources">{links(RESOURCES.into())}</ul>
                <p class="nav-group" id="nav-cluster">"Cluster"</p>
                <ul aria-labelledby="nav-cluster">
                    {links(CLUSTER.into())}
                    {move || demo.get().then(|| links(vec![place("Break it", Glyph::Bolt, Page::Faults)]))}
                </ul>
            </div>
        </nav>
    }
}

#[component]
fn NavLink(place: Place, counts: Signal<Counts>) -> impl IntoView {
    let Place { name, glyph, page, count } = place;
    let path = use_location().pathname;
    let root = page == Page::Overview;
    let (href, needs) = (page.href(), page.needs());
    let session = use_session();
    let refused = Memo::new(move |_| session.may_any(needs));
    let is_refused = move || refused.with(Option::is_some);
    let current = {
        let href = href.clone();
        move || path.with(|path| stands_under(path, &href, root)).then_some("page")
    };
    let count = Memo::new(move |_| count.and_then(|count| counts.with(count)));
    view! {
        <li>
            <a
                class="nav-link"
                href=move || (!is_refused()).then(|| href.clone())
                role=move || is_refused().then_some("link")
                tabindex=move || is_refused().then_some("0")
                aria-disabled=move || is_refused().then_some("true")
                title=refused
                aria-current=current
            >
                <Icon glyph />
                <span class="nav-name">{name}</span>
                {move || is_refused().then(|| view! { <Icon glyph=Glyph::Lock /> })}
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
