//! `/agents/:id`: one agent.

mod actions;
mod blockers;
mod facts;
mod providers;
mod standing;
mod tasks_here;
mod volumes;
mod windows;

use cluster_model::schema::{Table, agents, tasks};
use leptos::prelude::*;
use operator_api::rules::schedule::{Machine, Schedule};

use self::volumes::Volume;
use crate::call::{
    curl::pick,
    detail::Detail,
    json::Read,
    reading::{Reading, SELDOM},
    resources::{Resource, Stack, by_reservation},
};
use crate::components::{
    actions::Actions,
    build::Build,
    containers::Containers,
    data_table::DataTable,
    flags::Flags,
    holdings::{Holdings, Sheet},
    legend::Legend,
    lines_panel::LinesPanel,
    listing::Listing,
    metrics::Metrics,
    page::PageTitle,
    panel::{Condition, Panel},
    part_of_tasks::PartOfTasks,
    raw_json::RawJson,
    resource_bar::{ResourceKind, ResourceLine, Shares},
    shares::shares,
    standing::Standing,
    state_chip::{StateChip, StateOf},
    tabbed::{Part, Tabbed},
    task_states::Scope,
    whole::{Subject, Whole, name_of},
};
use crate::live::{Row, use_live};
use crate::pages::{executors::EXECUTORS, operations::OPERATIONS};
use crate::paths::{Door, Page, Place, exactly};
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
    let scope = StoredValue::new(Scope { column: tasks::AGENT_ID, name: id.clone() });
    let page = StoredValue::new(Page::Agent { id: id.clone() });
    let place = StoredValue::new(Place::Agent { id: id.clone() });
    let pick = Signal::stored(pick(&[("agent_info.id.value", &id)]));
    let title = name_of(
        row.text(agents::HOST),
        detail.read(|agent| agent.text("agent_info.hostname").to_owned()),
        id,
    );
    let state = row.text(agents::STATE);
    let meaning = Memo::new(move |_| state.with(|state| standing::meaning(state)));
    let since = row.number(agents::SINCE);
    let schedule = Reading::of_call(Place::Master, "GET_MAINTENANCE_SCHEDULE", SELDOM);
    let actions = Memo::new(move |_| {
        let (agent, schedule) =
            (detail.value.get().unwrap_or_default(), schedule.value.get().unwrap_or_default());
        scope.with_value(|scope| actions::actions(&scope.name, &agent, &state.get(), &schedule))
    });
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
            <Actions about="this agent" actions />
        </PageTitle>
        <Whole subject detail>
            <Standing meaning since />
            <Tabbed label="The agent" page=page.get_value() parts=parts(place.get_value(), scope.get_value(), row, detail) />
            <RawJson value=detail.value call="GET_AGENTS" pick=pick />
        </Whole>
    }
}

/// The parts of the page. What an agent tells of itself is asked only while its part is open.
fn parts(place: Place, scope: Scope, row: Row, detail: Detail) -> Vec<Part> {
    let id = scope.name.clone();
    let about = {
        let (place, id) = (place.clone(), id.clone());
        move || view! { <About place=place.clone() id=id.clone() row detail /> }.into_any()
    };
    let tasks = move || view! { <PartOfTasks scope=scope.clone() spec=&tasks_here::TASKS /> }.into_any();
    let here = exactly("agent_id", &id);
    let executors = {
        let here = here.clone();
        move || view! { <DataTable spec=&EXECUTORS fixed=here.clone() fitted=true /> }.into_any()
    };
    let operations =
        move || view! { <DataTable spec=&OPERATIONS fixed=here.clone() fitted=true /> }.into_any();
    let containers = move || view! { <Containers agent_id=id.clone() /> }.into_any();
    let metrics = {
        let place = place.clone();
        move || view! { <Metrics place=place.clone() /> }.into_any()
    };
    let flags = move || view! { <Flags place=place.clone() /> }.into_any();
    vec![
        Part::new("about", "About", about),
        Part::new("tasks", "Tasks", tasks),
        Part::new("executors", "Executors", executors),
        Part::new("containers", "Containers", containers),
        Part::new("operations", "Operations", operations),
        Part::new("metrics", "Metrics", metrics),
        Part::new("flags", "Flags", flags),
    ]
}

/// What it is, what it has and how it is being serviced.
#[component]
fn About(place: Place, id: String, row: Row, detail: Detail) -> impl IntoView {
    view! {
        <Blockers id row />
        <div class="columns">
            <div>
                <Bars row />
                <LinesPanel title="Drain" lines=detail.read(standing::drain) />
                <Windows detail />
            </div>
            <div>
                <LinesPanel title="Agent" lines=detail.read(facts::facts) />
                <Build place />
            </div>
        </div>
        <Reservations detail />
        <Volumes detail />
        <Providers detail />
    }
}

/// What keeps it from being drained; nothing for an agent that is not.
#[component]
fn Blockers(id: String, row: Row) -> impl IntoView {
    let live = use_live();
    let state = row.text(agents::STATE);
    let is_draining = Memo::new(move |_| state.with(|state| state == agents::state::DRAINING));
    let changes = live.paced(&[Table::Tasks, Table::Operations, Table::Frameworks], blockers::PACE);
    let rows = Memo::new(move |_| {
        changes.track();
        live.read(|replica| blockers::blockers(replica, &id))
    });
    view! {
        <Show when=move || is_draining.get()>
            <Panel title="What the drain waits for" what="the tasks" condition=Condition::Ready>
                <Listing
                    label="What the drain waits for"
                    heads=&blockers::HEADS
                    rows
                    empty="Nothing that this console can see: the master calls it drained at its next look."
                />
            </Panel>
        </Show>
    }
}

/// Its machine's maintenance windows, if there are any.
#[component]
fn Windows(detail: Detail) -> impl IntoView {
    let schedule = Reading::of_call(Place::Master, "GET_MAINTENANCE_SCHEDULE", SELDOM);
    let schedule = schedule.read(Schedule::from_json);
    let machine = detail.read(Machine::of_agent);
    let lines = Memo::new(move |_| {
        schedule.with(|schedule| machine.with(|machine| windows::windows(schedule, machine)))
    });
    view! { <LinesPanel title="Maintenance" lines /> }
}

/// The resource providers, if there are any.
#[component]
fn Providers(detail: Detail) -> impl IntoView {
    let rows = detail.read(providers::providers);
    view! {
        <Show when=move || rows.with(|rows| !rows.is_empty())>
            <Panel title="Resource providers" what="the resource providers" condition=Condition::Ready>
                <Listing label="Resource providers" heads=&providers::HEADS rows empty="It has none." />
            </Panel>
        </Show>
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
