//! `/change/logging`: how much the master or agents log, for a time.

mod plan;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde_json::Value;

use self::plan::{Inputs, LEVELS, Target, UNITS, plan};
use crate::call::json::Read;
use crate::call::reading::{OFTEN, Reading};
use crate::change::agents::Agents;
use crate::change::plan::Plan;
use crate::components::change_form::{
    ChangeForm,
    agents::{AGENT, AgentChoice, AgentsField},
    fields::{ChoiceInput, TextInput},
};
use crate::components::panel::Condition;
use crate::paths::{FILTER, Page, Place, Query};

/// What is filled in.
#[derive(Clone, Copy)]
struct Fields {
    level: RwSignal<String>,
    time: RwSignal<String>,
    unit: RwSignal<String>,
}

impl Fields {
    fn inputs(self) -> Inputs {
        Inputs { level: self.level.get(), time: self.time.get(), unit: self.unit.get() }
    }
}

/// The form: of agents if its address names some, of the master otherwise.
#[component]
pub fn LoggingForm() -> impl IntoView {
    let fields = Fields {
        level: RwSignal::new("1".to_owned()),
        time: RwSignal::new("10".to_owned()),
        unit: RwSignal::new("minutes".to_owned()),
    };
    let query = Query::parse(&use_location().search.get_untracked());
    let is_of_agents = query.get(AGENT).is_some() || query.get(FILTER).is_some();
    if is_of_agents { of_agents(fields) } else { of_master(fields) }
}

fn of_master(fields: Fields) -> AnyView {
    let reading = Reading::of_call(Place::Master, "GET_LOGGING_LEVEL", OFTEN);
    let now = reading.read(level);
    let made = Memo::new(move |_| plan(&fields.inputs(), &Target::Master(now.get())));
    let hint = Signal::derive(move || now.get().map(|now| format!("It is {now} now.")));
    form("Set the master's logging level", made, reading.condition, Page::Masters.href(), move || {
        inputs(fields, hint)
    })
}

fn of_agents(fields: Fields) -> AnyView {
    let choice = AgentChoice::from_address();
    let agents = Agents::open(choice.ids);
    let made = Memo::new(move |_| {
        let agents = agents.known.get();
        let mut plan = plan(&fields.inputs(), &Target::Agents(&agents));
        plan.problems.extend(choice.problems());
        plan
    });
    let hint = match choice.one.get_value() {
        None => Signal::stored(None),
        Some(id) => {
            let now = Reading::of_call(Place::Agent { id }, "GET_LOGGING_LEVEL", OFTEN).read(level);
            Signal::derive(move || now.get().map(|now| format!("It is {now} now.")))
        }
    };
    let fields_of = move || {
        view! {
            <AgentsField choice />
            {inputs(fields, hint)}
        }
        .into_any()
    };
    form("Set the logging level of agents", made, agents.condition, choice.back(), fields_of)
}

fn level(answer: &Value) -> Option<i64> {
    answer.whole("get_logging_level.level")
}

fn form(
    title: &'static str,
    made: Memo<Plan>,
    condition: Signal<Condition>,
    back: String,
    fields: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    view! {
        <ChangeForm
            title
            lead="For a time a process writes more into its log, or less. Then it goes back to the level it was started with, by itself."
            plan=made
            condition
            what="the logging level"
            back
        >
            {fields()}
        </ChangeForm>
    }
    .into_any()
}

fn inputs(fields: Fields, hint: Signal<Option<String>>) -> AnyView {
    let levels = LEVELS.map(|(level, words)| (level.to_string(), words.to_owned())).to_vec();
    let units = UNITS.map(|(unit, _)| (unit.to_owned(), unit.to_owned())).to_vec();
    view! {
        <ChoiceInput
            name="level"
            label=Signal::stored("Level".to_owned())
            value=fields.level
            options=Signal::stored(levels)
            hint
        />
        <TextInput name="duration" label=Signal::stored("For".to_owned()) value=fields.time number=true />
        <ChoiceInput
            name="unit"
            label=Signal::stored("Unit of the time".to_owned())
            value=fields.unit
            options=Signal::stored(units)
        />
    }
    .into_any()
}
