//! `/board`: where the link of a dashboard leads. What opens it stands behind the `#`, which browsers send to no server.

use std::time::Duration;

use leptos::{ev, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::components::page::PageTitle;
use crate::paths::{Page, View};
use crate::session::{login_from, use_session};
use crate::shell::kiosk::{Board, Shut, ended, enter, keep, use_kiosk, wait, waiting};
use crate::ui::attention::every;

/// How long until a link is tried again that did not open for want of a console.
const AGAIN: Duration = Duration::from_secs(5);

/// What is said of an address without a link.
const CUT_SHORT: &str = "The address of a dashboard goes on behind board#: this one may have been cut short. Open the whole link, or ask for another.";

/// How things stand.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    /// The address has no link.
    NoLink,
    /// It is being opened.
    Opening,
    /// It does not open, and why.
    Shut(Shut),
}

/// The page.
#[component]
pub fn BoardDoor() -> impl IntoView {
    let kiosk = use_kiosk();
    let session = use_session();
    let stage = RwSignal::new(Stage::NoLink);
    let navigate = StoredValue::new_local(use_navigate());
    let go = Callback::new(move |board: Board| {
        let first = board.views.first().map(View::href).unwrap_or_default();
        // In its place: the link is nothing to come back to.
        let options = NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() };
        let _ = navigate.try_with_value(|navigate| navigate(&first, options));
    });
    let open = Callback::new(move |link: String| {
        if link.is_empty() {
            stage.set(Stage::NoLink);
            return;
        }
        if !matches!(stage.get_untracked(), Stage::Shut(Shut::NotNow(_))) {
            stage.set(Stage::Opening);
        }
        leptos::task::spawn_local(async move {
            match enter(&link).await {
                Ok(board) => {
                    session.ask();
                    keep(&link);
                    kiosk.open(board.clone());
                    go.try_run(board);
                }
                Err(shut) => {
                    if matches!(shut, Shut::LogIn(_)) {
                        wait(&link);
                    }
                    let _ = stage.try_set(Stage::Shut(shut));
                }
            }
        });
    });
    // Whoever has logged in for it comes back without it.
    let brought =
        StoredValue::new(Some(link()).filter(|link| !link.is_empty()).or_else(waiting).unwrap_or_default());
    open.run(brought.get_value());
    // Whoever comes back without the link is still let in by the session that it gave.
    Effect::new(move || {
        if stage.get() == Stage::NoLink
            && let Some(board) = kiosk.board()
        {
            go.run(board);
        }
    });
    // Another link in the same tab changes nothing but what is behind the `#`.
    let changed = window_event_listener(ev::hashchange, move |_| {
        brought.set_value(link());
        open.run(link());
    });
    every(AGAIN, move || {
        if matches!(stage.get_untracked(), Stage::Shut(Shut::NotNow(_))) {
            open.run(brought.get_value());
        }
    });
    on_cleanup(move || changed.remove());
    let said = Memo::new(move |_| match stage.get() {
        Stage::Opening => ("The dashboard is being opened".to_owned(), String::new()),
        Stage::Shut(Shut::Refused(words)) => ("This dashboard does not open".to_owned(), words),
        Stage::Shut(Shut::LogIn(words)) => ("Log in to see this dashboard".to_owned(), words),
        Stage::Shut(Shut::NotNow(words)) => (
            "This dashboard does not open yet".to_owned(),
            format!("{words} It is tried again every few seconds."),
        ),
        Stage::NoLink => {
            let why = session.with(|session| session.why.clone().filter(|_| !session.known));
            match ended() {
                Some(ended) => ("This dashboard is closed".to_owned(), ended),
                None => ("No dashboard is open here".to_owned(), why.unwrap_or_else(|| CUT_SHORT.to_owned())),
            }
        }
    });
    // Whoever can see the console is led there; nobody else is led anywhere.
    let on = move || {
        session.with(|session| {
            if !session.known {
                (!session.ways.is_empty()).then(|| (login_from(&Page::Board.href()), "Log in"))
            } else {
                session.way.is_some().then(|| (Page::Overview.href(), "To the console"))
            }
        })
    };
    view! {
        <div class="board-door" role="alert">
            <PageTitle title=Signal::derive(move || said.get().0) facts=move || said.get().1.into_any() />
            {move || on().map(|(href, words)| view! { <a class="button" href=href>{words}</a> })}
        </div>
    }
    .into_any()
}

/// What stands behind the `#` of the address.
fn link() -> String {
    let hash = location().hash().unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}
