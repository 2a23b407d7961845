//! `/change/prune-images`: removes images that no container uses, on one agent or on many.

mod plan;

use leptos::prelude::*;

use self::plan::{Inputs, plan};
use super::area_input::AreaInput;
use crate::change::agents::Agents;
use crate::components::change_form::{
    ChangeForm,
    agents::{AgentChoice, AgentsField},
    fields::TextInput,
};

/// The form.
#[component]
pub fn PruneImagesForm() -> impl IntoView {
    let choice = AgentChoice::from_address();
    let agents = Agents::open(choice.ids);
    let kept = RwSignal::new(String::new());
    let at_once = RwSignal::new("10".to_owned());
    let made = Memo::new(move |_| {
        let inputs = Inputs { kept: kept.get(), at_once: at_once.get() };
        let agents = agents.known.get();
        let mut plan = plan(&inputs, &agents);
        plan.problems.extend(choice.problems());
        plan
    });
    let has_many = Memo::new(move |_| choice.ids.with(Vec::len) > 1);
    view! {
        <ChangeForm
            title="Prune images"
            lead="The agent deletes container images from its store that no container of its own containerizer uses, to free disk. Images of Docker's own daemon are not its business."
            plan=made
            condition=agents.condition
            what="the agents"
            back=choice.back()
        >
            <AgentsField choice />
            <AreaInput
                name="excluded"
                label="Images to keep"
                value=kept
                rows=4
                placeholder="library/alpine:3.20"
                hint="Docker images, one a line, as tasks name them. Those that containers use are kept anyway."
            />
            <Show when=move || has_many.get()>
                <TextInput
                    name="at_once"
                    label=Signal::stored("At once".to_owned())
                    value=at_once
                    number=true
                    aside="agents"
                    hint="An agent that refuses does not keep the others from being asked."
                />
            </Show>
        </ChangeForm>
    }
}
