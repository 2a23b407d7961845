//! What is sent, for those who would rather send it themselves: the calls as JSON and as `curl`.

use leptos::prelude::*;
use serde_json::Value;

use crate::call::curl::curl;
use crate::change::plan::{Plan, Step};
use crate::live::use_live;
use crate::ui::{copy::CopyButton, format::plural};

/// Calls that are shown; all of them are copied.
const SHOWN: usize = 3;

/// The calls, folded away.
#[component]
pub(super) fn Request(plan: Signal<Plan>) -> impl IntoView {
    let status = use_live().status();
    let steps = Memo::new(move |_| plan.with(|plan| plan.steps.clone()));
    let lines = Memo::new(move |_| {
        let leader = status.with(|status| status.leader.clone()).unwrap_or_else(|| "MASTER:5050".to_owned());
        steps.with(|steps| steps.iter().map(|step| line(step, &leader)).collect::<Vec<_>>())
    });
    let all = Signal::derive(move || lines.with(|lines| lines.join("\n")));
    let json = move || {
        let shown =
            steps.with(|steps| steps.iter().take(SHOWN).map(|step| pretty(&step.call)).collect::<Vec<_>>());
        let more = steps.with(Vec::len).saturating_sub(SHOWN);
        let more = (more > 0)
            .then(|| view! { <p>{format!("and {} like these", plural(more as i64, "call", "calls"))}</p> });
        let shown =
            shown.into_iter().map(|call| view! { <pre class="change-json" tabindex="0">{call}</pre> });
        view! {
            {shown.collect_view()}
            {more}
        }
    };
    view! {
        <Show when=move || steps.with(|steps| !steps.is_empty())>
            <details class="change-request">
                <summary>
                    <code>{move || lines.with(|lines| lines.first().cloned())}</code>
                </summary>
                {json}
            </details>
            <CopyButton text=all what="as curl" />
        </Show>
    }
}

fn line(step: &Step, leader: &str) -> String {
    let address = match (&step.agent_id, &step.address) {
        (None, _) => format!("{leader}/api/v1"),
        (Some(_), Some(address)) => format!("{address}/api/v1"),
        (Some(_), None) => "AGENT:5051/api/v1".to_owned(),
    };
    curl(&address, &step.call.to_string(), "")
}

fn pretty(call: &Value) -> String {
    serde_json::to_string_pretty(call).unwrap_or_default()
}
