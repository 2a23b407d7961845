//! Why a request has no session, and what is kept in memory of those that are open or were ended early.

use std::collections::HashMap;

use thiserror::Error;

use crate::access::identity::SessionId;
use crate::access::moment::Moment;
use crate::config::Credentials;

/// The most sessions with credentials of Mesos at once.
const MOST_KEPT: usize = 10_000;

/// How many entries are added before those that are over are looked for.
const BETWEEN_SWEEPS: usize = 256;

/// Why a request has no session. All of them are answered alike, by 401; the words are for the page that asks to log in again.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Ended {
    /// It brought none.
    #[error("log in to use this console")]
    None,
    /// What it brought was not made here, or was changed.
    #[error("the session is not one of this console's: log in again")]
    Forged,
    /// It was not used for too long.
    #[error("the session was not used for a while and has ended: log in again")]
    Idle,
    /// It is as old as sessions get.
    #[error("the session has reached its end: log in again")]
    Expired,
    /// Somebody ended it.
    #[error("the session was logged out: log in again")]
    LoggedOut,
    /// The credentials were in the memory of a process that is gone.
    #[error("the console was restarted and has forgotten the credentials: log in again")]
    Lost,
    /// The user was removed, or has another password.
    #[error("this user has been changed or removed: log in again")]
    UserChanged,
    /// The dashboard's link was revoked.
    #[error("the link of this dashboard was revoked: ask whoever gave it for another")]
    Revoked,
}

/// Sessions that were ended before their time, until they would have ended anyway.
#[derive(Debug, Default)]
pub(super) struct Revoked {
    until: HashMap<SessionId, Moment>,
    added: usize,
}

impl Revoked {
    pub fn add(&mut self, id: SessionId, until: Moment, now: Moment) {
        self.until.insert(id, until);
        self.added += 1;
        if self.added >= BETWEEN_SWEEPS {
            self.added = 0;
            self.until.retain(|_, until| *until > now);
        }
    }

    pub fn has(&self, id: &SessionId) -> bool {
        self.until.contains_key(id)
    }
}

/// When sessions were used last, in this process.
#[derive(Debug, Default)]
pub(super) struct Touched {
    last: HashMap<SessionId, (Moment, Moment)>,
    added: usize,
}

impl Touched {
    pub fn note(&mut self, id: SessionId, now: Moment, until: Moment) {
        if self.last.insert(id, (now, until)).is_none() {
            self.added += 1;
        }
        if self.added >= BETWEEN_SWEEPS {
            self.added = 0;
            self.last.retain(|_, (_, until)| *until > now);
        }
    }

    pub fn last(&self, id: &SessionId) -> Option<Moment> {
        self.last.get(id).map(|(last, _)| *last)
    }
}

/// Credentials of Mesos, which never leave the process.
#[derive(Debug, Default)]
pub(super) struct Kept {
    of: HashMap<SessionId, (Credentials, Moment)>,
}

impl Kept {
    /// `None` if there are too many.
    pub fn put(&mut self, id: SessionId, credentials: Credentials, until: Moment, now: Moment) -> Option<()> {
        if self.of.len() >= MOST_KEPT || self.of.len().is_multiple_of(BETWEEN_SWEEPS) {
            self.of.retain(|_, (_, until)| *until > now);
        }
        if self.of.len() >= MOST_KEPT {
            return None;
        }
        self.of.insert(id, (credentials, until));
        Some(())
    }

    pub fn get(&self, id: &SessionId) -> Option<Credentials> {
        self.of.get(id).map(|(credentials, _)| credentials.clone())
    }

    pub fn forget(&mut self, id: &SessionId) {
        self.of.remove(id);
    }
}

#[cfg(test)]
mod tests {
    use super::{BETWEEN_SWEEPS, Kept, MOST_KEPT, Revoked};
    use crate::access::identity::SessionId;
    use crate::access::moment::Moment;
    use crate::config::Credentials;

    #[test]
    fn what_is_over_is_forgotten() {
        let (early, late) = (Moment::from_millis(10), Moment::from_millis(1000));
        let mut revoked = Revoked::default();
        for _ in 0..BETWEEN_SWEEPS * 4 {
            revoked.add(SessionId::random(), early, late);
        }
        assert!(revoked.until.is_empty());
        let stays = SessionId::random();
        revoked.add(stays, late.after(std::time::Duration::from_secs(1)), late);
        assert!(revoked.has(&stays));
    }

    #[test]
    fn there_is_an_end_to_what_is_kept() {
        let (early, late) = (Moment::from_millis(10), Moment::from_millis(1000));
        let mut kept = Kept::default();
        let put = |kept: &mut Kept, until, now| {
            kept.put(SessionId::random(), Credentials::new("p", "s"), until, now).is_some()
        };
        assert!((0..MOST_KEPT).all(|_| put(&mut kept, late, early)));
        assert!(!put(&mut kept, late, early));
        assert!(put(&mut kept, late.after(std::time::Duration::from_secs(9)), late), "all others are over");
    }
}
