//! Calls that must not be sent: they end the process of a master or an agent, hang it, or do something else than they say.
//!
//! All of this was observed on Mesos 1.11.0 unless said otherwise, with the calls that are shown. Nothing here keeps a call back that is merely
//! wrong: Mesos answers those with 400.
//!
//! ```
//! use operator_api::calls::Target;
//! use operator_api::danger::{Context, Rule, dangers};
//! use serde_json::json;
//!
//! let call = json!({ "type": "REMOVE_CONTAINER", "remove_container": { "container_id": { "value": "c1" } } });
//! let found = dangers(Target::Agent, &call, &Context::default());
//! assert_eq!(found[0].rule, Rule::RemoveTopLevelContainer);
//! ```

mod empty;
mod grace;

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

use crate::calls::Target;

/// Why a call must not be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// `REMOVE_QUOTA` of a role that has no quota: the master looks the role up without asking whether it is there, and its process ends.
    RemoveAbsentQuota,
    /// `REMOVE_CONTAINER` of a container without a parent: the agent's process ends at `Check failed: containerId.has_parent()`.
    RemoveTopLevelContainer,
    /// `RESERVE_RESOURCES`, `UNRESERVE_RESOURCES` or `CREATE_VOLUMES` with a quantity of zero: answered 202, and then the master's process ends at
    /// "Cannot determine resource provider for empty resources".
    EmptyResource,
    /// `DRAIN_AGENT` with a `max_grace_period` that is not a `google.protobuf.Duration`: unknown members are ignored, so
    /// `{"nanoseconds": 5000000000}` is no grace at all and every task is killed at once.
    GracePeriod,
    /// `READ_FILE` of what is not a regular file: for a FIFO no answer ever comes, and the agent reads no other file after it.
    IrregularFile,
}

/// What must be known of the cluster to judge some of the calls.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The roles that `GET_QUOTA` lists; `None` if nobody asked, and then no quota can be removed safely.
    pub roles_with_quota: Option<&'a BTreeSet<String>>,
    /// The `mode` that `LIST_FILES` tells of the file that is to be read; `None` if nobody asked, and then reading is not judged.
    pub file_mode: Option<u32>,
}

/// One reason not to send a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Danger {
    /// Which rule it breaks.
    pub rule: Rule,
    /// Where in the call, as in `reserve_resources.resources[1]`.
    pub place: String,
    /// What would happen, and what can be done instead.
    pub words: String,
}

impl fmt::Display for Danger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.words)
    }
}

/// All reasons not to send `call`, which may be any JSON.
pub fn dangers(target: Target, call: &Value, context: &Context<'_>) -> Vec<Danger> {
    let one = |danger: Option<Danger>| danger.into_iter().collect();
    match (target, call["type"].as_str().unwrap_or_default()) {
        (Target::Master, "REMOVE_QUOTA") => one(remove_quota(call, context)),
        (Target::Master, "RESERVE_RESOURCES") => {
            empty::find(call, "reserve_resources", &["resources", "source"])
        }
        (Target::Master, "UNRESERVE_RESOURCES") => empty::find(call, "unreserve_resources", &["resources"]),
        (Target::Master, "CREATE_VOLUMES") => empty::find(call, "create_volumes", &["volumes"]),
        (Target::Master, "DRAIN_AGENT") => one(grace::find(call)),
        (Target::Agent, "REMOVE_CONTAINER") => one(remove_container(call, "remove_container")),
        (Target::Agent, "REMOVE_NESTED_CONTAINER") => one(remove_container(call, "remove_nested_container")),
        (Target::Agent, "READ_FILE") => one(read_file(context)),
        _ => Vec::new(),
    }
}

fn remove_quota(call: &Value, context: &Context<'_>) -> Option<Danger> {
    // Without a role it is 400.
    let role = call["remove_quota"]["role"].as_str()?;
    let why = match context.roles_with_quota {
        Some(roles) if roles.contains(role) => return None,
        Some(_) => format!("the role {role} has no quota"),
        None => format!("it is not known whether the role {role} has a quota"),
    };
    Some(Danger {
        rule: Rule::RemoveAbsentQuota,
        place: "remove_quota.role".into(),
        words: format!(
            "{why}, and removing one that is not there ends the master's process; send UPDATE_QUOTA without guarantees and limits instead"
        ),
    })
}

fn remove_container(call: &Value, member: &str) -> Option<Danger> {
    // Without an id it is 400.
    let id = call[member]["container_id"].as_object()?;
    let nested = id.get("parent").is_some_and(Value::is_object);
    (!nested).then(|| Danger {
        rule: Rule::RemoveTopLevelContainer,
        place: format!("{member}.container_id"),
        words: "the container has no parent, and removing it ends the agent's process; only nested containers can be removed so".into(),
    })
}

/// The bits of `st_mode` that tell what kind of file it is.
const FILE_KIND: u32 = 0o170_000;
const REGULAR_FILE: u32 = 0o100_000;

fn read_file(context: &Context<'_>) -> Option<Danger> {
    let irregular = context.file_mode.is_some_and(|mode| mode & FILE_KIND != REGULAR_FILE);
    irregular.then(|| Danger {
        rule: Rule::IrregularFile,
        place: "read_file.path".into(),
        words: "it is not a regular file, and reading a FIFO would block all later reading on the agent"
            .into(),
    })
}
