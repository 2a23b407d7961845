//! How the container ends: asked for, and told when it does.

use cluster_model::terminal::Exit;
use gloo_net::http::Request;
use leptos::prelude::*;
use serde_json::Value;
use web_sys::AbortController;

use crate::call::{answer::Answer, json::Read};
use crate::paths::Door;
use crate::session::noticed;
use crate::ui::button::Button;

/// A button that waits, and what came of it.
#[component]
pub(super) fn Ending(
    /// The agent.
    agent_id: String,
    /// The container, with dots between its ids.
    container: String,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let waiting = StoredValue::new_local(None::<AbortController>);
    let door = Door::ContainerEnd { agent_id, container }.href();
    let is_waiting = RwSignal::new(false);
    let wait = move |()| {
        let door = door.clone();
        waiting.set_value(AbortController::new().ok());
        let signal = waiting.with_value(|abort| abort.as_ref().map(AbortController::signal));
        is_waiting.set(true);
        said.set("Waiting until it ends. Leaving the page ends the waiting, not the container.".to_owned());
        leptos::task::spawn_local(async move {
            let request = Request::get(&door).header("Accept", "application/json");
            let answer = match request.abort_signal(signal.as_ref()).send().await {
                Ok(response) => {
                    noticed(response.status());
                    match response.text().await {
                        Ok(body) => Answer::read(response.status(), &body),
                        Err(_) => Answer::unreachable(),
                    }
                }
                Err(_) => Answer::unreachable(),
            };
            // The page may have been left.
            said.try_set(words(&answer));
            is_waiting.try_set(false);
        });
    };
    on_cleanup(move || {
        waiting.with_value(|abort| {
            if let Some(abort) = abort {
                abort.abort();
            }
        });
    });
    let refused = Signal::derive(move || is_waiting.get().then(|| "It is being waited for.".to_owned()));
    view! {
        <section class="sheet terminal-opening" aria-label="The container's end">
            <p>"The container goes on by itself. How it ended is told when it has."</p>
            <div>
                <Button on_press=wait refused=refused>"Wait for its end"</Button>
            </div>
            <p role="status">{said}</p>
        </section>
    }
    .into_any()
}

/// What the agent said of the end.
fn words(answer: &Answer) -> String {
    match answer {
        Answer::Found(value) => {
            let told = ["wait_container", "wait_nested_container"].map(|member| value.at(member));
            let told = told.into_iter().find(|told| !told.is_null()).unwrap_or(&Value::Null);
            let exit = told.whole("exit_status").and_then(|status| i32::try_from(status).ok()).map(Exit::of);
            let how = exit.map_or_else(|| "without an exit status".to_owned(), |exit| exit.to_string());
            let more = ["reason", "message"].map(|member| told.text(member)).join(" ");
            format!("It has ended: {how}. {}", more.trim()).trim_end().to_owned()
        }
        Answer::Missing(words) | Answer::Forbidden(words) => words.clone(),
        Answer::Broken { what, .. } => what.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_end_is_an_exit_code_or_a_signal() {
        let ended =
            |member: &str, status: i32| words(&Answer::Found(json!({ member: { "exit_status": status } })));
        assert_eq!(ended("wait_container", 1792), "It has ended: exit code 7.");
        assert_eq!(ended("wait_nested_container", 9), "It has ended: ended by signal 9.");
        assert_eq!(words(&Answer::Found(json!({}))), "It has ended: without an exit status.");
        assert_eq!(words(&Answer::Missing("No such container.".into())), "No such container.");
    }
}
