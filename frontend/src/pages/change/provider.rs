//! `/change/provider`: adds a local resource provider to an agent, or changes the configuration of one. Without `type` and `name` in the
//! address it adds.

mod fields;
mod info;
mod one_agent;
mod plan;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use operator_api::rules::provider::Purpose;
use operator_api::rules::{Field, Problem};

use self::fields::{Inputs, fields_view};
pub use self::one_agent::OneAgent;
use self::plan::plan;
pub use self::plan::{Known, find, held, infos, providers};
use crate::components::change_form::ChangeForm;
use crate::paths::Query;

/// A provider's type in the queries of the forms.
pub const TYPE: &str = "type";
/// Its name.
pub const NAME: &str = "name";
/// Its id.
pub const PROVIDER: &str = "provider";

/// A problem with the agent, at the field that the forms have for it.
pub fn at_agent(problem: Problem) -> Problem {
    Problem { field: Field::new(crate::components::change_form::agents::FIELD), ..problem }
}

/// The form.
#[component]
pub fn ProviderForm() -> impl IntoView {
    let query = Query::parse(&use_location().search.get_untracked());
    let known = query.get(TYPE).zip(query.get(NAME)).map(|(kind, name)| (kind.to_owned(), name.to_owned()));
    let purpose = if known.is_some() { Purpose::Update } else { Purpose::Add };
    let agent = OneAgent::from_address();
    let inputs = Inputs::new();
    if let Some((kind, name)) = known {
        inputs.fill_once(&kind, &name, agent);
    }
    let made = Memo::new(move |_| {
        let inputs = inputs.read();
        agent.plan(|known| plan(purpose, &inputs, known))
    });
    let (title, lead) = match purpose {
        Purpose::Add => (
            "Add a resource provider",
            "The agent starts a storage plugin (CSI) in containers of its own and offers the disks that the plugin has.",
        ),
        Purpose::Update => (
            "Update a resource provider",
            "The agent stops the provider's plugin and starts it again with another configuration.",
        ),
    };
    view! {
        <ChangeForm title lead plan=made condition=agent.condition() what="the resource providers" back=agent.back()>
            {agent.with_fields(move || fields_view(inputs, purpose))}
        </ChangeForm>
    }
}
