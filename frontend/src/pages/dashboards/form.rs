//! The form: name, pages, time for each, what of the cluster, how long.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::draft::Draft;
use super::length::{UNITS, seconds};
use super::made::Made;
use super::roles::Roles;
use super::rows::Rows;
use super::wanted::{Problems, body};
use crate::call::{answer::Answer, json::Read, send::send};
use crate::paths::Door;
use crate::session::use_session;
use crate::ui::{
    button::{Button, ButtonKind},
    clock::use_clock,
    field::TextField,
    format::sentence,
    time::Time,
    unique::unique_id,
};

/// The form.
#[component]
pub fn DashboardForm(
    /// What is filled in.
    draft: RwSignal<Draft>,
    /// Takes what was made.
    on_made: Callback<Made>,
) -> impl IntoView {
    let session = use_session();
    let clock = use_clock();
    let busy = RwSignal::new(false);
    // Nothing is called wrong before it was asked for once.
    let asked = RwSignal::new(false);
    let refused = RwSignal::new(Problems::default());
    let trouble = RwSignal::new(None::<String>);
    let origin = location().origin().unwrap_or_default();
    let checked = Memo::new(move |_| {
        let sees = session.bound();
        draft.with(|draft| body(draft, sees.as_deref(), &origin))
    });
    let problem = move |member: String| {
        Signal::derive(move || {
            let own = checked.with(|checked| checked.as_ref().err().and_then(|wrong| wrong.of(&member)));
            own.filter(|_| asked.get()).or_else(|| refused.with(|refused| refused.of(&member)))
        })
    };
    let write = move |write: fn(&mut Draft, String)| {
        Callback::new(move |text: String| {
            refused.set(Problems::default());
            draft.update(|draft| write(draft, text));
        })
    };
    let form = NodeRef::<html::Form>::new();
    let make = move || {
        asked.set(true);
        trouble.set(None);
        let Ok(body) = checked.get_untracked() else {
            focus_first_problem(form);
            return;
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let lasts = body.whole("lasts_seconds").unwrap_or_default();
            let answer = send(&Door::Dashboards, &body).await;
            let _ = busy.try_set(false);
            match read(&answer) {
                Ok(link) => {
                    let expires_ms = clock.exact_ms().saturating_add(lasts.saturating_mul(1000));
                    on_made.try_run(Made { name: body.text("name").to_owned(), link, expires_ms });
                }
                Err((Some(member), words)) => {
                    let _ = refused.try_set(Problems::one(&member, &words));
                }
                Err((None, words)) => {
                    let _ = trouble.try_set(Some(words));
                }
            }
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        make();
    };
    let again = move |()| {
        asked.set(false);
        refused.set(Problems::default());
        draft.set(Draft::default());
        Draft::forget();
    };
    let is_begun = Memo::new(move |_| draft.with(|draft| *draft != Draft::default()));
    view! {
        <form class="dash-form" novalidate node_ref=form on:submit=submit>
            <TextField
                label="Name"
                placeholder="Team web, wall screen"
                value=Signal::derive(move || draft.with(|draft| draft.name.clone()))
                on_input=write(|draft, text| draft.name = text)
                problem=problem("name".to_owned())
            />
            <Rows draft problem=Callback::new(problem) />
            <TextField
                label="Seconds for each page"
                value=Signal::derive(move || draft.with(|draft| draft.every.clone()))
                on_input=write(|draft, text| draft.every = text)
                problem=problem("every_seconds".to_owned())
                hint="Between 5 and 3600. One page alone stays."
            />
            <Roles draft problem=problem("bound".to_owned()) />
            <Lasts draft problem=problem("lasts_seconds".to_owned()) />
            <p class="dash-problem" role="alert">
                {move || trouble.get()}
            </p>
            <div class="dash-buttons">
                <Show when=move || is_begun.get()>
                    <Button kind=ButtonKind::Quiet on_press=again>"Start over"</Button>
                </Show>
                <button type="submit" class="button primary">
                    {move || if busy.get() { "Making the link…" } else { "Make the link" }}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// How long it lasts, and when that is.
#[component]
fn Lasts(draft: RwSignal<Draft>, problem: Signal<Option<String>>) -> impl IntoView {
    let clock = use_clock();
    let id = unique_id("lasts");
    let below = format!("{id}-below");
    let ends_ms = Memo::new(move |_| {
        let lasts = draft.with(|draft| seconds(&draft.lasts, &draft.unit).ok())?;
        Some(clock.now_ms().saturating_add(i64::try_from(lasts).ok()?.saturating_mul(1000)))
    });
    let units = UNITS.map(|(name, _)| {
        let chosen = move || draft.with(|draft| draft.unit == name);
        view! { <option value=name prop:selected=chosen>{name}</option> }
    });
    let below_it = move || match problem.get() {
        Some(words) => words.into_any(),
        None => view! { "Ends " <Time at_ms=ends_ms /> ". It can be revoked before." }.into_any(),
    };
    view! {
        <div class="field" class:wrong=move || problem.with(Option::is_some)>
            <label for=id.clone()>"Lasts"</label>
            <div class="dash-lasts">
                <input
                    id=id
                    class="input"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    prop:value=move || draft.with(|draft| draft.lasts.clone())
                    aria-invalid=move || problem.with(Option::is_some).then_some("true")
                    aria-describedby=below.clone()
                    on:input:target=move |event| draft.update(|draft| draft.lasts = event.target().value())
                />
                <select
                    class="input"
                    aria-label="Unit"
                    on:change:target=move |event| draft.update(|draft| draft.unit = event.target().value())
                >
                    {units.collect_view()}
                </select>
            </div>
            <p class="field-below" id=below aria-live="polite">
                {below_it}
            </p>
        </div>
    }
    .into_any()
}

/// The link's text, or what is wrong: with a member of what was asked for, if the server names one.
fn read(answer: &Answer) -> Result<String, (Option<String>, String)> {
    match answer {
        Answer::Found(value) if !value.text("link").is_empty() => Ok(value.text("link").to_owned()),
        Answer::Found(_) => {
            Err((None, "The console answered without a link: the dashboard may be in the list.".to_owned()))
        }
        Answer::Missing(words) | Answer::Forbidden(words) => Err((None, words.clone())),
        Answer::Broken { what, .. } => {
            // `name: is between 1 and 100 bytes` names the member that it is about.
            let named =
                what.split_once(": ").map(|(member, words)| (member.to_lowercase(), words.to_owned()));
            match named.filter(|(member, _)| MEMBERS.contains(&member.as_str())) {
                Some((member, words)) => Err((Some(member), sentence(&words))),
                None => Err((None, what.clone())),
            }
        }
    }
}

/// What a request has.
const MEMBERS: [&str; 5] = ["name", "pages", "every_seconds", "bound", "lasts_seconds"];

/// Brings the focus to the first field that something is wrong with, once the page shows which.
fn focus_first_problem(form: NodeRef<html::Form>) {
    request_animation_frame(move || {
        let wrong = form.try_get_untracked().flatten().and_then(|form| {
            form.query_selector("[aria-invalid=true], .wrong :is(input, select, button)").ok().flatten()
        });
        if let Some(field) = wrong.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            let _ = field.focus();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_refuses_stands_at_its_field() {
        let refused =
            Answer::read(400, r#"{"error":"pages: \"/x\" is no page of this console","detail":"pages"}"#);
        assert_eq!(read(&refused), Err((Some("pages".into()), "\"/x\" is no page of this console.".into())));
        let refused = Answer::read(403, r#"{"error":"dashboards needs the role operator"}"#);
        assert_eq!(read(&refused), Err((None, "Dashboards needs the role operator.".into())));
        let made = Answer::read(201, r#"{"id":"9f","link":"v1.abc"}"#);
        assert_eq!(read(&made), Ok("v1.abc".into()));
    }
}
