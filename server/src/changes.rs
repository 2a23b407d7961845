//! Changes: what is changed through the console, step by step, until the cluster's own state shows it.
//!
//! A change is tracked here and not in the tab that made it, so that it goes on when that is closed, all operators see it, and it can be
//! linked to. Each step is one call to the leading master or to an agent, sent once.
//!
//! ```text
//! request ──> change, register ──> runner ──> sending ──────────────> tracking
//! (judged)    (how it stands)      (order)    turns, expected, danger  sight: the hub's picture, or small reads
//! ```
//!
//! [`step`] is the state machine of a step; [`doors`] are what browsers and scripts see.

pub mod change;
pub mod doors;
mod expected;
mod register;
pub mod request;
mod runner;
mod sending;
mod sight;
pub mod step;
mod tracking;
mod turns;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::oneshot;

use self::change::{Change, Listener, Maker, Step};
use self::register::{MOST_OPEN, Register};
use self::request::{Planned, Request};
use self::turns::Turns;
use crate::access::Asker;
use crate::access::identity::Identity;
use crate::app::{App, AppState};
use crate::audit::{Entry, Weight};
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::seat::Seat;
use crate::upstream::{Answer, Unanswered};

/// What a change of the relay is called in the headers of its answer.
pub const CHANGE: http::HeaderName = http::HeaderName::from_static("x-mesoscope-change");

/// All changes of one console.
#[derive(Default)]
pub struct Changes {
    register: Register,
    turns: Turns,
    numbers: AtomicU64,
    closed: AtomicBool,
}

/// What came of the sending of a step.
#[derive(Debug)]
pub enum Reply {
    /// What Mesos answered, or that it did not.
    Answer(std::result::Result<Answer, Unanswered>),
    /// It was not sent: why.
    Kept(String),
}

/// Who waits for that.
type Waiter = oneshot::Sender<Reply>;

/// One step that is carried out.
struct Run {
    app: AppState,
    seat: Arc<Seat>,
    change: Arc<Change>,
    at: usize,
    waiter: Option<Waiter>,
}

impl Run {
    /// Tells who waits. He may be gone, which is no reason not to go on.
    fn reply(&mut self, reply: Reply) {
        if let Some(waiter) = self.waiter.take() {
            let _ = waiter.send(reply);
        }
    }
}

/// Begins a change; `waiter` gets the answer to its first step.
///
/// # Errors
/// 503 while the console has no fresh picture of the cluster, is about to stop, or has too much under way.
pub async fn begin(
    app: &AppState,
    request: Request,
    caller: Caller,
    waiter: Option<oneshot::Sender<Reply>>,
) -> Result<Arc<Change>> {
    if app.changes.closed.load(Ordering::Acquire) {
        return Err(Error::unavailable("the console is about to stop and takes no more changes"));
    }
    let Caller { asker, seat, request_id } = caller;
    if !seat.hub.is_live() {
        let words = "the console has no fresh picture of the cluster, so it sends no change";
        return Err(Error::unavailable(words).with_detail(seat.hub.why_not_live()));
    }
    let Request { order, steps: planned } = request;
    let (mut steps, mut expects) = (Vec::with_capacity(planned.len()), Vec::with_capacity(planned.len()));
    for planned in planned {
        let host = host(&seat, &planned).await;
        let Planned { agent_id, kind, title, call, expects: expected } = planned;
        steps.push(Step::new(agent_id, host, kind, title, call.to_string().into()));
        expects.push(expected);
    }
    let number = app.changes.numbers.fetch_add(1, Ordering::Relaxed);
    let id = format!("{:016x}", rand::random::<u64>());
    let listener = Box::new(Listening {
        app: Arc::downgrade(app),
        seat: Arc::downgrade(&seat),
        bound: asker.who.bound.clone(),
    });
    let maker = Maker { asker, request_id };
    let change = Arc::new(Change::new(number, id, maker, order, steps, listener));
    if !app.changes.register.begin(&change) {
        let words = format!("{MOST_OPEN} steps are under way already; wait for some of them to end");
        return Err(Error::unavailable(words));
    }
    change.announce();
    tokio::spawn(runner::run(app.clone(), seat, change.clone(), expects, waiter));
    Ok(change)
}

/// Tells the browsers and the audit log. A change that is kept keeps neither the console nor somebody's seat.
struct Listening {
    app: Weak<App>,
    seat: Weak<Seat>,
    /// What its maker is bound to.
    bound: Option<Vec<String>>,
}

impl Listener for Listening {
    fn changed(&self) {
        if let Some(seat) = self.seat.upgrade() {
            seat.hub.changed_by(self.bound.as_deref());
        }
    }

    fn record(&self, entry: &Entry<'_>, asker: &Asker) {
        if let Some(app) = self.app.upgrade() {
            app.record(entry, Weight::Notable, Some(asker));
        }
    }
}

/// The host name of the agent that a step is sent to or is about.
async fn host(seat: &Seat, planned: &Planned) -> Option<String> {
    let arguments = &planned.call[planned.kind.to_ascii_lowercase()];
    let id = planned.agent_id.as_deref().or_else(|| arguments["agent_id"]["value"].as_str())?;
    seat.hub.agent_host(id).await
}

impl Changes {
    /// The change of this id, if it is still kept.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Arc<Change>> {
        self.register.find(id)
    }

    /// The newest that somebody may see, the newest first.
    #[must_use]
    pub fn latest(&self, limit: usize, who: &Identity) -> Vec<Arc<Change>> {
        self.register.latest(limit, |change| change.is_seen_by(who))
    }

    /// From now on nothing more is sent: the console is about to stop. Waits for the answers to what is on its way, at most so long.
    pub async fn close(&self, patience: Duration) {
        self.closed.store(true, Ordering::Release);
        let running = self.register.running();
        for change in &running {
            change.halt("the console was stopped");
        }
        let settled = futures_util::future::join_all(running.iter().map(|change| change.settled()));
        // What has no answer by then is said to be left.
        let _ = tokio::time::timeout(patience, settled).await;
    }

    /// Says in the audit log what is left without an end.
    pub fn leave(&self) {
        for change in self.register.running() {
            change.leave();
        }
    }
}
