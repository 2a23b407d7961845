//! `/change/deactivate`, `/change/reactivate`, `/change/mark-gone`: where agents stand with the master.

mod plan;

use leptos::prelude::*;

pub use self::plan::Standing;
use self::plan::{Known, plan};
use super::COUNTED;
use crate::call::reading::{OFTEN, Reading};
use crate::change::agents::Agents;
use crate::components::change_form::{
    ChangeForm,
    agents::{AgentChoice, AgentsField},
};
use crate::live::use_live;
use crate::paths::Place;

/// The form.
#[component]
pub fn StandingForm(
    /// What becomes of the agents.
    standing: Standing,
) -> impl IntoView {
    let choice = AgentChoice::from_address();
    let agents = Agents::open(choice.ids);
    let schedule = Reading::of_call(Place::Master, "GET_MAINTENANCE_SCHEDULE", OFTEN);
    let live = use_live();
    let counted = live.paced(plan::TABLES, COUNTED);
    let made = Memo::new(move |_| {
        let agents = agents.known.get();
        let schedule = schedule.value.get().unwrap_or_default();
        counted.track();
        let mut plan =
            live.read(|replica| plan(standing, &Known { agents: &agents, schedule: &schedule, replica }));
        plan.problems.extend(choice.problems());
        plan
    });
    view! {
        <ChangeForm
            title=standing.title()
            lead=standing.lead()
            plan=made
            condition=agents.condition
            what="the agents"
            back=choice.back()
        >
            <AgentsField choice />
        </ChangeForm>
    }
}
