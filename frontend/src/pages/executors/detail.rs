//! `/executors/:agent_id/:framework_id/:executor_id`: one executor, from its row and from what its agent says.

mod container;
mod facts;
mod its_tasks;

use std::time::Duration;

use cluster_model::schema::{Table, executors};
use leptos::prelude::*;

use self::facts::{Around, Found, facts, find};
use crate::call::curl::pick;
use crate::call::json::Read;
use crate::call::reading::Reading;
use crate::call::resources::{Resource, by_reservation};
use crate::components::{
    holdings::{Holdings, Sheet},
    lines_panel::LinesPanel,
    listing::Listing,
    page::PageTitle,
    panel::{Condition, Panel},
    raw_json::RawJson,
    sandbox_links::{Sandbox, SandboxLinks},
};
use crate::live::use_live;
use crate::paths::Place;
use crate::ui::chip::Tone;
use crate::ui::format::plural;

/// How often the agent is asked while somebody looks.
const EVERY: Duration = Duration::from_secs(4);

/// One executor.
#[component]
pub fn Executor(
    /// The agent it runs on.
    agent_id: String,
    /// The framework it runs tasks of.
    framework_id: String,
    /// Its own id.
    executor_id: String,
) -> impl IntoView {
    let live = use_live();
    let key = [
        (executors::ID, executor_id.as_str()),
        (executors::AGENT_ID, agent_id.as_str()),
        (executors::FRAMEWORK_ID, framework_id.as_str()),
    ];
    let row = live.follow(Table::Executors, &key);
    let ask = |call| Reading::of_call(Place::Agent { id: agent_id.clone() }, call, EVERY);
    let (told, tasks, containers) = (ask("GET_EXECUTORS"), ask("GET_TASKS"), ask("GET_CONTAINERS"));
    let ids = (framework_id.clone(), executor_id.clone());
    let found = {
        let (framework_id, executor_id) = ids.clone();
        told.read(move |answer| find(answer, &framework_id, &executor_id))
    };
    let rows = {
        let (framework_id, executor_id) = ids.clone();
        tasks.read(move |answer| its_tasks::rows(answer, &framework_id, &executor_id))
    };
    let container = {
        let (framework_id, executor_id) = ids;
        containers.read(move |answer| container::container(answer, &framework_id, &executor_id))
    };
    let sandbox = Signal::stored(Sandbox::of_executor(&agent_id, &framework_id, &executor_id));
    let pick = Signal::stored(pick(&[
        ("executor_info.executor_id.value", &executor_id),
        ("executor_info.framework_id.value", &framework_id),
    ]));
    let around = {
        let executor_id = executor_id.clone();
        Memo::new(move |_| {
            live.watch(&[Table::Executors, Table::Frameworks, Table::Agents], |replica| {
                Around::read(replica, &agent_id, &framework_id, &executor_id)
            })
        })
    };
    let lines = Memo::new(move |_| found.with(|found| around.with(|around| facts(found, around))));
    let sheet = Memo::new(move |_| {
        found.with(|found| {
            let resources = Resource::read_all(found.info().list("resources"));
            Sheet::of(
                &by_reservation(&resources, &resources).into_iter().map(without_taken).collect::<Vec<_>>(),
                |stack| {
                    if stack.is_empty() {
                        ("not reserved".to_owned(), String::new())
                    } else {
                        (stack.to_string(), stack.origin())
                    }
                },
            )
        })
    });
    // The row is enough to say what it is; without it the agent must.
    let condition = Signal::derive(move || match told.condition.get() {
        Condition::Ready if !found.with(Found::is_found) && !row.is_there() => Condition::Empty(
            "Its agent knows of no such executor: it was garbage collected, or the link is cut short."
                .to_owned(),
        ),
        _ if row.is_there() => Condition::Ready,
        condition => condition,
    });
    let value = Signal::derive(move || found.with(|found| found.value.clone()));
    let ended = Memo::new(move |_| found.with(|found| found.is_completed));
    let gist = move || {
        around.with(|around| {
            let count =
                row.read(|replica, slot| replica.number(Table::Executors, slot, executors::TASKS)).flatten();
            let tasks = count.map(|count| plural(count, "active task", "active tasks"));
            let named = |before: &str, name: &str| (!name.is_empty()).then(|| format!("{before}{name}"));
            let parts = [named("of ", &around.framework), named("on ", &around.host), tasks];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
    };
    view! {
        <PageTitle title=executor_id facts=gist>
            <Show when=move || ended.get()>
                <span class=Tone::Idle.class()>"completed"</span>
            </Show>
            <SandboxLinks sandbox />
        </PageTitle>
        <Panel title="Tasks" what="its tasks" condition=tasks.condition>
            <Listing label="Tasks" heads=its_tasks::HEADS rows empty="Its agent knows of no task of it that you may see." />
        </Panel>
        <Show when=move || condition.get() != Condition::Ready>
            <Panel title="What its agent says" what="the executor" condition>
                ""
            </Panel>
        </Show>
        <div class="columns">
            <div>
                <Show when=move || sheet.with(|sheet| !sheet.rows.is_empty())>
                    <Panel title="Resources of the executor itself" what="its resources" condition=Condition::Ready>
                        <Holdings label="Resources of the executor itself" holders="Reserved for" sheet />
                    </Panel>
                </Show>
                <LinesPanel title="Container" lines=container />
            </div>
            <div>
                <LinesPanel title="Executor" lines />
            </div>
        </div>
        <Show when=move || value.with(Option::is_some)>
            <RawJson value call="GET_EXECUTORS" pick />
        </Show>
    }
}

/// All of an executor's resources are taken: a whole to compare with would say nothing.
fn without_taken<K>(mut holding: crate::call::resources::Holding<K>) -> crate::call::resources::Holding<K> {
    holding.taken = None;
    holding
}
