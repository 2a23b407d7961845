//! The calls of a master.

use super::Kind::{Change, Read, Stream};
use super::{Call, Kind, Target};

const fn call(kind: Kind, name: &'static str, about: &'static str) -> Call {
    Call::new(Target::Master, kind, name, about)
}

pub(super) const CALLS: [Call; 39] = [
    call(Read, "GET_HEALTH", "Whether the master is healthy."),
    call(Read, "GET_FLAGS", "The flags the master was started with."),
    call(Read, "GET_VERSION", "The master's version and build."),
    call(Read, "GET_METRICS", "The master's metrics, one by one.").needs("get_metrics"),
    call(Read, "GET_LOGGING_LEVEL", "How much the master logs."),
    call(Change, "SET_LOGGING_LEVEL", "Makes the master log more for a while; ends by itself.")
        .needs("set_logging_level")
        .undone_by("SET_LOGGING_LEVEL"),
    call(Read, "LIST_FILES", "The files in a folder that the master shows.").needs("list_files"),
    call(Read, "READ_FILE", "A part of a file that the master shows, at most 64 KiB.").needs("read_file"),
    call(Read, "GET_STATE", "Tasks, executors, frameworks and agents at one moment."),
    call(Read, "GET_AGENTS", "The agents, with their resources."),
    call(Read, "GET_FRAMEWORKS", "The frameworks, with what they hold and are offered."),
    call(Read, "GET_EXECUTORS", "The executors."),
    call(Read, "GET_OPERATIONS", "Operations on resources that are not done yet.").since(1, 5),
    call(Read, "GET_TASKS", "The tasks, running, unreachable and completed."),
    call(Read, "GET_ROLES", "The roles in use, with their weights and resources."),
    call(Read, "GET_WEIGHTS", "The weights that were set."),
    call(Change, "UPDATE_WEIGHTS", "Sets weights of roles; takes back outstanding offers.")
        .needs("update_weights")
        .undone_by("UPDATE_WEIGHTS"),
    call(Read, "GET_MASTER", "Who leads, and since when."),
    call(Stream, "SUBSCRIBE", "The state at one moment, then its changes as events."),
    call(Change, "RESERVE_RESOURCES", "Reserves resources of an agent for a role.")
        .needs("reserve_resources")
        .undone_by("UNRESERVE_RESOURCES"),
    call(Change, "UNRESERVE_RESOURCES", "Gives reserved resources of an agent back.")
        .needs("unreserve_resources")
        .undone_by("RESERVE_RESOURCES"),
    call(Change, "CREATE_VOLUMES", "Makes persistent volumes of an agent's reserved disk.")
        .needs("create_volumes")
        .undone_by("DESTROY_VOLUMES"),
    call(Change, "DESTROY_VOLUMES", "Destroys persistent volumes and all data in them.")
        .needs("destroy_volumes"),
    call(Change, "GROW_VOLUME", "Makes a persistent volume larger.")
        .since(1, 6)
        .needs("grow_volume")
        .undone_by("SHRINK_VOLUME"),
    call(Change, "SHRINK_VOLUME", "Makes a persistent volume smaller.")
        .since(1, 6)
        .needs("shrink_volume")
        .undone_by("GROW_VOLUME"),
    call(Read, "GET_MAINTENANCE_STATUS", "Which machines are draining or down for maintenance."),
    call(Read, "GET_MAINTENANCE_SCHEDULE", "The maintenance schedule."),
    call(Change, "UPDATE_MAINTENANCE_SCHEDULE", "Replaces the whole maintenance schedule.")
        .needs("update_maintenance_schedule")
        .undone_by("UPDATE_MAINTENANCE_SCHEDULE"),
    call(
        Change,
        "START_MAINTENANCE",
        "Takes scheduled machines down; their agents end and their tasks are lost.",
    )
    .needs("start_maintenance"),
    call(Change, "STOP_MAINTENANCE", "Lets machines that are down come back.")
        .needs("stop_maintenance")
        .undone_by("UPDATE_MAINTENANCE_SCHEDULE"),
    call(Change, "DRAIN_AGENT", "Ends an agent's tasks and keeps new ones away.")
        .since(1, 9)
        .needs("drain_agent")
        .undone_by("REACTIVATE_AGENT"),
    call(Change, "DEACTIVATE_AGENT", "Stops offering an agent's resources; its tasks go on.")
        .since(1, 9)
        .needs("deactivate_agent")
        .undone_by("REACTIVATE_AGENT"),
    call(Change, "REACTIVATE_AGENT", "Offers the resources of a deactivated or drained agent again.")
        .since(1, 9)
        .needs("reactivate_agent")
        .undone_by("DEACTIVATE_AGENT"),
    call(Read, "GET_QUOTA", "The quotas that were set."),
    call(Change, "UPDATE_QUOTA", "Replaces the quotas of roles; takes back outstanding offers.")
        .since(1, 9)
        .needs("update_quota")
        .undone_by("UPDATE_QUOTA"),
    call(Change, "SET_QUOTA", "Gives a role a quota.")
        .needs("set_quota")
        .undone_by("REMOVE_QUOTA")
        .replaced_by("UPDATE_QUOTA"),
    call(Change, "REMOVE_QUOTA", "Takes a role's quota away.")
        .needs("remove_quota")
        .undone_by("SET_QUOTA")
        .replaced_by("UPDATE_QUOTA"),
    call(Change, "TEARDOWN", "Ends a framework and kills all its tasks; its id cannot come back.")
        .since(1, 5)
        .needs("teardown"),
    call(Change, "MARK_AGENT_GONE", "Declares an agent, its tasks and its volumes lost for ever.")
        .since(1, 5)
        .needs("mark_agent_gone"),
];
