//! `/masters`: the leading master: who it is, its build and flags, its metrics.

use leptos::prelude::*;
use serde_json::Value;

use crate::call::{
    json::Read,
    reading::{Reading, SELDOM},
};
use crate::components::{
    actions::{Action, Actions},
    build::Build,
    flags::Flags,
    lines::{LineList, Lines},
    metrics::Metrics,
    page::PageTitle,
    panel::Panel,
    raw_json::RawJson,
    tabbed::{Part, Tabbed},
};
use crate::live::use_live;
use crate::paths::{Form, Page, Place, Query};
use crate::ui::time::Time;

/// The page.
#[component]
pub fn Masters() -> impl IntoView {
    let status = use_live().status();
    let facts = move || {
        status.with(|status| {
            let leader = status.leader.clone().unwrap_or_else(|| "not known".to_owned());
            let since = status.elected_ms.map(|at_ms| view! { " · elected " <Time at_ms=Some(at_ms) /> });
            view! { "Leader " <code>{leader}</code> {since} }
        })
    };
    let parts = vec![
        Part::new("about", "About", || view! { <About /> }.into_any()),
        Part::new("metrics", "Metrics", || view! { <Metrics place=Place::Master /> }.into_any()),
        Part::new("flags", "Flags", || view! { <Flags place=Place::Master /> }.into_any()),
    ];
    view! {
        <PageTitle title="Masters" facts=move || facts()>
            <Actions about="the leading master" actions=vec![
                Action::new(Form::Logging, Query::new()).named("Set the logging level…"),
            ] />
        </PageTitle>
        <Tabbed label="The leading master" page=Page::Masters parts />
    }
}

#[component]
fn About() -> impl IntoView {
    let reading = Reading::of_call(Place::Master, "GET_MASTER", SELDOM);
    let lines = reading.read(leader);
    view! {
        <div class="columns">
            <div>
                <Panel title="Leading master" what="the leading master" condition=reading.condition>
                    <Lines lines />
                </Panel>
            </div>
            <div>
                <Build place=Place::Master />
            </div>
        </div>
        <RawJson value=reading.value condition=reading.condition call="GET_MASTER" />
    }
}

fn leader(answer: &Value) -> LineList {
    let master = answer.at("get_master");
    let info = master.at("master_info");
    let port = info.whole("address.port").map(|port| format!(":{port}")).unwrap_or_default();
    let address = match info.text("address.ip") {
        "" => String::new(),
        ip => format!("{ip}{port}"),
    };
    // A capability that is newer than the answering master's own list comes without a name.
    let capabilities = info.texts("capabilities", "type").join(", ");
    LineList::default()
        .id("Master id", info.text("id"))
        .text("Host", info.text("hostname"))
        .code("Address", address)
        .code("Process", info.text("pid"))
        .text("Version", info.text("version"))
        .text("Region", info.text("domain.fault_domain.region.name"))
        .text("Zone", info.text("domain.fault_domain.zone.name"))
        .code("Capabilities", capabilities)
        .time("Started", master.seconds_ms("start_time"))
        .time("Elected", master.seconds_ms("elected_time"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::components::shown::Shown;

    #[test]
    fn a_master_in_lines() {
        let answer = json!({"get_master":{"master_info":{"id":"m","address":{"ip":"10.0.0.1","port":5050},
            "capabilities":[{"type":"AGENT_DRAINING"},{}]},"start_time":1.5}});
        let lines = leader(&answer).0;
        assert_eq!(lines[1], ("Address", Shown::Code("10.0.0.1:5050".into())));
        assert_eq!(lines[2], ("Capabilities", Shown::Code("AGENT_DRAINING".into())));
        assert_eq!(lines[3], ("Started", Shown::Time(1_500)));
    }
}
