//! An agent's half of the Operator API: one file for each family of calls.

mod about;
mod call;
mod containers;
mod state;

use std::io;
use std::sync::Arc;

use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, Request, StatusCode};
use hyper::body::Incoming;
use operator_api::v1::agent::call::Type;

use self::call::Valid;
use crate::cluster::Cluster;
use crate::files;
use crate::http::accept;
use crate::http::door::{self, is_known};
use crate::http::reply::Reply;
use crate::print::document::Encoding;
use crate::world::agent::{Agent, Standing};
use crate::world::ids::AgentKey;

/// The media type of streams, which agents know and the master does not.
const RECORDIO: &str = "application/recordio";

/// Answers a request to an agent. An agent that is away does not: the connection is closed.
pub(crate) async fn at_agent(
    cluster: Arc<Cluster>,
    key: AgentKey,
    request: Request<Incoming>,
) -> io::Result<Reply> {
    let Some(agent) = cluster.look(|world| world.agent(key).cloned()) else { return Ok(Reply::not_found()) };
    match agent.standing {
        Standing::Registered | Standing::Recovered if agent.connected => {}
        Standing::Registered | Standing::Recovered | Standing::Unreachable { .. } => {
            return Err(io::Error::new(io::ErrorKind::ConnectionReset, "the agent is away"));
        }
        // Its process has ended.
        Standing::Gone | Standing::Down | Standing::Removed => return Ok(Reply::not_found()),
    }
    Ok(exchange(&cluster, &agent, request).await.unwrap_or_else(|refusal| refusal))
}

async fn exchange(
    cluster: &Arc<Cluster>,
    agent: &Arc<Agent>,
    request: Request<Incoming>,
) -> Result<Reply, Reply> {
    if !is_known(cluster, request.headers()) {
        return Err(Reply::unauthorized("mesos-agent-readwrite"));
    }
    if request.method() != Method::POST {
        return Err(Reply::method_not_allowed(request.method().as_str()));
    }
    let (parts, incoming) = request.into_parts();
    let encoding = match parts.headers.get(CONTENT_TYPE).map(|value| value.as_bytes()) {
        None => return Err(Reply::bad_request("Expecting 'Content-Type' to be present")),
        Some(b"application/json") => Encoding::Json,
        Some(b"application/x-protobuf") => Encoding::Protobuf,
        Some(b"application/recordio") => {
            return Err(Reply::bad_request(
                "Expecting 'Message-Content-Type' to be set for streaming requests",
            ));
        }
        Some(_) => {
            return Err(Reply::error(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Expecting 'Content-Type' of application/json or application/x-protobuf or application/recordio",
            ));
        }
    };
    let bytes = door::read(&parts.headers, incoming).await?;
    let valid = call::read(encoding, &bytes)?;
    let Some(answer) = door::answer_encoding(&parts.headers) else {
        if accept::takes(&parts.headers, RECORDIO) {
            let words = format!("Streaming response is not supported for {} call", valid.name);
            return Err(Reply::error(StatusCode::NOT_ACCEPTABLE, words));
        }
        return Err(Reply::error(
            StatusCode::NOT_ACCEPTABLE,
            "Expecting 'Accept' to allow application/json or application/x-protobuf or application/recordio",
        ));
    };
    if let Some(status) = cluster.switches.answer_of(valid.name) {
        return Err(Reply::error(status, format!("{status}.")));
    }
    Ok(at_once(cluster, agent, &valid, answer))
}

fn at_once(cluster: &Cluster, agent: &Agent, valid: &Valid, encoding: Encoding) -> Reply {
    let read = |response| Reply::content(encoding, encoding.encode(&response));
    match valid.kind {
        Type::GetHealth => read(about::health()),
        Type::GetVersion => read(about::version(agent)),
        Type::GetAgent => read(about::agent(cluster, agent)),
        Type::GetFlags => read(about::flags(cluster, agent)),
        Type::GetMetrics => read(about::metrics(cluster, agent)),
        Type::GetLoggingLevel => read(about::logging_level()),
        Type::GetState => read(state::state(cluster, agent)),
        Type::GetTasks => read(state::tasks(cluster, agent)),
        Type::GetExecutors => read(state::executors(cluster, agent)),
        Type::GetFrameworks => read(state::frameworks(cluster, agent)),
        Type::GetOperations => read(state::operations()),
        Type::GetResourceProviders => read(state::resource_providers()),
        Type::GetContainers => read(containers::containers(cluster, agent, &valid.call)),
        Type::ListFiles => files::agent::list(cluster, agent, &valid.call, encoding),
        Type::ReadFile => files::agent::read(cluster, agent, &valid.call, encoding),
        _ => Reply::not_implemented(),
    }
}
