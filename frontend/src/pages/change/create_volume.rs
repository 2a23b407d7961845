//! `/change/create-volume`: makes a persistent volume of reserved disk.

mod plan;

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, reservations as column};
use leptos::prelude::*;

use self::plan::{DISK, ID, Inputs, Known, PATH, PRINCIPAL, RESERVATION, SIZE, offer, plan};
use super::caller::{Caller, PrincipalInput};
use super::held::reservation;
use crate::change::agents::Agents;
use crate::components::change_form::{
    ChangeForm,
    fields::{CheckInput, ChoiceInput, TextInput},
    held::{Held, HeldChoice, HeldField, HeldSpec},
};
use crate::live::use_live;
use crate::paths::Page;

static RESERVATIONS: HeldSpec = HeldSpec {
    table: Table::Reservations,
    key: column::KEY,
    agent: column::AGENT_ID,
    page: Page::Reservations,
    field: RESERVATION,
    nouns: ("reservation", "reservations"),
    is_one: true,
    order: "role,host",
    example: "role:eng disk>1g",
    read,
};

fn read(replica: &Replica, slot: u32) -> Held {
    let has_disk = replica.number(Table::Reservations, slot, column::DISK).is_some_and(|disk| disk > 0);
    let refused = (!has_disk).then(|| "it has no disk".to_owned());
    Held { refused, ..reservation(replica, slot) }
}

/// The form.
#[component]
pub fn CreateVolumeForm() -> impl IntoView {
    let choice = HeldChoice::from_address(&RESERVATIONS);
    let agents = Agents::open(choice.agents);
    let caller = Caller::open();
    let live = use_live();
    let [disk, id, path, size] = [(); 4].map(|()| RwSignal::new(String::new()));
    let is_shared = RwSignal::new(false);
    let offer = Memo::new(move |_| {
        let agents = agents.known.get();
        disk.with(|disk| offer(&choice.key(), disk, &agents))
    });
    let made = Memo::new(move |_| {
        let inputs = Inputs {
            key: choice.key(),
            disk: disk.get(),
            id: id.get(),
            path: path.get(),
            size: size.get(),
            is_shared: is_shared.get(),
            principal: caller.typed.get(),
        };
        let (agents, known_as) = (agents.known.get(), caller.known.get());
        let mut plan = live.watch(plan::TABLES, |replica| {
            plan(&inputs, &Known { agents: &agents, replica, caller: known_as.as_deref() })
        });
        plan.problems.extend(choice.problems());
        plan
    });
    let disks = Signal::derive(move || {
        offer.with(|offer| {
            offer.disks.iter().map(|disk| (disk.key.clone(), disk.words.clone())).collect::<Vec<_>>()
        })
    });
    let has_disks = Memo::new(move |_| disks.with(|disks| disks.len() > 1));
    let is_whole =
        Memo::new(move |_| offer.with(|offer| offer.disk.as_ref().is_some_and(|disk| disk.is_whole)));
    let free = Signal::derive(move || {
        offer.with(|offer| offer.disk.as_ref().map(|disk| format!("of {} free", disk.free)))
    });
    let suggested =
        Signal::derive(move || offer.with(|offer| Some(offer.id.clone()).filter(|id| !id.is_empty())));
    let ids = Signal::derive(move || suggested.get().into_iter().collect::<Vec<_>>());
    let id_hint = Signal::derive(move || {
        suggested
            .get()
            .map(|id| format!("Unique among the volumes of the role on this agent: {id} is not taken."))
    });
    let text = |text: &str| Signal::stored(text.to_owned());
    view! {
        <ChangeForm
            title="Create a volume"
            lead="A persistent volume keeps its data when the task that uses it ends, until it is destroyed. It is made of disk that is reserved."
            plan=made
            condition=agents.condition
            what="the agent"
            back=choice.back()
        >
            <HeldField choice />
            <Show when=move || has_disks.get()>
                <ChoiceInput name=DISK label=text("Disk") value=disk options=disks />
            </Show>
            <TextInput name=ID label=text("Volume id") value=id offered=ids placeholder=suggested hint=id_hint />
            <TextInput
                name=PATH
                label=text("Container path")
                value=path
                placeholder="data"
                hint="Where its tasks see it, within their sandbox."
            />
            <Show
                when=move || !is_whole.get()
                fallback=move || view! { <p class="change-note">"A mounted disk is taken whole: " {move || free.get()}</p> }
            >
                <TextInput name=SIZE label=text("Size") value=size aside=free hint="MiB, or with a unit: 64 GiB; all takes what is free." />
            </Show>
            <CheckInput
                name="volumes[0].shared"
                label=text("Shared")
                value=is_shared
                hint="Several tasks may use it at once. A shared volume cannot be resized."
            />
            <PrincipalInput name=PRINCIPAL caller />
        </ChangeForm>
    }
}
