//! The masters of one cluster: whichever leads is the one that is asked.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use operator_api::v1::MasterInfo;
use reqwest::Response;

use super::http::{Http, Unanswered, challenge, text_header};
use super::{Answer, Encoding, Limits, MasterUrl, UpstreamError, redirect};
use crate::access::tls::upstream::{Presented, Settings};
use crate::config::Credentials;

/// A standby names the leader, which may just have lost an election: more hops than this are a loop.
const MOST_HOPS: usize = 3;

/// How many `host:port`s are kept that leaders have named as their own.
const MOST_LEARNT: usize = 16;

/// The client of the leading master.
#[derive(Debug)]
pub struct Masters {
    http: Http,
    configured: Vec<MasterUrl>,
    /// What is wrong with configured addresses; told when no master answers.
    bad: Vec<UpstreamError>,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    leader: Option<MasterUrl>,
    learnt: Vec<String>,
}

/// The head of an answer, and who gave it.
pub(super) struct Reply {
    pub master: MasterUrl,
    pub response: Response,
    /// From sending the call to the head of its answer: while it computes an answer, a master does nothing else.
    pub waited: Duration,
}

impl Masters {
    /// A client of the masters at these addresses. An address that is none is reported by the first call, not here: the console runs and
    /// says on its page what is wrong.
    ///
    /// # Errors
    /// [`UpstreamError::Tls`] if the TLS library cannot be set up.
    pub fn new(
        addresses: &[String],
        credentials: Option<Credentials>,
        limits: Limits,
    ) -> Result<Self, UpstreamError> {
        Self::presenting(&credentials.into(), addresses, &Settings::default(), limits)
    }

    /// The same with anything that can be presented, over connections as the settings have them.
    ///
    /// # Errors
    /// [`UpstreamError::Tls`] if the TLS library cannot be set up, or a file that the settings name cannot be used.
    pub fn presenting(
        presented: &Presented,
        addresses: &[String],
        tls: &Settings,
        limits: Limits,
    ) -> Result<Self, UpstreamError> {
        let (mut configured, mut bad) = (Vec::new(), Vec::new());
        for address in addresses {
            match MasterUrl::parse(address) {
                Ok(url) if configured.contains(&url) => {}
                Ok(url) => configured.push(url),
                Err(error) => bad.push(error),
            }
        }
        Ok(Self { http: Http::new(presented, tls, limits)?, configured, bad, known: Mutex::default() })
    }

    /// As whom masters are asked; `None` if as nobody.
    #[must_use]
    pub fn principal(&self) -> Option<&str> {
        self.http.principal()
    }

    /// Who answered last as the leader.
    #[must_use]
    pub fn leader(&self) -> Option<MasterUrl> {
        self.known().leader.clone()
    }

    /// Takes note of the addresses a leading master says are its own, so that a standby's redirect to them can be followed.
    pub fn learn(&self, leader: &MasterInfo) {
        let port = leader.address.as_ref().map_or(i64::from(leader.port), |address| i64::from(address.port));
        let address = leader.address.as_ref();
        let names = [
            leader.hostname.as_deref(),
            address.and_then(|address| address.hostname.as_deref()),
            address.and_then(|address| address.ip.as_deref()),
        ];
        let mut known = self.known();
        for name in names.into_iter().flatten().filter(|name| !name.is_empty()) {
            let authority = format!("{}:{port}", name.to_ascii_lowercase());
            if !known.learnt.contains(&authority) {
                if known.learnt.len() == MOST_LEARNT {
                    known.learnt.remove(0);
                }
                known.learnt.push(authority);
            }
        }
    }

    /// One call in JSON, as a browser sent it; the answer as the master gave it, whatever its status.
    ///
    /// # Errors
    /// When no leading master answers.
    pub async fn call_raw(&self, body: Bytes) -> Result<Answer, UpstreamError> {
        self.exchange(body, Encoding::Json).await
    }

    /// The same with a call in either encoding, answered in the same.
    ///
    /// # Errors
    /// When no leading master answers.
    pub async fn exchange(&self, body: Bytes, encoding: Encoding) -> Result<Answer, UpstreamError> {
        let reply = self.send(&body, encoding, encoding).await?;
        self.http.answer(&reply.master.authority(), reply.response).await
    }

    /// One call in JSON that must not be sent twice; the answer as the master gave it, whatever its status. Another master is asked only
    /// where the call has certainly not been read: nobody listened, or it said that it does not lead.
    ///
    /// # Errors
    /// When no leading master answers.
    pub async fn exchange_once(&self, body: &Bytes) -> Result<Answer, Unanswered> {
        let mut asked: Vec<MasterUrl> = Vec::new();
        let mut reason: Option<UpstreamError> = None;
        for candidate in self.candidates() {
            let mut next = Some(candidate);
            while let Some(master) = next.take() {
                if asked.contains(&master) {
                    continue;
                }
                asked.push(master.clone());
                let failed = match self.http.post_once(master.api(), body.clone()).await {
                    Ok(response) if response.status() == StatusCode::TEMPORARY_REDIRECT => {
                        let learnt = self.known().learnt.clone();
                        match redirect::leader(&master, response.headers(), &self.configured, &learnt) {
                            Ok(leader) if asked.contains(&leader) || asked.len() > MOST_HOPS => {
                                UpstreamError::RedirectLoop { at: master.authority() }
                            }
                            Ok(leader) => {
                                next = Some(leader);
                                continue;
                            }
                            Err(error) => error,
                        }
                    }
                    Ok(response) => {
                        if response.status() != StatusCode::SERVICE_UNAVAILABLE {
                            self.known().leader = Some(master.clone());
                        }
                        return Ok(self.http.said(&master.authority(), response).await);
                    }
                    Err(unanswered) if unanswered.sent => return Err(unanswered),
                    Err(unanswered) => unanswered.error,
                };
                tracing::debug!(master = %master, reason = failed.kind(), "this master has not taken the call");
                if reason.as_ref().is_none_or(|known| failed.weight() > known.weight()) {
                    reason = Some(failed);
                }
            }
        }
        Err(Unanswered { error: self.nobody(reason), sent: false })
    }

    /// Posts to the leading master: first to the one that led last, then to the configured ones in turn, following redirects among them.
    /// Any answer but "not I" and "not ready" is the leader's. Only for calls that may be sent twice: a master that does not answer in time
    /// may have acted all the same.
    pub(super) async fn send(
        &self,
        body: &Bytes,
        encoding: Encoding,
        accept: Encoding,
    ) -> Result<Reply, UpstreamError> {
        let mut asked: Vec<MasterUrl> = Vec::new();
        let mut reason: Option<UpstreamError> = None;
        for candidate in self.candidates() {
            let mut next = Some(candidate);
            while let Some(master) = next.take() {
                if asked.contains(&master) {
                    continue;
                }
                asked.push(master.clone());
                let failed = match self.ask(&master, body, encoding, accept).await {
                    Ok(Asked::Answered(reply)) => {
                        self.known().leader = Some(master);
                        return Ok(reply);
                    }
                    Ok(Asked::Redirected(leader)) if asked.contains(&leader) || asked.len() > MOST_HOPS => {
                        UpstreamError::RedirectLoop { at: master.authority() }
                    }
                    Ok(Asked::Redirected(leader)) => {
                        next = Some(leader);
                        continue;
                    }
                    Err(error) => error,
                };
                tracing::debug!(master = %master, reason = failed.kind(), "no answer from this master");
                if reason.as_ref().is_none_or(|known| failed.weight() > known.weight()) {
                    reason = Some(failed);
                }
            }
        }
        self.known().leader = None;
        Err(self.nobody(reason))
    }

    /// Why nobody was there to ask.
    fn nobody(&self, reason: Option<UpstreamError>) -> UpstreamError {
        reason.or_else(|| self.bad.first().cloned()).unwrap_or_else(|| UpstreamError::BadUrl {
            url: String::new(),
            why: "no master is configured".to_owned(),
        })
    }

    /// Reads a small answer and says what it means; for answers that should have been another.
    pub(super) async fn refusal(&self, reply: Reply) -> UpstreamError {
        let at = reply.master.authority();
        let challenge = challenge(reply.response.headers());
        match self.http.answer(&at, reply.response).await {
            Ok(answer) => self.http.refusal(&at, &reply.master.api(), &answer, challenge.as_deref()),
            Err(error) => error,
        }
    }

    pub(super) fn http(&self) -> &Http {
        &self.http
    }

    async fn ask(
        &self,
        master: &MasterUrl,
        body: &Bytes,
        encoding: Encoding,
        accept: Encoding,
    ) -> Result<Asked, UpstreamError> {
        let sent = Instant::now();
        let response = self.http.post(master.api(), body.clone(), encoding, accept).await?;
        let reply = Reply { master: master.clone(), waited: sent.elapsed(), response };
        match reply.response.status() {
            StatusCode::TEMPORARY_REDIRECT => {
                let learnt = self.known().learnt.clone();
                let leader = redirect::leader(master, reply.response.headers(), &self.configured, &learnt)?;
                Ok(Asked::Redirected(leader))
            }
            StatusCode::SERVICE_UNAVAILABLE => Err(self.refusal(reply).await),
            _ => Ok(Asked::Answered(reply)),
        }
    }

    fn candidates(&self) -> impl Iterator<Item = MasterUrl> {
        let leader = self.known().leader.clone();
        leader.into_iter().chain(self.configured.iter().cloned())
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Asked {
    Answered(Reply),
    Redirected(MasterUrl),
}

impl Reply {
    /// Whether the answer is of this type; parameters do not matter.
    pub fn is(&self, encoding: Encoding) -> bool {
        self.content_type().split(';').next().is_some_and(|kind| kind.trim() == encoding.media_type())
    }

    pub fn content_type(&self) -> String {
        text_header(self.response.headers(), CONTENT_TYPE).unwrap_or_default()
    }
}
