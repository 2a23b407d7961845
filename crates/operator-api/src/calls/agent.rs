//! The calls of an agent.

use super::Kind::{Change, Read, Stream};
use super::{Call, Kind, Target};

const fn call(kind: Kind, name: &'static str, about: &'static str) -> Call {
    Call::new(Target::Agent, kind, name, about)
}

pub(super) const CALLS: [Call; 32] = [
    call(Read, "GET_HEALTH", "Whether the agent is healthy."),
    call(Read, "GET_FLAGS", "The flags the agent was started with."),
    call(Read, "GET_VERSION", "The agent's version and build."),
    call(Read, "GET_METRICS", "The agent's metrics, one by one.").needs("get_metrics"),
    call(Read, "GET_LOGGING_LEVEL", "How much the agent logs."),
    call(Change, "SET_LOGGING_LEVEL", "Makes the agent log more for a while; ends by itself.")
        .needs("set_logging_level")
        .undone_by("SET_LOGGING_LEVEL"),
    call(Read, "LIST_FILES", "The files in a folder of a sandbox, or the agent's log.").needs("list_files"),
    call(Read, "READ_FILE", "A part of a file of a sandbox, at most 64 KiB.").needs("read_file"),
    call(Read, "GET_STATE", "Tasks, executors and frameworks of the agent at one moment."),
    call(Read, "GET_CONTAINERS", "The containers, with their status and what they use.")
        .takes("get_containers"),
    call(Read, "GET_FRAMEWORKS", "The frameworks that have executors on the agent."),
    call(Read, "GET_EXECUTORS", "The agent's executors, running and completed."),
    call(Read, "GET_OPERATIONS", "Operations on the agent's resources that are not done yet.").since(1, 5),
    call(Read, "GET_TASKS", "The agent's tasks, from pending to completed."),
    call(Read, "GET_AGENT", "The agent itself, with its resources and whether it drains.").since(1, 3),
    call(Read, "GET_RESOURCE_PROVIDERS", "The agent's resource providers.").since(1, 5),
    call(Change, "LAUNCH_NESTED_CONTAINER", "Starts a container within another.")
        .since(1, 1)
        .needs("launch_nested_container")
        .undone_by("KILL_NESTED_CONTAINER")
        .replaced_by("LAUNCH_CONTAINER"),
    call(Read, "WAIT_NESTED_CONTAINER", "Answers when a nested container ends.")
        .since(1, 1)
        .needs("wait_nested_container")
        .replaced_by("WAIT_CONTAINER"),
    call(Change, "KILL_NESTED_CONTAINER", "Sends a nested container a signal, by default SIGKILL.")
        .since(1, 1)
        .needs("kill_nested_container")
        .replaced_by("KILL_CONTAINER"),
    call(Change, "REMOVE_NESTED_CONTAINER", "Deletes the files of a nested container that has ended.")
        .since(1, 3)
        .needs("remove_nested_container")
        .replaced_by("REMOVE_CONTAINER"),
    call(
        Stream,
        "LAUNCH_NESTED_CONTAINER_SESSION",
        "Runs a command beside a task; it lives as long as the connection.",
    )
    .since(1, 2)
    .needs("launch_nested_container_session"),
    call(Stream, "ATTACH_CONTAINER_INPUT", "Writes to a container's standard input.")
        .since(1, 2)
        .needs("attach_container_input"),
    call(Stream, "ATTACH_CONTAINER_OUTPUT", "Reads a container's output as it comes.")
        .since(1, 2)
        .needs("attach_container_output"),
    call(Change, "LAUNCH_CONTAINER", "Starts a container, standalone or within another.")
        .since(1, 5)
        .needs("launch_container")
        .undone_by("KILL_CONTAINER"),
    call(Read, "WAIT_CONTAINER", "Answers when a container ends.").since(1, 5).needs("wait_container"),
    call(Change, "KILL_CONTAINER", "Sends a container a signal, by default SIGKILL.")
        .since(1, 5)
        .needs("kill_container"),
    call(Change, "REMOVE_CONTAINER", "Deletes the files of a nested container that has ended.")
        .since(1, 5)
        .needs("remove_container"),
    call(Change, "ADD_RESOURCE_PROVIDER_CONFIG", "Starts a local resource provider.")
        .since(1, 5)
        .needs("add_resource_provider_config")
        .undone_by("REMOVE_RESOURCE_PROVIDER_CONFIG"),
    call(
        Change,
        "UPDATE_RESOURCE_PROVIDER_CONFIG",
        "Restarts a local resource provider with another configuration.",
    )
    .since(1, 5)
    .needs("update_resource_provider_config")
    .undone_by("UPDATE_RESOURCE_PROVIDER_CONFIG"),
    call(Change, "REMOVE_RESOURCE_PROVIDER_CONFIG", "Stops a local resource provider.")
        .since(1, 5)
        .needs("remove_resource_provider_config")
        .undone_by("ADD_RESOURCE_PROVIDER_CONFIG"),
    call(
        Change,
        "MARK_RESOURCE_PROVIDER_GONE",
        "Declares a resource provider and its volumes lost for ever.",
    )
    .since(1, 6)
    .needs("mark_resource_provider_gone"),
    call(Change, "PRUNE_IMAGES", "Deletes container images that no container uses.")
        .since(1, 5)
        .takes("prune_images"),
];
