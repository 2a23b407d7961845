//! `/change/remove-provider`: takes the configuration of a resource provider away from an agent.

mod plan;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use self::plan::{Which, plan};
use super::provider::{NAME, OneAgent, TYPE, infos};
use crate::call::json::Read;
use crate::components::change_form::{ChangeForm, fields::ChoiceInput};
use crate::paths::Query;

/// Between the type and the name of a provider in one value; neither can hold it.
const BETWEEN: char = '\n';

/// The form.
#[component]
pub fn RemoveProviderForm() -> impl IntoView {
    let query = Query::parse(&use_location().search.get_untracked());
    let named = query.get(TYPE).zip(query.get(NAME));
    let chosen =
        RwSignal::new(named.map(|(kind, name)| format!("{kind}{BETWEEN}{name}")).unwrap_or_default());
    let agent = OneAgent::from_address();
    let made = Memo::new(move |_| {
        let chosen = chosen.get();
        let (kind, name) = chosen.split_once(BETWEEN).unwrap_or_default();
        let which = Which { kind: kind.to_owned(), name: name.to_owned() };
        agent.plan(|known| plan(&which, known))
    });
    let options = Signal::derive(move || {
        let found = agent.providers(|providers| {
            let option = |info: &serde_json::Value| {
                let (kind, name) = (info.text("type"), info.text("name"));
                (format!("{kind}{BETWEEN}{name}"), format!("{name} ({kind})"))
            };
            infos(providers).map(option).collect::<Vec<_>>()
        });
        found.unwrap_or_default()
    });
    view! {
        <ChangeForm
            title="Remove a resource provider"
            lead="The agent forgets the provider's configuration and stops its plugin. The disks leave the agent's resources; what is on them stays."
            plan=made
            condition=agent.condition()
            what="the resource providers"
            back=agent.back()
        >
            {agent.with_fields(move || {
                view! {
                    <ChoiceInput name="name" label=Signal::stored("Provider".to_owned()) value=chosen options />
                }
                .into_any()
            })}
        </ChangeForm>
    }
}
