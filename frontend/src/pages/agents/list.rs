//! `/agents`: all agents.

use cluster_model::schema::{Table, agents};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::AGENTS;
use crate::components::{
    actions::{Action, Actions},
    data_table::DataTable,
    page::PageTitle,
    resource_bar::ResourceKind,
    state_chip::StateOf,
    state_counts::StateCounts,
};
use crate::live::use_live;
use crate::paths::{FILTER, Form, Page, Query};
use crate::ui::format::compact_milli;

/// The list of agents.
#[component]
pub fn Agents() -> impl IntoView {
    let live = use_live();
    let facts = move || {
        live.is_whole().then(|| {
            live.watch(&[Table::Agents], |replica| {
                let sum = |column| replica.totals(Table::Agents).sum(column);
                let gpus = sum(agents::GPUS_TOTAL);
                let mut facts = vec![
                    format!("{} cpus", compact_milli(sum(agents::CPUS_TOTAL))),
                    format!("{} memory", ResourceKind::Mem.amount(sum(agents::MEM_TOTAL))),
                    format!("{} disk", ResourceKind::Disk.amount(sum(agents::DISK_TOTAL))),
                ];
                if gpus > 0 {
                    facts.push(format!("{} gpus", compact_milli(gpus)));
                }
                facts.join(" · ")
            })
        })
    };
    let search = use_location().search;
    let actions = Memo::new(move |_| search.with(|search| of_those_shown(search)));
    view! {
        <PageTitle title="Agents" facts=move || facts()>
            <StateCounts table=Table::Agents column=agents::STATE of=StateOf::Agent page=Page::Agents />
            <a href=Page::AgentMap.href()>"As a map"</a>
            <Actions about="the agents shown" actions />
        </PageTitle>
        <DataTable spec=&AGENTS />
    }
}

/// What can be done to all agents that the list shows: the forms begin with its filter.
fn of_those_shown(search: &str) -> Vec<Action> {
    let list = Query::parse(search);
    let filter = Query::new().with(FILTER, list.get(FILTER).unwrap_or_default());
    let all = |form, name| Action::new(form, filter.clone()).named(name);
    vec![
        all(Form::Drain, "Drain one after the other…"),
        all(Form::Deactivate, "Deactivate…"),
        all(Form::Reactivate, "Reactivate…"),
        all(Form::Schedule, "Schedule maintenance…"),
        all(Form::Reserve, "Reserve resources…"),
        all(Form::Unreserve, "Unreserve resources…"),
        all(Form::PruneImages, "Prune images…"),
        all(Form::MarkGone, "Mark gone…"),
    ]
}
