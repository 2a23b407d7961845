//! Containers launched, waited for, killed and removed.

use std::sync::Arc;

use axum::http::StatusCode;
use operator_api::v1;
use operator_api::v1::agent::response::{Type, WaitContainer, WaitNestedContainer};
use operator_api::v1::agent::{Call, Response};

use super::processes::{Path, Process, path};
use crate::cluster::Cluster;
use crate::http::reply::Reply;
use crate::print::document::Encoding;
use crate::world::agent::Agent;
use crate::world::ids::uuid_text;

/// The largest signal there is.
const SIGNALS: i32 = 64;

/// Checks an id as the call's validation does. `member` is where it is; nested calls need a parent.
pub(super) fn valid(member: &str, id: &v1::ContainerId, nested: bool) -> Result<Path, Reply> {
    let refuse =
        |reason: String| Err(Reply::bad_request(format!("Failed to validate agent::Call: {reason}")));
    let mut level = Some(id);
    while let Some(id) = level {
        if id.value.is_empty() {
            return refuse(format!("'{member}.container_id' is invalid: ID must not be empty"));
        }
        if id.value.contains(['/', '.']) || id.value.chars().any(char::is_whitespace) {
            return refuse(format!(
                "'{member}.container_id' is invalid: '{}' contains invalid characters",
                id.value
            ));
        }
        level = id.parent.as_deref();
    }
    if nested && id.parent.is_none() {
        return refuse(format!("Expecting '{member}.container_id.parent' to be present"));
    }
    Ok(path(id))
}

/// Whether a container is on an agent: a task's, an executor's or a launched one that runs.
pub(super) fn exists(cluster: &Cluster, agent: &Agent, path: &Path) -> bool {
    if cluster.processes.get(agent.key, path).is_some_and(|process| process.is_running()) {
        return true;
    }
    cluster.look(|world| {
        let Some(agent) = world.agent(agent.key) else { return false };
        let tasks = world.tasks_on(agent).filter(|task| !task.state.is_terminal());
        let mut of_tasks = tasks.map(|task| match &task.executor {
            Some(runner) if runner.default => vec![uuid_text(runner.container), uuid_text(task.container)],
            Some(runner) => vec![uuid_text(runner.container)],
            None => vec![uuid_text(task.container)],
        });
        let mut of_executors = world.executors_on(agent);
        of_tasks.any(|known| known == *path)
            || of_executors.any(|executor| *path == [uuid_text(executor.container)])
    })
}

/// The parent of a nested container must be there.
pub(super) fn orphan(cluster: &Cluster, agent: &Agent, path: &Path) -> Option<Reply> {
    let (_, parent) = path.split_last()?;
    let parent = parent.to_vec();
    (!parent.is_empty() && !exists(cluster, agent, &parent))
        .then(|| Reply::bad_request(format!("Parent container {} does not exist", parent.join("."))))
}

/// What a command says to run. Without one the image would say, and there is none here.
pub(super) fn script(command: Option<&v1::CommandInfo>) -> String {
    let script = command.and_then(|command| match command.arguments.as_slice() {
        // A shell that is told what to do.
        [_, flag, line, ..] if command.shell == Some(false) && flag == "-c" => Some(line.clone()),
        _ => command.value.clone(),
    });
    script.unwrap_or_else(|| "sleep 1000000".to_owned())
}

fn launch(
    cluster: &Cluster,
    agent: &Agent,
    member: &str,
    id: &v1::ContainerId,
    command: Option<&v1::CommandInfo>,
    nested: bool,
) -> Reply {
    let path = match valid(member, id, nested) {
        Ok(path) => path,
        Err(refusal) => return refusal,
    };
    if let Some(refusal) = orphan(cluster, agent, &path) {
        return refusal;
    }
    let launched =
        cluster.processes.insert(agent.key, path, || Process::start(script(command), false, false).0);
    if launched { Reply::done() } else { Reply::accepted() }
}

/// `LAUNCH_CONTAINER`
pub(super) fn container(cluster: &Cluster, agent: &Agent, call: &Call) -> Reply {
    let Some(wanted) = &call.launch_container else { return Reply::done() };
    launch(cluster, agent, "launch_container", &wanted.container_id, wanted.command.as_deref(), false)
}

/// `LAUNCH_NESTED_CONTAINER`
pub(super) fn nested_container(cluster: &Cluster, agent: &Agent, call: &Call) -> Reply {
    let Some(wanted) = &call.launch_nested_container else { return Reply::done() };
    launch(cluster, agent, "launch_nested_container", &wanted.container_id, wanted.command.as_deref(), true)
}

/// `WAIT_CONTAINER`: answered when the container has ended, which can take for ever.
pub(super) async fn wait(cluster: Arc<Cluster>, agent: Arc<Agent>, call: &Call, encoding: Encoding) -> Reply {
    let Some(wanted) = &call.wait_container else { return Reply::done() };
    match ended(&cluster, &agent, "wait_container", &wanted.container_id, false).await {
        Ok(status) => {
            let wait = WaitContainer { exit_status: status, ..WaitContainer::default() };
            let kind = Some(Type::WaitContainer as i32);
            let response = Response { r#type: kind, wait_container: Some(wait), ..Response::default() };
            Reply::content(encoding, encoding.encode(&response))
        }
        Err(refusal) => refusal,
    }
}

/// `WAIT_NESTED_CONTAINER`
pub(super) async fn wait_nested(
    cluster: Arc<Cluster>,
    agent: Arc<Agent>,
    call: &Call,
    encoding: Encoding,
) -> Reply {
    let Some(wanted) = &call.wait_nested_container else { return Reply::done() };
    match ended(&cluster, &agent, "wait_nested_container", &wanted.container_id, true).await {
        Ok(status) => {
            let wait = WaitNestedContainer { exit_status: status, ..WaitNestedContainer::default() };
            let kind = Some(Type::WaitNestedContainer as i32);
            let response =
                Response { r#type: kind, wait_nested_container: Some(wait), ..Response::default() };
            Reply::content(encoding, encoding.encode(&response))
        }
        Err(refusal) => refusal,
    }
}

/// Waits for a container's end. Tasks' own containers have a status that nobody kept.
async fn ended(
    cluster: &Cluster,
    agent: &Agent,
    member: &str,
    id: &v1::ContainerId,
    nested: bool,
) -> Result<Option<i32>, Reply> {
    let path = valid(member, id, nested)?;
    if let Some(process) = cluster.processes.get(agent.key, &path) {
        return Ok(Some(process.wait().await));
    }
    if !exists(cluster, agent, &path) {
        return Err(not_found(&path));
    }
    while exists(cluster, agent, &path) {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    Ok(None)
}

/// 404 in Mesos' words.
pub(super) fn not_found(path: &Path) -> Reply {
    Reply::error(StatusCode::NOT_FOUND, format!("Container {} cannot be found", path.join(".")))
}

/// `KILL_CONTAINER`
pub(super) fn kill(cluster: &Cluster, agent: &Agent, call: &Call) -> Reply {
    let Some(wanted) = &call.kill_container else { return Reply::done() };
    signal(cluster, agent, valid("kill_container", &wanted.container_id, false), wanted.signal)
}

/// `KILL_NESTED_CONTAINER`
pub(super) fn kill_nested(cluster: &Cluster, agent: &Agent, call: &Call) -> Reply {
    let Some(wanted) = &call.kill_nested_container else { return Reply::done() };
    signal(cluster, agent, valid("kill_nested_container", &wanted.container_id, true), wanted.signal)
}

fn signal(cluster: &Cluster, agent: &Agent, path: Result<Path, Reply>, signal: Option<i32>) -> Reply {
    let path = match path {
        Ok(path) => path,
        Err(refusal) => return refusal,
    };
    let signal = signal.unwrap_or(9);
    let bad = !(1..=SIGNALS).contains(&signal);
    let process = cluster.processes.get(agent.key, &path).filter(|process| process.is_running());
    if process.is_none() && !exists(cluster, agent, &path) {
        let words = format!("Container '{}' cannot be found (or is already killed)", path.join("."));
        return Reply::error(StatusCode::NOT_FOUND, words);
    }
    if bad {
        let words = "Unable to send signal to container: Invalid argument";
        return Reply::error(StatusCode::INTERNAL_SERVER_ERROR, words);
    }
    match process {
        Some(process) => process.signal(signal),
        // A task loses its container: it fails, and its framework does about that what it does.
        None => cluster.act(|world| {
            world.destroy_container(agent.key, |container| path.last() == Some(&uuid_text(container)));
        }),
    }
    Reply::done()
}

/// `REMOVE_CONTAINER`: for one that is not nested a real agent ends, so there is no answer.
pub(super) fn remove(cluster: &Cluster, agent: &Agent, call: &Call) -> Reply {
    let Some(wanted) = &call.remove_container else { return Reply::done() };
    if wanted.container_id.parent.is_none() {
        return Reply::hang_up();
    }
    removed(cluster, agent, valid("remove_container", &wanted.container_id, true))
}

/// `REMOVE_NESTED_CONTAINER`
pub(super) fn remove_nested(cluster: &Cluster, agent: &Agent, call: &Call) -> Reply {
    let Some(wanted) = &call.remove_nested_container else { return Reply::done() };
    removed(cluster, agent, valid("remove_nested_container", &wanted.container_id, true))
}

fn removed(cluster: &Cluster, agent: &Agent, path: Result<Path, Reply>) -> Reply {
    match path {
        Err(refusal) => refusal,
        Ok(path) if exists(cluster, agent, &path) => {
            Reply::error(StatusCode::INTERNAL_SERVER_ERROR, "Nested container has not terminated yet")
        }
        Ok(path) => {
            cluster.processes.remove(agent.key, &path);
            Reply::done()
        }
    }
}
