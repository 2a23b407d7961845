//! What is nested in `mesos.v1.TaskStatus`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.TaskStatus.Reason`.
    Reason {
        CommandExecutorFailed = 0, "REASON_COMMAND_EXECUTOR_FAILED";
        ContainerLaunchFailed = 21, "REASON_CONTAINER_LAUNCH_FAILED";
        ContainerLimitation = 19, "REASON_CONTAINER_LIMITATION";
        ContainerLimitationDisk = 20, "REASON_CONTAINER_LIMITATION_DISK";
        ContainerLimitationMemory = 8, "REASON_CONTAINER_LIMITATION_MEMORY";
        ContainerPreempted = 17, "REASON_CONTAINER_PREEMPTED";
        ContainerUpdateFailed = 22, "REASON_CONTAINER_UPDATE_FAILED";
        MaxCompletionTimeReached = 33, "REASON_MAX_COMPLETION_TIME_REACHED";
        ExecutorRegistrationTimeout = 23, "REASON_EXECUTOR_REGISTRATION_TIMEOUT";
        ExecutorReregistrationTimeout = 24, "REASON_EXECUTOR_REREGISTRATION_TIMEOUT";
        ExecutorTerminated = 1, "REASON_EXECUTOR_TERMINATED";
        ExecutorUnregistered = 2, "REASON_EXECUTOR_UNREGISTERED";
        FrameworkRemoved = 3, "REASON_FRAMEWORK_REMOVED";
        GcError = 4, "REASON_GC_ERROR";
        InvalidFrameworkid = 5, "REASON_INVALID_FRAMEWORKID";
        InvalidOffers = 6, "REASON_INVALID_OFFERS";
        IoSwitchboardExited = 27, "REASON_IO_SWITCHBOARD_EXITED";
        MasterDisconnected = 7, "REASON_MASTER_DISCONNECTED";
        Reconciliation = 9, "REASON_RECONCILIATION";
        ResourcesUnknown = 18, "REASON_RESOURCES_UNKNOWN";
        AgentDisconnected = 10, "REASON_AGENT_DISCONNECTED";
        AgentDraining = 34, "REASON_AGENT_DRAINING";
        AgentRemoved = 11, "REASON_AGENT_REMOVED";
        AgentRemovedByOperator = 31, "REASON_AGENT_REMOVED_BY_OPERATOR";
        AgentReregistered = 32, "REASON_AGENT_REREGISTERED";
        AgentRestarted = 12, "REASON_AGENT_RESTARTED";
        AgentUnknown = 13, "REASON_AGENT_UNKNOWN";
        TaskKilledDuringLaunch = 30, "REASON_TASK_KILLED_DURING_LAUNCH";
        TaskCheckStatusUpdated = 28, "REASON_TASK_CHECK_STATUS_UPDATED";
        TaskHealthCheckStatusUpdated = 29, "REASON_TASK_HEALTH_CHECK_STATUS_UPDATED";
        TaskGroupInvalid = 25, "REASON_TASK_GROUP_INVALID";
        TaskGroupUnauthorized = 26, "REASON_TASK_GROUP_UNAUTHORIZED";
        TaskInvalid = 14, "REASON_TASK_INVALID";
        TaskUnauthorized = 15, "REASON_TASK_UNAUTHORIZED";
        TaskUnknown = 16, "REASON_TASK_UNKNOWN";
    }
}

wire_enum! {
    /// `mesos.v1.TaskStatus.Source`.
    Source {
        Master = 0, "SOURCE_MASTER";
        Agent = 1, "SOURCE_AGENT";
        Executor = 2, "SOURCE_EXECUTOR";
    }
}
