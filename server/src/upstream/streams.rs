//! The streams of an agent: output of containers as RecordIO, input as a request that goes on.
//!
//! Each has a connection of its own: dropping the output closes it, which is what ends a session on the agent. Input is never dropped but ended:
//! an input request that breaks off without its last chunk leaves the container's input taken until the container ends (seen on Mesos 1.11:
//! whoever comes then is answered 409 "Multiple input connections are not allowed").

use std::convert::Infallible;

use bytes::Bytes;
use futures_util::Stream;
use http::StatusCode;
use http::header::{ACCEPT, CONTENT_TYPE};
use operator_api::recordio::Decoder;
use operator_api::v1::agent::{Call, ProcessIo};
use prost::Message;
use reqwest::{Body, RequestBuilder, Response};

use super::address::authority;
use super::http::text_header;
use super::{AgentAddress, Agents, Answer, Encoding, UpstreamError};

/// The media type of streams. Messages in them have their own: `Message-Accept`, `Message-Content-Type`.
const RECORDIO: &str = "application/recordio";

/// The largest record of output that is taken. Mesos' switchboard reads 4 KiB at a time.
const LARGEST_RECORD: usize = 1 << 20;

/// What came of asking for output.
pub enum Opened {
    /// It comes.
    Stream(Output),
    /// Anything but a stream: the agent's own answer.
    Answer(Answer),
}

/// The output of a container. Dropping it closes the connection.
pub struct Output {
    at: String,
    response: Response,
    decoder: Decoder,
}

impl Agents {
    /// Opens the output of a container: `LAUNCH_NESTED_CONTAINER_SESSION` or `ATTACH_CONTAINER_OUTPUT`.
    ///
    /// # Errors
    /// When the agent does not answer.
    pub async fn open_output(&self, address: &AgentAddress, call: &Call) -> Result<Opened, UpstreamError> {
        let url = self.url(address);
        let at = authority(&url);
        let request = self
            .http()
            .alone(url)
            .header(CONTENT_TYPE, Encoding::Protobuf.media_type())
            .header(ACCEPT, RECORDIO)
            .header("Message-Accept", Encoding::Protobuf.media_type())
            .body(call.encode_to_vec());
        let after = self.http().limits().answer;
        let response = match tokio::time::timeout(after, request.send()).await {
            Err(_) => return Err(UpstreamError::Timeout { at, what: "answer", after }),
            Ok(Err(error)) => return Err(self.http().reason(at, &error)),
            Ok(Ok(response)) => response,
        };
        let kind = text_header(response.headers(), CONTENT_TYPE).unwrap_or_default();
        if response.status() != StatusCode::OK || kind != RECORDIO {
            return self.http().answer(&at, response).await.map(Opened::Answer);
        }
        Ok(Opened::Stream(Output { at, response, decoder: Decoder::new(LARGEST_RECORD) }))
    }

    /// Sends a container's input, records of `ATTACH_CONTAINER_INPUT`, for as long as there are any. The agent answers when they have ended, when
    /// the container has, or when it refuses. To be awaited to its end, whatever happens: see the module.
    ///
    /// # Errors
    /// When the agent does not answer.
    pub async fn send_input(
        &self,
        address: &AgentAddress,
        records: impl Stream<Item = Result<Bytes, Infallible>> + Send + 'static,
    ) -> Result<Answer, UpstreamError> {
        let request = self
            .http()
            .alone(self.url(address))
            .header(CONTENT_TYPE, RECORDIO)
            .header("Message-Content-Type", Encoding::Protobuf.media_type())
            .header(ACCEPT, Encoding::Json.media_type())
            .body(Body::wrap_stream(records));
        self.whole(address, request).await
    }

    /// Makes a call that is answered when a container ends, however late that is.
    ///
    /// # Errors
    /// When the agent does not answer.
    pub async fn wait(&self, address: &AgentAddress, call: Bytes) -> Result<Answer, UpstreamError> {
        let json = Encoding::Json.media_type();
        let request = self.http().alone(self.url(address));
        self.whole(address, request.header(CONTENT_TYPE, json).header(ACCEPT, json).body(call)).await
    }

    async fn whole(&self, address: &AgentAddress, request: RequestBuilder) -> Result<Answer, UpstreamError> {
        let url = self.url(address);
        let at = authority(&url);
        let response = request.send().await.map_err(|error| match error.is_connect() {
            true => self.http().reason(at.clone(), &error),
            // It was connected, and is no more.
            false => UpstreamError::Broken { at: at.clone(), why: innermost(&error) },
        })?;
        self.http().answer(&at, response).await
    }
}

impl Output {
    /// Waits for the next records, for ever; `None` when the stream has ended in order, which it does when the container has ended. May be cancelled
    /// and called again.
    ///
    /// # Errors
    /// When it has broken off, as when the agent's process is killed, or is no RecordIO.
    pub async fn next(&mut self) -> Result<Option<Vec<ProcessIo>>, UpstreamError> {
        let broken = |at: &str, why: String| UpstreamError::Broken { at: at.to_owned(), why };
        let Some(chunk) = self.response.chunk().await.map_err(|error| broken(&self.at, innermost(&error)))?
        else {
            self.decoder.finish().map_err(|error| broken(&self.at, error.to_string()))?;
            return Ok(None);
        };
        self.decoder.push(chunk);
        let mut records = Vec::new();
        loop {
            let none = |what: String| UpstreamError::NotMesos { at: self.at.clone(), what };
            match self.decoder.next_record() {
                Err(error) => return Err(none(error.to_string())),
                Ok(None) => return Ok(Some(records)),
                Ok(Some(record)) => records.push(ProcessIo::decode(record).map_err(|error| {
                    none(format!("a record of a container's output cannot be read ({error})"))
                })?),
            }
        }
    }
}

fn innermost(error: &dyn std::error::Error) -> String {
    let mut error = error;
    while let Some(cause) = error.source() {
        error = cause;
    }
    error.to_string()
}
