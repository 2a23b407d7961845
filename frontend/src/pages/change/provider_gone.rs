//! `/change/provider-gone`: marks a resource provider gone for ever.

mod plan;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use self::plan::plan;
use super::provider::{OneAgent, PROVIDER, held, providers};
use crate::call::json::Read;
use crate::components::change_form::{ChangeForm, fields::ChoiceInput};
use crate::paths::Query;

/// The form.
#[component]
pub fn ProviderGoneForm() -> impl IntoView {
    let query = Query::parse(&use_location().search.get_untracked());
    let chosen = RwSignal::new(query.get(PROVIDER).unwrap_or_default().to_owned());
    let agent = OneAgent::from_address();
    let made = Memo::new(move |_| chosen.with(|id| agent.plan(|known| plan(id, known))));
    let options = Signal::derive(move || {
        let found = agent.providers(|answer| {
            let option = |provider: &serde_json::Value| {
                let info = provider.at("resource_provider_info");
                let id = info.text("id.value");
                (id.to_owned(), format!("{}, {} ({id})", info.text("name"), held(provider)))
            };
            providers(answer).iter().map(option).collect::<Vec<_>>()
        });
        found.unwrap_or_default()
    });
    view! {
        <ChangeForm
            title="Mark a resource provider gone"
            lead="For a provider that never comes back: the agent forgets it and ends what waits for it. Only one without resources can be marked, so remove its configuration first."
            plan=made
            condition=agent.condition()
            what="the resource providers"
            back=agent.back()
        >
            {agent.field()}
            <ChoiceInput name="provider" label=Signal::stored("Provider".to_owned()) value=chosen options />
        </ChangeForm>
    }
}
