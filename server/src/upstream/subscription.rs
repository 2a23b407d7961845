//! The event stream of the leading master: RecordIO records, each an event.

use bytes::Bytes;
use http::StatusCode;
use operator_api::encoded::Event;
use operator_api::recordio::{Decoder, Part, RecordIoError};
use operator_api::v1::master::{Call, call};
use prost::Message;
use reqwest::Response;

use super::arriving::{Arriving, LARGE, aside};
use super::typed::{encode, expect_type};
use super::{Encoding, MasterUrl, Masters, UpstreamError};

/// An open event stream. Dropping it closes it.
pub struct Subscription {
    master: MasterUrl,
    encoding: Encoding,
    response: Response,
    decoder: Decoder,
    /// The event of which a part has come: the first one of a stream has the whole state.
    arriving: Option<Arriving<Event>>,
    limit: usize,
}

/// What came with one piece of the stream.
#[derive(Debug)]
pub struct Received {
    /// How many bytes came.
    pub bytes: usize,
    /// The events that are complete with them: often one, none while a large one is under way.
    pub events: Vec<Event>,
}

impl Masters {
    /// Opens the event stream in protobuf; in JSON if the master knows no protobuf.
    ///
    /// # Errors
    /// When no leading master answers, or answers with anything but a stream.
    pub async fn subscribe(&self) -> Result<Subscription, UpstreamError> {
        match self.subscribe_in(Encoding::Protobuf).await {
            Err(UpstreamError::Status { status: 406 | 415, .. }) => self.subscribe_in(Encoding::Json).await,
            answer => answer,
        }
    }

    async fn subscribe_in(&self, encoding: Encoding) -> Result<Subscription, UpstreamError> {
        let call = Call { r#type: Some(call::Type::Subscribe as i32), ..Call::default() };
        let reply = self.send(&encode(&call, encoding)?, encoding, encoding).await?;
        if reply.response.status() != StatusCode::OK {
            return Err(self.refusal(reply).await);
        }
        expect_type(&reply, encoding)?;
        let limit = self.http().limits().size;
        let decoder = Decoder::new(limit);
        let (master, response) = (reply.master, reply.response);
        Ok(Subscription { master, encoding, response, decoder, arriving: None, limit })
    }
}

impl Subscription {
    /// Whose stream it is.
    #[must_use]
    pub fn master(&self) -> &MasterUrl {
        &self.master
    }

    /// The encoding the master agreed to.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Waits for the next piece of the stream, for ever: whoever calls decides how much silence is too much. Not to be called again after it has
    /// been cancelled.
    ///
    /// # Errors
    /// When the stream has ended, broken off, or is none.
    pub async fn read(&mut self) -> Result<Received, UpstreamError> {
        let at = || self.master.authority();
        let chunk = match self.response.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => {
                let why = self.decoder.finish().err().map(|error| error.to_string());
                return Err(UpstreamError::Ended { at: at(), why });
            }
            Err(error) => {
                // A master's process that is killed closes its connections without ending what it was sending.
                let why = Some(format!("the connection broke off: {}", innermost(&error)));
                return Err(UpstreamError::Ended { at: at(), why });
            }
        };
        let mut received = Received { bytes: chunk.len(), events: Vec::new() };
        self.decoder.push(chunk);
        loop {
            match self.decoder.next_part() {
                Ok(Some(part)) => received.events.extend(self.event(part).await?),
                Ok(None) => return Ok(received),
                Err(error) => return Err(self.broken(&error)),
            }
        }
    }

    /// Takes in a part of an event; answers the event if that is complete with it.
    async fn event(&mut self, part: Part) -> Result<Option<Event>, UpstreamError> {
        let taken = match self.arriving.take() {
            None if part.ends => self.whole(part.bytes).await.map(Some),
            known => {
                let arriving = known.unwrap_or_else(|| Arriving::new(self.encoding));
                match arriving.push(part.bytes).await {
                    Ok(arriving) if part.ends => arriving.finish().await.map(Some),
                    Ok(arriving) => {
                        self.arriving = Some(arriving);
                        Ok(None)
                    }
                    Err(why) => Err(why),
                }
            }
        };
        taken.map_err(|why| UpstreamError::NotMesos {
            at: self.master.authority(),
            what: format!("a record of its event stream cannot be read ({why})"),
        })
    }

    /// An event that has come in one part, as nearly all do.
    async fn whole(&self, record: Bytes) -> Result<Event, String> {
        let encoding = self.encoding;
        if record.len() < LARGE {
            decode(&record, encoding)
        } else {
            aside(move || decode(&record, encoding)).await
        }
    }

    fn broken(&self, error: &RecordIoError) -> UpstreamError {
        let at = self.master.authority();
        match error {
            RecordIoError::TooLarge { announced, .. } => {
                UpstreamError::TooLarge { at, size: *announced, limit: self.limit as u64 }
            }
            other => UpstreamError::NotMesos { at, what: other.to_string() },
        }
    }
}

fn decode(record: &Bytes, encoding: Encoding) -> Result<Event, String> {
    match encoding {
        Encoding::Protobuf => Event::decode(record.clone()).map_err(|error| error.to_string()),
        Encoding::Json => serde_json::from_slice(record).map_err(|error| error.to_string()),
    }
}

fn innermost(error: &dyn std::error::Error) -> String {
    let mut error = error;
    while let Some(cause) = error.source() {
        error = cause;
    }
    error.to_string()
}
