//! What of the cluster a dashboard shows: all of it, or some Mesos roles with what is below them.

use cluster_model::schema::{Table, roles};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::draft::Draft;
use super::wanted::sees_role;
use crate::live::use_live;
use crate::session::use_session;
use crate::ui::{
    button::{Button, ButtonKind},
    icon::{Glyph, Icon},
    unique::unique_id,
};

/// So many roles are offered: others are typed.
const OFFERED: usize = 500;

/// The choice.
#[component]
pub fn Roles(
    /// What is filled in.
    draft: RwSignal<Draft>,
    /// What is wrong with it.
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let session = use_session();
    let sees = Memo::new(move |_| session.bound());
    // Who is bound begins with all they see.
    Effect::new(move || {
        if let Some(roles) = sees.get()
            && !draft.with(|draft| draft.bound)
        {
            draft.update(|draft| {
                draft.bound = true;
                if draft.roles.is_empty() {
                    draft.roles = roles;
                }
            });
        }
    });
    let bound = Memo::new(move |_| draft.with(|draft| draft.bound));
    let name = unique_id("sight");
    let no_whole = move || {
        sees.get().map(|roles| {
            format!("You are bound to {}: a dashboard shows no more than its maker sees.", roles.join(", "))
        })
    };
    let choice = move |name: String, whole: bool, words: &'static str| {
        view! {
            <label class="option">
                <input
                    type="radio"
                    name=name
                    prop:checked=move || bound.get() != whole
                    disabled=move || whole && sees.with(Option::is_some)
                    on:change=move |_| draft.update(|draft| draft.bound = !whole)
                />
                {words}
            </label>
        }
    };
    view! {
        <fieldset class="dash-roles">
            <legend>"Shows"</legend>
            {choice(name.clone(), true, "The whole cluster")}
            {move || no_whole().map(|words| view! { <p class="field-below">{words}</p> })}
            {choice(name, false, "Only some roles, and what is below them")}
            <Show when=move || bound.get()>
                <Chosen draft sees problem />
            </Show>
        </fieldset>
    }
    .into_any()
}

/// The roles that were chosen, and the field that more are chosen by.
#[component]
fn Chosen(
    draft: RwSignal<Draft>,
    sees: Memo<Option<Vec<String>>>,
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let live = use_live();
    let typed = RwSignal::new(String::new());
    let chosen = Memo::new(move |_| draft.with(|draft| draft.roles.clone()));
    let offered = move || {
        let sees = sees.get();
        let names: Vec<String> = live.watch(&[Table::Roles], |replica| {
            let rows = replica.rows(Table::Roles);
            let names = rows.slots().map(|slot| replica.text(Table::Roles, slot, roles::NAME).to_owned());
            names.filter(|name| sees_role(sees.as_deref(), name)).take(OFFERED).collect()
        });
        let names = names.into_iter().filter(|name| chosen.with(|chosen| !chosen.contains(name)));
        names.map(|name| view! { <option value=name></option> }).collect_view()
    };
    let add = move || {
        let role = typed.get_untracked().trim().to_owned();
        if !role.is_empty() {
            draft.update(|draft| {
                if !draft.roles.contains(&role) {
                    draft.roles.push(role);
                }
            });
            typed.set(String::new());
        }
    };
    let press = move |event: KeyboardEvent| {
        // The return key of a form sends it.
        if event.key() == "Enter" && typed.with_untracked(|typed| !typed.trim().is_empty()) {
            event.prevent_default();
            add();
        }
    };
    let roles = move || {
        let remove = move |role: String| draft.update(|draft| draft.roles.retain(|other| *other != role));
        let chips = chosen.get().into_iter().map(|role| {
            let label = format!("Leave {role} out");
            view! {
                <li class="dash-role">
                    <code>{role.clone()}</code>
                    <Button kind=ButtonKind::Quiet label on_press=move |()| remove(role.clone())>
                        <Icon glyph=Glyph::Close />
                    </Button>
                </li>
            }
        });
        chips.collect_view()
    };
    let id = unique_id("role");
    let (below, list) = (format!("{id}-below"), format!("{id}-list"));
    view! {
        <ul class="dash-chosen" aria-label="Roles that are shown">
            {roles}
        </ul>
        <div class="field" class:wrong=move || problem.with(Option::is_some)>
            <label for=id.clone()>"Add a role"</label>
            <div class="dash-lasts">
                <input
                    id=id
                    class="input"
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    list=list.clone()
                    prop:value=typed
                    aria-invalid=move || problem.with(Option::is_some).then_some("true")
                    aria-describedby=below.clone()
                    on:input:target=move |event| typed.set(event.target().value())
                    on:keydown=press
                />
                <Button on_press=move |()| add()>"Add"</Button>
            </div>
            <datalist id=list>{offered}</datalist>
            <p class="field-below" id=below aria-live="polite">
                {move || problem.get()}
            </p>
        </div>
    }
    .into_any()
}
