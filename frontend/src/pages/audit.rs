//! `/audit`: who did what through this console, newest first. The address says which lines; the newest are asked for again and again.

mod fields;
mod line;
mod search;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use serde_json::Value;

use self::fields::Fields;
use self::line::{Line, LineView};
use self::search::{BEFORE, asked};
use crate::call::{
    json::Read,
    reading::{OFTEN, Reading},
};
use crate::components::{
    page::PageTitle,
    panel::{Condition, Panel, otherwise},
};
use crate::paths::{Door, Page, Query};
use crate::session::use_session;
use crate::ui::{
    format::plural,
    notice::{Notice, NoticeKind},
    time::Time,
};

/// The page.
#[component]
pub fn Audit() -> impl IntoView {
    let session = use_session();
    let refused = Memo::new(move |_| session.may("audit"));
    view! {
        <PageTitle
            title="Audit log"
            facts=|| "Who asked this console for what, and what was decided: every change, every file that was read, every login and every refusal.".into_any()
        />
        {move || match refused.get() {
            Some(why) => otherwise(&Condition::Forbidden(why), "the audit log").into_any(),
            None => view! { <Lines /> }.into_any(),
        }}
    }
}

/// The filter, and the lines that pass it.
#[component]
fn Lines() -> impl IntoView {
    let search = use_location().search;
    let query = Memo::new(move |_| search.with(|search| Query::parse(search)));
    let navigate = StoredValue::new_local(use_navigate());
    let go = Callback::new(move |(query, replace): (Query, bool)| {
        let options =
            NavigateOptions { resolve: false, scroll: false, replace, ..NavigateOptions::default() };
        navigate.with_value(|navigate| navigate(&Page::Audit.href_with(&query), options));
    });
    let change = Callback::new(move |(name, value): (&'static str, String)| {
        // Another filter begins with the newest.
        go.run((query.get_untracked().with(BEFORE, "").with(name, &value), true));
    });
    let door = Memo::new(move |_| query.with(asked));
    view! {
        <Fields query change />
        {move || {
            let door = door.get();
            // Older lines are a step in the history: the browser's way back leads to newer ones.
            let older = Callback::new(move |before: String| go.run((query.get_untracked().with(BEFORE, &before), false)));
            view! { <PageOfLines door older /> }
        }}
    }
}

/// The lines, and the way to older ones.
#[component]
fn PageOfLines(door: Query, older: Callback<String>) -> impl IntoView {
    let is_newest = door.get(BEFORE).is_none();
    let is_filtered = door != asked(&Query::new());
    let reading = Reading::of_console(&Door::Audit(door), OFTEN);
    // What is being read holds still.
    let held = RwSignal::new(false);
    let lines = Memo::new(move |before: Option<&Vec<Line>>| match before {
        Some(before) if held.get() && !before.is_empty() => before.clone(),
        _ => reading.value.with(|value| value.as_deref().map(lines).unwrap_or_default()),
    });
    let before = reading.read(|answer| answer.text("before").to_owned());
    let more = reading.read(|answer| answer.flag("more") && !answer.text("before").is_empty());
    let count = Memo::new(move |_| lines.with(Vec::len));
    let none = move || {
        let looked_back = Some(before.get()).filter(|_| more.get()).and_then(|before| line::at_ms(&before));
        let words = match looked_back {
            Some(at_ms) => view! { "Nothing that matches since " <Time at_ms=at_ms /> ", which is as far back as one look goes." }.into_any(),
            None if is_filtered => "No line matches.".into_any(),
            None => "No line was written yet.".into_any(),
        };
        (count.get() == 0).then(|| view! { <p class="muted">{words}</p> })
    };
    let aside = move || {
        let words = match (is_newest, held.get()) {
            (true, true) => "held still while the pointer is here",
            (true, false) => "new lines appear by themselves",
            (false, _) => "older lines",
        };
        let count = plural(i64::try_from(count.get()).unwrap_or_default(), "line", "lines");
        format!("{count} · {words}").into_any()
    };
    let panel = move || {
        view! {
            <Panel title="Newest first" what="the audit log" condition=reading.condition aside>
                <ol
                    class="audit"
                    aria-label="Audit log"
                    on:pointerenter=move |_| held.set(true)
                    on:pointerleave=move |_| held.set(false)
                >
                    <For each=move || lines.get() key=|line| line.time.clone() let:line>
                        <LineView line />
                    </For>
                </ol>
                {none}
                <p class="event-pages">
                    <Show when=move || !is_newest>
                        <button type="button" class="button" on:click=move |_| older.run(String::new())>
                            "Newest"
                        </button>
                    </Show>
                    <Show when=move || more.get()>
                        <button type="button" class="button" on:click=move |_| older.run(before.get_untracked())>
                            "Older"
                        </button>
                    </Show>
                </p>
            </Panel>
        }
        .into_any()
    };
    let nowhere = Memo::new(move |_| match reading.condition.get() {
        Condition::Empty(words) => Some(words),
        _ => None,
    });
    move || match nowhere.get() {
        Some(words) => not_kept(words),
        None => panel(),
    }
}

/// There is no file to read back.
fn not_kept(words: String) -> AnyView {
    view! {
        <Notice kind=NoticeKind::Empty title="The audit log is not kept where this page can read it">
            <p>{words}</p>
            <p>
                "To keep it, name a file in the console's configuration and start the console anew. It is turned over at " <code>"size"</code>
                " MiB, and " <code>"keep"</code> " older files stay:"
            </p>
            <pre class="audit-setting" tabindex="0" aria-label="The setting">"[audit]\nfile = \"/var/log/mesoscope/audit.jsonl\"\nsize = 64\nkeep = 9"</pre>
        </Notice>
    }
    .into_any()
}

fn lines(answer: &Value) -> Vec<Line> {
    answer.list("lines").iter().map(Line::read).collect()
}
