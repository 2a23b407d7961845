//! Answers, with exactly the headers Mesos sends.

use std::io::{self, Write};

use axum::body::Body;
use axum::http::header::{ALLOW, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::print::document::Encoding;

/// Bodies from this size on are compressed if the client takes it.
const COMPRESSED_FROM: usize = 1024;

/// An answer.
pub struct Reply {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    payload: Payload,
}

enum Payload {
    /// An error's words, never compressed.
    Text(String),
    /// An answer in one piece.
    Whole(Bytes),
    /// An answer without end, never compressed.
    Stream(Body),
    /// No answer: the connection is closed.
    HangUp,
}

impl Reply {
    /// An error in words.
    pub fn error(status: StatusCode, words: impl Into<String>) -> Self {
        let kind = HeaderValue::from_static("text/plain; charset=utf-8");
        Self { status, headers: vec![(CONTENT_TYPE, kind)], payload: Payload::Text(words.into()) }
    }

    /// 400
    pub fn bad_request(words: impl Into<String>) -> Self {
        Self::error(StatusCode::BAD_REQUEST, words)
    }

    /// 409
    pub fn conflict(words: impl Into<String>) -> Self {
        Self::error(StatusCode::CONFLICT, words)
    }

    /// 404 as for a path that nobody answers.
    pub fn not_found() -> Self {
        Self::error(StatusCode::NOT_FOUND, "404 Not Found.")
    }

    /// 404 for a file or folder.
    pub fn no_such_file() -> Self {
        Self::error(StatusCode::NOT_FOUND, "")
    }

    /// 403 for what somebody may not do.
    pub fn forbidden() -> Self {
        Self::error(StatusCode::FORBIDDEN, "403 Forbidden.")
    }

    /// 403 for a file or folder.
    pub fn forbidden_file() -> Self {
        Self::error(StatusCode::FORBIDDEN, "")
    }

    /// 405
    pub fn method_not_allowed(method: &str) -> Self {
        let words =
            format!("405 Method Not Allowed. Expecting one of {{ 'POST' }}, but received '{method}'.");
        Self::error(StatusCode::METHOD_NOT_ALLOWED, words).with(ALLOW, HeaderValue::from_static("POST"))
    }

    /// 501 for a call that nobody means.
    pub fn not_implemented() -> Self {
        Self::error(StatusCode::NOT_IMPLEMENTED, "501 Not Implemented.")
    }

    /// 401 with the realm that asks.
    pub fn unauthorized(realm: &str) -> Self {
        let reply = Self::error(StatusCode::UNAUTHORIZED, "401 Unauthorized.");
        match HeaderValue::from_str(&format!("Basic realm=\"{realm}\"")) {
            Ok(challenge) => reply.with(WWW_AUTHENTICATE, challenge),
            Err(_) => reply,
        }
    }

    /// 307 to the leading master. The location has no scheme, as Mesos sends it.
    pub fn redirect(leader: &str, path: &str) -> Self {
        let location = HeaderValue::from_str(&format!("//{leader}{path}"));
        let reply = Self {
            status: StatusCode::TEMPORARY_REDIRECT,
            headers: Vec::new(),
            payload: Payload::Whole(Bytes::new()),
        };
        match location {
            Ok(location) => reply.with(LOCATION, location),
            Err(_) => Self::error(StatusCode::SERVICE_UNAVAILABLE, "No leader elected"),
        }
    }

    /// 200 without content.
    pub fn done() -> Self {
        Self { status: StatusCode::OK, headers: Vec::new(), payload: Payload::Whole(Bytes::new()) }
    }

    /// 202 without content.
    pub fn accepted() -> Self {
        Self { status: StatusCode::ACCEPTED, ..Self::done() }
    }

    /// No answer at all, as of a process that ends.
    pub fn hang_up() -> Self {
        Self { payload: Payload::HangUp, ..Self::done() }
    }

    /// 200 with a message.
    pub fn content(encoding: Encoding, bytes: impl Into<Bytes>) -> Self {
        Self::media(encoding.media_type(), Payload::Whole(bytes.into()))
    }

    /// 200 with a stream.
    pub fn stream(media_type: &'static str, body: Body) -> Self {
        Self::media(media_type, Payload::Stream(body))
    }

    fn media(media_type: &'static str, payload: Payload) -> Self {
        let kind = (CONTENT_TYPE, HeaderValue::from_static(media_type));
        Self { status: StatusCode::OK, headers: vec![kind], payload }
    }

    /// With one header more.
    pub fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Whether compressing it takes a while.
    pub fn is_large(&self) -> bool {
        matches!(&self.payload, Payload::Whole(bytes) if bytes.len() > 1 << 20)
    }

    /// As HTTP has it. `gzip` says whether the client takes that.
    pub fn into_response(self, gzip: bool) -> io::Result<Response<Body>> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.extend(self.headers);
        let bytes = match self.payload {
            Payload::Stream(body) => {
                *response.body_mut() = body;
                return Ok(response);
            }
            Payload::HangUp => return Err(io::Error::new(io::ErrorKind::ConnectionReset, "no answer")),
            Payload::Text(words) => Bytes::from(words),
            Payload::Whole(bytes) if gzip && bytes.len() >= COMPRESSED_FROM => {
                headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
                compress(&bytes)
            }
            Payload::Whole(bytes) => bytes,
        };
        headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        *response.body_mut() = Body::from(bytes);
        Ok(response)
    }
}

fn compress(bytes: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::fast());
    // Writing to memory cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default().into()
}
