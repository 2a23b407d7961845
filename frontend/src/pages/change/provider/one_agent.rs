//! The agent whose providers are changed: what the master and the agent itself tell of it.

use leptos::prelude::*;
use operator_api::rules::AgentFacts;
use operator_api::rules::schedule::Schedule;

use super::plan::{GET_RESOURCE_PROVIDERS, Known};
use crate::call::reading::{OFTEN, Reading, SELDOM};
use crate::change::agents::Agents;
use crate::change::plan::Plan;
use crate::components::change_form::agents::{AgentChoice, AgentsField, FIELD};
use crate::components::change_form::fields::use_fields;
use crate::components::panel::Condition;
use crate::paths::Place;

/// The agent, for as long as the form is open.
#[derive(Clone, Copy)]
pub struct OneAgent {
    /// Which it is.
    pub choice: AgentChoice,
    agents: Agents,
    /// Its flags and its providers; nothing if the address names no agent.
    told: Option<(Reading, Reading)>,
}

impl OneAgent {
    /// The one that the form's address names.
    pub fn from_address() -> Self {
        let choice = AgentChoice::from_address();
        let told = choice.one.get_value().map(|id| {
            let ask = |call, every| Reading::of_call(Place::Agent { id: id.clone() }, call, every);
            (ask("GET_FLAGS", SELDOM), ask(GET_RESOURCE_PROVIDERS, OFTEN))
        });
        Self { choice, agents: Agents::open(choice.ids), told }
    }

    /// The plan that `make` makes of what is known; one that is empty while nothing is.
    pub fn plan(self, make: impl FnOnce(&Known<'_>) -> Plan) -> Plan {
        let agents = self.agents.known.get();
        let told = self.told.map(|(flags, providers)| (flags.value.get(), providers.value.get()));
        let mut plan = match (agents.first(), told) {
            (Some(agent), Some((Some(flags), providers))) => {
                let facts = AgentFacts::from_json(agent, &Schedule::default()).with_flags(&flags);
                let providers = providers.unwrap_or_default();
                make(&Known { agent, facts: &facts, providers: &providers })
            }
            _ => Plan::default(),
        };
        plan.problems.extend(self.choice.problems());
        plan
    }

    /// What the agent answers of its providers.
    pub fn providers<T>(self, read: impl FnOnce(&serde_json::Value) -> T) -> Option<T> {
        let (_, providers) = self.told?;
        providers.value.with(|value| value.as_deref().map(read))
    }

    /// How things stand with it.
    pub fn condition(self) -> Signal<Condition> {
        let Some((flags, providers)) = self.told else {
            let words = "This form is about one agent: open it from the agent's page.";
            return Signal::stored(Condition::Empty(words.to_owned()));
        };
        let is_ready = |condition: &Condition| matches!(condition, Condition::Ready | Condition::Stale(_));
        Signal::derive(move || {
            let all = [self.agents.condition.get(), flags.condition.get(), providers.condition.get()];
            all.into_iter().find(|condition| !is_ready(condition)).unwrap_or(Condition::Ready)
        })
    }

    /// The field that names it, and below it the others. Of an agent that takes no configurations it is said at once, and there is nothing
    /// to fill in for it.
    pub fn with_fields(self, others: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
        use_fields().leave(FIELD);
        let takes = Memo::new(move |_| {
            let flags = self.told.and_then(|(flags, _)| flags.value.get());
            flags.is_none_or(|flags| AgentFacts::default().with_flags(&flags).takes_providers)
        });
        view! {
            <AgentsField choice=self.choice />
            {move || {
                if takes.get() {
                    others()
                } else {
                    view! {
                        <p>
                            "Start the agent with this flag, which names a folder for configurations, and open the form again."
                        </p>
                    }
                    .into_any()
                }
            }}
        }
        .into_any()
    }

    /// The field that names it.
    pub fn field(self) -> AnyView {
        view! { <AgentsField choice=self.choice /> }.into_any()
    }

    /// Where a change of mind leads to.
    pub fn back(self) -> String {
        self.choice.back()
    }
}
