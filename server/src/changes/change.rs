//! One change: its steps, how they stand, and what is told of them. Nothing here waits: the runner says what happened.

mod told;

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use operator_api::calls::Target;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::step::{Event, Standing, State};
use crate::access::Asker;
use crate::access::identity::Identity;
use crate::audit::{self, Entry};
use crate::live::now_ms;
use crate::telemetry;

/// When the next step may go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wait {
    /// When the cluster shows this one, at its end or going on.
    #[default]
    Applied,
    /// When this one is at its end.
    Ended,
}

/// How the steps follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// How many steps are under way at the same time.
    pub at_once: usize,
    /// Whether a failure keeps back what has not been sent.
    pub stop_at_failure: bool,
    /// When the next step may go.
    pub wait: Wait,
}

/// Who made it.
#[derive(Clone, Debug)]
pub struct Maker {
    /// Who, and from where.
    pub asker: Asker,
    /// By which request.
    pub request_id: String,
}

/// Whom to tell of a change.
pub trait Listener: Send + Sync {
    /// Something is other than it was.
    fn changed(&self);

    /// Something belongs into the audit log.
    fn record(&self, entry: &Entry<'_>, asker: &Asker);
}

/// One call of a change, as it is kept.
#[derive(Clone, Debug)]
pub struct Step {
    /// The agent it is sent to; `None` is the leading master.
    pub agent_id: Option<String>,
    /// The host name of the agent that it is about.
    pub host: Option<String>,
    /// The call's type.
    pub kind: &'static str,
    /// What it does, in a few words.
    pub title: String,
    /// The call, written as it is sent.
    pub call: Box<str>,
    /// How it stands.
    pub standing: Standing,
    /// The status Mesos answered with.
    pub status: Option<u16>,
    /// Mesos' own words, or the console's.
    pub words: Option<String>,
    /// The field of the form that those are about.
    pub field: Option<String>,
    /// How far it is.
    pub detail: Option<String>,
    /// When it was sent.
    pub sent_ms: Option<i64>,
    /// When the cluster showed it first.
    pub seen_ms: Option<i64>,
    /// When it will not be waited for any longer.
    pub deadline_ms: Option<i64>,
    /// When it ended.
    pub ended_ms: Option<i64>,
}

impl Step {
    /// A step that has not been sent.
    #[must_use]
    pub fn new(
        agent_id: Option<String>,
        host: Option<String>,
        kind: &'static str,
        title: String,
        call: Box<str>,
    ) -> Self {
        Self {
            agent_id,
            host,
            kind,
            title,
            call,
            standing: Standing::FIRST,
            status: None,
            words: None,
            field: None,
            detail: None,
            sent_ms: None,
            seen_ms: None,
            deadline_ms: None,
            ended_ms: None,
        }
    }

    /// Whom it is sent to.
    #[must_use]
    pub fn target(&self) -> Target {
        if self.agent_id.is_some() { Target::Agent } else { Target::Master }
    }
}

/// A change.
pub struct Change {
    /// Later changes have higher ones.
    pub number: u64,
    /// Its name for good.
    pub id: String,
    /// What it does, in a few words.
    pub title: String,
    /// Who made it.
    pub maker: Maker,
    /// How its steps follow each other.
    pub order: Order,
    at_ms: i64,
    inner: Mutex<Inner>,
    listener: Box<dyn Listener>,
    halted: watch::Sender<bool>,
    /// How many steps are on their way without an answer.
    sending: watch::Sender<usize>,
}

struct Inner {
    steps: Vec<Step>,
    counts: [usize; State::ALL.len()],
    /// Steps that have not ended.
    open: usize,
    failed: bool,
    ended_ms: Option<i64>,
    version: u64,
}

impl Change {
    /// A change of which nothing has been sent.
    #[must_use]
    pub fn new(
        number: u64,
        id: String,
        maker: Maker,
        order: Order,
        steps: Vec<Step>,
        listener: Box<dyn Listener>,
    ) -> Self {
        let mut counts = [0; State::ALL.len()];
        counts[State::Waiting as usize] = steps.len();
        metrics::gauge!(telemetry::CHANGES_ACTIVE).increment(1.0);
        let inner = Inner { counts, open: steps.len(), steps, failed: false, ended_ms: None, version: 0 };
        Self {
            number,
            id,
            title: title(&inner.steps),
            maker,
            order,
            at_ms: now_ms(),
            inner: Mutex::new(inner),
            listener,
            halted: watch::Sender::new(false),
            sending: watch::Sender::new(0),
        }
    }

    fn inner(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something happened to a step, which is noted with what `note` says of it. `false` if it cannot happen to the step as it stands: then
    /// nothing is noted.
    pub fn happens(&self, at: usize, event: Event, note: impl FnOnce(&mut Step)) -> bool {
        let mut inner = self.inner();
        let Some(step) = inner.steps.get_mut(at) else { return false };
        let before = step.standing;
        let Some(after) = before.after(event) else { return false };
        step.standing = after;
        let now = now_ms();
        match event {
            Event::Send => step.sent_ms = Some(now),
            Event::Begin => step.seen_ms = step.seen_ms.or(Some(now)),
            Event::Apply => {
                step.seen_ms = step.seen_ms.or(Some(now));
                // What was feared has not come true, and what was left to do is done.
                (step.words, step.detail) = (None, None);
            }
            _ => {}
        }
        note(step);
        if after.ended {
            step.ended_ms = Some(now);
        }
        if matches!(event, Event::Accept | Event::Refuse | Event::Silence) {
            self.audit(at, step, "sent");
        }
        if after.ended {
            self.audit(at, step, after.state.name());
            self.count_step(step);
        }
        match (before.is_out(), after.is_out()) {
            (false, true) => metrics::gauge!(telemetry::CHANGE_STEPS_ACTIVE).increment(1.0),
            (true, false) => metrics::gauge!(telemetry::CHANGE_STEPS_ACTIVE).decrement(1.0),
            _ => {}
        }
        inner.counts[before.state as usize] -= 1;
        inner.counts[after.state as usize] += 1;
        inner.version += 1;
        inner.failed |= after.has_failed();
        if after.ended {
            inner.open -= 1;
            if inner.open == 0 {
                inner.ended_ms = Some(now);
                metrics::gauge!(telemetry::CHANGES_ACTIVE).decrement(1.0);
                metrics::counter!(telemetry::CHANGES, "state" => inner.state()).increment(1);
            }
        }
        self.sending.send_replace(inner.counts[State::Sending as usize]);
        let halt = after.has_failed() && self.order.stop_at_failure;
        drop(inner);
        self.listener.changed();
        if halt {
            self.halt("a step before it failed");
        }
        true
    }

    /// Tells that there is something to read anew.
    pub fn announce(&self) {
        self.listener.changed();
    }

    /// More is known of a step, and its state is the same.
    pub fn note(&self, at: usize, note: impl FnOnce(&mut Step)) {
        let mut inner = self.inner();
        if let Some(step) = inner.steps.get_mut(at).filter(|step| !step.standing.ended) {
            note(step);
            inner.version += 1;
            drop(inner);
            self.listener.changed();
        }
    }

    /// What has not been sent will not be.
    pub fn halt(&self, why: &str) {
        self.halted.send_replace(true);
        let waiting: Vec<usize> = {
            let inner = self.inner();
            let is_waiting = |at: &usize| inner.steps[*at].standing == Standing::FIRST;
            (0..inner.steps.len()).filter(is_waiting).collect()
        };
        for at in waiting {
            self.happens(at, Event::Skip, |step| step.words = Some(why.to_owned()));
        }
    }

    /// Waits until nothing more is to be sent.
    pub async fn halted(&self) {
        // The sender is here.
        let _ = self.halted.subscribe().wait_for(|halted| *halted).await;
    }

    /// Whether somebody may see it. Each principal sees its own changes, and so does whoever is bound to some roles; those whom the console asks for with
    /// its own credentials see each other's.
    #[must_use]
    pub fn is_seen_by(&self, who: &Identity) -> bool {
        let maker = &self.maker.asker.who;
        match (&who.mesos, &who.bound) {
            (Some(_), _) => maker.mesos == who.mesos,
            (None, Some(_)) => (maker.way, &maker.name) == (who.way, &who.name),
            (None, None) => maker.mesos.is_none(),
        }
    }

    /// The calls it is made of, each once.
    #[must_use]
    pub fn kinds(&self) -> BTreeSet<&'static str> {
        self.inner().steps.iter().map(|step| step.kind).collect()
    }

    /// A step as it is now.
    #[must_use]
    pub fn step(&self, at: usize) -> Option<Step> {
        self.inner().steps.get(at).cloned()
    }

    /// How many steps have not ended.
    #[must_use]
    pub fn open(&self) -> usize {
        self.inner().open
    }

    /// Waits until no step is on its way without an answer.
    pub async fn settled(&self) {
        // The sender is here.
        let _ = self.sending.subscribe().wait_for(|sending| *sending == 0).await;
    }

    /// Ends what nobody carries out any more.
    pub fn abandon(&self) {
        self.halt("the console failed at this change; its log has the place");
        let open: Vec<usize> = {
            let inner = self.inner();
            (0..inner.steps.len()).filter(|at| !inner.steps[*at].standing.ended).collect()
        };
        for at in open {
            let words = "the console failed while it was looking for this; its log has the place";
            self.happens(at, Event::Silence, |_| {});
            for end in [Event::Expire, Event::Undo] {
                self.happens(at, end, |step| step.words = Some(words.to_owned()));
            }
        }
    }

    /// Says in the audit log what is left without an end.
    pub fn leave(&self) {
        let inner = self.inner();
        for (at, step) in inner.steps.iter().enumerate().filter(|(_, step)| step.standing.is_out()) {
            self.audit(at, step, &format!("left {}", step.standing.state.name()));
        }
    }

    fn count_step(&self, step: &Step) {
        let target = match step.target() {
            Target::Master => "master",
            Target::Agent => "agent",
        };
        let (call, state) = (step.kind, step.standing.state);
        metrics::counter!(telemetry::CHANGE_STEPS, "target" => target, "call" => call, "state" => state.name())
            .increment(1);
        if let (State::Applied, Some(sent), Some(ended)) = (state, step.sent_ms, step.ended_ms) {
            #[expect(clippy::cast_precision_loss, reason = "a duration is far below the limit")]
            let seconds = (ended - sent) as f64 / 1000.0;
            metrics::histogram!(telemetry::CHANGE_SHOWN, "call" => call).record(seconds);
        }
    }

    fn audit(&self, at: usize, step: &Step, decision: &str) {
        let change =
            audit::Change { id: &self.id, step: at, title: &step.title, words: step.words.as_deref() };
        let entry = Entry {
            user: Some(&self.maker.asker.who.name),
            peer: Some(self.maker.asker.peer),
            call: step.kind,
            target: step.agent_id.as_deref().unwrap_or("master"),
            path: None,
            change: Some(change),
            decision,
            status: step.status,
            request_id: &self.maker.request_id,
        };
        self.listener.record(&entry, &self.maker.asker);
    }
}

impl Inner {
    /// How the change stands as a whole.
    fn state(&self) -> &'static str {
        match self.ended_ms {
            None => "running",
            Some(_) if self.failed => "failed",
            Some(_) if self.counts[State::Skipped as usize] > 0 => "stopped",
            Some(_) => "applied",
        }
    }
}

/// What all steps together do.
fn title(steps: &[Step]) -> String {
    match steps {
        [] => String::new(),
        [one] => one.title.clone(),
        [first, rest @ ..] => format!("{} and {} more", first.title, rest.len()),
    }
}
