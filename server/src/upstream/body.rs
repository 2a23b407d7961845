//! The bodies of answers, up to the limits: whole, or taken apart while they arrive.

use bytes::{Bytes, BytesMut};
use http::header::CONTENT_TYPE;
use operator_api::arriving::Apart;
use reqwest::Response;
use serde::de::DeserializeOwned;

use super::arriving::Arriving;
use super::http::{Http, finished, text_header};
use super::{Answer, Encoding, UpstreamError};

/// A body as it comes.
struct Body<'a> {
    http: &'a Http,
    at: &'a str,
    response: Response,
    /// How many bytes have come.
    bytes: usize,
}

impl Body<'_> {
    /// The next bytes of it; `None` at its end.
    async fn next(&mut self) -> Result<Option<Bytes>, UpstreamError> {
        let chunk = self.response.chunk().await;
        let chunk = chunk.map_err(|error| self.http.reason(self.at.to_owned(), &error))?;
        self.bytes += chunk.as_ref().map_or(0, Bytes::len);
        self.http.within_limit(self.at, self.bytes as u64)?;
        Ok(chunk)
    }
}

impl Http {
    /// Reads the rest of an answer, up to the limits.
    pub async fn answer(&self, at: &str, response: Response) -> Result<Answer, UpstreamError> {
        let status = response.status();
        let content_type = text_header(response.headers(), CONTENT_TYPE);
        let mut body = self.body(at, response)?;
        let read = async {
            // What is announced is reserved at once: a body of some hundred MB is not to be copied again and again.
            let announced = body.response.content_length().unwrap_or(0);
            let mut whole = BytesMut::with_capacity(usize::try_from(announced).unwrap_or(0));
            while let Some(bytes) = body.next().await? {
                whole.extend_from_slice(&bytes);
            }
            Ok(whole.freeze())
        };
        Ok(Answer { status, content_type, body: self.in_time(at, read).await? })
    }

    /// Reads the rest of an answer, up to the limits, and takes the message in it apart meanwhile. Says how many bytes it had, too.
    pub async fn apart<M: Apart + Default + DeserializeOwned + Send + 'static>(
        &self,
        at: &str,
        response: Response,
        encoding: Encoding,
    ) -> Result<(M, usize), UpstreamError> {
        let unread = |why: String| UpstreamError::NotMesos {
            at: at.to_owned(),
            what: format!("its answer cannot be read ({why})"),
        };
        let mut body = self.body(at, response)?;
        let read = async {
            let mut arriving = Arriving::new(encoding);
            while let Some(bytes) = body.next().await? {
                arriving = arriving.push(bytes).await.map_err(unread)?;
            }
            Ok((arriving.finish().await.map_err(unread)?, body.bytes))
        };
        self.in_time(at, read).await
    }

    fn body<'a>(&'a self, at: &'a str, response: Response) -> Result<Body<'a>, UpstreamError> {
        let response = finished(at.to_owned(), response)?;
        self.within_limit(at, response.content_length().unwrap_or(0))?;
        Ok(Body { http: self, at, response, bytes: 0 })
    }

    fn within_limit(&self, at: &str, size: u64) -> Result<(), UpstreamError> {
        let limit = self.limits().size as u64;
        if size > limit { Err(UpstreamError::TooLarge { at: at.to_owned(), size, limit }) } else { Ok(()) }
    }

    async fn in_time<T>(
        &self,
        at: &str,
        read: impl Future<Output = Result<T, UpstreamError>>,
    ) -> Result<T, UpstreamError> {
        let (at, after) = (at.to_owned(), self.limits().body);
        let late = UpstreamError::Timeout { at, what: "finish its answer", after };
        tokio::time::timeout(after, read).await.unwrap_or(Err(late))
    }
}
