//! `/change/destroy-volume`: destroys volumes and their data.

mod plan;

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, volumes as column};
use leptos::prelude::*;

use self::plan::{Known, VOLUMES as FIELD, plan};
use super::held::volume;
use crate::change::agents::Agents;
use crate::components::change_form::{
    ChangeForm,
    held::{Held, HeldChoice, HeldField, HeldSpec},
};
use crate::live::use_live;
use crate::paths::Page;

static VOLUMES: HeldSpec = HeldSpec {
    table: Table::Volumes,
    key: column::KEY,
    agent: column::AGENT_ID,
    page: Page::Volumes,
    field: FIELD,
    nouns: ("volume", "volumes"),
    is_one: false,
    order: "role,id",
    example: "role:eng state:idle",
    read,
};

fn read(replica: &Replica, slot: u32) -> Held {
    let is_used = replica.text(Table::Volumes, slot, column::STATE) == column::USED;
    let refused = is_used.then(|| {
        let cell = replica.text(Table::Volumes, slot, column::USED_BY);
        let users: Vec<&str> = column::users(cell).map(|user| user.task_id).collect();
        match users.as_slice() {
            [] => "in use".to_owned(),
            [one] => format!("used by {one}"),
            [one, others @ ..] => format!("used by {one} and {} more", others.len()),
        }
    });
    Held { refused, ..volume(replica, slot) }
}

/// The form.
#[component]
pub fn DestroyVolumeForm() -> impl IntoView {
    let choice = HeldChoice::from_address(&VOLUMES);
    let agents = Agents::open(choice.agents);
    let live = use_live();
    let made = Memo::new(move |_| {
        let (keys, agents) = (choice.keys.get(), agents.known.get());
        let mut plan = live.watch(plan::TABLES, |replica| plan(&keys, &Known { agents: &agents, replica }));
        plan.problems.extend(choice.problems());
        plan
    });
    view! {
        <ChangeForm
            title="Destroy volumes"
            lead="The data on the volumes are lost for ever. Their disk stays reserved."
            plan=made
            condition=agents.condition
            what="the agents"
            back=choice.back()
        >
            <HeldField choice />
        </ChangeForm>
    }
}
