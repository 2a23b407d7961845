//! An agent's half of the Operator API: one file for each family of calls.

mod about;
mod allowed;
mod call;
mod containers;
mod input;
mod launch;
mod metrics;
pub(crate) mod processes;
mod providers;
mod session;
mod shell;
mod state;

use std::io;
use std::sync::Arc;

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use hyper::body::Incoming;
use operator_api::v1::agent::call::Type;

use self::call::Valid;
use self::session::Framing;
use crate::access::Viewer;
use crate::cluster::Cluster;
use crate::files;
use crate::http::accept;
use crate::http::door;
use crate::http::reply::Reply;
use crate::print::document::Encoding;
use crate::world::agent::{Agent, Standing};
use crate::world::ids::AgentKey;

/// The media type of streams, which agents know and the master does not.
const RECORDIO: &str = "application/recordio";

/// Said to a client that takes nothing an agent has.
const NOT_ACCEPTABLE: &str =
    "Expecting 'Accept' to allow application/json or application/x-protobuf or application/recordio";

/// Answers a request to an agent. An agent that is away does not: the connection is closed.
pub(crate) async fn at_agent(
    cluster: Arc<Cluster>,
    key: AgentKey,
    request: Request<Incoming>,
) -> io::Result<Reply> {
    let Some(agent) = cluster.look(|world| world.agent(key).cloned()) else { return Ok(Reply::not_found()) };
    match agent.standing {
        _ if agent.is_there() => {}
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
    let viewer = door::viewer(cluster, request.headers())
        .ok_or_else(|| Reply::unauthorized("mesos-agent-readwrite"))?;
    if request.method() != Method::POST {
        return Err(Reply::method_not_allowed(request.method().as_str()));
    }
    let (parts, incoming) = request.into_parts();
    let headers = &parts.headers;
    let message_type = headers.get("message-content-type").map(|value| value.as_bytes());
    let encoding = match headers.get(CONTENT_TYPE).map(|value| value.as_bytes()) {
        None => return Err(Reply::bad_request("Expecting 'Content-Type' to be present")),
        Some(b"application/recordio") => {
            return input::attach(cluster, agent, &viewer, message_type, incoming).await;
        }
        Some(b"application/json") => Encoding::Json,
        Some(b"application/x-protobuf") => Encoding::Protobuf,
        Some(_) => {
            return Err(unsupported(
                "Expecting 'Content-Type' of application/json or application/x-protobuf or application/recordio",
            ));
        }
    };
    if message_type.is_some() {
        return Err(unsupported("Expecting 'Message-Content-Type' to be not set for non-streaming requests"));
    }
    let bytes = door::read(headers, incoming).await?;
    let valid = call::read(encoding, &bytes)?;
    if let Some(reply) = cluster.switches.answer_instead(valid.name).await {
        return Err(reply);
    }
    allowed::judge(cluster, agent, &viewer, &valid)?;
    match valid.kind {
        Type::LaunchNestedContainerSession => {
            Ok(session::launch(cluster, agent, &valid.call, framing(headers)?))
        }
        Type::AttachContainerOutput => {
            Ok(session::attach_output(cluster, agent, &valid.call, framing(headers)?))
        }
        Type::AttachContainerInput => Err(unsupported(
            "Expecting 'Content-Type' to be application/recordio for ATTACH_CONTAINER_INPUT call",
        )),
        Type::WaitContainer => {
            let answer = accepted(headers, valid.name)?;
            Ok(launch::wait(cluster.clone(), agent.clone(), &valid.call, answer).await)
        }
        Type::WaitNestedContainer => {
            let answer = accepted(headers, valid.name)?;
            Ok(launch::wait_nested(cluster.clone(), agent.clone(), &valid.call, answer).await)
        }
        Type::ListFiles | Type::ReadFile => {
            let answer = accepted(headers, valid.name)?;
            Ok(files::agent::answer(cluster, agent, &valid.call, answer).await)
        }
        _ => Ok(at_once(cluster, agent, &valid, accepted(headers, valid.name)?, &viewer)),
    }
}

fn unsupported(words: impl Into<String>) -> Reply {
    Reply::error(StatusCode::UNSUPPORTED_MEDIA_TYPE, words)
}

/// What an answer in one piece is to be encoded in.
fn accepted(headers: &HeaderMap, call: &str) -> Result<Encoding, Reply> {
    door::answer_encoding(headers).ok_or_else(|| {
        let words = match accept::takes(headers, RECORDIO) {
            true => format!("Streaming response is not supported for {call} call"),
            false => NOT_ACCEPTABLE.to_owned(),
        };
        Reply::error(StatusCode::NOT_ACCEPTABLE, words)
    })
}

/// How a stream is to be sent: as records by name only if nothing else is allowed.
fn framing(headers: &HeaderMap) -> Result<Framing, Reply> {
    if let Some(message) = door::answer_encoding(headers) {
        return Ok(Framing { media_type: message.media_type(), message, told: false });
    }
    if !accept::takes(headers, RECORDIO) {
        return Err(Reply::error(StatusCode::NOT_ACCEPTABLE, NOT_ACCEPTABLE));
    }
    let message = [Encoding::Json, Encoding::Protobuf]
        .into_iter()
        .find(|encoding| accept::allows(headers, "message-accept", encoding.media_type()));
    let words = "Expecting 'Message-Accept' to allow application/json or application/x-protobuf";
    let message = message.ok_or_else(|| Reply::error(StatusCode::NOT_ACCEPTABLE, words))?;
    Ok(Framing { media_type: RECORDIO, message, told: true })
}

fn at_once(cluster: &Cluster, agent: &Agent, valid: &Valid, encoding: Encoding, viewer: &Viewer) -> Reply {
    let read = |mut response| {
        cluster.look(|world| viewer.narrow_agent(world, &cluster.printer, &mut response));
        Reply::content(encoding, encoding.encode(&response))
    };
    match valid.kind {
        Type::GetHealth => read(about::health()),
        Type::GetVersion => read(about::version(agent)),
        Type::GetAgent => read(about::agent(cluster, agent)),
        Type::GetFlags => read(about::flags(cluster, agent)),
        Type::GetMetrics => read(metrics::metrics(cluster, agent)),
        Type::GetLoggingLevel => read(about::logging_level(cluster, agent)),
        Type::GetState => read(state::state(cluster, agent)),
        Type::GetTasks => read(state::tasks(cluster, agent)),
        Type::GetExecutors => read(state::executors(cluster, agent)),
        Type::GetFrameworks => read(state::frameworks(cluster, agent)),
        Type::GetOperations => read(state::operations(cluster, agent)),
        Type::GetResourceProviders => read(state::resource_providers(cluster, agent)),
        Type::GetContainers => read(containers::containers(cluster, agent, &valid.call)),
        Type::LaunchContainer => launch::container(cluster, agent, &valid.call),
        Type::LaunchNestedContainer => launch::nested_container(cluster, agent, &valid.call),
        Type::KillContainer => launch::kill(cluster, agent, &valid.call),
        Type::KillNestedContainer => launch::kill_nested(cluster, agent, &valid.call),
        Type::RemoveContainer => launch::remove(cluster, agent, &valid.call),
        Type::RemoveNestedContainer => launch::remove_nested(cluster, agent, &valid.call),
        Type::AddResourceProviderConfig => providers::add(cluster, agent, &valid.call),
        Type::UpdateResourceProviderConfig => providers::update(cluster, agent, &valid.call),
        Type::RemoveResourceProviderConfig => providers::remove(cluster, agent, &valid.call),
        Type::MarkResourceProviderGone => providers::mark_gone(cluster, agent, &valid.call),
        // Images that are not there are gone already.
        Type::PruneImages => Reply::done(),
        Type::SetLoggingLevel => about::set_logging_level(cluster, agent, &valid.call),
        _ => Reply::not_implemented(),
    }
}
