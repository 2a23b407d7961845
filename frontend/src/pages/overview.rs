//! `/`: the whole cluster at a glance. First what is wrong, then how full it is, then what it does.

mod capacity;
mod course;
mod gist;
mod newest;
mod trouble;

use cluster_model::schema::{Table, agents, frameworks};
use leptos::prelude::*;

use self::{
    capacity::Capacity,
    course::{ResourceCourse, TaskCourse, samples},
    gist::Gist,
    newest::Newest,
    trouble::Trouble,
};
use crate::components::{
    arrival::arrival, page::PageTitle, panel::Panel, state_chip::StateOf, state_counts::StateCounts,
    task_states::TaskStates,
};
use crate::live::use_live;
use crate::paths::Page;

/// The overview.
#[component]
pub fn Overview() -> impl IntoView {
    let live = use_live();
    let condition = arrival(live);
    let samples = samples();
    view! {
        <PageTitle title="Overview" facts=move || view! { <Gist condition /> } />
        <Trouble condition />
        <div class="columns">
            <div>
                <Panel title="Capacity" what="the agents' resources" condition>
                    <Capacity />
                </Panel>
                <Panel title="Allocated over time" what="the samples" condition=samples.condition>
                    <ResourceCourse samples />
                </Panel>
                <Panel title="Agents by state" what="the agents" condition>
                    <div class="state-chips">
                        <StateCounts table=Table::Agents column=agents::STATE of=StateOf::Agent page=Page::Agents />
                        <None table=Table::Agents words="No agent has registered with this master." />
                    </div>
                </Panel>
                <Panel title="Frameworks by state" what="the frameworks" condition>
                    <div class="state-chips">
                        <StateCounts
                            table=Table::Frameworks
                            column=frameworks::STATE
                            of=StateOf::Framework
                            page=Page::Frameworks
                        />
                        <None table=Table::Frameworks words="No framework has subscribed to this master." />
                    </div>
                </Panel>
            </div>
            <div>
                <Panel title="Tasks over time" what="the samples" condition=samples.condition>
                    <TaskCourse samples />
                </Panel>
                <Panel title="Tasks by state" what="the tasks" condition>
                    <TaskStates />
                </Panel>
                <Newest />
            </div>
        </div>
    }
}

/// Says that a table has no rows.
#[component]
fn None(table: Table, words: &'static str) -> impl IntoView {
    let live = use_live();
    let is_empty = Memo::new(move |_| live.watch(&[table], |replica| replica.rows(table).is_empty()));
    view! {
        <Show when=move || is_empty.get()>
            <span class="muted">{words}</span>
        </Show>
    }
}
