//! `/frameworks/:id`: one framework.

mod facts;
mod own_lists;
mod share;

use cluster_model::schema::{Table, frameworks, tasks};
use leptos::prelude::*;
use operator_api::rules::capability::Reason;

use self::own_lists::{EXECUTORS, OFFERS, OPERATIONS, TASKS};
use self::share::share;
use crate::call::{
    curl::pick,
    detail::Detail,
    json::Read,
    resources::{Resource, by_role},
};
use crate::components::{
    actions::{Action, Actions},
    data_table::{DataTable, TableSpec},
    holdings::{Holdings, Sheet},
    lines_panel::LinesPanel,
    page::PageTitle,
    panel::{Condition, Panel},
    part_of_tasks::PartOfTasks,
    raw_json::RawJson,
    standing::Standing,
    state_chip::{StateChip, StateOf},
    tabbed::{Part, Tabbed},
    task_states::Scope,
    whole::{Subject, Whole, name_of},
};
use crate::live::{Row, use_live};
use crate::pages::change::teardown;
use crate::paths::{Door, Form, Page, Query, exactly};
use crate::ui::{format::plural, time::Time};

/// One framework.
#[component]
pub fn Framework(
    /// The framework's id.
    id: String,
) -> impl IntoView {
    let live = use_live();
    let row = live.follow(Table::Frameworks, &[(frameworks::ID, &id)]);
    let detail = Detail::open(&Door::Framework { id: id.clone() }, live, row);
    let pick = Signal::stored(pick(&[("framework_info.id.value", &id)]));
    let in_json = detail.read(|framework| framework.text("framework_info.name").to_owned());
    let title = name_of(row.text(frameworks::NAME), in_json, id.clone());
    let state = row.text(frameworks::STATE);
    let meaning = Memo::new(move |_| state.with(|state| facts::meaning(state)));
    let since = row.number(frameworks::SINCE);
    let query = Query::new().with(teardown::FRAMEWORK, &id);
    let actions = Memo::new(move |_| {
        let ended = state.with(|state| state == frameworks::state::COMPLETED).then_some(Reason::Completed);
        vec![Action::new(Form::Teardown, query.clone()).named("Tear down…").unless(ended)]
    });
    let subject = Subject {
        noun: "framework",
        the: "the framework",
        list: (Page::Frameworks, "all frameworks"),
        absence: "The master forgets completed frameworks, the oldest first; or the link is cut short.",
    };
    let page = Page::Framework { id: id.clone() };
    let fixed = StoredValue::new(exactly("framework_id", &id));
    let list = move |key, title, spec: &'static TableSpec| {
        let list = move || view! { <DataTable spec fixed=fixed.get_value() fitted=true /> }.into_any();
        Part::new(key, title, list)
    };
    let scope = StoredValue::new(Scope { column: tasks::FRAMEWORK_ID, name: id });
    let parts = move || {
        let own_tasks = move || view! { <PartOfTasks scope=scope.get_value() spec=&TASKS /> }.into_any();
        vec![
            Part::new("tasks", "Tasks", own_tasks),
            list("executors", "Executors", &EXECUTORS),
            list("offers", "Offers", &OFFERS),
            list("operations", "Operations", &OPERATIONS),
        ]
    };
    let sheet = move |path: &'static str| {
        detail.read(move |framework| {
            let holdings = by_role(&Resource::read_all(framework.list(path)));
            Sheet::of(&holdings, |role| (role.clone(), String::new()))
        })
    };
    let offered = sheet("offered_resources");
    view! {
        <PageTitle title facts=move || view! { <Gist row /> }>
            <Show when=move || state.with(|state| !state.is_empty())>
                <StateChip of=StateOf::Framework state />
            </Show>
            <Actions about="this framework" actions />
        </PageTitle>
        <Whole subject detail>
            <Standing meaning since />
            <div class="columns">
                <div>
                    <ByRole title="Allocated" sheet=sheet("allocated_resources") />
                    <Show when=move || offered.with(|sheet| !sheet.rows.is_empty())>
                        <ByRole title="Offered" sheet=offered />
                    </Show>
                </div>
                <div>
                    <LinesPanel title="Framework" lines=detail.read(facts::facts) />
                </div>
            </div>
            <Tabbed label="Of the framework" page=page.clone() parts=parts() />
            <RawJson value=detail.value call="GET_FRAMEWORKS" pick=pick />
        </Whole>
    }
}

/// One line: who it is, how much it runs, since when.
#[component]
fn Gist(row: Row) -> impl IntoView {
    let words = Memo::new(move |_| {
        let read = row.read(|replica, slot| {
            let text = |column| replica.text(Table::Frameworks, slot, column);
            let count = |column| replica.number(Table::Frameworks, slot, column).unwrap_or_default();
            let named = |before: &str, name: &str| {
                if name.is_empty() { String::new() } else { format!("{before}{name}") }
            };
            let offers = count(frameworks::OFFERS);
            [
                plural(count(frameworks::RUNNING), "running task", "running tasks"),
                share(replica, slot),
                if offers > 0 {
                    plural(offers, "offer unanswered", "offers unanswered")
                } else {
                    String::new()
                },
                named("runs as ", text(frameworks::USER)),
                named("on ", text(frameworks::HOST)),
            ]
        });
        let parts = read.into_iter().flatten().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" · ")
    });
    let registered = row.number(frameworks::REGISTERED);
    view! {
        {words}
        {move || registered.get().map(|at_ms| view! { " · registered " <Time at_ms=Some(at_ms) /> })}
    }
}

/// Resources by the role they are for.
#[component]
fn ByRole(title: &'static str, sheet: Memo<Sheet>) -> impl IntoView {
    let condition = Signal::derive(move || {
        if sheet.with(|sheet| sheet.rows.is_empty()) {
            Condition::Empty("Nothing is allocated to it.".to_owned())
        } else {
            Condition::Ready
        }
    });
    view! {
        <Panel title what="the resources" condition>
            <Holdings label=format!("{title} resources by role") holders="Role" sheet />
        </Panel>
    }
}
