//! A change on its way: what the console's server says of it, until the cluster shows it.

use std::time::Duration;

use leptos::prelude::*;

use crate::call::send::send;
use crate::change::follow::follow;
use crate::change::record::{Change, ChangeState, Step, StepState};
use crate::components::{
    lines::{LineList, Lines},
    panel::{Condition, Panel},
    shown::Shown,
};
use crate::paths::{Door, Page};
use crate::session::use_session;
use crate::ui::{
    button::Button,
    chip::{Chip, Tone},
    copy::CopyButton,
    more::More,
};

/// The server tells when something changed; this is for when it cannot.
const ANYWAY: Duration = Duration::from_secs(5);
/// Steps that stand in the page at first, and that come with each press.
const SHOWN: usize = 100;

/// One change.
#[component]
pub fn Tracked(
    /// Its id.
    id: String,
    /// Leads back to the form, where there is one.
    #[prop(optional, into)]
    to_plan: Option<Callback<Change>>,
) -> impl IntoView {
    let reading = follow(&Door::Change { id: id.clone() }, ANYWAY);
    let change = Memo::new(move |_| {
        reading.value.with(|value| value.as_deref().map(Change::read).unwrap_or_default())
    });
    let is_running = Memo::new(move |_| {
        change.with(|change| change.state == ChangeState::Running && change.steps.len() > 1)
    });
    let is_failed = Memo::new(move |_| {
        change.with(|change| matches!(change.state, ChangeState::Failed | ChangeState::Stopped))
    });
    let stop = {
        let door = Door::StopChange { id: id.clone() };
        move |()| {
            let door = door.clone();
            leptos::task::spawn_local(async move {
                // What came of it is in the record.
                let _ = send(&door, &serde_json::json!({})).await;
                reading.ask();
            });
        }
    };
    let stop = Callback::new(stop);
    // Who may not send a call does not keep it back either.
    let session = use_session();
    let refused = Memo::new(move |_| {
        session.with(|session| {
            change.with(|change| change.steps.iter().find_map(|step| session.refusal(&step.kind)))
        })
    });
    let page = Page::Change { id }.href();
    let aside = move || {
        view! {
            <Show when=move || is_running.get()>
                <Button on_press=stop refused=refused>"Stop the rest"</Button>
            </Show>
        }
        .into_any()
    };
    view! {
        <Panel title="Tracked until seen" what="the change" condition=reading.condition aside=aside>
            <div role="status" class="tracked-state">
                {move || change.with(change_chip)}
            </div>
            <Lines lines=Memo::new(move |_| change.with(facts)) />
            <Steps change />
        </Panel>
        <div class="change-buttons">
            {to_plan
                .map(|to_plan| {
                    view! {
                        <Show when=move || is_failed.get()>
                            <Button on_press=move |()| to_plan.run(change.get_untracked())>"Back to the plan"</Button>
                        </Show>
                    }
                })}
            <a class="button" href=page>"This change"</a>
            <a class="button" href=Page::Changes.href()>"All changes"</a>
        </div>
    }
    .into_any()
}

/// The state of a change as a chip with what it means.
fn change_chip(change: &Change) -> AnyView {
    let (tone, word) = state_of(change);
    let meaning = match change.steps.as_slice() {
        [one] => one.state.meaning().to_owned(),
        _ => String::new(),
    };
    view! {
        <Chip tone>{word}</Chip>
        <span>{meaning}</span>
    }
    .into_any()
}

/// The state of a whole change: of one step, the step's own.
pub fn state_of(change: &Change) -> (Tone, &'static str) {
    if let [one] = change.steps.as_slice() {
        return (tone(one.state), one.state.words());
    }
    match change.state {
        ChangeState::Running => (Tone::Info, "under way"),
        ChangeState::Applied => (Tone::Ok, "applied"),
        ChangeState::Failed => (Tone::Bad, "failed"),
        ChangeState::Stopped => (Tone::Warn, "stopped"),
    }
}

fn tone(state: StepState) -> Tone {
    match state {
        StepState::Applied => Tone::Ok,
        StepState::Sending | StepState::Accepted | StepState::Underway => Tone::Info,
        StepState::Waiting | StepState::Skipped => Tone::Idle,
        StepState::NeverSeen | StepState::Unanswered | StepState::Undone => Tone::Warn,
        StepState::Refused | StepState::Overtaken | StepState::Blocked => Tone::Bad,
    }
}

fn facts(change: &Change) -> LineList {
    let counts: Vec<String> =
        change.counts.iter().map(|(state, count)| format!("{count} {}", state.replace('_', " "))).collect();
    let steps = (change.steps.len() > 1).then(|| Shown::Text(counts.join(", ")));
    LineList::default()
        .text("Change", change.title.clone())
        .text("By", change.by.clone().unwrap_or_default())
        .text("From", change.from.clone())
        .time("Made", Some(change.at_ms).filter(|at| *at > 0))
        .time("Ended", change.ended_ms)
        .some("Calls", steps)
}

#[component]
fn Steps(change: Memo<Change>) -> impl IntoView {
    let shown = RwSignal::new(SHOWN);
    let only_failed = RwSignal::new(false);
    let found = Memo::new(move |_| {
        change.with(|change| {
            let wanted = change.steps.iter().filter(|step| !only_failed.get() || step.state.is_failure());
            wanted.cloned().collect::<Vec<_>>()
        })
    });
    let left = Memo::new(move |_| found.with(Vec::len).saturating_sub(shown.get()));
    let has_many = Memo::new(move |_| change.with(|change| change.steps.len() > 10));
    let rows = move || found.get().into_iter().take(shown.get()).map(step_view).collect_view();
    view! {
        <Show when=move || has_many.get()>
            <label class="change-check">
                <input type="checkbox" prop:checked=only_failed on:change:target=move |event| only_failed.set(event.target().checked()) />
                <span>"Only what failed"</span>
            </label>
        </Show>
        <ul class="sheet tracked-steps" aria-label="Calls of the change">
            {rows}
        </ul>
        <More left on_more=move |()| shown.update(|shown| *shown += SHOWN) />
    }
}

fn step_view(step: Step) -> AnyView {
    let state = step.state;
    let whose = match (&step.agent_id, &step.host) {
        (_, Some(host)) => host.clone(),
        (Some(id), None) => id.clone(),
        (None, None) => String::new(),
    };
    let answered = step.status.map(|status| format!("status {status}")).unwrap_or_default();
    let call = serde_json::to_string_pretty(&step.call).unwrap_or_default();
    let said = step.words.clone().map(|words| {
        let words = if state == StepState::Refused { format!("Mesos says: {words}") } else { words };
        view! { <p class="tracked-words">{words}</p> }
    });
    let copy = call.clone();
    let notes: Vec<String> = [whose, answered, step.detail.unwrap_or_default()]
        .into_iter()
        .filter(|note| !note.is_empty())
        .collect();
    view! {
        <li>
            <div class="tracked-head">
                <Chip tone=tone(state) title=state.meaning()>{state.words()}</Chip>
                <span class="tracked-title">{step.title}</span>
                <span class="cell-note">{notes.join(" · ")}</span>
            </div>
            {said}
            <details>
                <summary>{step.kind}</summary>
                <pre class="change-json" tabindex="0">{call}</pre>
                <CopyButton text=Signal::stored(copy) what="the call" />
            </details>
        </li>
    }
    .into_any()
}

/// What a list says where there is none.
pub fn condition_of_list(reading: Condition, is_empty: bool) -> Condition {
    match reading {
        Condition::Ready if is_empty => {
            Condition::Empty("No change was made through this console since it started.".to_owned())
        }
        other => other,
    }
}
