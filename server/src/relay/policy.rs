//! Which calls are relayed. Default deny: a call passes because a line here lets it, never because none stops it.

use operator_api::calls::{self, Kind, Target};
use operator_api::danger::{self, Context, Rule};
use serde_json::Value;
use thiserror::Error;

use super::{Call, bounds};
use crate::access::Permission;
use crate::app::App;
use crate::caller::Caller;
use crate::error::{Error as DoorError, Result as DoorResult};

/// Why a call is not relayed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Refusal {
    /// No call of the Operator API has this type.
    #[error("`{0}` is no call of the Operator API that this console knows")]
    Unknown(String),
    /// It would hurt the cluster.
    #[error("this call must not be sent: {0}")]
    Danger(String),
    /// It changes something.
    #[error("{0} changes the cluster; this console is read-only")]
    Change(&'static str),
    /// Its answer never ends.
    #[error("{0} is a stream; this console relays calls that answer once")]
    Stream(&'static str),
    /// It is answered when a container ends, which may be never.
    #[error("{0} is answered when the container ends; this console relays calls that are answered at once")]
    Wait(&'static str),
    /// It would read what may not be a regular file.
    #[error(
        "Mesos does not tell whether this is a regular file; reading a FIFO would block all later reading on the agent"
    )]
    UnknownFile,
    /// No file has such a path.
    #[error("no file has such a path")]
    NoPath,
}

/// Whether a call may pass, and which it is. What depends on the file that `READ_FILE` names is decided by [`super::file`]; whether a role has a quota that
/// `REMOVE_QUOTA` would remove, right before that is sent.
///
/// # Errors
/// The reason why not.
pub fn decide(target: Target, call: &Call, read_only: bool) -> Result<&'static calls::Call, Refusal> {
    let Some(known) = calls::find(target, call.kind()) else {
        return Err(Refusal::Unknown(shortened(call.kind())));
    };
    let dangers = danger::dangers(target, call.value(), &Context::default());
    if let Some(danger) = dangers.iter().find(|danger| danger.rule != Rule::RemoveAbsentQuota) {
        return Err(Refusal::Danger(danger.to_string()));
    }
    match known.kind {
        Kind::Change if read_only => Err(Refusal::Change(known.name)),
        Kind::Stream => Err(Refusal::Stream(known.name)),
        Kind::Read if waits(known.name) => Err(Refusal::Wait(known.name)),
        Kind::Read | Kind::Change => Ok(known),
    }
}

/// Whether a call of somebody may pass: the call itself, then who asks, then how far it reaches. The one place for the relay, changes and whatever
/// else sends calls of browsers. `agent` is the one it goes to; `None` is the leading master.
///
/// # Errors
/// 403 with the reason why not.
pub async fn judge(app: &App, caller: &Caller, agent: Option<&str>, call: &Call) -> DoorResult<()> {
    let target = if agent.is_some() { Target::Agent } else { Target::Master };
    let known = decide(target, call, app.config.read_only)
        .map_err(|refusal| DoorError::forbidden(refusal.to_string()))?;
    let permission = match known.kind {
        Kind::Change => Permission::Change(known.name),
        Kind::Read | Kind::Stream => Permission::Read(known.name),
    };
    may(app, caller, agent, permission, call.value()).await
}

/// Whether somebody may have a call sent that does no harm by itself.
///
/// # Errors
/// 403 with the reason why not.
pub async fn may(
    app: &App,
    caller: &Caller,
    agent: Option<&str>,
    permission: Permission,
    call: &Value,
) -> DoorResult<()> {
    caller.may(app, permission)?;
    if let Permission::Read(name @ ("READ_FILE" | "LIST_FILES")) = permission {
        let path = call[name.to_ascii_lowercase()]["path"].as_str().unwrap_or_default();
        bounds::file(app, caller, agent, path.as_bytes()).await?;
    }
    bounds::call(caller, permission, agent, call).await
}

/// The calls that pass.
pub fn allowed(target: Target, read_only: bool) -> impl Iterator<Item = &'static str> {
    let passes = move |call: &&calls::Call| match call.kind {
        Kind::Read => !waits(call.name),
        Kind::Change => !read_only,
        Kind::Stream => false,
    };
    calls::all(target).iter().filter(passes).map(|call| call.name)
}

/// Those of them that read.
pub fn reads(target: Target) -> impl Iterator<Item = &'static str> {
    allowed(target, true)
}

/// The type as the table of calls has it.
#[must_use]
pub fn known_name(target: Target, kind: &str) -> Option<&'static str> {
    calls::find(target, kind).map(|call| call.name)
}

fn waits(name: &str) -> bool {
    matches!(name, "WAIT_CONTAINER" | "WAIT_NESTED_CONTAINER")
}

/// What a browser sent, fit to be repeated.
fn shortened(kind: &str) -> String {
    kind.chars().filter(|letter| !letter.is_control()).take(60).collect()
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::CONTENT_TYPE};
    use operator_api::calls::{self, Kind, Target};

    use super::{allowed, decide};
    use crate::relay::Call;

    fn decided(target: Target, body: &str, read_only: bool) -> Result<(), String> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let call = Call::read(&headers, body.as_bytes()).unwrap();
        decide(target, &call, read_only).map(drop).map_err(|refusal| refusal.to_string())
    }

    const BOTH: [Target; 2] = [Target::Master, Target::Agent];

    /// Every call there is, how it is called, and what becomes of it: of a console that may change something, and of one that may not.
    #[test]
    fn exactly_these_calls_pass() {
        let mut lines = Vec::new();
        for target in BOTH {
            for call in calls::all(target) {
                let body = format!("{{\"type\":{:?}}}", call.name);
                let passes = [false, true].map(|read_only| {
                    let passes = decided(target, &body, read_only).is_ok();
                    let listed = allowed(target, read_only).any(|name| name == call.name);
                    assert_eq!(passes, listed, "{}", call.name);
                    assert!(!passes || call.kind != Kind::Stream, "{}", call.name);
                    assert!(!passes || !read_only || call.kind == Kind::Read, "{}", call.name);
                    passes
                });
                let words = match passes {
                    [true, true] => "passes",
                    [true, false] => "passes, unless read-only",
                    _ => "refused",
                };
                lines.push(format!("{target:?} {}: {words}", call.name));
            }
        }
        insta::assert_snapshot!(lines.join("\n"));
    }

    #[test]
    fn what_is_not_known_does_not_pass() {
        for kind in
            ["", "UNKNOWN", "get_state", "GET_STATE ", "GET_STATE\\u0000", "GET_CONTAINERS", "GET_EVERYTHING"]
        {
            let refused = decided(Target::Master, &format!("{{\"type\":\"{kind}\"}}"), false).unwrap_err();
            assert!(
                refused.ends_with("is no call of the Operator API that this console knows"),
                "{kind}: {refused}"
            );
        }
    }

    #[test]
    fn the_reason_is_said() {
        let words = [
            (Target::Master, r#"{"type":"TEARDOWN","teardown":{"framework_id":{"value":"f"}}}"#),
            (
                Target::Master,
                r#"{"type":"RESERVE_RESOURCES","reserve_resources":{"resources":[{"name":"cpus","type":"SCALAR","scalar":{"value":0}}]}}"#,
            ),
            (
                Target::Master,
                r#"{"type":"DRAIN_AGENT","drain_agent":{"max_grace_period":{"nanoseconds":5}}}"#,
            ),
            (Target::Master, r#"{"type":"SUBSCRIBE"}"#),
            (Target::Agent, r#"{"type":"WAIT_CONTAINER"}"#),
            (
                Target::Agent,
                r#"{"type":"REMOVE_CONTAINER","remove_container":{"container_id":{"value":"c"}}}"#,
            ),
        ]
        .map(|(target, body)| decided(target, body, true).unwrap_err());
        insta::assert_snapshot!(words.join("\n"));
    }

    #[test]
    fn whether_a_quota_is_there_is_asked_right_before_it_is_removed() {
        let call = r#"{"type":"REMOVE_QUOTA","remove_quota":{"role":"eng"}}"#;
        assert_eq!(decided(Target::Master, call, false), Ok(()));
    }
}
