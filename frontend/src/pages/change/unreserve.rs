//! `/change/unreserve`: gives reservations back, as far as nothing uses them.

mod plan;

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, reservations as column};
use leptos::prelude::*;

use self::plan::{Inputs, Known, amounts as lines_of, plan};
use super::held::reservation;
use crate::change::agents::Agents;
use crate::change::resources::amount::ALL;
use crate::change::resources::pool::AMOUNTS;
use crate::components::change_form::{
    ChangeForm,
    amounts::{Amounts, AmountsField},
    held::{Held, HeldChoice, HeldField, HeldSpec},
};
use crate::live::use_live;
use crate::paths::Page;

static RESERVATIONS: HeldSpec = HeldSpec {
    table: Table::Reservations,
    key: column::KEY,
    agent: column::AGENT_ID,
    page: Page::Reservations,
    field: AMOUNTS,
    nouns: ("reservation", "reservations"),
    is_one: false,
    order: "role,host",
    example: "role:eng state:idle",
    read,
};

fn read(replica: &Replica, slot: u32) -> Held {
    let is_static = replica.text(Table::Reservations, slot, column::KIND) == column::STATIC;
    let refused = is_static.then(|| "made by the agent's flags, which no call can change".to_owned());
    Held { refused, ..reservation(replica, slot) }
}

/// The form.
#[component]
pub fn UnreserveForm() -> impl IntoView {
    let choice = HeldChoice::from_address(&RESERVATIONS);
    let agents = Agents::open(choice.agents);
    let live = use_live();
    let amounts = Amounts::new(ALL);
    let lines = Memo::new(move |_| {
        let agents = agents.known.get();
        choice.keys.with(|keys| lines_of(keys, &agents))
    });
    let made = Memo::new(move |_| {
        let inputs = Inputs { keys: choice.keys.get(), amounts: lines.with(|lines| amounts.of(lines)) };
        let agents = agents.known.get();
        let mut plan = live.watch(plan::TABLES, |replica| plan(&inputs, &Known { agents: &agents, replica }));
        plan.problems.extend(choice.problems());
        plan
    });
    let has_several = Memo::new(move |_| choice.keys.with(Vec::len) > 1);
    view! {
        <ChangeForm
            title="Unreserve resources"
            lead="What is given back can be offered to every role again, or to the role that the reservation refines."
            plan=made
            condition=agents.condition
            what="the agents"
            back=choice.back()
        >
            <HeldField choice />
            <Show when=move || has_several.get()>
                <p class="change-note">"Of several reservations, all that nothing uses is given back."</p>
            </Show>
            <AmountsField amounts lines />
        </ChangeForm>
    }
}
