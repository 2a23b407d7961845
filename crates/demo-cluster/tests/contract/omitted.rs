//! What the suite does not ask, and why. Every line is a case somebody could miss.

/// What is left out, and the reason.
pub const OMITTED: &[(&str, &str)] = &[
    ("REMOVE_QUOTA of a role without quota", "a real master's process ends"),
    ("RESERVE_RESOURCES, UNRESERVE_RESOURCES, CREATE_VOLUMES of 0", "a real master's process ends"),
    ("REMOVE_CONTAINER without a parent", "a real agent's process ends"),
    ("READ_FILE of a FIFO", "a real agent answers no later READ_FILE"),
    (
        "resource providers that run",
        "the real agents here have no --resource_provider_config_dir and no CSI plugin; the calls' refusals are asserted",
    ),
    ("PRUNE_IMAGES that deletes", "there is no image store on the real agents; the answer is asserted"),
    (
        "GET_OPERATIONS that has any",
        "operations of operators do not stay, and no framework of the real cluster asks for any; where there are some, each is held to its form",
    ),
    (
        "completed tasks that are not at their end",
        "a real master lists the tasks of an agent whose machine was down a second time when it is back, as the agent had last seen them",
    ),
];
