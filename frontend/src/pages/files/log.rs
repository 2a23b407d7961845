//! `/log/master?path=`, `/log/agents/:id?path=`: a file as text; `stdout` and `stderr` side by side.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::folder::holds;
use super::path_of_page;
use super::trail::trail;
use crate::call::reading::{Reading, SELDOM};
use crate::components::log_view::{AT, KEYS, LogFile, LogView};
use crate::components::page::PageTitle;
use crate::keyboard::use_shortcuts;
use crate::paths::{Door, Place, Query};
use crate::prefs;
use crate::ui::notice::{Notice, NoticeKind};

/// Whether one of two files stands alone, as last chosen.
const ALONE: &str = "log.alone";

/// A file. Its path is in the query; another path is another page.
#[component]
pub fn Log(
    /// Whose.
    place: Place,
) -> impl IntoView {
    let path = path_of_page();
    move || match path.get() {
        path if path.is_empty() => view! {
            <PageTitle title="Log" />
            <Notice kind=NoticeKind::Empty title="The address names no file." />
        }
        .into_any(),
        path => view! { <OneLog file=LogFile { place: place.clone(), path } /> }.into_any(),
    }
}

/// The other of the two files that every container has.
fn other(name: &str) -> Option<&'static str> {
    match name {
        "stdout" => Some("stderr"),
        "stderr" => Some("stdout"),
        _ => None,
    }
}

#[component]
fn OneLog(file: LogFile) -> impl IntoView {
    let search = use_location().search;
    let at =
        Memo::new(move |_| search.with(|search| Query::parse(search).get(AT).and_then(|at| at.parse().ok())));
    let second = other(file.name()).map(|name| (name, file.beside(name)));
    let has_second = match &second {
        Some((name, _)) => {
            let door = Door::Folder { place: file.place.clone(), path: file.folder().to_owned() };
            let name = *name;
            Reading::open(&door, SELDOM).read(move |listing| holds(listing, name))
        }
        None => Memo::new(|_| false),
    };
    let alone = RwSignal::new(prefs::load(ALONE).is_some());
    Effect::watch(move || alone.get(), move |alone, _, _| prefs::store(ALONE, alone.then_some("yes")), false);
    let beside = Memo::new(move |_| has_second.get() && !alone.get());
    let turned_to_second = RwSignal::new(false);
    let is_second = Memo::new(move |_| beside.get() && turned_to_second.get());
    use_shortcuts(KEYS);
    let title = file.name().to_owned();
    let way = {
        let (place, path) = (file.place.clone(), file.path.clone());
        move || trail(&place, &path)
    };
    let choice = move || {
        has_second.get().then(|| {
            view! {
                <button
                    type="button"
                    class="button"
                    aria-pressed=move || if beside.get() { "true" } else { "false" }
                    on:click=move |_| alone.update(|alone| *alone = !*alone)
                >
                    "Side by side"
                </button>
            }
        })
    };
    let second = StoredValue::new(second.map(|(_, file)| file));
    let second_view = move || {
        beside.get().then(|| second.get_value()).flatten().map(|file| {
            view! {
                <LogView
                    file
                    at=Signal::stored(None)
                    is_active=is_second
                    on_turn=move |()| turned_to_second.set(true)
                />
            }
        })
    };
    view! {
        <PageTitle title facts=way>
            {choice}
        </PageTitle>
        <div class="log-panes" class:beside=beside>
            <LogView
                file
                at
                is_active=Memo::new(move |_| !is_second.get())
                on_turn=move |()| turned_to_second.set(false)
            />
            {second_view}
        </div>
    }
    .into_any()
}
