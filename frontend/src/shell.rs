//! What stands around every page: header, navigation, and what follows a change of page.

mod admission;
mod ending;
mod header;
mod help;
mod keys;
pub mod kiosk;
mod leave;
mod links;
mod nav;
mod palette;
mod route;
mod stale;
mod theme_switch;
mod who;

use leptos::{html::Main, prelude::*};
use leptos_router::hooks::{use_location, use_navigate};

pub use self::keys::free_key;
use self::{
    ending::{IdleWarning, SessionNotes},
    header::Header,
    help::Help,
    kiosk::Kiosk,
    links::follow,
    nav::Nav,
    palette::Palette,
    stale::StaleNote,
};
use crate::{
    components::freshness_chip::Freshness,
    keyboard::Shortcuts,
    later::{Build, later},
    paths::Page,
    ui::turns::InTurn,
};

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
    admission::watch_admission();
    let around = around(Kiosk::provide());
    let in_console = Memo::new(move |_| around.get() == Around::Console);
    route::follow_route(main, cluster);
    keys::listen(in_console, help);
    let skip = move |event: web_sys::MouseEvent| {
        // A fragment would resolve against <base> and leave the page.
        event.prevent_default();
        if let Some(main) = main.get_untracked() {
            let _ = main.focus();
        }
    };
    // Where nothing of the cluster is shown, nothing of it is old.
    let stale = Memo::new(move |_| around.get() != Around::Nothing && freshness.with(Freshness::is_stale));
    view! {
        <div
            class="app"
            class:stale=stale
            class:kiosk=move || around.get() == Around::Board
            class:bare=move || around.get() == Around::Nothing
            on:click=move |event| follow(&event, &navigate)
        >
            <Show when=move || in_console.get()>
                <a class="skip-link" href="#main" on:click=skip>
                    "Skip to the page"
                </a>
                <InTurn>
                    <Header cluster freshness help search />
                </InTurn>
                <InTurn>
                    <Nav counts cluster />
                </InTurn>
            </Show>
            {move || {
                let bar: Build = later!(board, || view! { <kiosk::bar::Bar /> }.into_any());
                (around.get() == Around::Board).then(bar)
            }}
            <main id="main" class="main" tabindex="-1" node_ref=main>
                <Show when=move || in_console.get()>
                    <SessionNotes />
                </Show>
                <Show when=move || stale.get()>
                    <StaleNote freshness heard_ms />
                </Show>
                <div class="page">
                    <InTurn>{children()}</InTurn>
                </div>
            </main>
            <Show when=move || in_console.get()>
                <InTurn>
                    <Help open=help />
                    <Palette open=search />
                    <IdleWarning />
                </InTurn>
            </Show>
        </div>
    }
}

/// What stands around the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Around {
    /// Header and navigation.
    Console,
    /// What a dashboard shows of itself.
    Board,
    /// Nothing: the page is the whole screen.
    Nothing,
}

fn around(kiosk: Kiosk) -> Memo<Around> {
    let path = use_location().pathname;
    Memo::new(move |_| match path.get() {
        path if [Page::Board, Page::Login].iter().any(|page| page.href() == path) => Around::Nothing,
        _ if kiosk.is_open() => Around::Board,
        _ => Around::Console,
    })
}
