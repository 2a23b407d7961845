//! Polls what the event stream does not tell, one call at a time, while a stream is open. When: [`super::schedule`].

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use cluster_model::fold::{Cluster, Folding, Mark, Scope};
use operator_api::encoded::Response;
use operator_api::v1::master::{Call, call};

use super::Pace;
use super::awaited::Told;
use super::hub::{Shared, now_ms};
use super::identity::{self, call};
use super::schedule::{Entry, Outcome, Poll};
use crate::telemetry;
use crate::upstream::{Encoding, Typed, UpstreamError};

/// Answers above this size are folded off the executor's threads.
const LARGE: usize = 64 << 10;

/// Polls for ever.
pub(super) async fn poll(shared: Arc<Shared>) {
    let mut standing = shared.standing.subscribe();
    let mut history = History::default();
    loop {
        let Ok(open) =
            standing.wait_for(|standing| standing.stream.is_some()).await.map(|standing| standing.generation)
        else {
            return;
        };
        Polls::new(&shared, open, &mut history).run().await;
    }
}

/// The polls that go with one subscription.
struct Polls<'a> {
    shared: &'a Arc<Shared>,
    generation: u64,
    entries: Vec<Entry>,
    history: &'a mut History,
}

/// The tasks of completed frameworks: what the polls in protobuf lack. They do not change any more, so they are asked for when another framework
/// has completed; and as that answer lists all tasks there are, in JSON, not often. It outlives a subscription.
#[derive(Default)]
struct History {
    /// The completed frameworks whose tasks have been asked for.
    known: BTreeSet<String>,
    entry: Option<Entry>,
}

impl History {
    /// Whether to ask, given the frameworks that have completed.
    fn is_due(&mut self, completed: &BTreeSet<String>, looked_at: bool, pace: &Pace) -> bool {
        if completed.is_subset(&self.known) {
            self.known.clone_from(completed);
            return false;
        }
        self.entry.and_then(|entry| entry.due(looked_at, pace)).is_none_or(|due| due <= Instant::now())
    }

    fn ended(&mut self, cost: Duration, completed: Option<BTreeSet<String>>) {
        let now = Instant::now();
        let entry = self.entry.get_or_insert_with(|| Entry::new(Poll::CompletedTasks, now));
        entry.ended(now, cost, if completed.is_some() { Outcome::Answered } else { Outcome::Failed });
        if let Some(completed) = completed {
            self.known = completed;
        }
    }
}

impl<'a> Polls<'a> {
    fn new(shared: &'a Arc<Shared>, generation: u64, history: &'a mut History) -> Self {
        let now = Instant::now();
        let entries = Poll::REPEATED.map(|poll| Entry::new(poll, now)).to_vec();
        Self { shared, generation, entries, history }
    }

    /// Polls until the stream ends or another begins.
    async fn run(mut self) {
        let mut standing = self.shared.standing.subscribe();
        let generation = self.generation;
        let over = async move {
            let _ = standing
                .wait_for(|standing| standing.generation != generation || standing.stream.is_none())
                .await;
        };
        tokio::select! {
            () = over => {}
            () = async {
                self.identify().await;
                // What SUBSCRIBED told is fresh, but for the completed frameworks: their list says whether there is anything to ask for.
                let frameworks = self.entries.iter().position(|entry| entry.poll() == Poll::Frameworks);
                if let Some(at) = frameworks {
                    self.make(at).await;
                }
                loop {
                    let at = self.next().await;
                    self.make(at).await;
                }
            } => {}
        }
    }

    /// Waits until a poll is due. A browser that comes makes them due sooner, and so does a change.
    async fn next(&self) -> usize {
        let mut viewers = self.shared.viewers.subscribe();
        let mut wishes = self.shared.awaited.wishes();
        loop {
            let looked_at = *viewers.borrow_and_update() > 0;
            let wished = *wishes.borrow_and_update();
            let due = |at: &usize| {
                let entry = &self.entries[*at];
                let wish = wished.of(entry.poll());
                entry.due_for(wish.at, wish.watching > 0, looked_at, &self.shared.pace)
            };
            let Some(first) = (0..self.entries.len()).min_by_key(due) else { return 0 };
            let Some(when) = due(&first) else { return first };
            tokio::select! {
                () = tokio::time::sleep_until(when.into()) => return first,
                changed = viewers.changed() => if changed.is_err() { return first },
                changed = wishes.changed() => if changed.is_err() { return first },
            }
        }
    }

    /// Asks who leads until it is known.
    async fn identify(&self) {
        loop {
            match identity::ask(&self.shared.masters).await {
                Ok(identity) => {
                    if let Some(limits) = identity.limits {
                        self.shared.cluster.lock().await.set_limits(limits);
                    }
                    let before = self.shared.standing.borrow().identity.clone();
                    if let (Some(from), Some(to)) = (&before.leader, &identity.leader)
                        && (from != to || before.elected_ms != identity.elected_ms)
                    {
                        self.shared.note(|events| events.leader(from, to, now_ms()));
                    }
                    self.shared.stand(|standing| standing.identity = identity);
                    return;
                }
                Err(error) => {
                    tracing::debug!(reason = error.kind(), "the master does not say who it is: {error}");
                    tokio::time::sleep(self.shared.pace.poll_retry).await;
                }
            }
        }
    }

    /// Makes one of the repeated polls, and what follows from it.
    async fn make(&mut self, at: usize) {
        let entry = self.entries[at];
        let patience = i64::try_from(entry.patience().as_millis()).unwrap_or(i64::MAX);
        let sent = Instant::now();
        self.entries[at].asked(sent);
        let answer = self.ask(entry.poll(), patience).await;
        let cost = answer.as_ref().map_or_else(|_| sent.elapsed(), |answer| answer.waited);
        let outcome = match &answer {
            Ok(_) => Outcome::Answered,
            Err(error) if is_refusal(error) => Outcome::Refused,
            Err(_) => Outcome::Failed,
        };
        self.entries[at].ended(Instant::now(), cost, outcome);
        let every = self.entries[at].every(&self.shared.pace);
        self.shared.awaited.tell(entry.poll(), Told { asked: sent, outcome, every });
        self.note(entry.poll(), &answer);
        let looked_at = *self.shared.viewers.borrow() > 0;
        if let Some(completed) = answer.ok().and_then(|answer| answer.completed)
            && self.history.is_due(&completed, looked_at, &self.shared.pace)
        {
            let sent = Instant::now();
            let answer = self.ask(Poll::CompletedTasks, patience.max(10_000)).await;
            let cost = answer.as_ref().map_or_else(|_| sent.elapsed(), |answer| answer.waited);
            self.history.ended(cost, answer.is_ok().then_some(completed));
        }
    }

    /// Tells browsers which calls are refused.
    fn note(&self, poll: Poll, answer: &Result<Folded, UpstreamError>) {
        let reason = answer.as_ref().err().filter(|error| is_refusal(error)).map(ToString::to_string);
        let known = self.shared.standing.borrow().refused.get(name(poll)).cloned();
        // A failure that may pass says nothing of whether the call would be answered.
        if reason == known || (reason.is_none() && answer.is_err()) {
            return;
        }
        self.shared.stand(|standing| match reason {
            Some(reason) => {
                tracing::info!(poll = name(poll), "the master refuses a poll: {reason}");
                standing.refused.insert(name(poll), reason);
            }
            None => {
                standing.refused.remove(name(poll));
            }
        });
    }

    /// Sends the call and folds the answer in.
    async fn ask(&self, poll: Poll, patience_ms: i64) -> Result<Folded, UpstreamError> {
        let encoding = self.encoding(poll);
        let mark = self.shared.cluster.lock().await.mark();
        self.shared.stand(|standing| standing.freshness.asked(now_ms(), patience_ms));
        let answer = self.shared.masters.call_in(&what(poll), encoding).await;
        self.shared.stand(|standing| standing.freshness.answered());
        count(poll, &answer);
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) => {
                tracing::debug!(poll = name(poll), reason = error.kind(), "a poll failed: {error}");
                return Err(error);
            }
        };
        let stream = self.shared.standing.borrow().stream.clone();
        if let Some((master, _)) = stream.filter(|(master, _)| *master != answer.master) {
            // Two masters must not be folded into one cluster.
            tracing::debug!(stream = %master, poll = %answer.master, "the stream is of another master than the polls");
            self.shared.misled.notify_one();
            return Err(UpstreamError::RedirectLoop { at: answer.master.authority() });
        }
        let waited = answer.waited;
        let completed = answer.response.get_frameworks.as_ref().map(|answer| {
            let frameworks = answer.completed_frameworks.iter();
            frameworks
                .filter_map(|framework| framework.framework_info.id.as_ref().map(|id| id.value.clone()))
                .collect()
        });
        let scope = match encoding {
            Encoding::Json => Scope::All,
            Encoding::Protobuf => Scope::WithoutCompletedFrameworks,
        };
        if answer.bytes < LARGE {
            let mut cluster = self.shared.cluster.lock().await;
            fold(&mut cluster, poll, answer.response, scope, mark);
            self.shared.keep_noticed(&mut cluster, now_ms());
        } else {
            let shared = self.shared.clone();
            let work = move || fold_large(&shared, poll, answer.response, scope, mark);
            if let Err(error) = tokio::task::spawn_blocking(work).await {
                tracing::error!("the answer to {} could not be folded in: {error}", name(poll));
            }
        }
        self.shared.folded.notify_one();
        Ok(Folded { waited, completed: completed.filter(|_| encoding == Encoding::Protobuf) })
    }

    fn encoding(&self, poll: Poll) -> Encoding {
        match (&self.shared.standing.borrow().stream, poll) {
            (_, Poll::CompletedTasks) => Encoding::Json,
            (Some((_, encoding)), _) => *encoding,
            (None, _) => Encoding::Protobuf,
        }
    }
}

/// An answer that has been folded in.
struct Folded {
    waited: Duration,
    /// The completed frameworks, if the answer told them and the master leaves their tasks out of its lists.
    completed: Option<BTreeSet<String>>,
}

/// The same, letting events through between the pieces of what is long. Not to be called on the executor's threads.
fn fold_large(shared: &Shared, poll: Poll, mut response: Response, scope: Scope, mark: Mark) {
    let now = now_ms();
    let agents = response.get_agents.take().map(|agents| Folding::agents(agents, mark, now));
    let tasks = response.get_tasks.take().map(|tasks| Folding::tasks(tasks, scope, mark, now));
    let executors = response.get_executors.take().map(|executors| Folding::executors(executors, mark));
    for mut folding in [agents, tasks, executors].into_iter().flatten() {
        let mut more = true;
        while more {
            folding.prepare();
            let mut cluster = shared.cluster.blocking_lock();
            more = cluster.fold_piece(&mut folding);
            shared.keep_noticed(&mut cluster, now_ms());
        }
    }
    let mut cluster = shared.cluster.blocking_lock();
    fold(&mut cluster, poll, response, scope, mark);
    shared.keep_noticed(&mut cluster, now_ms());
}

fn fold(cluster: &mut Cluster, poll: Poll, response: Response, scope: Scope, mark: Mark) {
    let now = now_ms();
    if let Some(agents) = response.get_agents {
        cluster.polled_agents(agents, mark, now);
    }
    if let Some(frameworks) = response.get_frameworks {
        cluster.polled_frameworks(&frameworks, mark, now);
    }
    if let Some(tasks) = response.get_tasks {
        cluster.polled_tasks(tasks, scope, mark, now);
    }
    if let Some(roles) = response.get_roles {
        cluster.polled_roles(&roles);
    }
    if let Some(quota) = response.get_quota {
        cluster.polled_quota(&quota);
    }
    if let Some(operations) = response.get_operations {
        cluster.polled_operations(&operations, mark, now);
    }
    if let Some(executors) = response.get_executors {
        cluster.polled_executors(&executors, mark);
    }
    if poll == Poll::Weights {
        // A master without any weight answers without a list.
        cluster.polled_weights(&response.get_weights.unwrap_or_default());
    }
}

fn what(poll: Poll) -> Call {
    call(match poll {
        Poll::Agents => call::Type::GetAgents,
        Poll::Frameworks => call::Type::GetFrameworks,
        Poll::Tasks | Poll::CompletedTasks => call::Type::GetTasks,
        Poll::Roles => call::Type::GetRoles,
        Poll::Weights => call::Type::GetWeights,
        Poll::Quota => call::Type::GetQuota,
        Poll::Operations => call::Type::GetOperations,
        Poll::Executors => call::Type::GetExecutors,
    })
}

pub(super) fn name(poll: Poll) -> &'static str {
    match poll {
        Poll::Agents => "GET_AGENTS",
        Poll::Frameworks => "GET_FRAMEWORKS",
        Poll::Tasks => "GET_TASKS",
        Poll::CompletedTasks => "GET_TASKS (JSON)",
        Poll::Roles => "GET_ROLES",
        Poll::Weights => "GET_WEIGHTS",
        Poll::Quota => "GET_QUOTA",
        Poll::Operations => "GET_OPERATIONS",
        Poll::Executors => "GET_EXECUTORS",
    }
}

/// Whether the master will say the same tomorrow: 403 by its ACLs, 400 or 501 where its version does not know the call.
fn is_refusal(error: &UpstreamError) -> bool {
    matches!(error, UpstreamError::Forbidden { .. } | UpstreamError::Status { status: 400 | 405 | 501, .. })
}

fn count(poll: Poll, answer: &Result<Typed, UpstreamError>) {
    let call = name(poll);
    let outcome = answer.as_ref().map_or_else(UpstreamError::kind, |_| "ok");
    metrics::counter!(telemetry::POLLS, "call" => call, "outcome" => outcome).increment(1);
    if let Ok(answer) = answer {
        metrics::histogram!(telemetry::POLL_WAITED, "call" => call).record(answer.waited);
        metrics::histogram!(telemetry::POLL_TOOK, "call" => call).record(answer.took);
        metrics::counter!(telemetry::POLL_BYTES, "call" => call).increment(answer.bytes as u64);
    }
}
