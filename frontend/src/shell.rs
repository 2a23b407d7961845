//! What stands around every page: header, navigation, and what follows a change of page.

mod header;
mod help;
mod keys;
mod links;
mod nav;
mod palette;
mod route;
mod stale;
mod theme_switch;

use leptos::{html::Main, prelude::*};
use leptos_router::hooks::use_navigate;

pub use self::keys::free_key;
use self::{header::Header, help::Help, links::follow, nav::Nav, palette::Palette, stale::StaleNote};
use crate::{components::freshness_chip::Freshness, keyboard::Shortcuts};

/// What the shell shows of the cluster.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings {
    /// How fresh the picture is.
    pub freshness: Signal<Freshness>,
    /// When the master was last heard from, in milliseconds since 1970.
    pub heard_ms: Signal<Option<i64>>,
    /// Which cluster it is of.
    pub cluster: Signal<Cluster>,
    /// How many rows the lists have.
    pub counts: Signal<Counts>,
}

/// Who is at the other end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cluster {
    /// The cluster's name.
    pub name: Option<String>,
    /// The leading master, as `host:port`.
    pub leader: Option<String>,
    /// The leading master's Mesos version.
    pub version: Option<String>,
    /// Whether it is the embedded one.
    pub demo: bool,
}

/// How much is in each list; `None` while it is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Agents that the master lists.
    pub agents: Option<i64>,
    /// Frameworks that have not completed.
    pub frameworks: Option<i64>,
    /// Tasks that have not completed.
    pub tasks: Option<i64>,
    /// Roles.
    pub roles: Option<i64>,
    /// Reservations, counted agent by agent.
    pub reservations: Option<i64>,
    /// Persistent volumes.
    pub volumes: Option<i64>,
    /// Outstanding offers.
    pub offers: Option<i64>,
    /// Offer operations.
    pub operations: Option<i64>,
    /// Executors.
    pub executors: Option<i64>,
}

/// The frame around the pages.
#[component]
pub fn Shell(
    /// What the frame shows of the cluster.
    surroundings: Surroundings,
    /// The routes.
    children: Children,
) -> impl IntoView {
    let Surroundings { freshness, heard_ms, cluster, counts } = surroundings;
    let navigate = use_navigate();
    let main = NodeRef::<Main>::new();
    let help = RwSignal::new(false);
    let search = RwSignal::new(false);
    Shortcuts::provide();
    route::follow_route(main, cluster);
    keys::listen(help);
    let skip = move |event: web_sys::MouseEvent| {
        // A fragment would resolve against <base> and leave the page.
        event.prevent_default();
        if let Some(main) = main.get_untracked() {
            let _ = main.focus();
        }
    };
    let stale = Memo::new(move |_| freshness.with(Freshness::is_stale));
    view! {
        <div class="app" class:stale=stale on:click=move |event| follow(&event, &navigate)>
            <a class="skip-link" href="#main" on:click=skip>
                "Skip to the page"
            </a>
            <Header cluster freshness help search />
            <Nav counts cluster />
            <main id="main" class="main" tabindex="-1" node_ref=main>
                <Show when=move || stale.get()>
                    <StaleNote freshness heard_ms />
                </Show>
                <div class="page">{children()}</div>
            </main>
            <Help open=help />
            <Palette open=search />
        </div>
    }
}
