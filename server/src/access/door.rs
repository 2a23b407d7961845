//! The one place where a request becomes an [`Identity`]: every door asks here, and nothing else reads cookies or a proxy's headers.

mod open;

use std::net::{IpAddr, SocketAddr};

use http::{HeaderMap, HeaderValue};
use thiserror::Error;

use super::dashboard::{self, Link, Register};
use super::identity::{Identity, Role, Way};
use super::key::Keys;
use super::limits::Limits;
use super::login::{self, Gate};
use super::mapping::Mapping;
use super::moment::Moment;
use super::oidc::Oidc;
use super::permission::{Denied, Permission, Table};
use super::proxy::{self, Proxy};
use super::session::{Basis, Ended, Session, Sessions};
use super::settings::WayIn;
use super::users::{Password, Users};
use crate::config::Credentials;

/// Everything about access, put together.
#[derive(Debug)]
pub struct Access {
    /// The ways in; nobody is asked where there is none.
    pub ways: Vec<WayIn>,
    /// Who may what.
    pub table: Table,
    /// How often, and how much at once.
    pub limits: Limits,
    /// For the way `oidc`.
    pub oidc: Option<Oidc>,
    /// The links of dashboards.
    pub register: Register,
    /// Origins that may show dashboards in a frame.
    pub embed: Vec<String>,
    keys: Keys,
    sessions: Sessions,
    boards: Sessions,
    boards_without_login: bool,
    gate: Gate,
    users: Option<std::sync::Arc<Users>>,
    proxy: Option<Proxy>,
    trusted: Vec<ipnet::IpNet>,
    open_role: Role,
    mesos: Mapping,
}

/// Who asks, from where, and by which session.
#[derive(Clone, Debug)]
pub struct Asker {
    /// Who.
    pub who: Identity,
    /// The session, if it is by one.
    pub session: Option<Session>,
    /// The connection's address.
    pub peer: SocketAddr,
    /// The address behind trusted proxies.
    pub client: IpAddr,
}

/// Why nobody is known to ask: 401, or 403 where logging in would not help.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Unknown {
    /// There is no session.
    #[error(transparent)]
    Session(#[from] Ended),
    /// The proxy's headers do not say.
    #[error(transparent)]
    Proxy(#[from] proxy::Refused),
}

/// Why a dashboard's link was not taken.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum BoardRefused {
    /// The link.
    #[error(transparent)]
    Link(#[from] dashboard::Refused),
    /// Links are for people who are logged in.
    #[error("this console shows dashboards to those who are logged in: log in first")]
    Login,
}

impl Asker {
    /// Whom requests, streams and downloads are counted for. Who is not told apart by a name is by his address.
    #[must_use]
    pub fn key(&self) -> String {
        match self.who.way {
            Way::Open | Way::Dashboard => self.client.to_string(),
            Way::Mesos | Way::User | Way::Proxy | Way::Oidc => self.who.name.clone(),
        }
    }
}

impl Access {
    /// The address of whoever asks, behind trusted proxies.
    #[must_use]
    pub fn client(&self, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
        proxy::client(&self.trusted, peer, headers)
    }

    /// Who asks.
    ///
    /// # Errors
    /// If that is not known: no door but those of logging in may go on then.
    pub fn identify(&self, peer: SocketAddr, headers: &HeaderMap, now: Moment) -> Result<Asker, Unknown> {
        let client = self.client(peer, headers);
        let asker = |who, session| Asker { who, session, peer, client };
        if self.ways.is_empty() {
            return Ok(asker(Identity::open(self.open_role), None));
        }
        let known = match self.session(headers, now) {
            Ok(session) => return Ok(asker(session.who.clone(), Some(session))),
            Err(ended) => match &self.proxy {
                Some(proxy) => match proxy.identify(peer.ip(), headers) {
                    Ok(who) => return Ok(asker(who, None)),
                    // Somebody who has another way in need not come by the proxy.
                    Err(proxy::Refused::Untrusted(_)) if self.ways.len() > 1 => Unknown::Session(ended),
                    Err(refused) => Unknown::Proxy(refused),
                },
                None => Unknown::Session(ended),
            },
        };
        // Last, so that somebody who opens a link in his own browser stays who he is.
        match self.boards.read(headers, now).and_then(of_a_link).and_then(|session| self.still(session)) {
            Ok(session) => Ok(asker(session.who.clone(), Some(session))),
            Err(Ended::None) => Err(known),
            Err(ended) => Err(Unknown::Session(ended)),
        }
    }

    /// The session of a request, if what it stands on still holds.
    fn session(&self, headers: &HeaderMap, now: Moment) -> Result<Session, Ended> {
        let session = self.sessions.read(headers, now).and_then(|session| self.still(session))?;
        let way = match session.who.way {
            Way::User => WayIn::Users,
            Way::Oidc => WayIn::Oidc,
            Way::Mesos => WayIn::Mesos,
            Way::Open | Way::Proxy | Way::Dashboard => return Err(Ended::Forged),
        };
        // A way that was closed closes its sessions.
        if self.ways.contains(&way) { Ok(session) } else { Err(Ended::Expired) }
    }

    /// Of a user the file decides now, not as it was at the login.
    fn still(&self, mut session: Session) -> Result<Session, Ended> {
        match &session.basis {
            Basis::Nothing => {}
            Basis::Link(shown) if self.register.is_revoked(&shown.id) => return Err(Ended::Revoked),
            Basis::Link(_) => {}
            Basis::Password(mark) => {
                let user = self.users.as_ref().and_then(|users| users.find(&session.who.name));
                let user = user.filter(|user| user.mark() == *mark).ok_or(Ended::UserChanged)?;
                session.who.role = user.role;
                session.who.bound = user.bind;
            }
        }
        Ok(session)
    }

    /// Whether a session that was open when a stream began still is. To be asked every few seconds, and the stream closed if not.
    ///
    /// # Errors
    /// Why it has ended.
    pub fn still_open(&self, session: &Session, now: Moment) -> Result<(), Ended> {
        let sessions = if session.who.way == Way::Dashboard { &self.boards } else { &self.sessions };
        sessions.check(session, now)?;
        let as_is = self.still(session.clone())?;
        let same = as_is.who.role == session.who.role && as_is.who.bound == session.who.bound;
        if same { Ok(()) } else { Err(Ended::UserChanged) }
    }

    /// Whether somebody may do something.
    ///
    /// # Errors
    /// Why not.
    pub fn decide(&self, who: &Identity, permission: Permission) -> Result<(), Denied> {
        self.table.decide(who, permission)
    }

    /// Logs a user in by his password. The session that the browser came with ends.
    ///
    /// # Errors
    /// Why not, the same for a name that nobody has.
    pub async fn log_in(
        &self,
        name: &str,
        password: Password,
        (peer, headers): (SocketAddr, &HeaderMap),
        now: Moment,
    ) -> Result<(Session, HeaderValue), login::Refused> {
        let client = self.client(peer, headers);
        let users = self.users.clone().ok_or(login::Refused::Wrong)?;
        let of = name.to_owned();
        let user = self.gate.attempt(name, client, now, move || users.verify(&of, &password)).await?;
        let basis = Basis::Password(user.mark());
        self.begin(user.identity(), basis, headers, now).ok_or(login::Refused::Busy)
    }

    /// Lets somebody try credentials of Mesos, which only Mesos can check. If it takes them: [`Self::begin_with_mesos`] and [`login::Attempt::succeeded`].
    ///
    /// # Errors
    /// If he has to wait.
    pub fn attempt(
        &self,
        name: &str,
        (peer, headers): (SocketAddr, &HeaderMap),
        now: Moment,
    ) -> Result<login::Attempt<'_>, login::Refused> {
        self.gate.enter(name, self.client(peer, headers), now)
    }

    /// Begins a session for credentials that Mesos has taken. What their principal may do is Mesos' to say: the role here is the highest that the
    /// configuration gives.
    pub fn begin_with_mesos(
        &self,
        credentials: Credentials,
        headers: &HeaderMap,
        now: Moment,
    ) -> Option<(Session, HeaderValue)> {
        if !self.ways.contains(&WayIn::Mesos) {
            return None;
        }
        let groups = vec![credentials.principal.clone()];
        let mapped = self.mesos.of(&groups)?;
        let who = Identity {
            name: credentials.principal.clone(),
            role: mapped.role,
            bound: mapped.bound,
            groups: Vec::new(),
            way: Way::Mesos,
            session: None,
            mesos: Some(credentials),
        };
        self.begin(who, Basis::Nothing, headers, now)
    }

    /// Begins a session for whom a provider has named: see [`Oidc::finish`].
    pub fn begin_with_oidc(
        &self,
        who: Identity,
        headers: &HeaderMap,
        now: Moment,
    ) -> Option<(Session, HeaderValue)> {
        self.begin(who, Basis::Nothing, headers, now)
    }

    fn begin(
        &self,
        who: Identity,
        basis: Basis,
        headers: &HeaderMap,
        now: Moment,
    ) -> Option<(Session, HeaderValue)> {
        let before = self.sessions.read(headers, now).ok();
        self.sessions.begin(who, basis, before.as_ref(), None, now)
    }

    /// Notes that a person used the session: the cookie to send, if any. To be called by the one door that pages call when there was input.
    #[must_use]
    pub fn touch(&self, session: &Session, now: Moment) -> Option<HeaderValue> {
        self.sessions.touch(session, now)
    }

    /// Ends a session; the cookie that takes it away from the browser.
    pub fn log_out(&self, session: &Session, now: Moment) -> HeaderValue {
        let sessions = if session.who.way == Way::Dashboard { &self.boards } else { &self.sessions };
        sessions.end(session, now);
        sessions.cleared()
    }

    /// Ends every session that a browser comes with, its own and that of a dashboard: the cookies that take them away.
    pub fn leave(&self, headers: &HeaderMap, now: Moment) -> Vec<HeaderValue> {
        [&self.sessions, &self.boards]
            .into_iter()
            .filter_map(|sessions| sessions.leave(headers, now))
            .collect()
    }

    /// The text of a new link.
    #[must_use]
    pub fn seal(&self, link: &Link) -> Option<String> {
        link.seal(&self.keys)
    }

    /// Opens the link of a dashboard: what it shows, and the cookie of a session of its own, which ends with it.
    ///
    /// # Errors
    /// Why not.
    pub fn enter_board(
        &self,
        text: &str,
        who: Option<&Identity>,
        now: Moment,
    ) -> Result<(Link, Option<HeaderValue>), BoardRefused> {
        // Who looks at one dashboard is not logged in for the next.
        let is_known = who.is_some_and(|who| who.way != Way::Dashboard);
        if !is_known && !self.boards_without_login {
            return Err(BoardRefused::Login);
        }
        let link = Link::open(text, &self.keys, &self.register, now)?;
        let basis = Basis::Link(link.shown());
        let begun = self.boards.begin(link.identity(), basis, None, Some(link.expires_ms), now);
        Ok((link, begun.map(|(_, cookie)| cookie)))
    }
}

/// Only a link makes such a session: one of a login, brought by the name of this cookie, would not be known to have been logged out.
fn of_a_link(session: Session) -> Result<Session, Ended> {
    if session.who.way == Way::Dashboard { Ok(session) } else { Err(Ended::Forged) }
}
