//! How far something reaches that somebody asks for who is bound to some Mesos roles: what its arguments name has to be within them. Whoever is not
//! bound reaches everything that his role lets him.

use operator_api::calls::{self, Target};
use serde_json::Value;

use crate::access::permission::{Denied, Permission, Reach, beyond, reach};
use crate::app::App;
use crate::caller::Caller;
use crate::error::Result;
use crate::node::Node;
use crate::readings;
use crate::upstream::Encoding;

/// The log of an agent, among the files that it shows.
const AGENT_LOG: &[u8] = b"/slave/log";

/// Whether somebody may read a file, or see what is in a folder. `agent` is whose; `None` is the leading master.
///
/// # Errors
/// 403 with the reason why not.
pub async fn file(app: &App, caller: &Caller, agent: Option<&str>, path: &[u8]) -> Result<()> {
    // All that a master shows is its log.
    let Some(agent) = agent.filter(|_| !path.starts_with(AGENT_LOG)) else {
        return caller.may(app, Permission::Logs);
    };
    caller.may(app, Permission::Files)?;
    let may = caller.sight().await?.may_read_path(agent, path).await;
    if may { Ok(()) } else { Err(denied(caller, "files")) }
}

/// Whether a call stays within what somebody is bound to. What it reads of files is decided by [`file()`].
///
/// # Errors
/// 403 with the reason why not.
pub async fn call(caller: &Caller, permission: Permission, agent: Option<&str>, call: &Value) -> Result<()> {
    if caller.bound().is_none() {
        return Ok(());
    }
    let is_within = match reach(permission) {
        Reach::Nothing | Reach::Filtered => true,
        Reach::Reservations => match arguments(Target::Master, call)["agent_id"]["value"].as_str() {
            Some(agent) => !beyond(&caller.asker.who, call) && caller.sight().await?.has_agent(agent).await,
            None => false,
        },
        Reach::Framework => match arguments(Target::Master, call)["framework_id"]["value"].as_str() {
            Some(framework) => is_ours(caller, framework).await,
            None => false,
        },
        Reach::Container => match agent {
            Some(agent) => {
                let path = path(&arguments(Target::Agent, call)["container_id"]);
                container(caller, agent, path.last().copied().unwrap_or_default()).await?
            }
            None => false,
        },
        Reach::Cluster => false,
    };
    if is_within { Ok(()) } else { Err(denied(caller, permission.name())) }
}

/// Whether the outermost container of this id, on this agent, belongs to a task that somebody bound sees. The agent itself says whose it is.
///
/// # Errors
/// If the agent does not say.
pub async fn container(caller: &Caller, agent: &str, outermost: &str) -> Result<bool> {
    if caller.bound().is_none() {
        return Ok(true);
    }
    let node = caller.agent(agent).await?;
    let answer = node.ask(readings::body("GET_CONTAINERS"), Encoding::Json).await?;
    let told: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let all = told["get_containers"]["containers"].as_array().map(Vec::as_slice).unwrap_or_default();
    let Some(found) = all.iter().find(|container| {
        let id = &container["container_id"];
        id["value"] == outermost && id["parent"].is_null()
    }) else {
        return Ok(false);
    };
    // One that stands alone is of no framework, and so nobody's.
    let of = |member: &str| found[member]["value"].as_str().unwrap_or_default();
    let sight = caller.sight().await?;
    Ok(sight.may_use_executor(agent, of("framework_id"), of("executor_id")).await)
}

/// Says that something reaches beyond what somebody is bound to.
pub fn denied(caller: &Caller, name: &str) -> crate::Error {
    let who = &caller.asker.who;
    let action = crate::access::permission::actions().find(|action| action.name == name);
    let denied = match action {
        Some(action) => Denied::Bound {
            action: action.name,
            name: who.name.clone(),
            roles: who.bound.clone().unwrap_or_default(),
        },
        None => Denied::Unknown(name.to_owned()),
    };
    denied.into()
}

/// A framework that has any role beyond is not only theirs: what ends it would end others' work.
async fn is_ours(caller: &Caller, framework_id: &str) -> bool {
    let framework = caller.seat.hub.framework_json(framework_id).await;
    let info = &framework["framework_info"];
    let several = info["roles"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let mut roles: Vec<&str> = several.chain(info["role"].as_str().filter(|role| *role != "*")).collect();
    roles.dedup();
    !roles.is_empty() && roles.into_iter().all(|role| caller.asker.who.sees_role(role))
}

/// The member of a call that its arguments are in.
fn arguments(target: Target, call: &Value) -> &Value {
    let member = calls::of(target, call).and_then(|known| known.arguments.member());
    member.map_or(&Value::Null, |member| &call[member])
}

/// A container's ids, from the innermost to the outermost.
fn path(id: &Value) -> Vec<&str> {
    std::iter::successors(Some(id), |id| id.get("parent").filter(|parent| parent.is_object()))
        .filter_map(|id| id["value"].as_str())
        .collect()
}

/// The agent for somebody: one on which he sees nothing is none.
///
/// # Errors
/// 404, in the words for one that nobody has heard of.
pub async fn agent(caller: &Caller, id: &str) -> Result<Node> {
    if !caller.sight().await?.has_agent(id).await {
        return Err(Node::unknown());
    }
    Node::agent(&caller.seat, id).await
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::path;

    #[test]
    fn the_outermost_container_is_the_last() {
        let id = json!({ "value": "c", "parent": { "value": "b", "parent": { "value": "a" } } });
        assert_eq!(path(&id), ["c", "b", "a"]);
        assert!(path(&json!(null)).is_empty());
    }
}
