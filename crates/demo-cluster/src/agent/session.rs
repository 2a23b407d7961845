//! Sessions in containers and what is attached to them: output as a stream, input as another.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use bytes::Bytes;
use futures_util::stream;
use operator_api::recordio;
use operator_api::v1;
use operator_api::v1::agent::process_io::{Control, Data, control, data};
use operator_api::v1::agent::{Call, ProcessIo, process_io};
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::time::{Instant, Interval, interval, interval_at};

use super::launch::{exists, not_found, orphan, script, valid};
use super::processes::Process;
use super::shell::Channel;
use crate::cluster::Cluster;
use crate::faults::Switches;
use crate::http::reply::Reply;
use crate::print::document::Encoding;
use crate::subscribers::Record;
use crate::world::agent::Agent;
use crate::world::ids::AgentKey;
use crate::world::task::SECOND;

/// Seconds between two signs of life.
const HEARTBEAT: u64 = 30;

/// How often it is looked whether the agent is still there: its streams break off when it is not.
const LOOK: Duration = Duration::from_millis(100);

/// How a stream is to be sent.
#[derive(Clone, Copy)]
pub(super) struct Framing {
    /// What the whole is called.
    pub(super) media_type: &'static str,
    /// How each record is written.
    pub(super) message: Encoding,
    /// Whether the answer says so.
    pub(super) told: bool,
}

struct Listening {
    cluster: Arc<Cluster>,
    agent: AgentKey,
    process: Arc<Process>,
    said: broadcast::Receiver<(Channel, Bytes)>,
    framing: Framing,
    heartbeats: Interval,
    look: Interval,
    /// Ends the program when nobody listens any more.
    session: Option<Session>,
    broken: bool,
}

/// A program that lives as long as the connection it was started over, unless it is the agent that is gone.
struct Session(Option<Arc<Process>>);

impl Session {
    fn outlives(mut self) {
        self.0 = None;
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some(process) = &self.0 {
            process.signal(9);
        }
    }
}

/// `LAUNCH_NESTED_CONTAINER_SESSION`
pub(super) fn launch(cluster: &Arc<Cluster>, agent: &Agent, call: &Call, framing: Framing) -> Reply {
    let Some(wanted) = &call.launch_nested_container_session else { return Reply::done() };
    let path = match valid("launch_nested_container_session", &wanted.container_id, true) {
        Ok(path) => path,
        Err(refusal) => return refusal,
    };
    if let Some(refusal) = orphan(cluster, agent, &path) {
        return refusal;
    }
    let tty = wanted.container.as_ref().is_some_and(|container| container.tty_info.is_some());
    let (process, said) = Process::start(script(wanted.command.as_deref()), tty, true);
    if !cluster.processes.insert(agent.key, path, || process.clone()) {
        process.signal(9);
        return Reply::accepted();
    }
    let session = Some(Session(Some(process.clone())));
    listen(cluster, agent, process, said, framing, session)
}

/// `ATTACH_CONTAINER_OUTPUT`
pub(super) fn attach_output(cluster: &Arc<Cluster>, agent: &Agent, call: &Call, framing: Framing) -> Reply {
    let Some(wanted) = &call.attach_container_output else { return Reply::done() };
    let path = match valid("attach_container_output", &wanted.container_id, false) {
        Ok(path) => path,
        Err(refusal) => return refusal,
    };
    match cluster.processes.get(agent.key, &path).filter(|process| process.is_running()) {
        Some(process) if process.input.is_some() => {
            let said = process.output.subscribe();
            listen(cluster, agent, process, said, framing, None)
        }
        None if !exists(cluster, agent, &path) => not_found(&path),
        _ => without_switchboard(),
    }
}

/// 500 for containers whose input and output nobody can get at.
pub(super) fn without_switchboard() -> Reply {
    let words = "I/O switchboard server was disabled for this container";
    Reply::error(StatusCode::INTERNAL_SERVER_ERROR, words)
}

fn listen(
    cluster: &Arc<Cluster>,
    agent: &Agent,
    process: Arc<Process>,
    said: broadcast::Receiver<(Channel, Bytes)>,
    framing: Framing,
    session: Option<Session>,
) -> Reply {
    let period = Duration::from_secs(HEARTBEAT);
    let listening = Listening {
        cluster: cluster.clone(),
        agent: agent.key,
        process,
        said,
        framing,
        heartbeats: interval_at(Instant::now() + period, period),
        look: interval(LOOK),
        session,
        broken: false,
    };
    let reply = Reply::stream(framing.media_type, Body::from_stream(stream::unfold(listening, next)));
    match framing.told {
        true => reply.with(
            HeaderName::from_static("message-content-type"),
            HeaderValue::from_static(framing.message.media_type()),
        ),
        false => reply,
    }
}

async fn next(mut listening: Listening) -> Option<(Record, Listening)> {
    if listening.broken {
        return None;
    }
    let mut status = listening.process.status.subscribe();
    let io = loop {
        Switches::wait(&listening.cluster.switches.stalled).await;
        tokio::select! {
            biased;
            _ = listening.look.tick() => {
                let there = |agent: &Agent| agent.is_there();
                if !listening.cluster.look(|world| world.agent(listening.agent).is_some_and(|agent| there(agent))) {
                    listening.session.take().into_iter().for_each(Session::outlives);
                    listening.broken = true;
                    let gone = io::Error::new(io::ErrorKind::ConnectionReset, "the agent is away");
                    return Some((Err(gone), listening));
                }
            }
            said = listening.said.recv() => match said {
                Ok((channel, bytes)) => break written(channel, &bytes),
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            },
            // All it said before its end has been heard: that was asked first.
            _ = status.wait_for(Option::is_some) => return None,
            _ = listening.heartbeats.tick() => break sign_of_life(),
        }
    };
    let record = recordio::encode(&listening.framing.message.encode(&io));
    Some((Ok(record), listening))
}

fn written(channel: Channel, bytes: &[u8]) -> ProcessIo {
    let kind = match channel {
        Channel::Out => data::Type::Stdout,
        Channel::Err => data::Type::Stderr,
    };
    ProcessIo {
        r#type: Some(process_io::Type::Data as i32),
        data: Some(Data { r#type: Some(kind as i32), data: Some(bytes.to_vec()) }),
        control: None,
    }
}

fn sign_of_life() -> ProcessIo {
    let nanoseconds = i64::try_from(HEARTBEAT).unwrap_or_default() * SECOND;
    let interval = Some(v1::DurationInfo { nanoseconds });
    ProcessIo {
        r#type: Some(process_io::Type::Control as i32),
        data: None,
        control: Some(Control {
            r#type: Some(control::Type::Heartbeat as i32),
            tty_info: None,
            heartbeat: Some(control::Heartbeat { interval }),
        }),
    }
}
