//! `/frameworks/:id`: one framework.

mod facts;
mod offers;
mod own_tasks;

use cluster_model::schema::{Table, frameworks, tasks};
use leptos::prelude::*;

use self::offers::Offer;
use crate::call::{
    curl::pick,
    detail::Detail,
    json::Read,
    resources::{Resource, by_role},
};
use crate::components::{
    holdings::{Holdings, Sheet},
    lines_panel::LinesPanel,
    page::PageTitle,
    panel::{Condition, Panel},
    part_of_tasks::PartOfTasks,
    raw_json::RawJson,
    standing::Standing,
    state_chip::{StateChip, StateOf},
    task_states::Scope,
    whole::{Subject, Whole, name_of},
};
use crate::live::{Row, use_live};
use crate::paths::{Door, Page};
use crate::ui::{format::plural, id::Id, time::Time};

/// Offers shown at most; a framework that hoards them has hundreds.
const OFFERS: usize = 50;

/// One framework.
#[component]
pub fn Framework(
    /// The framework's id.
    id: String,
) -> impl IntoView {
    let live = use_live();
    let row = live.follow(Table::Frameworks, &[(frameworks::ID, &id)]);
    let detail = Detail::open(&Door::Framework { id: id.clone() }, live, row);
    let scope = Scope { column: tasks::FRAMEWORK_ID, name: id.clone() };
    let pick = Signal::stored(pick(&[("framework_info.id.value", &id)]));
    let in_json = detail.read(|framework| framework.text("framework_info.name").to_owned());
    let title = name_of(row.text(frameworks::NAME), in_json, id);
    let state = row.text(frameworks::STATE);
    let meaning = Memo::new(move |_| state.with(|state| facts::meaning(state)));
    let since = row.number(frameworks::SINCE);
    let subject = Subject {
        noun: "framework",
        the: "the framework",
        list: (Page::Frameworks, "all frameworks"),
        absence: "The master forgets completed frameworks, the oldest first; or the link is cut short.",
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
            <Offers detail />
            <PartOfTasks scope=scope.clone() spec=&own_tasks::TASKS />
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
            [
                plural(count(frameworks::RUNNING), "running task", "running tasks"),
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

/// The offers that wait for an answer, if there are any.
#[component]
fn Offers(detail: Detail) -> impl IntoView {
    let offers = detail.read(offers::offers);
    let count = Memo::new(move |_| offers.with(Vec::len));
    let rows = move || offers.get().into_iter().take(OFFERS).map(offer_row).collect_view();
    let aside = move || {
        let (all, shown) = (count.get(), count.get().min(OFFERS));
        let said = if shown < all {
            format!("the first {shown} of {all}")
        } else {
            plural(all as i64, "offer", "offers")
        };
        said.into_any()
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <Panel title="Offers" what="the offers" condition=Condition::Ready aside>
                <div class="sheet scrolls" role="group" tabindex="0" aria-label="Offers">
                    <table class="plain-table">
                        <thead>
                            <tr>
                                <th scope="col">"Offer"</th>
                                <th scope="col">"Agent"</th>
                                <th scope="col">"Role"</th>
                                <th scope="col">"Resources"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </Panel>
        </Show>
    }
}

fn offer_row(offer: Offer) -> impl IntoView {
    let Offer { id, agent_id, host, role, resources } = offer;
    let host = if host.is_empty() { agent_id.clone() } else { host };
    view! {
        <tr>
            <th scope="row">
                <Id id what="offer id" most=24 />
            </th>
            <td>
                <a href=Page::Agent { id: agent_id }.href()>{host}</a>
            </td>
            <td>{role}</td>
            <td>{resources}</td>
        </tr>
    }
}
