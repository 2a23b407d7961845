//! `/agents/:id`: one agent.

mod facts;
mod standing;
mod tasks_here;
mod volumes;

use cluster_model::schema::{Table, agents, tasks};
use leptos::prelude::*;

use self::volumes::Volume;
use crate::call::{
    curl::pick,
    detail::Detail,
    json::Read,
    resources::{Resource, Stack, by_reservation},
};
use crate::components::{
    holdings::{Holdings, Sheet},
    legend::Legend,
    lines_panel::LinesPanel,
    page::PageTitle,
    panel::{Condition, Panel},
    part_of_tasks::PartOfTasks,
    raw_json::RawJson,
    resource_bar::{ResourceKind, ResourceLine, Shares},
    shares::shares,
    standing::Standing,
    state_chip::{StateChip, StateOf},
    task_states::Scope,
    whole::{Subject, Whole, name_of},
};
use crate::live::{Row, use_live};
use crate::paths::{Door, Page};
use crate::ui::{format::plural, id::Id, time::Time};

/// One agent.
#[component]
pub fn Agent(
    /// The agent's id.
    id: String,
) -> impl IntoView {
    let live = use_live();
    let row = live.follow(Table::Agents, &[(agents::ID, &id)]);
    let detail = Detail::open(&Door::Agent { id: id.clone() }, live, row);
    let scope = Scope { column: tasks::AGENT_ID, name: id.clone() };
    let pick = Signal::stored(pick(&[("agent_info.id.value", &id)]));
    let title = name_of(
        row.text(agents::HOST),
        detail.read(|agent| agent.text("agent_info.hostname").to_owned()),
        id,
    );
    let state = row.text(agents::STATE);
    let meaning = Memo::new(move |_| state.with(|state| standing::meaning(state)));
    let since = row.number(agents::SINCE);
    let subject = Subject {
        noun: "agent",
        the: "the agent",
        list: (Page::Agents, "all agents"),
        absence: "It may have left in order, or before this console began to watch; or the link is cut short.",
    };
    view! {
        <PageTitle title facts=move || view! { <Gist row /> }>
            <Show when=move || state.with(|state| !state.is_empty())>
                <StateChip of=StateOf::Agent state />
            </Show>
        </PageTitle>
        <Whole subject detail>
            <Standing meaning since />
            <div class="columns">
                <div>
                    <Bars row />
                    <Reservations detail />
                    <Volumes detail />
                </div>
                <div>
                    <LinesPanel title="Drain" lines=detail.read(standing::drain) />
                    <LinesPanel title="Agent" lines=detail.read(facts::facts) />
                </div>
            </div>
            <PartOfTasks scope=scope.clone() spec=&tasks_here::TASKS />
            <RawJson value=detail.value call="GET_AGENTS" pick=pick />
        </Whole>
    }
}

/// One line: where it stands, how much runs on it, since when.
#[component]
fn Gist(row: Row) -> impl IntoView {
    let words = Memo::new(move |_| {
        let read = row.read(|replica, slot| {
            let text = |column| replica.text(Table::Agents, slot, column).to_owned();
            let tasks = replica.number(Table::Agents, slot, agents::TASKS);
            let tasks = tasks.map(|count| plural(count, "active task", "active tasks")).unwrap_or_default();
            let version = Some(text(agents::VERSION)).filter(|version| !version.is_empty());
            let version = version.map(|version| format!("Mesos {version}")).unwrap_or_default();
            [text(agents::REGION), text(agents::ZONE), version, tasks]
        });
        let parts = read.into_iter().flatten().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" · ")
    });
    let registered = row.number(agents::REGISTERED);
    view! {
        {words}
        {move || registered.get().map(|at_ms| view! { " · registered " <Time at_ms=Some(at_ms) /> })}
    }
}

/// The bars of what the agent has; none for one that the master does not list.
#[component]
fn Bars(row: Row) -> impl IntoView {
    let of = move |kind| {
        Memo::new(move |_| {
            let read = row.read(|replica, slot| {
                shares(kind, |column| replica.number(Table::Agents, slot, column).unwrap_or_default())
            });
            read.unwrap_or_default()
        })
    };
    let all = ResourceKind::ALL.map(|kind| (kind, of(kind)));
    let has_any = Memo::new(move |_| all.iter().any(|(_, shares)| shares.with(|shares| shares.total() > 0)));
    let bar = move |(kind, shares): (ResourceKind, Memo<Shares>)| {
        view! {
            <Show when=move || shares.with(|shares| shares.total() > 0)>
                <ResourceLine resource=kind shares />
            </Show>
        }
    };
    view! {
        <Show when=move || has_any.get()>
            <Panel title="Resources" what="the resources" condition=Condition::Ready>
                <Legend />
                {all.map(bar).into_view()}
            </Panel>
        </Show>
    }
}

/// Who the resources are reserved for, and what is allocated of each part.
#[component]
fn Reservations(detail: Detail) -> impl IntoView {
    let sheet = detail.read(|agent| {
        let read = |path| Resource::read_all(agent.list(path));
        Sheet::of(&by_reservation(&read("total_resources"), &read("allocated_resources")), holder)
    });
    view! {
        <Show when=move || sheet.with(|sheet| !sheet.rows.is_empty())>
            <Panel title="Allocated, by reservation" what="the reservations" condition=Condition::Ready>
                <Holdings label="Resources by reservation" holders="Reserved for" sheet />
            </Panel>
        </Show>
    }
}

fn holder(stack: &Stack) -> (String, String) {
    if stack.is_empty() {
        ("not reserved".to_owned(), String::new())
    } else {
        (stack.to_string(), stack.origin())
    }
}

/// The persistent volumes, if there are any.
#[component]
fn Volumes(detail: Detail) -> impl IntoView {
    let volumes = detail.read(volumes::volumes);
    let rows = move || volumes.get().into_iter().map(volume_row).collect_view();
    view! {
        <Show when=move || volumes.with(|volumes| !volumes.is_empty())>
            <Panel title="Persistent volumes" what="the volumes" condition=Condition::Ready>
                <div class="sheet scrolls" role="group" tabindex="0" aria-label="Persistent volumes">
                    <table class="plain-table">
                        <thead>
                            <tr>
                                <th scope="col">"Volume"</th>
                                <th scope="col" class="number">"Size"</th>
                                <th scope="col">"Path"</th>
                                <th scope="col">"Used by"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </Panel>
        </Show>
    }
}

fn volume_row(volume: Volume) -> impl IntoView {
    let Volume { id, size, reserved, path, disk, principal, used_by } = volume;
    let made_by = if principal.is_empty() { String::new() } else { format!(", made by {principal}") };
    let disk = (!disk.is_empty()).then(|| view! { <span class="cell-note">{disk}</span> });
    let used_by = if used_by.is_empty() { "nobody now".to_owned() } else { used_by.join(", ") };
    view! {
        <tr>
            <th scope="row">
                <Id id what="volume id" most=28 />
                <span class="cell-note">{format!("for {reserved}{made_by}")}</span>
            </th>
            <td class="number">{size}</td>
            <td>
                <code>{path}</code>
                {disk}
            </td>
            <td>{used_by}</td>
        </tr>
    }
}
