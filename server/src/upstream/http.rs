//! One HTTP exchange with a master or an agent: time limits, size limits, and the reason when there is none.

use std::error::Error as _;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, StatusCode};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, Response, Url};
use thiserror::Error;

use super::address::authority;
use super::{Encoding, UpstreamError};
use crate::access::tls::upstream::{Presented, Settings};

/// How long to wait and how much to take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Until a connection stands.
    pub connect: Duration,
    /// Until the head of an answer is there: a busy master answers late, all calls queue.
    pub answer: Duration,
    /// Until the body is complete, from the head on.
    pub body: Duration,
    /// The largest body or record, in bytes.
    pub size: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            answer: Duration::from_secs(30),
            body: Duration::from_secs(120),
            size: 1024 << 20,
        }
    }
}

/// A complete answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status, whatever it is.
    pub status: StatusCode,
    /// `Content-Type` as sent, if sent.
    pub content_type: Option<String>,
    /// The whole body, decompressed.
    pub body: Bytes,
}

/// Why a call that must not be sent twice has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unanswered {
    /// The reason.
    pub error: UpstreamError,
    /// Whether any of it may have been read, and so acted on.
    pub sent: bool,
}

/// Sends requests and reads answers. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Http {
    client: Client,
    /// Opens a connection for each request.
    once: Client,
    /// Whom we claim to be, if by name.
    principal: Option<String>,
    /// What is said of that.
    authorization: Option<HeaderValue>,
    limits: Limits,
}

impl Http {
    /// A client that presents this, over connections as the settings have them. No redirect is followed.
    pub fn new(presented: &Presented, tls: &Settings, limits: Limits) -> Result<Self, UpstreamError> {
        let broken = |error: &dyn std::error::Error| UpstreamError::Tls {
            at: "any master".to_owned(),
            why: error.to_string(),
        };
        let builder = || {
            let builder = Client::builder()
                .no_proxy()
                .connect_timeout(limits.connect)
                .tcp_keepalive(Duration::from_secs(15))
                .dns_resolver(std::sync::Arc::new(SystemResolver))
                .user_agent(concat!("mesoscope/", env!("CARGO_PKG_VERSION")));
            tls.apply(builder).map_err(|error| broken(&error))
        };
        let client = builder()?.build().map_err(|error| broken(&error))?;
        let once = builder()?.pool_max_idle_per_host(0).build().map_err(|error| broken(&error))?;
        let principal = presented.principal().map(str::to_owned);
        Ok(Self { client, once, principal, authorization: presented.header(), limits })
    }

    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Whom we claim to be.
    pub fn principal(&self) -> Option<&str> {
        self.principal.as_deref()
    }

    /// Posts a call that may be sent twice and waits for the head of the answer. A connection that was kept may be closed by the other side at the moment
    /// of sending: then there is not a byte of an answer, and the call is sent once more.
    pub async fn post(
        &self,
        url: Url,
        body: Bytes,
        encoding: Encoding,
        accept: Encoding,
    ) -> Result<Response, UpstreamError> {
        let at = authority(&url);
        let after = self.limits.answer;
        let sent = async {
            let send = |client| self.request(client, url.clone(), body.clone(), encoding, accept).send();
            match send(&self.client).await {
                Err(error) if is_unanswered(&error) => send(&self.once).await,
                answered => answered,
            }
        };
        match tokio::time::timeout(after, sent).await {
            Err(_) => Err(UpstreamError::Timeout { at, what: "answer", after }),
            Ok(Err(error)) => Err(self.reason(at, &error)),
            Ok(Ok(response)) => finished(at, response),
        }
    }

    /// The same of a call that must not be sent twice, in JSON: on a connection of its own, so that one which had gone stale is not taken for an
    /// answer that was lost; and what fails says whether the call may have been read.
    pub async fn post_once(&self, url: Url, body: Bytes) -> Result<Response, Unanswered> {
        let at = authority(&url);
        let request = self.request(&self.once, url, body, Encoding::Json, Encoding::Json);
        let after = self.limits.answer;
        match tokio::time::timeout(after, request.send()).await {
            Err(_) => {
                Err(Unanswered { error: UpstreamError::Timeout { at, what: "answer", after }, sent: true })
            }
            // Without a connection nothing has been written.
            Ok(Err(error)) => Err(Unanswered { sent: !error.is_connect(), error: self.reason(at, &error) }),
            Ok(Ok(response)) => finished(at, response).map_err(|error| Unanswered { error, sent: true }),
        }
    }

    /// A request on a connection of its own, with whom we claim to be. Nothing limits its time.
    pub fn alone(&self, url: Url) -> reqwest::RequestBuilder {
        self.authorized(self.once.post(url))
    }

    fn request(
        &self,
        client: &Client,
        url: Url,
        body: Bytes,
        encoding: Encoding,
        accept: Encoding,
    ) -> reqwest::RequestBuilder {
        let request = client
            .post(url)
            .header(CONTENT_TYPE, encoding.media_type())
            .header(ACCEPT, accept.media_type())
            .body(body);
        self.authorized(request)
    }

    fn authorized(&self, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        match &self.authorization {
            Some(value) => request.header(AUTHORIZATION, value.clone()),
            None => request,
        }
    }

    /// Reads the rest of an answer whose status says it all: a body that breaks off is none.
    pub async fn said(&self, at: &str, response: Response) -> Answer {
        let (status, content_type) = (response.status(), text_header(response.headers(), CONTENT_TYPE));
        self.answer(at, response).await.unwrap_or_else(|error| {
            tracing::debug!(reason = error.kind(), "the words of an answer are lost: {error}");
            Answer { status, content_type, body: Bytes::new() }
        })
    }

    /// What an answer that is no success means.
    pub fn refusal(&self, at: &str, url: &Url, answer: &Answer, challenge: Option<&str>) -> UpstreamError {
        let at = at.to_owned();
        match answer.status {
            StatusCode::UNAUTHORIZED => UpstreamError::Unauthorized {
                at,
                realm: challenge.and_then(realm),
                principal: self.principal().map(str::to_owned),
            },
            StatusCode::FORBIDDEN => UpstreamError::Forbidden { at, text: words(answer) },
            StatusCode::NOT_FOUND => UpstreamError::NotAMaster { at, path: url.path().to_owned() },
            StatusCode::SERVICE_UNAVAILABLE => UpstreamError::Recovering { at, text: words(answer) },
            status => UpstreamError::Status { at, status: status.as_u16(), text: words(answer) },
        }
    }

    /// Why there is no answer, from the layers of the HTTP client's error.
    pub fn reason(&self, at: String, error: &reqwest::Error) -> UpstreamError {
        let mut layers = Vec::new();
        let mut layer = error.source();
        while let Some(error) = layer {
            layers.push(error);
            layer = error.source();
        }
        let innermost = layers.last().map_or_else(|| error.to_string(), ToString::to_string);
        if let Some(failed) = layers.iter().find_map(|layer| layer.downcast_ref::<NotResolved>()) {
            return UpstreamError::Dns { at, why: failed.0.clone() };
        }
        let kinds: Vec<io::ErrorKind> = layers
            .iter()
            .filter_map(|layer| layer.downcast_ref::<io::Error>())
            .map(io::Error::kind)
            .collect();
        if kinds.contains(&io::ErrorKind::ConnectionRefused) {
            return UpstreamError::Refused { at };
        }
        if error.is_timeout() || kinds.contains(&io::ErrorKind::TimedOut) {
            return UpstreamError::Timeout { at, what: "accept a connection", after: self.limits.connect };
        }
        let encrypted = error.url().is_some_and(|url| url.scheme() == "https");
        let handshake = kinds.iter().any(|kind| {
            matches!(kind, io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof | io::ErrorKind::Other)
        });
        if error.is_connect() && encrypted && handshake {
            return UpstreamError::Tls { at, why: innermost };
        }
        if error.is_connect() {
            return UpstreamError::Unreachable { at, why: innermost };
        }
        if error.is_body() || error.is_decode() {
            return UpstreamError::Ended { at, why: Some(innermost) };
        }
        if is_unanswered(error) {
            return UpstreamError::Ended { at, why: Some(innermost) };
        }
        if kinds.is_empty() {
            return UpstreamError::NotMesos { at, what: format!("its answer is not HTTP ({innermost})") };
        }
        UpstreamError::Unreachable { at, why: innermost }
    }
}

/// Nobody is asked to speak another protocol: whoever does has not answered, and what he says then is nobody's to hear.
pub(super) fn finished(at: String, response: Response) -> Result<Response, UpstreamError> {
    if response.status().is_informational() {
        let what = "it answers in another protocol, which nobody asked for".to_owned();
        return Err(UpstreamError::NotMesos { at, what });
    }
    Ok(response)
}

/// Whether the connection ended without a byte of an answer.
fn is_unanswered(error: &reqwest::Error) -> bool {
    let mut layer = error.source();
    while let Some(error) = layer {
        if error.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_incomplete_message) {
            return true;
        }
        layer = error.source();
    }
    false
}

/// A header as text.
pub(super) fn text_header(headers: &HeaderMap, name: http::HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// The challenge of a 401.
pub(super) fn challenge(headers: &HeaderMap) -> Option<String> {
    text_header(headers, WWW_AUTHENTICATE)
}

fn realm(challenge: &str) -> Option<String> {
    let (_, rest) = challenge.split_once("realm=\"")?;
    rest.split_once('"').map(|(realm, _)| realm.to_owned())
}

/// What a refusal says for itself, in one bounded line.
fn words(answer: &Answer) -> String {
    const MOST: usize = 300;
    let text = String::from_utf8_lossy(&answer.body);
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return answer.status.canonical_reason().unwrap_or("no reason given").to_owned();
    }
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// The system's resolver, with an error that can be recognised.
#[derive(Debug)]
struct SystemResolver;

#[derive(Debug, Error)]
#[error("{0}")]
struct NotResolved(String);

impl Resolve for SystemResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            match tokio::net::lookup_host((name.as_str(), 0)).await {
                Ok(found) => Ok(Box::new(found.collect::<Vec<SocketAddr>>().into_iter()) as Addrs),
                Err(error) => Err(Box::new(NotResolved(error.to_string())) as _),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use bytes::Bytes;
    use reqwest::Url;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::{Http, Limits, realm};
    use crate::access::tls::upstream::{Presented, Settings};
    use crate::upstream::Encoding;

    /// Answers one request on each connection, keeps it open, and closes it when the next one comes: as a server whose patience ends at that moment.
    async fn impatient() -> (String, Arc<AtomicUsize>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (at, asked) = (listener.local_addr().unwrap().to_string(), Arc::new(AtomicUsize::new(0)));
        let counted = asked.clone();
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let counted = counted.clone();
                tokio::spawn(async move {
                    let mut taken = [0; 4096];
                    if socket.read(&mut taken).await.is_ok_and(|bytes| bytes > 0) {
                        counted.fetch_add(1, Ordering::SeqCst);
                    }
                    socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await.unwrap();
                    if socket.read(&mut taken).await.is_ok_and(|bytes| bytes > 0) {
                        counted.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        });
        (at, asked)
    }

    #[tokio::test]
    async fn a_read_is_sent_again_when_a_kept_connection_ends_without_an_answer() {
        let (at, asked) = impatient().await;
        let http = Http::new(&Presented::Nothing, &Settings::default(), Limits::default()).unwrap();
        let url: Url = format!("http://{at}/api/v1").parse().unwrap();
        let body = Bytes::from_static(b"{}");
        for _ in 0..2 {
            let answer = http.post(url.clone(), body.clone(), Encoding::Json, Encoding::Json).await.unwrap();
            assert_eq!(http.answer(&at, answer).await.unwrap().body, "{}");
        }
        assert_eq!(asked.load(Ordering::SeqCst), 3, "answered, closed without an answer, answered");
        http.post_once(url, body).await.unwrap();
        assert_eq!(
            asked.load(Ordering::SeqCst),
            4,
            "what must not be sent twice has a connection of its own"
        );
    }

    #[test]
    fn the_realm_is_read_from_the_challenge() {
        assert_eq!(
            realm("Basic realm=\"mesos-master-readwrite\"").as_deref(),
            Some("mesos-master-readwrite")
        );
        assert_eq!(realm("Basic"), None);
    }
}
