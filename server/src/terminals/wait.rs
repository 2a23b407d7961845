//! `GET /api/agents/{agent_id}/containers/wait?container=a.b.c`: answered when the container has ended, in Mesos' own words. The request to the agent
//! ends when the browser leaves.

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::GIVE_UP;
use super::pulse::Beat;
use super::wanted::check_path;
use crate::access::Permission;
use crate::app::AppState;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::relay::bounds;

/// How many may wait at once, and how many of one address. A wait costs a connection to an agent and nothing else.
pub(super) const MOST: usize = 256;
pub(super) const MOST_OF_ONE: usize = 32;

/// The query.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    /// From the outermost inwards, with points between.
    container: String,
}

/// The door.
pub async fn wait(
    State(app): State<AppState>,
    caller: Caller,
    Path(agent): Path<String>,
    wanted: std::result::Result<Query<Wanted>, QueryRejection>,
) -> Result<Response> {
    let Query(wanted) = wanted.map_err(|error| {
        Error::bad_request("`container` is the container's id, its parents before it: a.b.c")
            .with_detail(error.body_text())
    })?;
    let path: Vec<String> = wanted.container.split('.').map(str::to_owned).collect();
    check_path(&path).map_err(Error::bad_request)?;
    let name = if path.len() == 1 { "WAIT_CONTAINER" } else { "WAIT_NESTED_CONTAINER" };
    caller.may(&app, Permission::Read(name))?;
    let outermost = path.first().map(String::as_str).unwrap_or_default();
    if !bounds::container(&caller, &agent, outermost).await? {
        return Err(bounds::denied(&caller, name));
    }
    let _place = app.terminals.waits.take(Some(caller.asker.client)).map_err(|words| {
        Error::new(StatusCode::TOO_MANY_REQUESTS, format!("No more waiting for containers: {words}."))
    })?;
    let node = caller.agent(&agent).await?;
    let Some(address) = node.agent_address() else {
        return Err(Error::not_found("only agents have containers"));
    };
    let pulse = app.terminals.pulses.feel(node.seat(), address);
    let mut beat = pulse.beat();
    let silent = async {
        // The pulse is felt for as long as this waits.
        while beat.changed().await.is_ok() {
            if let Beat::Silent(since, words) = beat.borrow_and_update().clone()
                && since.elapsed() > GIVE_UP
            {
                return words;
            }
        }
        std::future::pending().await
    };
    let answer = tokio::select! {
        answer = node.seat().agents.wait(address, call(&path).to_string().into()) => answer?,
        words = silent => return Err(Error::new(StatusCode::GATEWAY_TIMEOUT, words)),
        () = app.terminals.stopping.cancelled() => return Err(Error::unavailable("the console stops")),
    };
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = answer.status;
    if let Some(kind) = answer.content_type.and_then(|kind| HeaderValue::try_from(kind).ok()) {
        response.headers_mut().insert(CONTENT_TYPE, kind);
    }
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The call that waits for it; outermost containers have another than nested ones.
fn call(path: &[String]) -> Value {
    let id = path.iter().fold(Value::Null, |parent, id| match parent {
        Value::Null => json!({ "value": id }),
        parent => json!({ "value": id, "parent": parent }),
    });
    match path.len() {
        1 => json!({ "type": "WAIT_CONTAINER", "wait_container": { "container_id": id } }),
        _ => json!({ "type": "WAIT_NESTED_CONTAINER", "wait_nested_container": { "container_id": id } }),
    }
}

#[cfg(test)]
mod tests {
    use super::call;

    #[test]
    fn the_innermost_is_waited_for() {
        let path = ["a", "b", "c"].map(str::to_owned);
        let nested = call(&path);
        let id = &nested["wait_nested_container"]["container_id"];
        assert_eq!(id["value"], "c");
        assert_eq!(id["parent"]["parent"]["value"], "a");
        assert_eq!(call(&path[..1])["wait_container"]["container_id"]["value"], "a");
    }
}
