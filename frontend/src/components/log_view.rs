//! The viewer of a file of any size that may grow: only what is near the reader is fetched, and only that is in the page.
//!
//! Everything is reckoned in bytes, because nobody knows how many lines ten gigabytes have. [`bytes`] keeps the chunks that were read,
//! [`pieces`] cuts them into lines that are the same from wherever one comes to them, [`window`] takes those around the reader, [`text`]
//! makes text of them, and [`model`] puts that together: all of it plain Rust. [`reader`] fetches and draws; the rest is what is seen.

mod bar;
mod bytes;
mod drawing;
mod facts;
mod fetching;
mod file;
mod follow;
mod hex;
mod jump;
mod keys;
mod lines;
mod model;
mod pieces;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod properties;
mod range;
mod reader;
mod search;
mod searching;
mod stream;
mod style;
mod text;
mod tools;
mod window;

use leptos::prelude::*;

use self::bar::LogBar;
use self::facts::{LogFacts, LogNotes};
pub use self::file::{AT, LogFile};
pub use self::keys::KEYS;
use self::lines::LogLines;
use self::reader::Reader;
use self::tools::LogTools;
use crate::call::answer::Answer;
use crate::prefs;
use crate::ui::notice::{Loading, Notice, NoticeKind};
use crate::ui::unique::unique_id;

/// Whether long lines are wrapped, as last chosen.
const WRAP: &str = "log.wrap";

/// A file.
#[component]
pub fn LogView(
    /// Which.
    file: LogFile,
    /// The byte whose line the address names.
    #[prop(into)]
    at: Signal<Option<u64>>,
    /// Whether the keys are for this view; there may be two of them.
    #[prop(into)]
    is_active: Signal<bool>,
    /// Somebody turned to this view.
    #[prop(into)]
    on_turn: Callback<()>,
) -> impl IntoView {
    let reader = Reader::open(file.clone(), at.get_untracked());
    Effect::watch(move || at.get(), move |at, _, _| reader.mark(*at), false);
    let wrap = RwSignal::new(prefs::load(WRAP).is_some());
    Effect::watch(move || wrap.get(), move |wrap, _, _| prefs::store(WRAP, wrap.then_some("yes")), false);
    keys::listen(reader, wrap, is_active);
    let (name, id) = (file.name().to_owned(), unique_id("log"));
    // Once something is known it stays; before, there is only what is to be said.
    let content = move || {
        if reader.is_known.get() {
            let (file, id) = (file.clone(), id.clone());
            view! {
                <LogTools reader file=file.clone() wrap is_active />
                <LogNotes reader />
                <div class="log-frame" id=id.clone()>
                    <LogLines reader file wrap=wrap.into() />
                    <LogBar reader controls=id.clone() />
                </div>
            }
            .into_any()
        } else {
            (move || absence(reader.trouble.get())).into_any()
        }
    };
    view! {
        <section class="log-view" aria-label=name on:pointerdown=move |_| on_turn.run(()) on:focusin=move |_| on_turn.run(())>
            <div class="log-head">
                <h2>{name.clone()}</h2>
                <Show when=move || reader.is_known.get()>
                    <LogFacts reader />
                </Show>
            </div>
            {content}
        </section>
    }
    .into_any()
}

/// What is said where there is no file to show.
fn absence(trouble: Option<Answer>) -> AnyView {
    match trouble {
        None | Some(Answer::Found(_)) => view! { <Loading what="the file" /> }.into_any(),
        Some(Answer::Missing(words)) => view! {
            <Notice kind=NoticeKind::Empty title="The file is gone (garbage collected)">
                {words}
                " Agents delete the sandboxes of what has ended after a while (--gc_delay), sooner when their disk gets full; or nothing has ever been written here."
            </Notice>
        }
        .into_any(),
        Some(Answer::Forbidden(words)) => {
            view! { <Notice kind=NoticeKind::Forbidden title="Not allowed">{words}</Notice> }.into_any()
        }
        Some(Answer::Broken { what, advice }) => {
            view! { <Notice kind=NoticeKind::Broken title=what>{advice}</Notice> }.into_any()
        }
    }
}
