//! The one form that all changes are made with: plan, compare, confirm, track.
//!
//! A page gives it the fields and the plan that they make; what can be wrong with a plan stands at the field it is about (the [`fields`]),
//! what no field is about stands above the button. Nothing is sent while the picture of the cluster is not live.

pub mod agents;
pub mod amounts;
mod compared;
mod confirm;
pub mod fields;
pub mod held;
mod request;
mod send;
mod tracked;

use leptos::{ev::SubmitEvent, html, prelude::*};
use leptos_router::hooks::use_location;

use self::compared::{Compared, Preview};
use self::confirm::Confirm;
use self::fields::Fields;
use self::request::Request;
pub use self::tracked::{Tracked, condition_of_list, state_of};
use crate::call::json::Read;
use crate::change::{
    plan::{Plan, Weight},
    record::Change,
    stage::Stage,
};
use crate::components::{
    page::PageTitle,
    panel::{Condition, otherwise},
};
use crate::live::use_live;
use crate::paths::Form;
use crate::session::use_session;
use crate::ui::{
    button::Button,
    icon::{Glyph, Icon},
};

/// What the four stages are called.
const STAGES: [&str; 4] = ["Plan", "Compare", "Confirm", "Tracked until seen"];

/// A form.
#[component]
pub fn ChangeForm(
    /// What it changes: `Reserve resources`.
    #[prop(into)]
    title: Signal<String>,
    /// What it does, in a sentence or two.
    #[prop(into)]
    lead: Signal<String>,
    /// What the fields make.
    #[prop(into)]
    plan: Signal<Plan>,
    /// How things stand with what the form rests on.
    #[prop(into)]
    condition: Signal<Condition>,
    /// What it rests on, while that is on its way: `the agent`.
    what: &'static str,
    /// Where a change of mind leads to.
    #[prop(into)]
    back: Signal<String>,
    /// The fields.
    children: ChildrenFn,
) -> impl IntoView {
    let stage = RwSignal::new(Stage::default());
    let fields = Fields::provide(plan);
    let is_typed = RwSignal::new(true);
    let refused = why_not(plan);
    // The cluster goes on while somebody compares.
    Effect::new(move || plan.with(|plan| advance(stage, |stage| stage.met(plan))));
    let place = Memo::new(move |_| stage.with(Stage::place));
    let content = NodeRef::<html::Div>::new();
    Effect::new(move |before: Option<usize>| {
        let now = place.get();
        let has_moved = before.is_some_and(|before| before != now);
        if let Some(content) = content.get_untracked().filter(|_| has_moved) {
            // It fails only for what is not in the document.
            let _ = content.focus();
            content.scroll_into_view_with_bool(true);
        }
        now
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        fields.try_all();
        if refused.with_untracked(Option::is_some) && stage.with_untracked(|stage| stage.place() > 0) {
            return;
        }
        if !plan.with_untracked(Plan::is_sound) {
            fields.focus_first();
            return;
        }
        if matches!(stage.get_untracked(), Stage::Confirming { .. } | Stage::NotTaken { .. })
            && !is_typed.get_untracked()
        {
            return;
        }
        plan.with_untracked(|plan| advance(stage, |stage| stage.next(plan)));
        if matches!(stage.get_untracked(), Stage::Sending { .. }) {
            fields.forget_refusal();
            let body = plan.with_untracked(Plan::to_json);
            leptos::task::spawn_local(async move {
                let answer = send::send(&body).await;
                stage.try_update(|stage| *stage = std::mem::take(stage).answered(answer));
            });
        }
    };
    let is_planning = Memo::new(move |_| place.get() == 0);
    let children = StoredValue::new(children);
    let overtaken = Memo::new(move |_| matches!(stage.get(), Stage::Comparing { overtaken: true, .. }));
    let not_taken = Memo::new(move |_| match stage.get() {
        Stage::NotTaken { words, .. } => Some(words),
        _ => None,
    });
    let tracked = Memo::new(move |_| match stage.get() {
        Stage::Tracked { id } => Some(id),
        _ => None,
    });
    let is_ready =
        Memo::new(move |_| condition.with(|now| matches!(now, Condition::Ready | Condition::Stale(_))));
    let to_plan = Callback::new(move |change: Change| {
        if let Some(step) = change.refusal() {
            fields.refuse(step.field.clone().unwrap_or_default(), step.words.as_deref().unwrap_or_default());
        }
        advance(stage, Stage::back);
    });
    view! {
        <PageTitle title />
        <div class="change">
            <ol class="change-stages" aria-label="Stages of the change">
                {STAGES
                    .into_iter()
                    .enumerate()
                    .map(|(at, name)| {
                        view! {
                            <li
                                aria-current=move || (place.get() == at).then_some("step")
                                class:done=move || { place.get() > at }
                            >
                                {format!("{} {name}", at + 1)}
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
            <form class="change-form" novalidate on:submit=submit>
                <div class="change-content" node_ref=content tabindex="-1" role="group" aria-label=move || STAGES[place.get()]>
                    // The fields stay while the rest is looked at: what was filled in must not be lost.
                    <div hidden=move || !is_planning.get()>
                        <p class="change-lead">{lead}</p>
                        {move || condition.with(|condition| otherwise(condition, what))}
                        <Show when=move || is_ready.get()>
                            <div class="change-fields">{children.with_value(|children| children())}</div>
                            <Elsewhere fields />
                            <Preview plan />
                        </Show>
                    </div>
                    {move || match place.get() {
                        1 => view! { <Compared plan overtaken /> }.into_any(),
                        2 => view! { <Confirm plan is_typed not_taken /> }.into_any(),
                        _ => ().into_any(),
                    }}
                    {move || tracked.get().map(|id| view! { <Tracked id to_plan /> })}
                </div>
                <div class="change-foot" hidden=move || tracked.with(Option::is_some)>
                    <Request plan />
                    <p class="change-why" role="status">
                        {move || refused.get().map(|why| view! { <Icon glyph=Glyph::Lock /> {why} })}
                    </p>
                    <div class="change-buttons">
                        {move || {
                            if is_planning.get() {
                                view! { <a class="button" href=back>"Cancel"</a> }.into_any()
                            } else {
                                view! { <Button on_press=move |()| advance(stage, Stage::back)>"Back"</Button> }.into_any()
                            }
                        }}
                        <SubmitButton stage plan refused is_typed />
                    </div>
                </div>
            </form>
        </div>
    }
    .into_any()
}

fn advance(stage: RwSignal<Stage>, step: impl FnOnce(Stage) -> Stage) {
    let before = stage.get_untracked();
    let after = step(before.clone());
    if after != before {
        stage.set(after);
    }
}

/// Why nothing can be sent now: by the calls of the plan, or by those of the form while there is none.
fn why_not(plan: Signal<Plan>) -> Memo<Option<String>> {
    let session = use_session();
    let form = Form::at(&use_location().pathname.get_untracked());
    let live = use_live();
    let freshness = live.surroundings().freshness;
    let status = live.status();
    Memo::new(move |_| {
        if status.with(|status| status.read_only) {
            return Some("This console is read-only: it sends no changes.".to_owned());
        }
        let forbidden = session.with(|session| {
            let planned = plan.with(|plan| {
                let calls = plan.steps.iter().map(|step| step.call.text("type"));
                calls.map(|call| session.refusal(call)).reduce(Option::or)
            });
            planned.unwrap_or_else(|| session.refusal_of_all(form.map_or(&[], Form::calls)))
        });
        if let Some(why) = forbidden {
            return Some(format!("You cannot send this: {why}."));
        }
        (!freshness.with(|freshness| freshness.is_live())).then(|| {
            "The picture of the cluster is not fresh. Nothing can be sent until it is live again.".to_owned()
        })
    })
}

#[component]
fn SubmitButton(
    stage: RwSignal<Stage>,
    plan: Signal<Plan>,
    refused: Memo<Option<String>>,
    is_typed: RwSignal<bool>,
) -> impl IntoView {
    let place = Memo::new(move |_| stage.with(Stage::place));
    let words = move || match place.get() {
        0 => "Compare".to_owned(),
        1 => "Confirm".to_owned(),
        _ if matches!(stage.get(), Stage::Sending { .. }) => "Sending…".to_owned(),
        _ => plan.with(|plan| plan.action.clone()),
    };
    let is_harm = move || place.get() == 2 && plan.with(|plan| plan.weight() == Weight::Harm);
    let kind = move || if is_harm() { "button danger" } else { "button primary" };
    let why = move || {
        let untyped = place.get() == 2 && !is_typed.get();
        let untyped = untyped.then(|| "Type the name first.".to_owned());
        (place.get() > 0).then(|| refused.get()).flatten().or(untyped)
    };
    view! {
        <button
            type="submit"
            class=kind
            aria-disabled=move || why().map(|_| "true")
            title=why
            // Leaving a field may say what is wrong with it, and so move the button away from under the pointer: the focus stays.
            on:mousedown=move |event| event.prevent_default()
        >
            {words}
        </button>
    }
}

/// What is wrong and has no field to stand at.
#[component]
fn Elsewhere(fields: Fields) -> impl IntoView {
    let words = Memo::new(move |_| fields.elsewhere());
    let list = move || words.get().into_iter().map(|words| view! { <li>{words}</li> }).collect_view();
    view! {
        <ul class="change-problems" aria-live="polite">
            {list}
        </ul>
    }
}
