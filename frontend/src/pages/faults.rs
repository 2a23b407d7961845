//! `/faults`, "Break it": what can be done to the embedded cluster, and what is on. The server says all of it, fields included; the
//! page knows no fault.

mod ask;
mod form;
mod standing;

use std::sync::Arc;

use cluster_model::schema::{Table, agents};
use leptos::prelude::*;
use serde_json::Value;

use self::form::FaultForm;
use self::standing::OnNow;
use crate::call::answer::Answer;
use crate::call::json::Read;
use crate::call::reading::{OFTEN, Reading};
use crate::call::send::send;
use crate::components::page::PageTitle;
use crate::components::panel::{Condition, Panel};
use crate::live::use_live;
use crate::paths::Door;
use crate::session::use_session;

/// Ids of agents, as the agents' fields offer them.
const AGENTS: &str = "fault-agents";
/// So many of them: a larger cluster's are typed or pasted.
const OFFERED: usize = 200;

/// The page.
#[component]
pub fn Faults() -> impl IntoView {
    let reading = Reading::open(&Door::Faults, OFTEN);
    let trouble = RwSignal::new(None::<String>);
    let session = use_session();
    let refused = Memo::new(move |_| session.may("faults"));
    let order = Callback::new(move |fault: Value| {
        if refused.with_untracked(Option::is_some) {
            return;
        }
        leptos::task::spawn_local(async move {
            let said = match send(&Door::Faults, &fault).await {
                Answer::Found(_) => None,
                Answer::Missing(words) | Answer::Forbidden(words) => Some(words),
                Answer::Broken { what, advice } => Some(format!("{what} {advice}")),
            };
            // The page may have closed meanwhile.
            if trouble.try_set(said).is_none() {
                reading.ask();
            }
        });
    });
    // What can be done does not change; what is on does, and must not take away what somebody types.
    let known = Memo::new(move |_| reading.value.with(|value| value.as_deref().map(known)));
    let on =
        Memo::new(move |_| reading.value.with(|value| value.as_deref().map(standing).unwrap_or_default()));
    let condition = Signal::derive(move || match known.with(Option::is_some) {
        // The answer is the console's own: it is fresh however the cluster is.
        true => Condition::Ready,
        false => reading.condition.get(),
    });
    view! {
        <PageTitle
            title="Break it"
            facts=|| "What goes wrong in a real cluster, done to the embedded one. Watch what the other pages make of it."
        />
        <OnNow on condition order refused trouble />
        {move || known.get().map(|areas| areas.into_iter().map(|area| view! { <Area area order refused /> }).collect_view())}
        <AgentIds />
    }
}

/// Faults of one area.
type Faulty = (String, Vec<Arc<Value>>);

fn known(listing: &Value) -> Vec<Faulty> {
    let mut areas: Vec<Faulty> = Vec::new();
    for fault in listing.list("faults") {
        let mut fault = fault.clone();
        if let Some(members) = fault.as_object_mut() {
            members.remove("on");
        }
        let area = fault.text("area").to_owned();
        match areas.last_mut().filter(|(last, _)| *last == area) {
            Some((_, faults)) => faults.push(Arc::new(fault)),
            None => areas.push((area, vec![Arc::new(fault)])),
        }
    }
    areas
}

/// All that is on, of whatever fault.
fn standing(listing: &Value) -> Vec<Value> {
    listing.list("faults").iter().flat_map(|fault| fault.list("on")).cloned().collect()
}

#[component]
fn Area(area: Faulty, order: Callback<Value>, refused: Memo<Option<String>>) -> impl IntoView {
    let (title, faults) = area;
    let forms = StoredValue::new(faults);
    view! {
        <Panel title what="the faults" condition=Condition::Ready>
            <div class="sheet">
                {forms.get_value().into_iter().map(|fault| view! { <FaultForm fault order refused /> }).collect_view()}
            </div>
        </Panel>
    }
    .into_any()
}

/// What a field for an agent offers.
#[component]
fn AgentIds() -> impl IntoView {
    let live = use_live();
    let ids = Memo::new(move |_| {
        live.watch(&[Table::Agents], |replica| {
            let slots = replica.rows(Table::Agents).slots().take(OFFERED);
            let text = |slot, column| replica.text(Table::Agents, slot, column).to_owned();
            slots.map(|slot| (text(slot, agents::ID), text(slot, agents::HOST))).collect::<Vec<_>>()
        })
    });
    view! {
        <datalist id=AGENTS>
            {move || ids.get().into_iter().map(|(id, host)| view! { <option value=id>{host}</option> }).collect_view()}
        </datalist>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn faults_stand_by_area_and_without_what_is_on() {
        let listing = json!({"faults": [
            {"fault": "a", "area": "Streams", "on": [{"says": "a is on"}]},
            {"fault": "b", "area": "Streams", "on": []},
            {"fault": "c", "area": "Agents", "on": [{"says": "c is on"}]},
        ]});
        let areas = known(&listing);
        let names: Vec<_> = areas.iter().map(|(area, faults)| (area.as_str(), faults.len())).collect();
        assert_eq!(names, [("Streams", 2), ("Agents", 1)]);
        assert_eq!(*areas[0].1[0], json!({"fault": "a", "area": "Streams"}));
        assert_eq!(standing(&listing), [json!({"says": "a is on"}), json!({"says": "c is on"})]);
    }
}
