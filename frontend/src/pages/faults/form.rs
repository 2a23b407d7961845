//! One fault: what it does, what it needs to know, and the button that does it.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::ask::Ask;
use crate::call::json::Read;
use crate::ui::unique::unique_id;

/// A fault.
#[component]
pub(super) fn FaultForm(
    /// As the server describes it.
    fault: Arc<Value>,
    /// Takes the request.
    order: Callback<Value>,
    /// Why none is taken.
    refused: Memo<Option<String>>,
) -> impl IntoView {
    let asks: Vec<(Ask, RwSignal<String>)> = fault
        .list("asks")
        .iter()
        .map(Ask::read)
        .map(|(ask, initial)| (ask, RwSignal::new(initial)))
        .collect();
    let fields: Vec<AnyView> = asks.iter().map(|(ask, typed)| ask.clone().field(*typed)).collect();
    let problem = RwSignal::new(None::<String>);
    let (name, does) = (fault.text("name").to_owned(), fault.text("does").to_owned());
    let about = unique_id("fault");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match request(&fault, &asks) {
            Ok(request) => {
                problem.set(None);
                order.run(request);
            }
            Err(words) => problem.set(Some(words)),
        }
    };
    view! {
        <form class="fault" aria-label=name aria-describedby=about novalidate on:submit=submit>
            <p id=about.clone()>{does}</p>
            <div class="fault-asks">{fields}</div>
            <button
                type="submit"
                class="button"
                aria-disabled=move || refused.with(Option::is_some).then_some("true")
                title=refused
            >
                {name.clone()}
            </button>
            <p class="fault-problem" aria-live="polite">
                {move || problem.get()}
            </p>
        </form>
    }
    .into_any()
}

/// What is sent: the fault's name, what always goes with it, and what was filled in.
fn request(fault: &Value, asks: &[(Ask, RwSignal<String>)]) -> Result<Value, String> {
    let mut request: Map<String, Value> = fault.at("with").as_object().cloned().unwrap_or_default();
    request.insert("fault".to_owned(), fault.at("fault").clone());
    for (ask, typed) in asks {
        request.insert(ask.key.clone(), typed.with_untracked(|typed| ask.value(typed))?);
    }
    Ok(request.into())
}
