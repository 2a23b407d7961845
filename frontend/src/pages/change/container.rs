//! `/change/launch-container`, `/change/kill-container`, `/change/remove-container`: containers of an agent.

mod plan;

use cluster_model::schema::{Table, agents};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

pub use self::plan::Deed;
use self::plan::{Inputs, Known, SIGNALS, plan};
use crate::call::reading::{OFTEN, Reading};
use crate::components::change_form::{
    ChangeForm,
    agents::AGENT,
    fields::{ChoiceInput, FieldBox, TextInput},
};
use crate::live::use_live;
use crate::paths::{CONTAINER, Page, Place, Query};
use crate::ui::unique::unique_id;

/// The form.
#[component]
pub fn ContainerForm(
    /// What is done to a container.
    deed: Deed,
) -> impl IntoView {
    let query = Query::parse(&use_location().search.get_untracked());
    let said = |name| query.get(name).unwrap_or_default().to_owned();
    let (agent_id, path) = (said(AGENT), said(CONTAINER));
    let row = use_live().follow(Table::Agents, &[(agents::ID, &agent_id)]);
    let (host, address) = (row.text(agents::HOST), row.text(agents::ADDRESS));
    let reading = Reading::of_call(Place::Agent { id: agent_id.clone() }, "GET_CONTAINERS", OFTEN);
    let [id, command] = [(); 2].map(|()| RwSignal::new(String::new()));
    let cpus = RwSignal::new("0.1".to_owned());
    let mem = RwSignal::new("32".to_owned());
    let signal = RwSignal::new("15".to_owned());
    // A new container gets an id of its own; it can be typed over.
    id.set(format!("console-{:08x}", (js_sys::Math::random() * f64::from(u32::MAX)) as u32));
    let is_nested = !path.is_empty();
    let made = {
        let (agent_id, path) = (agent_id.clone(), path.clone());
        Memo::new(move |_| {
            let inputs = Inputs {
                id: id.get(),
                command: command.get(),
                cpus: cpus.get(),
                mem: mem.get(),
                signal: signal.get(),
            };
            let answer = reading.value.get().unwrap_or_default();
            let (host, address) = (host.get(), address.get());
            plan(
                deed,
                &inputs,
                &Known { agent_id: &agent_id, host: &host, address: &address, path: &path, answer: &answer },
            )
        })
    };
    let shown = if is_nested { path.clone() } else { "none: it is a standalone one".to_owned() };
    let label = if deed == Deed::Launch { "Within" } else { "Container" };
    let signals =
        Signal::stored(SIGNALS.map(|(number, words)| (number.to_owned(), words.to_owned())).to_vec());
    let control = StoredValue::new(unique_id("change"));
    let shown = StoredValue::new(shown);
    view! {
        <ChangeForm
            title=deed.title()
            lead=deed.lead()
            plan=made
            condition=reading.condition
            what="the containers"
            back=Page::Agent { id: agent_id }.tab("containers")
        >
            <FieldBox name="container" label=Signal::stored(label.to_owned()) control=control.get_value()>
                <output id=control.get_value() class="change-fixed">
                    <code>{shown.get_value()}</code>
                </output>
            </FieldBox>
            {match deed {
                Deed::Launch => {
                    view! {
                        <TextInput name="id" label=Signal::stored("Id".to_owned()) value=id />
                        <TextInput
                            name="command"
                            label=Signal::stored("Command".to_owned())
                            value=command
                            placeholder="sleep 60"
                            hint="A line for the shell."
                        />
                        {(!is_nested)
                            .then(|| {
                                view! {
                                    <TextInput name="cpus" label=Signal::stored("CPUs".to_owned()) value=cpus number=true />
                                    <TextInput
                                        name="mem"
                                        label=Signal::stored("Memory".to_owned())
                                        value=mem
                                        number=true
                                        aside="MiB"
                                        hint="The master does not know of a standalone container: what it takes is offered to frameworks all the same."
                                    />
                                }
                            })}
                    }
                        .into_any()
                }
                Deed::Kill => {
                    view! {
                        <ChoiceInput name="signal" label=Signal::stored("Signal".to_owned()) value=signal options=signals />
                    }
                        .into_any()
                }
                Deed::Remove => ().into_any(),
            }}
        </ChangeForm>
    }
    .into_any()
}
