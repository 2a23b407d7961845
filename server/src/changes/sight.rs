//! How the cluster is looked at: in the hub's picture, which polls keep, or by a small read of its own where no poll tells.
//!
//! The hub is never asked again in a loop: its next answer is awaited. A read is repeated after a quarter of a second, then ever later up to two
//! seconds, and never so often that it took more than a fiftieth of a master's time.

use std::time::{Duration, Instant};

use operator_api::calls::Target;
use operator_api::effect::Source;
use serde_json::Value;

use crate::live::{Hub, Lookout, Outcome, Pace, Poll};
use crate::node::Node;
use crate::readings;
use crate::telemetry;
use crate::upstream::Encoding;

/// How long a fresh picture is waited for.
const SOON: Duration = Duration::from_secs(1);

/// What there was to see.
pub(super) enum Look {
    /// This.
    Shown(Value),
    /// Nothing could be seen: why. It may pass.
    Dim(String),
    /// Nothing can be seen: why. It will not pass soon.
    Blind(String),
}

/// A way to look at one thing.
pub(super) struct Sight {
    way: Way,
    /// What was asked before this moment is old.
    since: Instant,
}

enum Way {
    Picture { hub: Hub, thing: Thing, lookout: Lookout },
    Reads { node: Node, call: &'static str, pause: Pause },
}

enum Thing {
    Agent(String),
    Framework(String),
}

/// Which poll shows what a source tells, if one does.
fn poll_of(source: &Source) -> Option<Poll> {
    match source {
        Source::Agent(_) => Some(Poll::Agents),
        Source::Framework(_) => Some(Poll::Frameworks),
        Source::Call(_) | Source::AgentCall(_) | Source::Nothing => None,
    }
}

impl Sight {
    /// Of what the source tells from now on; `None` if nothing tells. `node` is the one that the call goes to.
    pub fn of(source: &Source, node: &Node) -> Option<Self> {
        let hub = &node.seat().hub;
        let reads = |node, call| Way::Reads { node, call, pause: Pause::new(hub.pace()) };
        let picture = |thing, poll| Way::Picture { hub: hub.clone(), thing, lookout: hub.lookout(poll) };
        let way = match (source, poll_of(source)) {
            (Source::Agent(id), Some(poll)) => picture(Thing::Agent(id.clone()), poll),
            (Source::Framework(id), Some(poll)) => picture(Thing::Framework(id.clone()), poll),
            (Source::Call(call), _) => reads(Node::master(node.seat()), call),
            (Source::AgentCall(call), _) => reads(node.clone(), call),
            _ => return None,
        };
        Some(Self { way, since: Instant::now() })
    }

    /// What is to be seen now. The hub's picture is as old as its last poll; `fresh` asks for a new one, and takes what there is if that is not
    /// to be had soon.
    pub async fn now(&mut self, fresh: bool) -> Option<Value> {
        match &mut self.way {
            Way::Picture { hub, thing, lookout } => {
                if fresh {
                    hub.hasten(&[lookout.poll()]);
                    let _ = tokio::time::timeout(SOON, lookout.after(Instant::now())).await;
                }
                Some(thing.of(hub).await)
            }
            Way::Reads { node, call, .. } => read(node, call).await.ok(),
        }
    }

    /// What is asked from now on counts, nothing older.
    pub fn look_anew(&mut self) {
        self.since = Instant::now();
    }

    /// Waits for something new to see.
    pub async fn next(&mut self) -> Look {
        match &mut self.way {
            Way::Picture { hub, thing, lookout } => {
                let Some(told) = lookout.after(self.since).await else {
                    return Look::Blind("the console does not follow the cluster any more".to_owned());
                };
                self.since = told.asked;
                match told.outcome {
                    Outcome::Answered => match thing.of(hub).await {
                        shown if is_recovering(&shown) => {
                            Look::Dim("the agent has not registered with the new leader yet".to_owned())
                        }
                        shown => Look::Shown(shown),
                    },
                    Outcome::Failed => Look::Dim("the cluster does not answer".to_owned()),
                    Outcome::Refused => Look::Blind(lookout.refusal()),
                }
            }
            Way::Reads { node, call, pause } => {
                pause.wait().await;
                let sent = Instant::now();
                let answer = read(node, call).await;
                pause.cost(sent.elapsed());
                answer.map_or_else(Look::Dim, Look::Shown)
            }
        }
    }

    /// How long from one look to the next.
    pub fn every(&self) -> Duration {
        match &self.way {
            Way::Picture { lookout, .. } => lookout.every(),
            Way::Reads { pause, .. } => pause.length(),
        }
    }
}

/// Whether this is an agent that the leading master knows from its registry only: there is nothing to be seen of it.
fn is_recovering(agent: &Value) -> bool {
    agent["listed"] == true && agent["agent_info"].is_object() && agent["pid"].is_null()
}

impl Thing {
    async fn of(&self, hub: &Hub) -> Value {
        match self {
            Self::Agent(id) => hub.agent_json(id).await,
            Self::Framework(id) => hub.framework_json(id).await,
        }
    }
}

/// The pause before the next read.
struct Pause {
    pace: (Duration, Duration),
    next: Duration,
    cost: Duration,
    first: bool,
}

impl Pause {
    fn new(pace: &Pace) -> Self {
        let pace = (pace.look_again, pace.look_seldom);
        Self { pace, next: pace.0, cost: Duration::ZERO, first: true }
    }

    fn length(&self) -> Duration {
        self.next.max(self.cost * 50)
    }

    /// The first look is made at once: much is done before it is answered.
    async fn wait(&mut self) {
        if !std::mem::take(&mut self.first) {
            tokio::time::sleep(self.length()).await;
            self.next = (self.next * 2).min(self.pace.1);
        }
    }

    fn cost(&mut self, cost: Duration) {
        self.cost = cost;
    }
}

/// A small read of its own; why there is no answer, otherwise.
pub(super) async fn read(node: &Node, call: &str) -> Result<Value, String> {
    let target = match node.target() {
        Target::Master => "master",
        Target::Agent => "agent",
    };
    metrics::counter!(telemetry::CHANGE_READS, "target" => target, "call" => call.to_owned()).increment(1);
    let answer = node.ask(readings::body(call), Encoding::Json).await.map_err(|error| error.to_string())?;
    if !answer.status.is_success() {
        let words = String::from_utf8_lossy(&answer.body);
        return Err(format!("{call} was answered {}: {}", answer.status.as_u16(), words.trim()));
    }
    serde_json::from_slice(&answer.body)
        .map_err(|error| format!("the answer to {call} cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Pause;
    use crate::live::Pace;

    #[tokio::test(start_paused = true)]
    async fn looks_become_seldom_and_costly_ones_more_so() {
        let mut pause = Pause::new(&Pace::default());
        let mut waited = Vec::new();
        for cost in [1, 1, 1, 1, 1, 1, 100] {
            let before = tokio::time::Instant::now();
            pause.wait().await;
            pause.cost(Duration::from_millis(cost));
            waited.push(before.elapsed().as_millis());
        }
        assert_eq!(waited, [0, 250, 500, 1000, 2000, 2000, 2000]);
        assert_eq!(pause.length().as_secs(), 5, "a fiftieth of the time");
    }
}
