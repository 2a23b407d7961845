//! `LAUNCH_CONTAINER`, `KILL_CONTAINER` and `REMOVE_CONTAINER`, and their nested forms.

use serde_json::Value;

use super::name::id_fault;
use super::{Field, Problem};
use crate::member::items;

/// A container's ids, the outermost first.
pub type Path = Vec<String>;

/// The path of a `ContainerID`; `None` if one of its ids has no value.
pub fn path(id: &Value) -> Option<Path> {
    let mut path = match id.get("parent") {
        Some(parent) => path(parent)?,
        None => Path::new(),
    };
    path.push(id["value"].as_str()?.to_owned());
    Some(path)
}

/// The paths of all containers that a whole answer to `GET_CONTAINERS` lists: those that run.
pub fn running_from_json(answer: &Value) -> Vec<Path> {
    let container = |container: &Value| {
        // Of a nested container only the status names those it is in.
        let status = &container["container_status"]["container_id"];
        path(if status.is_object() { status } else { &container["container_id"] })
    };
    items(&answer["get_containers"]["containers"]).iter().filter_map(container).collect()
}

/// A container of an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    /// Which.
    pub id: Path,
    /// Whether it runs.
    pub running: bool,
}

/// All that is wrong with starting a container; `known` are all the agent has, those that have ended too.
pub fn check_launch(known: &[Container], id: &Path) -> Vec<Problem> {
    [some_id(id), valid_ids(id), parent(known, id), new(known, id)].into_iter().flatten().collect()
}

/// All that is wrong with sending a container a signal; without one it is killed (9).
pub fn check_kill(known: &[Container], id: &Path, signal_number: Option<i32>) -> Vec<Problem> {
    [running(known, id), signal(signal_number)].into_iter().flatten().collect()
}

/// All that is wrong with deleting what a container has left.
pub fn check_remove(known: &[Container], id: &Path) -> Vec<Problem> {
    [nested(id), ended(known, id)].into_iter().flatten().collect()
}

fn find<'a>(known: &'a [Container], id: &[String]) -> Option<&'a Container> {
    known.iter().find(|container| container.id == id)
}

fn field() -> Field {
    Field::new("container")
}

fn some_id(id: &Path) -> Option<Problem> {
    id.is_empty().then(|| Problem::refused(field(), "a container needs an id"))
}

/// Each id can be a folder's name, and has neither a dot, which is between ids, nor a space.
///
/// `src/slave/validation.cpp` (`container::validateContainerId`); `agent/LAUNCH_NESTED_CONTAINER-bad-id`.
pub fn valid_ids(id: &Path) -> Option<Problem> {
    let fault = |id: &String| {
        let other = || {
            id.chars()
                .find(|c| matches!(c, '.' | ' '))
                .map(|c| format!("an id cannot have the character {c:?}"))
        };
        id_fault(id).or_else(other)
    };
    id.iter().find_map(fault).map(|words| Problem::refused(field(), words))
}

/// The container it is nested in is there (`agent/LAUNCH_NESTED_CONTAINER-unknown-parent`).
pub fn parent(known: &[Container], id: &Path) -> Option<Problem> {
    let (_, outer) = id.split_last()?;
    let there = outer.is_empty() || find(known, outer).is_some_and(|container| container.running);
    (!there).then(|| {
        Problem::refused(
            field(),
            format!("the container {} is not there to start another in", outer.join(".")),
        )
    })
}

/// The id is new: else it is answered 202, and nothing starts (`agent/LAUNCH_CONTAINER-standalone-same-id`).
pub fn new(known: &[Container], id: &Path) -> Option<Problem> {
    find(known, id).map(|_| {
        Problem::harmful(
            field(),
            "there is a container of this id, and nothing would be started; choose another id",
        )
    })
}

/// The container runs (404; `agent/KILL_CONTAINER-unknown`, `agent/KILL_NESTED_CONTAINER-ended`).
pub fn running(known: &[Container], id: &Path) -> Option<Problem> {
    let runs = find(known, id).is_some_and(|container| container.running);
    (!runs).then(|| Problem::refused(field(), "the container has ended, or never was"))
}

/// The signal is one of Linux (500; `agent/KILL_CONTAINER-bad-signal`).
pub fn signal(signal: Option<i32>) -> Option<Problem> {
    let known = signal.is_none_or(|signal| (1..=64).contains(&signal));
    (!known).then(|| {
        Problem::refused(
            Field::new("signal"),
            "a signal is a number from 1 to 64, such as 15 to end politely",
        )
    })
}

/// The container is nested in another: of one that is not, the agent's process ends (`agent/REMOVE_CONTAINER-standalone`).
pub fn nested(id: &Path) -> Option<Problem> {
    (id.len() < 2).then(|| {
        let words =
            "only a container within another can be removed; removing this one would end the agent's process";
        Problem::harmful(field(), words)
    })
}

/// The container has ended (500; `agent/REMOVE_NESTED_CONTAINER-running`). One that is not there is removed already (`-again`).
pub fn ended(known: &[Container], id: &Path) -> Option<Problem> {
    let runs = find(known, id).is_some_and(|container| container.running);
    runs.then(|| Problem::refused(field(), "the container still runs; kill it first"))
}
