//! `/change/drain`: drains one agent, or many in turn.

mod plan;

use leptos::prelude::*;

use self::plan::{Grace, Inputs, Known, plan};
use super::COUNTED;
use crate::call::reading::{OFTEN, Reading};
use crate::change::agents::Agents;
use crate::components::change_form::{
    ChangeForm,
    agents::{AgentChoice, AgentsField},
    fields::{CheckInput, ChoiceInput, TextInput},
};
use crate::live::use_live;
use crate::paths::Place;

/// The form.
#[component]
pub fn DrainForm() -> impl IntoView {
    let choice = AgentChoice::from_address();
    let agents = Agents::open(choice.ids);
    let schedule = Reading::of_call(Place::Master, "GET_MAINTENANCE_SCHEDULE", OFTEN);
    let live = use_live();
    let grace = RwSignal::new("given".to_owned());
    let seconds = RwSignal::new("600".to_owned());
    let mark_gone = RwSignal::new(false);
    let at_once = RwSignal::new("1".to_owned());
    let counted = live.paced(plan::TABLES, COUNTED);
    let made = Memo::new(move |_| {
        let inputs = Inputs {
            grace: Grace::read(&grace.get(), &seconds.get()),
            mark_gone: mark_gone.get(),
            at_once: at_once.get(),
        };
        let agents = agents.known.get();
        let schedule = schedule.value.get().unwrap_or_default();
        counted.track();
        let mut plan =
            live.read(|replica| plan(&inputs, &Known { agents: &agents, schedule: &schedule, replica }));
        plan.problems.extend(choice.problems());
        plan
    });
    let graces = Signal::stored(vec![
        ("given".to_owned(), "so many seconds at most".to_owned()),
        ("own".to_owned(), "what each task says itself".to_owned()),
        ("none".to_owned(), "none: kill them at once".to_owned()),
    ]);
    let is_given = Memo::new(move |_| grace.with(|grace| grace == "given"));
    let has_many = Memo::new(move |_| choice.ids.with(Vec::len) > 1);
    view! {
        <ChangeForm
            title="Drain agents"
            lead="No more offers of the agent's resources are made, and its tasks are killed, so that their frameworks start them elsewhere. A drain cannot be called off; once it has drained, the agent can be reactivated."
            plan=made
            condition=agents.condition
            what="the agents"
            back=choice.back()
        >
            <AgentsField choice />
            <ChoiceInput name="grace.kind" label=Signal::stored("Grace for tasks to end".to_owned()) value=grace options=graces />
            <Show when=move || is_given.get()>
                <TextInput
                    name="grace"
                    label=Signal::stored("Grace".to_owned())
                    value=seconds
                    number=true
                    aside="seconds"
                    hint="A task that asks for less gets what it asks for."
                />
            </Show>
            <Show when=move || has_many.get()>
                <TextInput
                    name="at_once"
                    label=Signal::stored("At once".to_owned())
                    value=at_once
                    number=true
                    aside="agents"
                    hint="The next agent is drained when one of these has drained. The first that fails stops the rest."
                />
            </Show>
            <CheckInput
                name="mark_gone"
                label=Signal::stored("Mark gone once drained".to_owned())
                value=mark_gone
                hint="For machines that never come back: the agent cannot register again, and its volumes are lost."
            />
        </ChangeForm>
    }
}
