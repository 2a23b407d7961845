//! What remains of a container that was launched for a terminal: how it ended is asked, and it is removed. One that lives on, because its agent's
//! process died or its connection broke, is killed as soon as the agent answers.

use std::sync::Arc;
use std::time::Duration;

use cluster_model::terminal::Exit;
use operator_api::v1::ContainerId;
use operator_api::v1::agent::call::{
    KillNestedContainer, RemoveNestedContainer, Type, WaitContainer, WaitNestedContainer,
};
use operator_api::v1::agent::{Call, Response};
use prost::Message;

use super::metrics;
use crate::app::AppState;
use crate::node::Node;
use crate::seat::Seat;
use crate::upstream::{Answer, Encoding};

/// How long a container may take to end by itself: one whose connection was closed has some 100 ms.
const END_PATIENCE: Duration = Duration::from_secs(2);

/// How long an agent may take for one call.
const CALL_PATIENCE: Duration = Duration::from_secs(5);

/// How long, and how often, it is tried again: an agent that restarts is back long before.
const FOR: Duration = Duration::from_secs(600);
const PAUSE_MIN: Duration = Duration::from_secs(1);
const PAUSE_MAX: Duration = Duration::from_secs(30);

/// SIGKILL.
const KILL: i32 = 9;

/// Asks how it ended and removes it; if that cannot be done now it goes on by itself, later.
pub(super) async fn sweep(app: &AppState, node: &Node, container: &ContainerId) -> Option<Exit> {
    let (seat, agent) = (node.seat(), node.name());
    match attempt(seat, agent, container).await {
        Ok(exit) => exit,
        Err(why) => {
            tracing::info!(agent, container = container.value, why, "a container is still to be removed");
            let again = again(app.clone(), seat.clone(), agent.to_owned(), container.clone());
            app.terminals.running.spawn(again);
            None
        }
    }
}

async fn again(app: AppState, seat: Arc<Seat>, agent: String, container: ContainerId) {
    let until = tokio::time::Instant::now() + FOR;
    let mut pause = PAUSE_MIN;
    loop {
        let why = tokio::select! {
            () = app.terminals.stopping.cancelled() => "the console stops".to_owned(),
            () = tokio::time::sleep(pause) => match attempt(&seat, &agent, &container).await {
                Ok(_) => {
                    tracing::info!(agent, container = container.value, "the container is removed");
                    return;
                }
                Err(why) => why,
            },
        };
        if tokio::time::Instant::now() > until || app.terminals.stopping.is_cancelled() {
            ::metrics::counter!(metrics::LEFT_BEHIND).increment(1);
            tracing::warn!(agent, container = container.value, why, "a container is left on the agent");
            return;
        }
        pause = (pause * 2).min(PAUSE_MAX);
    }
}

async fn attempt(seat: &Arc<Seat>, agent: &str, container: &ContainerId) -> Result<Option<Exit>, String> {
    // The agent may have come back elsewhere.
    let node = Node::agent(seat, agent).await.map_err(|error| error.words().to_owned())?;
    let wait = Call {
        r#type: Some(Type::WaitNestedContainer as i32),
        wait_nested_container: Some(WaitNestedContainer { container_id: container.clone() }),
        ..Call::default()
    };
    let answer = match ask(&node, &wait, END_PATIENCE).await {
        Ok(answer) => answer,
        Err(_) => {
            let kill = KillNestedContainer { container_id: container.clone(), signal: Some(KILL) };
            let kill = Call {
                r#type: Some(Type::KillNestedContainer as i32),
                kill_nested_container: Some(kill),
                ..Call::default()
            };
            ask(&node, &kill, CALL_PATIENCE).await?;
            ask(&node, &wait, CALL_PATIENCE).await?
        }
    };
    let exit = match answer.status.as_u16() {
        200 => exit_in(&answer),
        // It has never been, or is gone already.
        404 => return Ok(None),
        status => return Err(format!("it was answered {status}: {}", super::end::words_of(&answer))),
    };
    let remove = Call {
        r#type: Some(Type::RemoveNestedContainer as i32),
        remove_nested_container: Some(RemoveNestedContainer { container_id: container.clone() }),
        ..Call::default()
    };
    match ask(&node, &remove, CALL_PATIENCE).await? {
        answer if matches!(answer.status.as_u16(), 200 | 404) => Ok(exit),
        answer => Err(super::end::words_of(&answer)),
    }
}

/// How a container ended that was only attached to: known for as long as the agent remembers it.
pub(super) async fn exit_of(node: &Node, container: &ContainerId) -> Option<Exit> {
    let id = container.clone();
    let call = match container.parent {
        Some(_) => Call {
            r#type: Some(Type::WaitNestedContainer as i32),
            wait_nested_container: Some(WaitNestedContainer { container_id: id }),
            ..Call::default()
        },
        None => Call {
            r#type: Some(Type::WaitContainer as i32),
            wait_container: Some(WaitContainer { container_id: id }),
            ..Call::default()
        },
    };
    let answer = ask(node, &call, END_PATIENCE).await.ok()?;
    (answer.status == 200).then(|| exit_in(&answer)).flatten()
}

/// Sends a signal to what was launched.
///
/// # Errors
/// The agent's status, if it answered, and why the signal was not sent.
pub(super) async fn signal(
    node: &Node,
    container: ContainerId,
    signal: u8,
) -> Result<(), (Option<u16>, String)> {
    let kill = KillNestedContainer { container_id: container, signal: Some(signal.into()) };
    let kill = Call {
        r#type: Some(Type::KillNestedContainer as i32),
        kill_nested_container: Some(kill),
        ..Call::default()
    };
    match ask(node, &kill, CALL_PATIENCE).await {
        Ok(answer) if answer.status == 200 => Ok(()),
        Ok(answer) => Err((Some(answer.status.as_u16()), super::end::words_of(&answer))),
        Err(words) => Err((None, words)),
    }
}

async fn ask(node: &Node, call: &Call, patience: Duration) -> Result<Answer, String> {
    let call = call.encode_to_vec().into();
    match tokio::time::timeout(patience, node.ask(call, Encoding::Protobuf)).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err(format!("the agent did not answer within {} s", patience.as_secs())),
    }
}

fn exit_in(answer: &Answer) -> Option<Exit> {
    let response = Response::decode(answer.body.clone()).ok()?;
    let nested = response.wait_nested_container.and_then(|wait| wait.exit_status);
    nested.or(response.wait_container.and_then(|wait| wait.exit_status)).map(Exit::of)
}
