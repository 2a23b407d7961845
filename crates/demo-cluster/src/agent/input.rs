//! `ATTACH_CONTAINER_INPUT`: a request that is a stream. The first record says which container, the others what to write.

use std::sync::Arc;

use axum::http::StatusCode;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use operator_api::json::WireEnum;
use operator_api::recordio::{Decoder, RecordIoError};
use operator_api::v1::agent::Call;
use operator_api::v1::agent::ProcessIo;
use operator_api::v1::agent::call::{Type, attach_container_input};
use tokio::sync::mpsc;

use super::allowed::may_attach_input;
use super::launch::{exists, not_found, valid};
use super::session::without_switchboard;
use super::shell::Input;
use super::{call, unsupported};
use crate::access::Viewer;
use crate::cluster::Cluster;
use crate::http::body;
use crate::http::reply::Reply;
use crate::print::document::Encoding;
use crate::world::agent::Agent;

/// The records of a request, as they come.
struct Records {
    incoming: Incoming,
    decoder: Decoder,
    encoding: Encoding,
}

impl Records {
    async fn next(&mut self) -> Result<Option<Call>, Reply> {
        loop {
            let decoded = self.decoder.next_record().map_err(|error| {
                let words = match error {
                    RecordIoError::NoLength { found } => {
                        let found = found.lines().next().unwrap_or_default();
                        format!("Failed to decode length '{found}': Failed to convert '{found}' to number")
                    }
                    error => error.to_string(),
                };
                Reply::error(StatusCode::INTERNAL_SERVER_ERROR, format!("Decoder failure: {words}"))
            })?;
            if let Some(record) = decoded {
                return call::read(self.encoding, &record).and_then(is_input).map(Some);
            }
            match self.incoming.frame().await {
                Some(Ok(frame)) => {
                    if let Ok(bytes) = frame.into_data() {
                        self.decoder.push(bytes);
                    }
                }
                None => return Ok(None),
                // The client went away: nobody hears what is answered.
                Some(Err(_)) => std::future::pending().await,
            }
        }
    }
}

fn is_input(valid: call::Valid) -> Result<Call, Reply> {
    match valid.kind {
        Type::AttachContainerInput => Ok(valid.call),
        _ => {
            let words = format!(
                "Streaming 'Content-Type' application/recordio is not supported for {} call",
                valid.kind.name()
            );
            Err(unsupported(words))
        }
    }
}

/// Takes a request's records until they end.
pub(super) async fn attach(
    cluster: &Arc<Cluster>,
    agent: &Agent,
    viewer: &Viewer,
    message_type: Option<&[u8]>,
    incoming: Incoming,
) -> Result<Reply, Reply> {
    let encoding = match message_type {
        None => {
            return Err(Reply::bad_request(
                "Expecting 'Message-Content-Type' to be set for streaming requests",
            ));
        }
        Some(b"application/json") => Encoding::Json,
        Some(b"application/x-protobuf") => Encoding::Protobuf,
        Some(_) => {
            return Err(unsupported(
                "Expecting 'Message-Content-Type' of application/json or application/x-protobuf",
            ));
        }
    };
    let mut records = Records { incoming, decoder: Decoder::new(body::LIMIT), encoding };
    let Some(first) = records.next().await? else {
        return Err(Reply::bad_request("Received EOF while reading request body"));
    };
    let Some(input) = first.attach_container_input else { return Ok(Reply::done()) };
    if input.r#type != Some(attach_container_input::Type::ContainerId as i32) {
        return Err(Reply::bad_request("Expecting 'attach_container_input.type' to be CONTAINER_ID"));
    }
    let container = input.container_id.unwrap_or_default();
    let path = valid("attach_container_input", &container, false)?;
    if !may_attach_input(cluster, agent, viewer, &container) {
        return Err(Reply::forbidden());
    }
    let process = match cluster.processes.get(agent.key, &path).filter(|process| process.is_running()) {
        Some(process) => process,
        None if exists(cluster, agent, &path) => return Err(without_switchboard()),
        None => return Err(not_found(&path)),
    };
    let Some(writer) = process.input.clone() else { return Err(without_switchboard()) };
    if !process.take_input() {
        return Err(Reply::error(StatusCode::CONFLICT, "Multiple input connections are not allowed"));
    }
    let mut written = Written { writer, ended: false };
    tokio::select! {
        biased;
        all = written.all(&mut records) => {
            process.give_input_back();
            all
        }
        _ = process.wait() => match written.ended {
            true => Ok(Reply::done()),
            false => Err(disconnected()),
        },
    }
}

/// What a request has written so far.
struct Written {
    writer: mpsc::Sender<Input>,
    /// Whether it has said that there is no more.
    ended: bool,
}

impl Written {
    async fn all(&mut self, records: &mut Records) -> Result<Reply, Reply> {
        while let Some(record) = records.next().await? {
            let io = record.attach_container_input.and_then(|input| input.process_io);
            let Some(io) = io else { continue };
            self.ended |= io.data.as_ref().and_then(|data| data.data.as_ref()).is_some_and(Vec::is_empty);
            write(&self.writer, io).await?;
        }
        Ok(Reply::done())
    }
}

/// The program has ended.
fn disconnected() -> Reply {
    Reply::error(StatusCode::INTERNAL_SERVER_ERROR, "Disconnected")
}

/// An empty piece of input is its end.
async fn write(writer: &mpsc::Sender<Input>, io: ProcessIo) -> Result<(), Reply> {
    let size = io.control.and_then(|control| control.tty_info).and_then(|tty| tty.window_size);
    let input = match (io.data.and_then(|data| data.data), size) {
        (Some(bytes), _) if bytes.is_empty() => Input::End,
        (Some(bytes), _) => Input::Bytes(bytes),
        (None, Some(size)) => Input::Size(size.rows, size.columns),
        (None, None) => return Ok(()),
    };
    writer.send(input).await.map_err(|_| disconnected())
}
