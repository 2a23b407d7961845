//! Readings: answers to calls that only read and take no arguments, shared by all who ask.
//!
//! `GET /api/master/readings/{CALL}` and `GET /api/agents/{agent_id}/readings/{CALL}` answer as Mesos does: its status, its content type, its
//! body. However many browsers ask, a master or an agent is asked once at a time, and not again for a while that follows from how long it
//! took to answer. So a page may ask again as often as it likes.

mod kept;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::{RawPathParams, State};
use axum::response::Response;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderName};
use http::{HeaderMap, HeaderValue, StatusCode};
use operator_api::calls::{self, Arguments, Target};

use self::kept::Kept;
use crate::access::Permission;
use crate::app::AppState;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::etag;
use crate::node::Node;
use crate::relay::policy;
use crate::telemetry;
use crate::upstream::Encoding;

/// When Mesos answered, in milliseconds since 1970.
pub const AT: HeaderName = HeaderName::from_static("x-mesoscope-at");

/// What nobody has asked for in this long is forgotten.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(120);

/// What was read last, of whom.
#[derive(Default)]
pub struct Readings(Mutex<HashMap<Key, Arc<Reading>>>);

type Key = (String, &'static str);

/// One call to one node. The lock is held while it is asked.
#[derive(Default)]
struct Reading {
    kept: Arc<tokio::sync::Mutex<Option<Arc<Kept>>>>,
    wanted: Mutex<Option<Instant>>,
}

impl Readings {
    fn of(&self, node: &Node, call: &'static str) -> Arc<Reading> {
        let now = Instant::now();
        let mut readings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        readings.retain(|_, reading| {
            let wanted = *reading.wanted.lock().unwrap_or_else(PoisonError::into_inner);
            wanted.is_some_and(|at| now.duration_since(at) < FORGOTTEN_AFTER)
        });
        let reading = readings.entry((node.name().to_owned(), call)).or_default();
        *reading.wanted.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
        reading.clone()
    }

    /// What a master or an agent has said is over: something was changed there. An answer that is under way is not given to those who ask
    /// from now on.
    pub fn forget(&self, name: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|(node, _), _| node != name);
    }

    /// The latest answer, or a new one if that is too old. Whoever asks meanwhile waits for the same.
    async fn get(&self, node: &Node, call: &'static str) -> std::result::Result<Arc<Kept>, Error> {
        let reading = self.of(node, call);
        let guard = reading.kept.clone().lock_owned().await;
        let count = |source: &'static str| {
            let target = match node.target() {
                Target::Master => "master",
                Target::Agent => "agent",
            };
            metrics::counter!(telemetry::READINGS, "target" => target, "call" => call, "source" => source)
                .increment(1);
        };
        if let Some(kept) = guard.as_ref().filter(|kept| kept.is_fresh(&node.address())) {
            count("shared");
            return Ok(kept.clone());
        }
        count("asked");
        let (node, mut guard) = (node.clone(), guard);
        // A browser that leaves must not make the next one ask again.
        let asking = tokio::spawn(async move {
            let kept = Arc::new(Kept::ask(&node, call, guard.as_deref()).await);
            *guard = Some(kept.clone());
            kept
        });
        asking.await.map_err(|error| Error::internal("the reading could not be made").with_cause(error))
    }
}

/// The call by name, if it can be read without arguments.
pub(crate) fn readable(target: Target, name: &str) -> Option<&'static str> {
    let name = policy::reads(target).find(|allowed| *allowed == name)?;
    let call = calls::find(target, name)?;
    let needs_nothing = !matches!(call.arguments, Arguments::Required(_)) || name == "GET_METRICS";
    needs_nothing.then_some(name)
}

/// The call as it is sent. Containers are asked for with all that agents leave out unless asked; metrics need a member with nothing in it.
pub(crate) fn body(call: &str) -> Bytes {
    let call = match call {
        "GET_CONTAINERS" => {
            serde_json::json!({ "type": call, "get_containers": { "show_nested": true, "show_standalone": true } })
        }
        "GET_METRICS" => serde_json::json!({ "type": call, "get_metrics": {} }),
        _ => serde_json::json!({ "type": call }),
    };
    call.to_string().into()
}

/// The door.
pub async fn reading(
    State(app): State<AppState>,
    caller: Caller,
    node: Node,
    params: RawPathParams,
    headers: HeaderMap,
) -> Result<Response> {
    let name = params.iter().find(|(name, _)| *name == "call").map_or("", |(_, name)| name);
    let call = readable(node.target(), name).ok_or_else(|| {
        Error::not_found("there is no such reading: only calls that read the state and take no arguments are")
    })?;
    caller.may(&app, Permission::Read(call))?;
    let kept = node.seat().readings.get(&node, call).await?;
    let answer = kept.answer()?;
    let known = etag::is_known(&headers, kept.tag());
    let mut response = Response::new(if known { Body::empty() } else { Body::from(answer.body.clone()) });
    *response.status_mut() = if known { StatusCode::NOT_MODIFIED } else { answer.status };
    let headers = response.headers_mut();
    if let Some(kind) = answer.content_type.as_deref().filter(|_| !known) {
        headers.extend(HeaderValue::try_from(kind).ok().map(|kind| (CONTENT_TYPE, kind)));
    }
    headers.insert(AT, kept.at_ms().into());
    headers.extend(HeaderValue::try_from(kept.tag()).ok().map(|tag| (ETAG, tag)));
    // The browser may keep it, and must ask.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    Ok(response)
}

/// In which encoding readings are asked for: that of browsers.
const ENCODING: Encoding = Encoding::Json;

#[cfg(test)]
mod tests {
    use operator_api::calls::Target;

    use super::{body, readable};
    use crate::relay::policy;

    #[test]
    fn what_needs_arguments_is_no_reading() {
        let names = [Target::Master, Target::Agent].map(|target| {
            policy::reads(target).filter(|name| readable(target, name).is_some()).collect::<Vec<_>>()
        });
        insta::assert_debug_snapshot!(names);
        for name in ["READ_FILE", "LIST_FILES", "WAIT_CONTAINER", "SUBSCRIBE", "TEARDOWN", "", "get_state"] {
            assert_eq!(readable(Target::Master, name), None, "{name}");
            assert_eq!(readable(Target::Agent, name), None, "{name}");
        }
    }

    #[test]
    fn containers_are_asked_for_with_all_of_them() {
        let call: serde_json::Value = serde_json::from_slice(&body("GET_CONTAINERS")).unwrap();
        assert_eq!(call["get_containers"]["show_nested"], true);
        assert_eq!(call["get_containers"]["show_standalone"], true);
    }
}
