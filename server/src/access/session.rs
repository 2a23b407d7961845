//! Sessions. What a session is stands in its cookie, sealed, so that replicas need share nothing but the key; in memory are only the list of
//! sessions that were ended early and, of those who came with Mesos credentials, the credentials.
//!
//! A session ends when nobody has used it for a while, at the latest some hours after the login, with the logout, and when what it stands on
//! is gone: [`super::door`] asks the users file and the dashboards' list. A login always makes a new one.

mod contents;
pub mod cookie;
mod ended;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use http::{HeaderMap, HeaderValue};

pub use contents::{Basis, Session};
pub use ended::Ended;

use self::contents::Sealed;
use self::ended::{Kept, Revoked, Touched};
use super::identity::{Identity, SessionId, Way};
use super::key::{Keys, Purpose};
use super::moment::Moment;
use cookie::Cookie;

/// How long sessions last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetimes {
    /// Without being used.
    pub idle: Duration,
    /// However much they are used.
    pub absolute: Duration,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self { idle: Duration::from_secs(30 * 60), absolute: Duration::from_secs(12 * 60 * 60) }
    }
}

/// Makes sessions and reads them.
#[derive(Debug)]
pub struct Sessions {
    keys: Keys,
    cookie: Cookie,
    lifetimes: Lifetimes,
    revoked: Mutex<Revoked>,
    kept: Mutex<Kept>,
    touched: Mutex<Touched>,
}

impl Sessions {
    /// Sealed with `keys`, kept in `cookie`.
    #[must_use]
    pub fn new(keys: Keys, cookie: Cookie, lifetimes: Lifetimes) -> Self {
        Self {
            keys,
            cookie,
            lifetimes,
            revoked: Mutex::default(),
            kept: Mutex::default(),
            touched: Mutex::default(),
        }
    }

    /// Begins a session after a login, and ends the one that the browser came with: whoever knew that one knows nothing of this. `until` ends it
    /// earlier than others, as a dashboard's link does; such a session has nobody who could be idle. `None` if there are too many sessions with
    /// credentials of Mesos.
    pub fn begin(
        &self,
        who: Identity,
        basis: Basis,
        before: Option<&Session>,
        until: Option<Moment>,
        now: Moment,
    ) -> Option<(Session, HeaderValue)> {
        if let Some(before) = before {
            self.end(before, now);
        }
        let id = SessionId::random();
        let last = now.after(self.lifetimes.absolute);
        let expires = match until {
            Some(until) if who.way == Way::Dashboard => until,
            Some(until) => until.min(last),
            None => last,
        };
        if let Some(credentials) = who.mesos.clone() {
            self.kept.lock().unwrap_or_else(PoisonError::into_inner).put(id, credentials, expires, now)?;
        }
        let who = Identity { session: Some(id), ..who };
        let session = Session { id, who, basis, issued: now, seen: now, expires, idle: self.idle_of(until) };
        let cookie = self.write(&session, now)?;
        Some((session, cookie))
    }

    fn idle_of(&self, until: Option<Moment>) -> Option<Duration> {
        until.is_none().then_some(self.lifetimes.idle)
    }

    /// The session of a request.
    ///
    /// # Errors
    /// Why there is none.
    pub fn read(&self, headers: &HeaderMap, now: Moment) -> Result<Session, Ended> {
        let sealed = self.cookie.read(headers)?;
        let sealed: Sealed = self.keys.open(Purpose::Session, &sealed).ok_or(Ended::Forged)?;
        let mut session = sealed.into_session().ok_or(Ended::Forged)?;
        session.check(now)?;
        if self.revoked.lock().unwrap_or_else(PoisonError::into_inner).has(&session.id) {
            return Err(Ended::LoggedOut);
        }
        if session.who.way == Way::Mesos {
            let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&session.id);
            session.who.mesos = Some(kept.ok_or(Ended::Lost)?);
        }
        Ok(session)
    }

    /// Notes that somebody used the session: the cookie to send, if the old one is no longer good enough. Not to be called for what a page does by
    /// itself, or no session would ever be idle.
    #[must_use]
    pub fn touch(&self, session: &Session, now: Moment) -> Option<HeaderValue> {
        let idle = session.idle?;
        self.touched.lock().unwrap_or_else(PoisonError::into_inner).note(session.id, now, session.expires);
        if now.since(session.seen) < idle / 20 {
            return None;
        }
        self.write(&Session { seen: now, ..session.clone() }, now)
    }

    /// Ends a session, whoever has its cookie.
    pub fn end(&self, session: &Session, now: Moment) {
        self.revoked.lock().unwrap_or_else(PoisonError::into_inner).add(session.id, session.expires, now);
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).forget(&session.id);
    }

    /// Whether a session that was open a moment ago still is: for streams, which ask now and then. A stream whose session was used through another
    /// replica is told that it was idle, and its page comes again with the newer cookie.
    ///
    /// # Errors
    /// Why it has ended.
    pub fn check(&self, session: &Session, now: Moment) -> Result<(), Ended> {
        let touched = self.touched.lock().unwrap_or_else(PoisonError::into_inner).last(&session.id);
        let seen = touched.map_or(session.seen, |touched| touched.max(session.seen));
        Session { seen, ..session.clone() }.check(now)?;
        let revoked = self.revoked.lock().unwrap_or_else(PoisonError::into_inner);
        if revoked.has(&session.id) { Err(Ended::LoggedOut) } else { Ok(()) }
    }

    /// Ends whatever session a request brings; the cookie that takes it away, if it brings one.
    pub fn leave(&self, headers: &HeaderMap, now: Moment) -> Option<HeaderValue> {
        if let Ok(session) = self.read(headers, now) {
            self.end(&session, now);
        }
        let is_there = !matches!(self.cookie.read(headers), Err(Ended::None));
        is_there.then(|| self.cleared())
    }

    /// The cookie that takes the session away from the browser.
    #[must_use]
    pub fn cleared(&self) -> HeaderValue {
        self.cookie.cleared()
    }

    fn write(&self, session: &Session, now: Moment) -> Option<HeaderValue> {
        let sealed = self.keys.seal(Purpose::Session, &Sealed::of(session))?;
        let written = self.cookie.written(&sealed, session.expires.since(now));
        if written.is_none() {
            let name = &session.who.name;
            tracing::error!("the session of {name} does not fit into a cookie: bind it to fewer Mesos roles");
        }
        written
    }
}
