//! How full the cluster is.

use cluster_model::schema::{Table, agents};
use leptos::prelude::*;

use crate::components::{
    legend::Legend,
    resource_bar::{ResourceKind, ResourceLine},
    shares::shares,
};
use crate::live::use_live;

/// A bar for each resource, over all agents that the master lists. A cluster without GPUs has no bar of them.
#[component]
pub fn Capacity() -> impl IntoView {
    let live = use_live();
    let bars = ResourceKind::ALL.map(|kind| {
        let shares = Memo::new(move |_| {
            live.watch(&[Table::Agents], |replica| {
                let totals = replica.totals(Table::Agents);
                shares(kind, |column| totals.sum(column))
            })
        });
        let is_shown =
            Memo::new(move |_| kind != ResourceKind::Gpus || shares.with(|shares| shares.total() > 0));
        view! {
            <Show when=move || is_shown.get()>
                <ResourceLine resource=kind shares />
            </Show>
        }
    });
    let unlisted = Memo::new(move |_| {
        live.watch(&[Table::Agents], |replica| {
            let of = |state| replica.count(Table::Agents, agents::STATE, state);
            of(agents::state::UNREACHABLE) + of(agents::state::GONE)
        })
    });
    view! {
        <Legend />
        {bars.into_view()}
        <Show when=move || { unlisted.get() > 0 }>
            <p class="aside-note">"What unreachable and gone agents had is not counted."</p>
        </Show>
    }
}
