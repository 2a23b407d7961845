//! `/tasks/:framework_id/:task_id`: one task.

mod checks;
mod container;
mod facts;
mod history;
mod network;
mod quantities;

use cluster_model::schema::{Table, tasks};
use leptos::prelude::*;
use serde_json::Value;

use self::facts::{Around, facts, health};
use self::quantities::Quantity;
use crate::call::{curl::pick, detail::Detail, json::Read};
use crate::components::{
    gated_link::GatedLink,
    lines_panel::LinesPanel,
    page::PageTitle,
    panel::{Condition, Panel},
    raw_json::RawJson,
    sandbox_links::{Sandbox, SandboxLinks},
    state_chip::{StateChip, StateOf},
    timeline::Timeline,
    whole::{Subject, Whole, name_of},
};
use crate::live::{Row, use_live};
use crate::paths::{Door, Page};
use crate::ui::{
    chip::{Chip, Tone},
    time::Time,
};

/// One task.
#[component]
pub fn Task(
    /// The id of its framework.
    framework_id: String,
    /// Its own id.
    task_id: String,
) -> impl IntoView {
    let live = use_live();
    let row = live.follow(Table::Tasks, &[(tasks::ID, &task_id), (tasks::FRAMEWORK_ID, &framework_id)]);
    let pick = Signal::stored(pick(&[("task_id.value", &task_id), ("framework_id.value", &framework_id)]));
    let detail = Detail::open(&Door::Task { framework_id, task_id: task_id.clone() }, live, row);
    let around = around(row);
    let title = name_of(row.text(tasks::NAME), detail.read(|task| task.text("name").to_owned()), task_id);
    let subject = Subject {
        noun: "task",
        the: "the task",
        list: (Page::Tasks, "all tasks"),
        absence: "The master forgets ended tasks, the oldest first; or the link is cut short.",
    };
    view! {
        <PageTitle title facts=move || view! { <Gist around /> }>
            <State row detail />
            <SandboxLinks sandbox=detail.read(sandbox) />
            <TerminalLink at=detail.read(container::terminal) />
        </PageTitle>
        <Whole subject detail>
            <div class="columns">
                <div>
                    <History detail around />
                    <Quantities detail />
                    <LinesPanel title="Network" lines=detail.read(network::network) />
                    <LinesPanel title="Checks" lines=detail.read(checks::checks) />
                </div>
                <div>
                    <FactsPanel detail around />
                    <LinesPanel title="Container" lines=detail.read(container::container) />
                </div>
            </div>
            <RawJson value=detail.value call="GET_TASKS" pick=pick />
        </Whole>
    }
}

fn around(row: Row) -> Memo<Around> {
    Memo::new(move |_| {
        let read = row.read(|replica, slot| Around {
            framework: replica.text(Table::Tasks, slot, tasks::FRAMEWORK).to_owned(),
            host: replica.text(Table::Tasks, slot, tasks::HOST).to_owned(),
            role: replica.text(Table::Tasks, slot, tasks::ROLE).to_owned(),
            started_ms: replica.number(Table::Tasks, slot, tasks::STARTED),
        });
        read.unwrap_or_default()
    })
}

/// The state, and the health where something checks it. The row is the fresher of the two that tell.
#[component]
fn State(row: Row, detail: Detail) -> impl IntoView {
    let (of_row, of_json) = (row.text(tasks::STATE), detail.read(|task| task.text("state").to_owned()));
    let state = Memo::new(move |_| {
        Some(of_row.get()).filter(|state| !state.is_empty()).unwrap_or_else(|| of_json.get())
    });
    let health = detail.read(health);
    view! {
        <Show when=move || state.with(|state| !state.is_empty())>
            <StateChip of=StateOf::Task state />
        </Show>
        {move || {
            health
                .get()
                .map(|healthy| {
                    let (tone, word) = if healthy { (Tone::Ok, "healthy") } else { (Tone::Warn, "unhealthy") };
                    view! {
                        <Chip tone title="What its health check said last">
                            {word}
                        </Chip>
                    }
                })
        }}
    }
}

/// The way to a terminal in the task's container, while it runs.
#[component]
fn TerminalLink(at: Memo<Option<Page>>) -> impl IntoView {
    move || {
        at.get().map(|page| view! { <GatedLink href=page.href() needs=page.needs()>"Terminal"</GatedLink> })
    }
}

/// Where the task writes. The default executor runs its tasks in containers within its own, and alone gives each a folder.
fn sandbox(task: &Value) -> Option<Sandbox> {
    let statuses = task.list("statuses").iter();
    let in_pod =
        statuses.map(|status| status.at("container_status.container_id.parent")).any(|id| !id.is_null());
    let ids = ["agent_id.value", "framework_id.value", "executor_id.value", "task_id.value"];
    let [agent_id, framework_id, executor_id, task_id] = ids.map(|path| task.text(path));
    Sandbox::of_task(agent_id, framework_id, executor_id, task_id, in_pod)
}

/// One line: of which framework, where, for whom, since when.
#[component]
fn Gist(around: Memo<Around>) -> impl IntoView {
    move || {
        let Around { framework, host, role, started_ms } = around.get();
        let named =
            |before: &'static str, name: String| (!name.is_empty()).then(|| format!("{before}{name}"));
        let words = [named("of ", framework), named("on ", host), named("role ", role)];
        let words = words.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let started = started_ms.map(|started_ms| view! { " · started " <Time at_ms=Some(started_ms) /> });
        view! { {words} {started} }
    }
}

#[component]
fn History(detail: Detail, around: Memo<Around>) -> impl IntoView {
    let moments = Memo::new(move |_| {
        let started_ms = around.with(|around| around.started_ms);
        detail
            .value
            .with(|task| task.as_deref().map(|task| history::history(task, started_ms)).unwrap_or_default())
    });
    let condition = Signal::derive(move || {
        if moments.with(Vec::is_empty) {
            Condition::Empty("No status has come yet.".to_owned())
        } else {
            Condition::Ready
        }
    });
    view! {
        <Panel title="Status history" what="the statuses" condition>
            <Timeline label="Statuses, oldest first" moments />
        </Panel>
    }
}

#[component]
fn FactsPanel(detail: Detail, around: Memo<Around>) -> impl IntoView {
    let lines = Memo::new(move |_| {
        detail.value.with(|task| {
            task.as_deref().map(|task| around.with(|around| facts(task, around))).unwrap_or_default()
        })
    });
    view! { <LinesPanel title="Task" lines /> }
}

#[component]
fn Quantities(detail: Detail) -> impl IntoView {
    let quantities = detail.read(quantities::quantities);
    let condition = Signal::derive(move || {
        if quantities.with(Vec::is_empty) {
            Condition::Empty("None is allocated to it itself; its executor may have some.".to_owned())
        } else {
            Condition::Ready
        }
    });
    let rows = move || quantities.get().into_iter().map(quantity_row).collect_view();
    view! {
        <Panel title="Resources" what="the resources" condition>
            <div class="sheet scrolls" role="group" tabindex="0" aria-label="Resources of the task">
                <table class="plain-table">
                    <thead>
                        <tr>
                            <th scope="col">"Resource"</th>
                            <th scope="col" class="number">"Allocated"</th>
                            <th scope="col" class="number">"Limit"</th>
                            <th scope="col">"Reserved for"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Panel>
    }
}

fn quantity_row(quantity: Quantity) -> impl IntoView {
    let or_dash = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    view! {
        <tr>
            <th scope="row">{quantity.name}</th>
            <td class="number">{quantity.allocated}</td>
            <td class="number">{or_dash(quantity.limit)}</td>
            <td>{or_dash(quantity.reserved)}</td>
        </tr>
    }
}
