//! The tools above a file: search, places to go to, ways to look at it.

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;

use super::LogFile;
use super::follow::Follow;
use super::jump;
use super::model::Place;
use super::pieces::Cutting;
use super::reader::Reader;
use super::search::{End, Search, Wanted};
use crate::ui::copy::CopyButton;
use crate::ui::format::{bytes, grouped, percent};
use crate::ui::icon::{Glyph, Icon};

/// All tools of a view.
#[component]
pub fn LogTools(
    /// The view.
    reader: Reader,
    /// The file.
    file: LogFile,
    /// Whether long lines are wrapped.
    wrap: RwSignal<bool>,
    /// Whether the keys are this view's.
    is_active: Signal<bool>,
) -> impl IntoView {
    let following = Signal::derive(move || reader.follow.get() != Follow::Off);
    let follow_word = move || match reader.follow.get() {
        Follow::Off => "Follow",
        Follow::On => "Following",
        Follow::Paused { .. } => "Paused",
    };
    let hex = Signal::derive(move || reader.cutting.get() == Cutting::Rows);
    let in_sight = Signal::derive(move || reader.text_in_sight());
    let (name, href) = (file.name().to_owned(), file.door().href());
    let label = format!("Tools for {name}");
    let link = move || file.href_at(reader.screen.with(|screen| screen.top));
    view! {
        <div class="log-tools" role="group" aria-label=label>
            <Find reader name=name.clone() is_active />
            <div class="log-group">
                {button("Head", "Go to the beginning (g)", move || reader.head())}
                {button("Tail", "Go to the end (G)", move || reader.tail())}
                <JumpField reader name />
            </div>
            <div class="log-group">
                {toggle(follow_word, "Follow the end (f)", following, move || reader.toggle_follow())}
                {toggle(|| "Wrap", "Wrap long lines (w)", wrap.into(), move || wrap.update(|wrap| *wrap = !*wrap))}
                {toggle(|| "Hex", "Show bytes instead of text", hex, move || reader.toggle_hex())}
            </div>
            <div class="log-group">
                <CopyButton text=in_sight what="the lines in sight" />
                <a class="button quiet" href=link title="An address that leads to the uppermost line in sight" data-noscroll>
                    "Link"
                </a>
                <a class="button quiet" href=href download>
                    "Download"
                </a>
            </div>
        </div>
    }
    .into_any()
}

fn button(word: &'static str, about: &'static str, press: impl Fn() + 'static) -> AnyView {
    view! {
        <button type="button" class="button quiet" title=about on:click=move |_| press()>
            {word}
        </button>
    }
    .into_any()
}

fn toggle(
    word: impl Fn() -> &'static str + Send + 'static,
    about: &'static str,
    is_on: Signal<bool>,
    press: impl Fn() + 'static,
) -> AnyView {
    view! {
        <button
            type="button"
            class="button quiet"
            title=about
            aria-pressed=move || if is_on.get() { "true" } else { "false" }
            on:click=move |_| press()
        >
            {word}
        </button>
    }
    .into_any()
}

/// The field for a place in the file.
#[component]
fn JumpField(reader: Reader, name: String) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let is_wrong = RwSignal::new(false);
    let go = move |event: SubmitEvent| {
        event.prevent_default();
        let size = reader.screen.with_untracked(|screen| screen.size);
        let at = text.with_untracked(|text| jump::parse(text, size));
        is_wrong.set(at.is_none());
        match at {
            Some(at) if at >= size => reader.tail(),
            Some(at) => reader.go(Place::At { at, below: 0.0 }),
            None => {}
        }
    };
    view! {
        <form class="log-jump" on:submit=go>
            <input
                class="input"
                type="text"
                autocomplete="off"
                spellcheck="false"
                placeholder="Go to…"
                title="A share, a size or a byte: 50 %, 1.5 GiB, 123456; with - before it from the end"
                aria-label=format!("Go to a place in {name}")
                aria-invalid=move || is_wrong.get().then_some("true")
                prop:value=text
                on:input:target=move |event| {
                    text.set(event.target().value());
                    is_wrong.set(false);
                }
            />
        </form>
    }
    .into_any()
}

/// The search field and what was found.
#[component]
fn Find(reader: Reader, name: String, is_active: Signal<bool>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let exact_case = RwSignal::new(false);
    let wanted = move || Wanted { text: text.get_untracked(), exact_case: exact_case.get_untracked() };
    let search = reader.search;
    let find = move |forward: bool| {
        if search.with_untracked(|search| search.wanted == wanted() && search.end != Some(End::Stopped)) {
            reader.step(forward);
        } else {
            reader.look_for(wanted());
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            find(!event.shift_key());
        }
    };
    let label = format!("Search {name}");
    let said = Memo::new(move |_| search.with(said));
    let runs = Memo::new(move |_| search.with(Search::is_running));
    let found = Memo::new(move |_| search.with(|search| !search.places.is_empty()));
    let step = move |forward: bool, about: &'static str, mark: &'static str| {
        view! {
            <button type="button" class="button quiet icon-only" title=about aria-label=about on:click=move |_| reader.step(forward)>
                {mark}
            </button>
        }
    };
    view! {
        <div class="log-find" role="search" aria-label=label>
            <div class="filter">
                <Icon glyph=Glyph::Search />
                <input
                    class="input filter-input"
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="Search the whole file"
                    title="Enter searches and steps on, Shift Enter back"
                    aria-label=label.clone()
                    data-filter=move || is_active.get().then_some("")
                    prop:value=text
                    on:input:target=move |event| {
                        text.set(event.target().value());
                        if text.with_untracked(String::is_empty) {
                            reader.look_for(Wanted::default());
                        }
                    }
                    on:keydown=key
                />
                <button
                    type="button"
                    class="button quiet filter-help"
                    title="Whether capitals matter"
                    aria-label="Capitals matter"
                    aria-pressed=move || if exact_case.get() { "true" } else { "false" }
                    on:click=move |_| {
                        exact_case.update(|exact| *exact = !*exact);
                        if search.with_untracked(|search| !search.wanted.text.is_empty()) {
                            reader.look_for(wanted());
                        }
                    }
                >
                    "Aa"
                </button>
            </div>
            <span class="log-found" role="status">
                {said}
            </span>
            <Show when=move || runs.get()>{button("Stop", "Stop the search", move || reader.stop_search())}</Show>
            <Show when=move || found.get()>
                {step(false, "Found place before (N)", "↑")}
                {step(true, "Next found place (n)", "↓")}
            </Show>
        </div>
    }
    .into_any()
}

/// How the search stands, in words.
fn said(search: &Search) -> String {
    if search.wanted.text.is_empty() {
        return String::new();
    }
    let count = grouped(search.count as i64);
    let found = match (search.place(), search.count) {
        (Some(place), _) => format!("{} of {count}", grouped(place as i64)),
        (None, 0) if search.end == Some(End::Whole) => "not found".to_owned(),
        (None, _) => format!("{count} found"),
    };
    let steps = match search.places.len() as i64 {
        steps if search.is_capped() => format!("; the first {} can be stepped through", grouped(steps)),
        _ => String::new(),
    };
    let read = percent(search.read as i64, search.size as i64);
    match &search.end {
        Some(End::Whole) => format!("{found}{steps}"),
        Some(End::Stopped) => format!("{found} in the first {}", bytes(search.read as i64)),
        Some(End::Broken(why)) => format!("{found} in the first {}. {why}", bytes(search.read as i64)),
        None if search.size == 0 => "searching".to_owned(),
        None => format!("{found}, {read} searched"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_says_how_far_it_is() {
        let mut search = Search::of(Wanted { text: "x".into(), exact_case: false });
        assert_eq!(said(&search), "searching");
        search.feed(b"{\"read\":50,\"size\":200,\"count\":2,\"matches\":[1,7]}\n");
        assert_eq!(said(&search), "2 found, 25 % searched");
        search.next(0);
        assert_eq!(said(&search), "1 of 2, 25 % searched");
        let mut stopped = search.clone();
        stopped.end = Some(End::Stopped);
        assert_eq!(said(&stopped), "1 of 2 in the first 50 B");
        search.feed(b"{\"done\":true,\"read\":200,\"size\":200,\"count\":1204}\n");
        assert_eq!(said(&search), "1 of 1,204; the first 2 can be stepped through");
    }

    #[test]
    fn nothing_found_is_said_at_the_end_only() {
        let mut search = Search::of(Wanted { text: "x".into(), exact_case: false });
        search.feed(b"{\"read\":50,\"size\":200,\"count\":0,\"matches\":[]}\n");
        assert_eq!(said(&search), "0 found, 25 % searched");
        search.feed(b"{\"done\":true,\"read\":200,\"size\":200,\"count\":0}\n");
        assert_eq!(said(&search), "not found");
        assert_eq!(said(&Search::default()), "");
    }
}
