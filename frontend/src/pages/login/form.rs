//! A name and what proves it.

use leptos::{ev::SubmitEvent, html, prelude::*};

use super::send::{Outcome, send};
use crate::ui::{clock::use_clock, format::span_exact, unique::unique_id};

/// Whose name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A user's of the console's own file.
    User,
    /// A principal of Mesos.
    Principal,
}

impl Kind {
    /// Its name to the server.
    pub(super) const fn way(self) -> &'static str {
        match self {
            Self::User => "users",
            Self::Principal => "mesos",
        }
    }

    /// The form's name, the two fields' names, and what is to be said.
    const fn words(self) -> [&'static str; 4] {
        match self {
            Self::User => ["As a user of this console", "Name", "Password", ""],
            Self::Principal => [
                "With credentials of Mesos",
                "Principal",
                "Secret",
                "Everything is asked for with them: you see and do what Mesos lets this principal. The console keeps them in its memory only, and only while you are logged in.",
            ],
        }
    }
}

/// The form.
#[component]
pub(super) fn LoginForm(
    /// Whose name it asks for.
    kind: Kind,
    /// Whether it is the first way, which is for most.
    is_first: bool,
    /// Somebody is let in.
    on_in: Callback<()>,
) -> impl IntoView {
    let clock = use_clock();
    let [title, name, proof, about] = kind.words();
    let (name_id, proof_id) = (unique_id("login"), unique_id("login"));
    let (name_field, proof_field) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let trouble = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let again_ms = RwSignal::new(0_i64);
    let wait = Memo::new(move |_| Some(again_ms.get() - clock.now_ms()).filter(|left| *left > 0));
    let words = move || if is_busy.get() { "Logging in…" } else { "Log in" };
    let again = move || wait.get().map(|left| format!(" Try again in {}.", span_exact(left)));
    let is_refused = move || is_busy.get() || wait.with(Option::is_some);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        // What a browser fills in by itself is in the field and told by no event.
        let typed = |field: NodeRef<html::Input>| {
            field.get_untracked().map(|field| field.value()).unwrap_or_default()
        };
        let (name, proof) = (typed(name_field), typed(proof_field));
        if untrack(is_refused) || name.is_empty() {
            return;
        }
        is_busy.set(true);
        trouble.set(String::new());
        leptos::task::spawn_local(async move {
            let outcome = send(kind, &name, &proof).await;
            is_busy.try_set(false);
            let words = match outcome {
                Outcome::In => return on_in.run(()),
                Outcome::Refused(words) => words,
                Outcome::Later(words, seconds) => {
                    again_ms.try_set(clock.exact_ms() + seconds * 1000);
                    words
                }
            };
            trouble.try_set(words);
            // What was wrong is typed anew.
            if let Some(field) = proof_field.try_get_untracked().flatten() {
                field.set_value("");
                let _ = field.focus();
            }
        });
    };
    Effect::new(move || {
        if let Some(field) = name_field.get().filter(|_| is_first) {
            let _ = field.focus();
        }
    });
    let about = (!about.is_empty()).then(|| view! { <p class="login-about">{about}</p> });
    let class = if is_first { "button primary" } else { "button" };
    view! {
        <form class="sheet login-way" aria-label=title novalidate on:submit=submit>
            <h2>{title}</h2>
            {about}
            <div class="field">
                <label for=name_id.clone()>{name}</label>
                <input
                    id=name_id
                    class="input"
                    type="text"
                    name="username"
                    autocomplete="username"
                    autocapitalize="none"
                    spellcheck="false"
                    autofocus=is_first
                    node_ref=name_field
                />
            </div>
            <div class="field">
                <label for=proof_id.clone()>{proof}</label>
                <input
                    id=proof_id
                    class="input"
                    type="password"
                    name="password"
                    autocomplete="current-password"
                    node_ref=proof_field
                />
            </div>
            <p class="login-trouble" role="alert" hidden=move || trouble.with(String::is_empty)>
                {trouble}
                // It changes each second, which is not to be read out.
                <span aria-hidden="true">{again}</span>
            </p>
            <button type="submit" class=class aria-disabled=move || is_refused().then_some("true")>
                {words}
            </button>
        </form>
    }
    .into_any()
}
