//! Calls and answers as types: in protobuf, which costs a master a quarter of what JSON does, or in JSON where protobuf is not to be had.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::StatusCode;
use operator_api::encoded::Response;
use operator_api::v1::master::Call;
use prost::Message;

use super::arriving::LARGE;
use super::masters::Reply;
use super::{Encoding, MasterUrl, Masters, UpstreamError};

/// An answer with what it cost.
#[derive(Clone, Debug)]
pub struct Typed {
    /// Who said it.
    pub master: MasterUrl,
    /// What the master said.
    pub response: Response,
    /// From the call to the head of the answer: the time the master did nothing else.
    pub waited: Duration,
    /// From the call to the decoded answer.
    pub took: Duration,
    /// The size of the body.
    pub bytes: usize,
}

impl Masters {
    /// Makes a read call in protobuf; in JSON if the master knows no protobuf.
    ///
    /// # Errors
    /// When no leading master answers, or answers with anything but a response.
    pub async fn call(&self, call: &Call) -> Result<Typed, UpstreamError> {
        match self.call_in(call, Encoding::Protobuf).await {
            Err(UpstreamError::Status { status: 406 | 415, .. }) => self.call_in(call, Encoding::Json).await,
            answer => answer,
        }
    }

    /// Makes a read call in one encoding.
    ///
    /// # Errors
    /// As [`Masters::call`].
    pub async fn call_in(&self, call: &Call, encoding: Encoding) -> Result<Typed, UpstreamError> {
        let sent = Instant::now();
        let reply = self.send(&encode(call, encoding)?, encoding, encoding).await?;
        if reply.response.status() != StatusCode::OK {
            return Err(self.refusal(reply).await);
        }
        expect_type(&reply, encoding)?;
        let (master, at, waited) = (reply.master.clone(), reply.master.authority(), reply.waited);
        let (response, bytes) = if reply.response.content_length().is_none_or(|bytes| bytes >= LARGE as u64) {
            self.http().apart(&at, reply.response, encoding).await?
        } else {
            let body = self.http().answer(&at, reply.response).await?.body;
            let response = decode(&body, encoding).map_err(|why| UpstreamError::NotMesos {
                at,
                what: format!("its answer cannot be read ({why})"),
            })?;
            (response, body.len())
        };
        Ok(Typed { master, response, waited, took: sent.elapsed(), bytes })
    }
}

/// Refuses an answer of another type: a proxy's page, somebody else's API.
pub(super) fn expect_type(reply: &Reply, encoding: Encoding) -> Result<(), UpstreamError> {
    if reply.is(encoding) {
        return Ok(());
    }
    let kind = reply.content_type();
    let what = match kind.as_str() {
        "" => "its answer has no content type".to_owned(),
        kind => format!("it answered with {kind:?} instead of {:?}", encoding.media_type()),
    };
    Err(UpstreamError::NotMesos { at: reply.master.authority(), what })
}

pub(super) fn encode(call: &Call, encoding: Encoding) -> Result<Bytes, UpstreamError> {
    match encoding {
        Encoding::Protobuf => Ok(call.encode_to_vec().into()),
        Encoding::Json => {
            serde_json::to_vec(call).map(Bytes::from).map_err(|error| UpstreamError::NotMesos {
                at: "the console".to_owned(),
                what: format!("the call cannot be written as JSON ({error})"),
            })
        }
    }
}

fn decode(body: &Bytes, encoding: Encoding) -> Result<Response, String> {
    match encoding {
        Encoding::Protobuf => Response::decode(body.clone()).map_err(|error| error.to_string()),
        Encoding::Json => serde_json::from_slice(body).map_err(|error| error.to_string()),
    }
}
