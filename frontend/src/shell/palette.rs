//! Search of everything: `Ctrl-K`, some letters, `Enter`.

mod find;

use leptos::{
    ev::{self, KeyboardEvent},
    html,
    prelude::*,
};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use self::find::{Hit, find};
use crate::live::use_live;
use crate::session::use_session;
use crate::ui::dialog::Dialog;

/// The dialog; `open` says whether it is open. `Ctrl-K` or `Cmd-K` opens it on every page.
#[component]
pub fn Palette(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let listener = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k") {
            // Browsers would go to their own search field.
            event.prevent_default();
            open.set(true);
        }
    });
    on_cleanup(move || listener.remove());
    view! {
        <Dialog open title="Search everything">
            <Search open />
        </Dialog>
    }
}

#[component]
fn Search(open: RwSignal<bool>) -> impl IntoView {
    let live = use_live();
    let letters = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    // Looks once for each letter, not for each change of the cluster: the list holds still while it is read.
    let hits = Memo::new(move |_| letters.with(|letters| live.read(|replica| find(replica, letters))));
    let field = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let navigate = use_navigate();
    let go = StoredValue::new_local(move |href: &str| {
        open.set(false);
        navigate(href, NavigateOptions { resolve: false, ..NavigateOptions::default() });
    });
    let press = move |event: KeyboardEvent| {
        let last = hits.with_untracked(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => chosen.update(|chosen| *chosen = (*chosen + 1).min(last)),
            "ArrowUp" => chosen.update(|chosen| *chosen = chosen.saturating_sub(1)),
            "Enter" => {
                let href =
                    hits.with_untracked(|hits| hits.get(chosen.get_untracked()).map(|hit| hit.href.clone()));
                if let Some(href) = href {
                    go.with_value(|go| go(&href));
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let list = move || {
        let hits = hits.get().into_iter().enumerate();
        hits.map(|(at, hit)| option(at, hit, chosen, open)).collect_view()
    };
    let said = move || match hits.with(Vec::len) {
        0 => "Nothing that you may see is called so.",
        _ => "",
    };
    view! {
        <input
            class="input palette-field"
            type="text"
            autocomplete="off"
            node_ref=field
            role="combobox"
            aria-label="Search everything"
            aria-expanded="true"
            aria-controls="palette-hits"
            aria-activedescendant=move || format!("palette-hit-{}", chosen.get())
            placeholder="An agent, framework, task, role, volume or page"
            on:keydown=press
            on:input:target=move |event| {
                chosen.set(0);
                letters.set(event.target().value());
            }
        />
        <ul class="palette-hits" id="palette-hits" role="listbox" aria-label="Found">
            {list}
        </ul>
        <p class="muted" role="status">
            {said}
        </p>
    }
}

fn option(at: usize, hit: Hit, chosen: RwSignal<usize>, open: RwSignal<bool>) -> AnyView {
    let Hit { kind, name, note, href, needs } = hit;
    // It can be opened all the same: the page says it too.
    let note = use_session().may_any(needs).unwrap_or(note);
    view! {
        <li class="palette-hit" role="presentation">
            <a
                href=href
                role="option"
                tabindex="-1"
                id=format!("palette-hit-{at}")
                aria-selected=move || if chosen.get() == at { "true" } else { "false" }
                on:pointermove=move |_| chosen.set(at)
                on:click=move |_| open.set(false)
            >
                <span class="palette-kind">{kind}</span>
                <span class="palette-name">{name}</span>
                <span class="palette-note">{note}</span>
            </a>
        </li>
    }
    .into_any()
}
