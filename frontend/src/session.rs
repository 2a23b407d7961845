//! Who is at this tab, what they may do, and until when. The server decides each time it is asked for something; the page mirrors it, so
//! that nobody is led to where they would be refused.
//!
//! The server is asked when the app starts, when it refuses something with 401, when the tab gets the focus, and each minute.

mod answer;
mod asking;
mod back;
mod needs;
mod presence;
mod times;
mod why;

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::{ev, prelude::*};
use serde_json::Value;

pub use self::answer::{Board, Session, Way};
use self::asking::Asking;
pub use self::back::{BACK, back, login_from};
pub use self::needs::of_file;
pub use self::times::{Idle, Times};
pub use self::why::{keep_why, kept_why, nobody};
use crate::paths::Page;
use crate::ui::{attention::every, bell::Bell, clock::Clock};

/// How often the server is asked while nothing happens.
const EVERY: Duration = Duration::from_secs(60);
/// What the server says when it takes something away because nobody is logged in.
const UNAUTHORIZED: u16 = 401;
/// The code that it closes a WebSocket with when its session has ended.
pub const SESSION_ENDED: u16 = 4401;

thread_local! {
    /// The session of this tab, for what runs outside of any component: answers that arrive.
    static HERE: Cell<Option<SessionContext>> = const { Cell::new(None) };
}

/// Who is at this tab. A context of the app; see [`use_session`].
#[derive(Clone, Copy)]
pub struct SessionContext {
    session: RwSignal<Session>,
    times: RwSignal<Option<Times>>,
    /// How long somebody may do nothing, as far as it is known.
    span_ms: StoredValue<i64>,
    /// When the server was told last that somebody is here.
    told_ms: StoredValue<f64>,
    asking: StoredValue<Rc<Asking>, LocalStorage>,
    /// Rung when the server says something new.
    answered: StoredValue<Rc<Bell>, LocalStorage>,
}

/// Who is at this tab.
///
/// # Panics
/// Outside the app, which provides it.
#[must_use]
pub fn use_session() -> SessionContext {
    expect_context()
}

/// Tells the session the status of an answer: after a 401 it may be over.
pub fn noticed(status: u16) {
    if status == UNAUTHORIZED {
        ask();
    }
}

/// Has the server asked who is at this tab, from wherever something looks as if that had changed.
pub fn ask() {
    if let Some(session) = HERE.get() {
        session.ask();
    }
}

impl SessionContext {
    /// Asks, goes on asking, and makes it the context of everything below.
    pub fn provide(clock: Clock) -> Self {
        let session = Self {
            session: RwSignal::new(Session::default()),
            times: RwSignal::new(None),
            span_ms: StoredValue::new(0),
            told_ms: StoredValue::new(0.0),
            asking: StoredValue::new_local(Rc::default()),
            answered: StoredValue::new_local(Rc::default()),
        };
        session.asking.with_value(|asking| asking.settle(move |answer| session.take(answer, clock)));
        provide_context(session);
        HERE.set(Some(session));
        session.ask();
        presence::listen(session);
        let focus = window_event_listener(ev::focus, move |_| session.ask());
        every(EVERY, move || session.ask());
        on_cleanup(move || {
            HERE.set(None);
            focus.remove();
        });
        session
    }

    /// Asks the server again.
    pub fn ask(self) {
        self.asking.with_value(|asking| asking.clone().ask());
    }

    /// Reads what the server said last, and subscribes to it.
    pub fn with<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        self.session.with(read)
    }

    /// Reads what the server said last, without subscribing.
    pub fn with_untracked<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        self.session.with_untracked(read)
    }

    /// Why an action may not be done, by its name: a call's type (`DRAIN_AGENT`), or `files`, `logs`, `terminal`, `audit`, `faults`,
    /// `dashboards`. `None` if it may.
    #[must_use]
    pub fn may(self, action: &str) -> Option<String> {
        self.with(|session| session.refusal(action))
    }

    /// Why none of several actions may be done.
    #[must_use]
    pub fn may_any(self, actions: &[&str]) -> Option<String> {
        self.with(|session| session.refusal_of_all(actions))
    }

    /// Why a page is of no use to whoever is here.
    #[must_use]
    pub fn may_open(self, page: &Page) -> Option<String> {
        self.may_any(page.needs())
    }

    /// Whether the server knows who this is, or was not asked yet.
    #[must_use]
    pub fn known(self) -> bool {
        self.with(|session| session.known)
    }

    /// The name.
    #[must_use]
    pub fn user(self) -> Option<String> {
        self.with(|session| session.user.clone())
    }

    /// The role in this console.
    #[must_use]
    pub fn role(self) -> Option<String> {
        self.with(|session| session.role.clone())
    }

    /// The roles of Mesos that are seen, with those below; `None` is all.
    #[must_use]
    pub fn bound(self) -> Option<Vec<String>> {
        self.with(|session| session.bound.clone())
    }

    /// How they are known; `None` before the server was asked.
    #[must_use]
    pub fn way(self) -> Option<Way> {
        self.with(|session| session.way)
    }

    /// The dashboard, if this is one.
    #[must_use]
    pub fn board(self) -> Option<Board> {
        self.with(|session| session.board.clone())
    }

    /// Until when the session lasts; nothing where no session does.
    #[must_use]
    pub fn times(self) -> Option<Times> {
        self.times.get()
    }

    /// How it stands with somebody who does nothing.
    #[must_use]
    pub fn idle(self, now_ms: i64) -> Idle {
        self.times().map_or(Idle::Quiet, |times| times.idle(now_ms, self.span_ms.get_value()))
    }

    /// Puts the end off: somebody is here, and said so.
    pub fn stay(self) {
        self.is_here(true);
    }

    /// Waits while the server does not know who this is.
    pub async fn admitted(self) {
        let answered = self.answered.get_value();
        while self.session.with_untracked(|session| !session.known) {
            answered.heard().await;
        }
    }

    fn take(self, answer: &Value, clock: Clock) {
        let times = Times::read(answer);
        if let Some(times) = times {
            clock.set_server_now(times.now_ms);
            self.span_ms
                .update_value(|span_ms| *span_ms = times.idle_span().unwrap_or_default().max(*span_ms));
        }
        if self.times.get_untracked() != times {
            self.times.set(times);
        }
        let session = Session::read(answer);
        let before = self.session.get_untracked();
        if session.is_other_than(&before) {
            // Somebody logged in beside this tab. What it holds was for somebody else; it fails only where no page could be seen either.
            let _ = location().reload();
        }
        if session != before {
            self.session.set(session);
            self.answered.with_value(|answered| answered.ring());
        }
    }
}
