//! `/change/resize-volume`: a volume grows by what is free of its reservation, or shrinks.

mod plan;

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, volumes as column};
use leptos::prelude::*;

use self::plan::{ADDITION, Inputs, Known, SUBTRACT, VOLUME, plan, size};
use super::held::volume;
use crate::change::agents::Agents;
use crate::change::resources::words;
use crate::components::change_form::{
    ChangeForm,
    fields::{ChoiceInput, TextInput},
    held::{Held, HeldChoice, HeldField, HeldSpec},
};
use crate::live::use_live;
use crate::paths::Page;

static VOLUMES: HeldSpec = HeldSpec {
    table: Table::Volumes,
    key: column::KEY,
    agent: column::AGENT_ID,
    page: Page::Volumes,
    field: VOLUME,
    nouns: ("volume", "volumes"),
    is_one: true,
    order: "role,id",
    example: "role:eng state:idle",
    read,
};

fn read(replica: &Replica, slot: u32) -> Held {
    let text = |column| replica.text(Table::Volumes, slot, column);
    let refused = if text(column::SHARED) == column::SHARED_YES {
        Some("a shared volume cannot be resized")
    } else if !text(column::PROVIDER).is_empty() {
        Some("a volume of a resource provider cannot be resized")
    } else if text(column::SOURCE).starts_with("MOUNT") {
        Some("a volume on a mounted disk has all of it")
    } else if text(column::STATE) == column::USED {
        Some("in use")
    } else {
        None
    };
    Held { refused: refused.map(str::to_owned), ..volume(replica, slot) }
}

/// The form.
#[component]
pub fn ResizeVolumeForm() -> impl IntoView {
    let choice = HeldChoice::from_address(&VOLUMES);
    let agents = Agents::open(choice.agents);
    let live = use_live();
    let way = RwSignal::new("grow".to_owned());
    let by = RwSignal::new(String::new());
    let grows = Memo::new(move |_| way.with(|way| way == "grow"));
    let known = Memo::new(move |_| size(&choice.key(), &agents.known.get()));
    let made = Memo::new(move |_| {
        let inputs = Inputs { key: choice.key(), grows: grows.get(), by: by.get() };
        let agents = agents.known.get();
        let mut plan = live.watch(plan::TABLES, |replica| plan(&inputs, &Known { agents: &agents, replica }));
        plan.problems.extend(choice.problems());
        plan
    });
    let ways = Signal::stored(vec![
        ("grow".to_owned(), "grow".to_owned()),
        ("shrink".to_owned(), "shrink".to_owned()),
    ]);
    let room = Signal::derive(move || {
        known.get().map(|size| {
            let (what, whose) = if grows.get() { (size.free, "free") } else { (size.now, "there now") };
            format!("of {} {whose}", words::scalar("disk", what))
        })
    });
    let text = |text: &str| Signal::stored(text.to_owned());
    view! {
        <ChangeForm
            title="Resize a volume"
            lead="It grows by disk that is reserved as the volume is and that nothing uses, and what it loses stays reserved. Its data stay."
            plan=made
            condition=agents.condition
            what="the agent"
            back=choice.back()
        >
            <HeldField choice />
            <ChoiceInput name="way" label=text("What it does") value=way options=ways />
            {move || {
                let name = if grows.get() { ADDITION } else { SUBTRACT };
                view! { <TextInput name label=text("By") value=by aside=room hint="MiB, or with a unit: 64 GiB." /> }
            }}
        </ChangeForm>
    }
}
