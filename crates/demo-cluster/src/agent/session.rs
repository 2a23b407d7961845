//! Sessions in containers and what is attached to them: output as a stream, input as another.

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
use tokio::time::{Instant, Interval, interval_at};

use super::launch::{exists, not_found, orphan, script, valid};
use super::processes::Process;
use super::shell::Channel;
use crate::cluster::Cluster;
use crate::http::reply::Reply;
use crate::print::document::Encoding;
use crate::subscribers::Record;
use crate::world::agent::Agent;
use crate::world::task::SECOND;

/// Seconds between two signs of life on attached output.
const HEARTBEAT: u64 = 30;

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
    process: Arc<Process>,
    said: broadcast::Receiver<(Channel, Bytes)>,
    framing: Framing,
    heartbeats: Option<Interval>,
    /// Ends the program when nobody listens any more.
    _session: Option<Session>,
}

/// A program that lives as long as the connection it was started over.
struct Session(Arc<Process>);

impl Drop for Session {
    fn drop(&mut self) {
        self.0.signal(9);
    }
}

/// `LAUNCH_NESTED_CONTAINER_SESSION`
pub(super) fn launch(cluster: &Cluster, agent: &Agent, call: &Call, framing: Framing) -> Reply {
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
    let session = Some(Session(process.clone()));
    listen(Listening { process, said, framing, heartbeats: None, _session: session })
}

/// `ATTACH_CONTAINER_OUTPUT`
pub(super) fn attach_output(cluster: &Cluster, agent: &Agent, call: &Call, framing: Framing) -> Reply {
    let Some(wanted) = &call.attach_container_output else { return Reply::done() };
    let path = match valid("attach_container_output", &wanted.container_id, false) {
        Ok(path) => path,
        Err(refusal) => return refusal,
    };
    match cluster.processes.get(agent.key, &path).filter(|process| process.is_running()) {
        Some(process) if process.input.is_some() => {
            let period = Duration::from_secs(HEARTBEAT);
            let heartbeats = Some(interval_at(Instant::now() + period, period));
            let said = process.output.subscribe();
            listen(Listening { process, said, framing, heartbeats, _session: None })
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

fn listen(listening: Listening) -> Reply {
    let framing = listening.framing;
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
    let mut status = listening.process.status.subscribe();
    let io = loop {
        let heartbeat = async {
            match &mut listening.heartbeats {
                Some(heartbeats) => heartbeats.tick().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            said = listening.said.recv() => match said {
                Ok((channel, bytes)) => break written(channel, &bytes),
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            },
            // All it said before its end has been heard: that was asked first.
            _ = status.wait_for(Option::is_some) => return None,
            _ = heartbeat => break sign_of_life(),
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
