//! The containers of an agent, live: what each is, what it uses of what it may use.

mod tree;

use leptos::prelude::*;

use self::tree::{Before, Container, containers};
use super::change_form::agents::AGENT;
use super::gated_link::GatedLink;
use super::panel::Panel;
use crate::call::reading::{OFTEN, Reading};
use crate::paths::{CONTAINER, Form, Page, Place, Query};
use crate::ui::{
    format::{bytes, milli, plural},
    id::Id,
    more::More,
};

/// Containers shown at first and with each further press.
const STEP: usize = 60;

/// The tree of an agent's containers.
#[component]
pub fn Containers(
    /// The agent's id.
    agent_id: String,
) -> impl IntoView {
    let reading = Reading::of_call(Place::Agent { id: agent_id.clone() }, "GET_CONTAINERS", OFTEN);
    let before = StoredValue::new(Before::default());
    let all = RwSignal::new(Vec::<Container>::new());
    Effect::new(move || {
        if let Some(answer) = reading.value.get() {
            before.update_value(|before| all.set(containers(&answer, before)));
        }
    });
    let limit = RwSignal::new(STEP);
    let agent_id = StoredValue::new(agent_id);
    let rows = move || {
        let all = all.get();
        let rows = all.into_iter().take(limit.get());
        rows.map(|container| agent_id.with_value(|agent| row(agent, container))).collect_view()
    };
    let count = Memo::new(move |_| all.with(Vec::len));
    let more = Memo::new(move |_| count.get().saturating_sub(limit.get()));
    let said = move || plural(count.get() as i64, "container", "containers");
    view! {
        <Panel title="Containers" what="the containers" condition=reading.condition aside=move || said().into_any()>
            <div class="sheet scrolls" role="group" tabindex="0" aria-label="Containers">
                <table class="plain-table containers">
                    <thead>
                        <tr>
                            <th scope="col">"Container"</th>
                            <th scope="col">"What"</th>
                            <th scope="col" class="number">"CPUs used"</th>
                            <th scope="col" class="number">"Memory used"</th>
                            <th scope="col" class="number">"Disk used"</th>
                            <th scope="col" class="number">"Received, sent"</th>
                            <th scope="col" class="number">"Processes, threads"</th>
                            <th scope="col" class="number">"PID"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
                <Show when=move || count.get() == 0>
                    <p class="listing-none">"No container runs on this agent that you may see."</p>
                </Show>
            </div>
            <More left=more on_more=move |()| limit.update(|limit| *limit += STEP) />
        </Panel>
    }
}

fn row(agent_id: &str, container: Container) -> AnyView {
    let depth = container.parents.len().to_string();
    let what = match container.kind() {
        "executor" => {
            let page = Page::Executor {
                agent_id: agent_id.to_owned(),
                framework_id: container.framework_id.clone(),
                executor_id: container.executor_id.clone(),
            };
            let name = container.executor_id.clone();
            view! { "executor " <a href=page.href()>{name}</a> }.into_any()
        }
        kind => kind.into_any(),
    };
    let usage = &container.usage;
    let deeds = deeds(agent_id, &container);
    let cells = [
        of(usage.cpus.map(milli), usage.cpus_limit.map(milli)),
        of(usage.mem.map(bytes), usage.mem_limit.map(bytes)),
        of(usage.disk.map(bytes), usage.disk_limit.map(bytes)),
        pair(usage.network.map(|(received, sent)| (bytes(received), bytes(sent)))),
        pair(usage.processes.zip(usage.threads).map(|(one, other)| (one.to_string(), other.to_string()))),
        container.pid.map_or_else(|| "–".to_owned(), |pid| pid.to_string()),
    ];
    let cells = cells.into_iter().map(|cell| view! { <td class="number">{cell}</td> }).collect_view();
    view! {
        <tr>
            <th scope="row" class="container-name" style=("--depth", depth)>
                <Id id=container.id what="container id" most=20 />
                <span class="cell-note container-deeds">{deeds}</span>
            </th>
            <td>{what}</td>
            {cells}
        </tr>
    }
    .into_any()
}

/// What can be done to a container, as links.
fn deeds(agent_id: &str, container: &Container) -> AnyView {
    let path = container.path();
    let query = Query::new().with(AGENT, agent_id).with(CONTAINER, &path);
    let terminal = Page::Terminal { agent_id: agent_id.to_owned(), container: path.clone() };
    let launch = Page::Form(Form::LaunchContainer);
    let link = |name: &'static str, page: &Page, href: String| {
        let label = format!("{name} {path}");
        view! { <GatedLink href needs=page.needs() label>{name}</GatedLink> }
    };
    view! {
        {link("Terminal", &terminal, terminal.href())}
        {link("Launch…", &launch, launch.href_with(&query))}
    }
    .into_any()
}

/// A part and the whole it may become.
fn of(part: Option<String>, whole: Option<String>) -> String {
    match (part, whole) {
        (Some(part), Some(whole)) => format!("{part} of {whole}"),
        (Some(part), None) => part,
        (None, Some(whole)) => format!("– of {whole}"),
        (None, None) => "–".to_owned(),
    }
}

fn pair(pair: Option<(String, String)>) -> String {
    pair.map_or_else(|| "–".to_owned(), |(one, other)| format!("{one}, {other}"))
}
