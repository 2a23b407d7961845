//! From a step that waits to one that was sent: its turn, a last look at what it rests on and at what would make it dangerous, and the call,
//! once.

use std::collections::BTreeSet;

use operator_api::calls::Target;
use operator_api::danger::{self, Context};
use operator_api::effect::Effect;
use operator_api::refusal;
use operator_api::rules::quota;
use serde_json::Value;
use tokio::sync::OwnedMutexGuard;

use super::expected::Expected;
use super::sight::{self, Sight};
use super::step::Event;
use super::turns::Alone;
use super::{Reply, Run};
use crate::live::Poll;
use crate::node::Node;
use crate::upstream::{Answer, Unanswered};

/// How much of Mesos' words is kept.
const MOST_WORDS: usize = 4000;

/// A step that was sent, and not refused.
pub(super) struct Sent {
    /// What it brings about, and how that is looked at; `None` if nothing shows it.
    pub shown: Option<(Effect, Sight)>,
    /// Held until the cluster shows it.
    pub turn: Option<OwnedMutexGuard<()>>,
}

/// Why a step was not sent.
struct Kept(Event, String);

impl Kept {
    fn blocked(words: impl Into<String>) -> Self {
        Self(Event::Block, words.into())
    }
}

/// Answers read for one step; each is asked for once.
struct Reads<'a> {
    node: &'a Node,
    answers: Vec<(&'static str, Value)>,
}

impl Reads<'_> {
    async fn get(&mut self, call: &'static str) -> Result<Value, String> {
        if let Some((_, answer)) = self.answers.iter().find(|(known, _)| *known == call) {
            return Ok(answer.clone());
        }
        let answer = sight::read(self.node, call).await?;
        self.answers.push((call, answer.clone()));
        Ok(answer)
    }
}

impl Run {
    /// Sends the step, and says whether there is anything to look for.
    pub(super) async fn send(&mut self, expects: &[Expected]) -> Option<Sent> {
        match self.prepare(expects).await {
            Ok(ready) => self.go(ready).await,
            Err(Kept(event, words)) => {
                self.change.happens(self.at, event, |step| step.words = Some(words.clone()));
                self.reply(Reply::Kept(words));
                None
            }
        }
    }

    /// All that is done before a byte is sent. The turn is held from here on.
    async fn prepare(&self, expects: &[Expected]) -> Result<Ready, Kept> {
        let seat = &self.seat;
        if tokio::time::timeout(seat.hub.pace().live_within, seat.hub.until_live()).await.is_err() {
            let words =
                "the console has had no fresh picture of the cluster for too long, so it was not sent";
            return Err(Kept::blocked(words));
        }
        let step = self.change.step(self.at).ok_or_else(|| Kept::blocked("there is no such step"))?;
        let call: Value =
            serde_json::from_str(&step.call).map_err(|error| Kept::blocked(error.to_string()))?;
        let node = match &step.agent_id {
            Some(id) => Node::agent(seat, id).await.map_err(|error| Kept::blocked(error.words()))?,
            None => Node::master(seat),
        };
        let alone = (node.target() == Target::Master).then(|| Alone::of(&call)).flatten();
        let turn = match &alone {
            Some(alone) => Some(self.app.changes.turns.take(alone).await),
            None => None,
        };
        let mut reads = Reads { node: &node, answers: Vec::new() };
        self.compare(expects, &call, &mut reads).await?;
        self.beware(&call, &mut reads).await?;
        let effect = Effect::of(node.target(), step.agent_id.as_deref(), &call);
        let mut shown = effect.and_then(|effect| {
            let sight = Sight::of(&effect.source(), &node)?;
            Some((effect, sight))
        });
        if let Some((effect, sight)) = &mut shown {
            // What an agent gets is told by how much more it has than before. What cannot be read is looked for all the same.
            let fresh = matches!(alone, Some(Alone::Agent(_)));
            effect.remember(&sight.now(fresh).await.unwrap_or_default());
        }
        Ok(Ready { node, call, body: step.call, shown, turn, alone })
    }

    /// Whether what the operator looked at is still so.
    async fn compare(&self, expects: &[Expected], call: &Value, reads: &mut Reads<'_>) -> Result<(), Kept> {
        for expected in expects {
            let Some(name) = expected.readable(reads.node.target()) else { continue };
            let now = reads.get(name).await.map_err(|why| {
                Kept::blocked(format!("what the change was planned on could not be read again: {why}"))
            })?;
            if !expected.is_still(&now, call) {
                let words = format!(
                    "{name} tells something else than when this was planned: somebody has changed it. Nothing was sent"
                );
                return Err(Kept(Event::Overtake, words));
            }
        }
        Ok(())
    }

    /// Whether it would hurt the cluster as that is now.
    async fn beware(&self, call: &Value, reads: &mut Reads<'_>) -> Result<(), Kept> {
        let removes_quota = reads.node.target() == Target::Master && call["type"] == "REMOVE_QUOTA";
        let roles: Option<BTreeSet<String>> = match removes_quota {
            true => reads.get("GET_QUOTA").await.ok().map(|answer| {
                quota::configs_from_json(&answer).into_iter().map(|config| config.role).collect()
            }),
            false => None,
        };
        let context = Context { roles_with_quota: roles.as_ref(), ..Context::default() };
        match danger::dangers(reads.node.target(), call, &context).first() {
            Some(danger) => Err(Kept::blocked(format!("this call must not be sent: {danger}"))),
            None => Ok(()),
        }
    }

    /// Sends it, once, and notes what came of that.
    async fn go(&mut self, ready: Ready) -> Option<Sent> {
        let Ready { node, call, body, mut shown, turn, alone } = ready;
        if !self.change.happens(self.at, Event::Send, |_| {}) {
            // Somebody has stopped the change meanwhile.
            self.reply(Reply::Kept("the change was stopped before this was sent".to_owned()));
            return None;
        }
        let answer = node.ask_once(String::from(body).into()).await;
        if let Some((_, sight)) = &mut shown {
            // What was asked for earlier says nothing of it.
            sight.look_anew();
        }
        self.seat.readings.forget(node.name());
        self.seat.hub.hasten(polls(&call));
        let goes_on = self.answered(&node, &call, &answer);
        self.reply(Reply::Answer(answer));
        // What replaces is done when it is answered; what an agent gets comes later.
        let turn = turn.filter(|_| matches!(alone, Some(Alone::Agent(_))));
        goes_on.then_some(Sent { shown, turn })
    }

    /// Whether there is anything more to come.
    fn answered(&self, node: &Node, call: &Value, answer: &Result<Answer, Unanswered>) -> bool {
        let happens = |event, status, words: Option<String>, field: Option<String>| {
            self.change.happens(self.at, event, |step| {
                (step.status, step.words, step.field) = (status, words, field);
            });
        };
        match answer {
            Ok(answer) if answer.status.is_success() => {
                happens(Event::Accept, Some(answer.status.as_u16()), None, None);
                true
            }
            Ok(answer) => {
                let (status, words) = (answer.status.as_u16(), words(answer));
                let field = refusal::field(node.target(), call, status, &words);
                happens(Event::Refuse, Some(status), Some(words), field.map(|field| field.to_string()));
                false
            }
            Err(Unanswered { error, sent: true }) => {
                let words = format!("No answer came, so that it may have been done or not. {error}");
                happens(Event::Silence, None, Some(words), None);
                true
            }
            Err(Unanswered { error, sent: false }) => {
                happens(Event::Block, None, Some(format!("It could not be sent. {error}")), None);
                false
            }
        }
    }
}

/// A step that is about to be sent.
struct Ready {
    node: Node,
    call: Value,
    body: Box<str>,
    shown: Option<(Effect, Sight)>,
    turn: Option<OwnedMutexGuard<()>>,
    alone: Option<Alone>,
}

/// What Mesos says for itself.
fn words(answer: &Answer) -> String {
    let text = String::from_utf8_lossy(&answer.body);
    let text: String = text.trim().chars().take(MOST_WORDS).collect();
    if text.is_empty() { answer.status.to_string() } else { text }
}

/// The polls that show what a call changes.
fn polls(call: &Value) -> &'static [Poll] {
    match call["type"].as_str().unwrap_or_default() {
        "UPDATE_QUOTA" | "SET_QUOTA" | "REMOVE_QUOTA" => &[Poll::Quota, Poll::Roles],
        "UPDATE_WEIGHTS" => &[Poll::Weights, Poll::Roles],
        "TEARDOWN" => &[Poll::Frameworks],
        "DRAIN_AGENT" | "DEACTIVATE_AGENT" | "REACTIVATE_AGENT" | "MARK_AGENT_GONE" | "START_MAINTENANCE"
        | "STOP_MAINTENANCE" => &[Poll::Agents],
        "RESERVE_RESOURCES"
        | "UNRESERVE_RESOURCES"
        | "CREATE_VOLUMES"
        | "DESTROY_VOLUMES"
        | "GROW_VOLUME"
        | "SHRINK_VOLUME" => &[Poll::Agents, Poll::Operations],
        "ADD_RESOURCE_PROVIDER_CONFIG"
        | "UPDATE_RESOURCE_PROVIDER_CONFIG"
        | "REMOVE_RESOURCE_PROVIDER_CONFIG"
        | "MARK_RESOURCE_PROVIDER_GONE" => &[Poll::Agents],
        _ => &[],
    }
}
