//! What a page is told of whoever looks at it.

use std::collections::BTreeMap;

use operator_api::calls::{self, Kind, Target};
use serde::Serialize;

use crate::access::door::Unknown;
use crate::access::identity::{Role, Way};
use crate::access::moment::Moment;
use crate::access::session::{Basis, Ended, Session};
use crate::access::{Asker, Permission};
use crate::app::App;
use crate::{relay, terminals};

/// Who it is, and what they may do.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    /// Whether that is known; where nobody is asked, it is.
    known: bool,
    /// Why not, if there was a session that has ended.
    why: Option<String>,
    /// The name.
    user: Option<String>,
    role: Option<Role>,
    /// How they came in.
    way: Option<Way>,
    /// The Mesos roles they are bound to; the whole cluster if `null`.
    bound: Option<Vec<String>>,
    groups: Vec<String>,
    /// The principal that masters and agents know the caller by; `null` if none is presented.
    principal: Option<String>,
    /// Whether every change is refused, whoever asks.
    read_only: bool,
    /// Why changes are refused to everybody.
    reason: Option<&'static str>,
    /// How to come in.
    ways: Vec<&'static str>,
    /// Where the provider of OpenID Connect is.
    oidc_name: Option<String>,
    /// When the session ends.
    session: Option<Times>,
    /// Every action, with the reason why it is refused, or `null`.
    may: BTreeMap<&'static str, Option<String>>,
    /// Whether terminals can be opened.
    terminals: bool,
    /// Why not.
    terminals_reason: Option<String>,
    /// The calls to a master that the relay passes on for the caller.
    master_calls: Vec<&'static str>,
    /// The calls to an agent that the relay passes on for the caller.
    agent_calls: Vec<&'static str>,
    /// What to show, if it is a dashboard.
    board: Option<Board>,
}

/// In milliseconds since 1970.
#[derive(Debug, Serialize)]
struct Times {
    now_ms: Moment,
    /// When it ends if nobody uses it; `null` if nobody has to.
    idle_ms: Option<Moment>,
    /// When it ends in any case.
    ends_ms: Moment,
}

#[derive(Debug, Serialize)]
struct Board {
    id: String,
    name: String,
    pages: Vec<String>,
    every_seconds: u32,
    expires_ms: Moment,
}

impl Told {
    /// Somebody who is known.
    pub fn known(app: &App, asker: &Asker, now: Moment) -> Self {
        let who = &asker.who;
        let decisions = app.access.table.decisions(who);
        let may = decisions.map(|(name, decided)| (name, decided.err().map(|denied| denied.to_string())));
        let off = terminals::door::refusal(&app.config).map(str::to_owned);
        let denied = app.access.decide(who, Permission::Terminal).err();
        let terminals_reason = off.or(denied.map(|denied| denied.to_string()));
        let own = app.config.credentials.as_ref();
        let session = asker.session.as_ref();
        Self {
            known: true,
            user: Some(who.name.clone()).filter(|_| who.way != Way::Open),
            role: Some(who.role),
            way: Some(who.way),
            bound: who.bound.clone(),
            groups: who.groups.clone(),
            principal: who.mesos.as_ref().or(own).map(|credentials| credentials.principal.clone()),
            session: session.map(|session| Times::of(session, now)),
            may: may.collect(),
            terminals: terminals_reason.is_none(),
            terminals_reason,
            master_calls: passed(app, asker, Target::Master),
            agent_calls: passed(app, asker, Target::Agent),
            board: session.and_then(Board::of),
            ..Self::unknown(app, None)
        }
    }

    /// Anybody.
    pub fn unknown(app: &App, why: Option<&Unknown>) -> Self {
        let access = &app.access;
        let why = why.filter(|why| !matches!(why, Unknown::Session(Ended::None)));
        let read_only = app.config.read_only;
        Self {
            known: false,
            why: why.map(ToString::to_string),
            user: None,
            role: None,
            way: None,
            bound: None,
            groups: Vec::new(),
            principal: None,
            read_only,
            reason: read_only.then_some("this console is read-only"),
            ways: access.ways.iter().map(|way| way.as_str()).collect(),
            oidc_name: access.oidc.as_ref().and_then(|oidc| oidc.host()),
            session: None,
            may: BTreeMap::new(),
            terminals: false,
            terminals_reason: None,
            master_calls: Vec::new(),
            agent_calls: Vec::new(),
            board: None,
        }
    }
}

impl Times {
    fn of(session: &Session, now: Moment) -> Self {
        let idle_ms = session.idle.map(|idle| session.seen.after(idle));
        Self { now_ms: now, idle_ms, ends_ms: session.expires }
    }
}

impl Board {
    fn of(session: &Session) -> Option<Self> {
        let Basis::Link(shown) = &session.basis else { return None };
        let shown = shown.clone();
        Some(Self {
            id: shown.id,
            name: shown.name,
            pages: shown.pages,
            every_seconds: shown.every_seconds,
            expires_ms: session.expires,
        })
    }
}

fn passed(app: &App, asker: &Asker, target: Target) -> Vec<&'static str> {
    let may = |name: &&'static str| {
        let asked = match calls::find(target, name).map(|call| call.kind) {
            Some(Kind::Change) => Permission::Change(name),
            _ => Permission::Read(name),
        };
        app.access.decide(&asker.who, asked).is_ok()
    };
    relay::allowed(target, app.config.read_only).filter(may).collect()
}
