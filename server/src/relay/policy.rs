//! Which calls are relayed. Default deny: a call passes because a line here lets it, never because none stops it.

use operator_api::calls::{self, Kind, Target};
use operator_api::danger::{self, Context};
use thiserror::Error;

use super::Call;

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
    #[error("{name} changes the cluster; {}", if *read_only { "this console is read-only" } else { "this console relays calls that read" })]
    Change {
        /// The call.
        name: &'static str,
        /// Whether the console was started so.
        read_only: bool,
    },
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

/// Whether a call may pass. What depends on the file that `READ_FILE` names is decided by [`super::file`].
///
/// # Errors
/// The reason why not.
pub fn decide(target: Target, call: &Call, read_only: bool) -> Result<(), Refusal> {
    let Some(known) = calls::find(target, call.kind()) else {
        return Err(Refusal::Unknown(shortened(call.kind())));
    };
    if let Some(danger) = danger::dangers(target, call.value(), &Context::default()).first() {
        return Err(Refusal::Danger(danger.to_string()));
    }
    match known.kind {
        Kind::Change => Err(Refusal::Change { name: known.name, read_only }),
        Kind::Stream => Err(Refusal::Stream(known.name)),
        Kind::Read if waits(known.name) => Err(Refusal::Wait(known.name)),
        Kind::Read => Ok(()),
    }
}

/// The calls that pass.
pub fn allowed(target: Target) -> impl Iterator<Item = &'static str> {
    calls::all(target)
        .iter()
        .filter(|call| call.kind == Kind::Read && !waits(call.name))
        .map(|call| call.name)
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

    fn decided(target: Target, body: &str) -> Result<(), String> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let call = Call::read(&headers, body.as_bytes()).unwrap();
        decide(target, &call, false).map_err(|refusal| refusal.to_string())
    }

    #[test]
    fn exactly_the_calls_that_read_the_state_pass() {
        for target in [Target::Master, Target::Agent] {
            for call in calls::all(target) {
                let body = format!("{{\"type\":{:?}}}", call.name);
                let passes = decided(target, &body).is_ok();
                assert_eq!(passes, allowed(target).any(|name| name == call.name), "{}", call.name);
                assert!(!passes || call.kind == Kind::Read, "{}", call.name);
            }
        }
        let names: Vec<_> = [Target::Master, Target::Agent]
            .into_iter()
            .map(|target| allowed(target).collect::<Vec<_>>())
            .collect();
        insta::assert_debug_snapshot!(names);
    }

    #[test]
    fn what_is_not_known_does_not_pass() {
        for kind in
            ["", "UNKNOWN", "get_state", "GET_STATE ", "GET_STATE\\u0000", "GET_CONTAINERS", "GET_EVERYTHING"]
        {
            let refused = decided(Target::Master, &format!("{{\"type\":\"{kind}\"}}")).unwrap_err();
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
            (Target::Master, r#"{"type":"REMOVE_QUOTA","remove_quota":{"role":"eng"}}"#),
            (Target::Master, r#"{"type":"SUBSCRIBE"}"#),
            (Target::Agent, r#"{"type":"WAIT_CONTAINER"}"#),
            (
                Target::Agent,
                r#"{"type":"REMOVE_CONTAINER","remove_container":{"container_id":{"value":"c"}}}"#,
            ),
        ]
        .map(|(target, body)| decided(target, body).unwrap_err());
        insta::assert_snapshot!(words.join("\n"));
    }
}
