//! `/agents`: all agents.

use cluster_model::schema::{Table, agents};
use leptos::prelude::*;

use super::AGENTS;
use crate::components::{
    data_table::DataTable, page::PageTitle, resource_bar::ResourceKind, state_chip::StateOf,
    state_counts::StateCounts,
};
use crate::live::use_live;
use crate::paths::Page;
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
    view! {
        <PageTitle title="Agents" facts=move || facts()>
            <StateCounts table=Table::Agents column=agents::STATE of=StateOf::Agent page=Page::Agents />
            <a href=Page::AgentMap.href()>"As a map"</a>
        </PageTitle>
        <DataTable spec=&AGENTS />
    }
}
