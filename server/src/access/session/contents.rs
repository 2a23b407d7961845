//! What stands in a session's cookie.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Ended;
use crate::access::dashboard::Shown;
use crate::access::identity::{Identity, Role, SessionId, Way};
use crate::access::moment::Moment;

/// Clocks of replicas differ a little: what was issued later than this from now was not issued by us.
const SKEW: Duration = Duration::from_secs(60);

/// What a session stands on beside its time: when that is gone, so is the session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Basis {
    /// Nothing that this console could ask.
    #[default]
    Nothing,
    /// A user's password, by a mark that changes with it.
    Password(String),
    /// A dashboard's link.
    Link(Shown),
}

/// A session that is open.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its name.
    pub id: SessionId,
    /// Whose it is.
    pub who: Identity,
    /// What it stands on.
    pub basis: Basis,
    /// When it began.
    pub issued: Moment,
    /// When it was used last, as far as the cookie knows.
    pub seen: Moment,
    /// When it ends, however much it is used.
    pub expires: Moment,
    /// How long it may be unused; for ever if nobody is there to use it.
    pub idle: Option<Duration>,
}

impl Session {
    /// When it ends if it is not used again.
    #[must_use]
    pub fn ends(&self) -> Moment {
        self.idle.map_or(self.expires, |idle| self.seen.after(idle).min(self.expires))
    }

    pub(super) fn check(&self, now: Moment) -> Result<(), Ended> {
        if self.issued > now.after(SKEW) {
            return Err(Ended::Forged);
        }
        if self.expires <= now {
            return Err(Ended::Expired);
        }
        if self.ends() <= now { Err(Ended::Idle) } else { Ok(()) }
    }
}

/// A session as it is written. Never the secret of anybody.
#[derive(Serialize, Deserialize)]
pub(super) struct Sealed {
    id: SessionId,
    name: String,
    role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bound: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    groups: Vec<String>,
    way: Way,
    #[serde(default)]
    basis: Basis,
    issued: Moment,
    seen: Moment,
    expires: Moment,
    /// In milliseconds.
    idle: Option<u64>,
}

impl Sealed {
    pub fn of(session: &Session) -> Self {
        let who = &session.who;
        let idle = session.idle.map(|idle| u64::try_from(idle.as_millis()).unwrap_or(u64::MAX));
        Self {
            id: session.id,
            name: who.name.clone(),
            role: who.role,
            bound: who.bound.clone(),
            groups: who.groups.clone(),
            way: who.way,
            basis: session.basis.clone(),
            issued: session.issued,
            seen: session.seen,
            expires: session.expires,
            idle,
        }
    }

    /// `None` for what no version of this console would have written.
    pub fn into_session(self) -> Option<Session> {
        if matches!(self.way, Way::Open | Way::Proxy) || self.seen < self.issued {
            return None;
        }
        let who = Identity {
            name: self.name,
            role: self.role,
            bound: self.bound,
            groups: self.groups,
            way: self.way,
            session: Some(self.id),
            mesos: None,
        };
        Some(Session {
            id: self.id,
            who,
            basis: self.basis,
            issued: self.issued,
            seen: self.seen,
            expires: self.expires,
            idle: self.idle.map(Duration::from_millis),
        })
    }
}
