//! What is on, and how it is ended.

use leptos::prelude::*;
use serde_json::Value;

use crate::call::json::Read;
use crate::components::panel::{Condition, Panel};
use crate::ui::notice::{Notice, NoticeKind};

/// The list of what is on.
#[component]
pub(super) fn OnNow(
    /// Each with its words and the request that ends it.
    on: Memo<Vec<Value>>,
    /// The condition of the list.
    condition: Signal<Condition>,
    /// Takes the request.
    order: Callback<Value>,
    /// Why none is taken.
    refused: Memo<Option<String>>,
    /// Why the last request was not done.
    trouble: RwSignal<Option<String>>,
) -> impl IntoView {
    let condition = Signal::derive(move || match condition.get() {
        Condition::Ready if on.with(Vec::is_empty) => Condition::Empty("Nothing is broken on command".into()),
        other => other,
    });
    let lines = move || {
        on.get()
            .into_iter()
            .map(|on| {
                let (says, end, stop) =
                    (on.text("says").to_owned(), on.text("end").to_owned(), on.at("stop").clone());
                let label = format!("{end}: {says}");
                view! {
                    <li>
                        <span>{says}</span>
                        <button
                            type="button"
                            class="button"
                            aria-label=label
                            aria-disabled=move || refused.with(Option::is_some).then_some("true")
                            title=refused
                            on:click=move |_| order.run(stop.clone())
                        >
                            {end}
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        {move || trouble.get().map(|title| view! { <Notice kind=NoticeKind::Broken title /> })}
        <Panel title="On now" what="what is on" condition>
            <ul class="sheet faults-on" aria-label="On now">
                {lines}
            </ul>
        </Panel>
    }
    .into_any()
}
