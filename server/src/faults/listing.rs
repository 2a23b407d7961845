//! What can be done to the embedded cluster, in words and fields, and what is on: the page is made from this.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use demo_cluster::{Instead, Standing};
use operator_api::calls::{self, Target};
use serde::Serialize;
use serde_json::{Value, json};

use super::fault::Fault;

/// The body of the door.
#[derive(Debug, Serialize)]
pub struct Listing {
    faults: Vec<Entry>,
}

/// One thing that can be done.
#[derive(Debug, Serialize)]
struct Entry {
    /// Its name in a request.
    fault: &'static str,
    /// What it is about.
    area: &'static str,
    /// What a button says that does it.
    name: &'static str,
    /// What it does, and what one will see.
    does: &'static str,
    /// What it needs to know.
    asks: Vec<Ask>,
    /// What is sent beside that.
    with: Value,
    /// What of it is on.
    on: Vec<On>,
}

/// Something to fill in.
#[derive(Debug, Serialize)]
struct Ask {
    /// Its name in a request.
    key: &'static str,
    /// Its name on the page.
    name: &'static str,
    #[serde(flatten)]
    kind: AskKind,
}

/// What can be filled in.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum AskKind {
    /// An agent's id.
    Agent,
    /// One line.
    Text { initial: &'static str },
    /// A number.
    Number { initial: f64 },
    /// A whole number.
    Whole { initial: u32 },
    /// One of these.
    Choice { choices: Vec<Value> },
}

/// Something that is on.
#[derive(Debug, Serialize)]
struct On {
    /// What, in a sentence.
    says: String,
    /// What a button says that ends it.
    end: &'static str,
    /// The request that ends it.
    stop: Fault,
}

/// Statuses with which a real master or agent answers in trouble.
const STATUSES: [u16; 5] = [500, 503, 403, 401, 404];

impl Listing {
    /// Everything, as it stands.
    pub fn of(now: &Standing) -> Self {
        let faults = SPECS.iter().map(|spec| Entry {
            fault: spec.fault,
            area: spec.area,
            name: spec.name,
            does: spec.does,
            asks: (spec.asks)(),
            with: if spec.switched { json!({"on": true}) } else { json!({}) },
            on: (spec.on)(now),
        });
        Self { faults: faults.collect() }
    }
}

struct Spec {
    fault: &'static str,
    area: &'static str,
    name: &'static str,
    does: &'static str,
    /// Whether it is switched on and off.
    switched: bool,
    asks: fn() -> Vec<Ask>,
    on: fn(&Standing) -> Vec<On>,
}

const STREAMS: &str = "Event streams";
const MASTER: &str = "The master";
const CALLS: &str = "Calls";
const AGENTS: &str = "Agents";
const ACCEPTED: &str = "Changes answered 202";

impl Spec {
    /// Happens once.
    const fn once(fault: &'static str, area: &'static str, name: &'static str, does: &'static str) -> Self {
        Self { fault, area, name, does, switched: false, asks: Vec::new, on: |_| Vec::new() }
    }

    /// Lasts until it is switched off.
    const fn switch(
        fault: &'static str,
        area: &'static str,
        name: &'static str,
        does: &'static str,
        on: fn(&Standing) -> Vec<On>,
    ) -> Self {
        Self { fault, area, name, does, switched: true, asks: Vec::new, on }
    }

    const fn asking(self, asks: fn() -> Vec<Ask>, on: fn(&Standing) -> Vec<On>) -> Self {
        Self { asks, on, ..self }
    }
}

const SPECS: [Spec; 18] = [
    Spec::once(
        "drop-streams",
        STREAMS,
        "Break the streams off",
        "All event streams end without their last chunk, as when a master dies. The console subscribes anew.",
    ),
    Spec::switch(
        "stall-streams",
        STREAMS,
        "Stall the streams",
        "Streams send nothing, not even heartbeats, and do not end. The console turns quiet, then drops the stream.",
        |now| on(now.streams_stalled, "Event streams are stalled", Fault::StallStreams { on: false }),
    ),
    Spec::once(
        "slow-streams",
        STREAMS,
        "Slow the streams",
        "Streams send no more than this many bytes a second. Events come late, and later.",
    )
    .asking(
        || vec![ask("bytes_per_second", "Bytes a second", AskKind::Whole { initial: 2000 })],
        |now| {
            let slowed = |bytes: NonZeroU32| On {
                says: format!("Event streams send {bytes} bytes a second"),
                end: "Stop",
                stop: Fault::SlowStreams { bytes_per_second: None },
            };
            now.streams_slowed.into_iter().map(slowed).collect()
        },
    ),
    Spec::once(
        "cut-record",
        STREAMS,
        "Cut a record in half",
        "Subscribers get the first half of a record, and then the stream breaks off.",
    ),
    Spec::once(
        "unknown-event",
        STREAMS,
        "Send an unknown event",
        "Subscribers get an event of a type that nobody knows. The console passes over it.",
    ),
    Spec::once(
        "garbage",
        STREAMS,
        "Send garbage",
        "Subscribers get bytes that are no record. The console drops the stream and subscribes anew.",
    ),
    Spec::once(
        "another-leader",
        MASTER,
        "Let another master lead",
        "This master sends everybody to the other one. The console follows only to masters that it knows.",
    )
    .asking(
        || vec![ask("address", "Address of the other", AskKind::Text { initial: "127.0.0.1:5051" })],
        |now| {
            let leads = |leader: &String| On {
                says: format!("Another master leads: {leader}"),
                end: "Take the lead back",
                stop: Fault::AnotherLeader { address: None },
            };
            now.leader.iter().map(leads).collect()
        },
    ),
    Spec::once(
        "restart-master",
        MASTER,
        "Restart the master",
        "Its process ends and another takes its place: streams break off, agents come back one after the other, and what had ended is forgotten.",
    ),
    Spec::switch(
        "recovering",
        MASTER,
        "Let the master recover",
        "The master answers every call with 503, as it does until its registry is read.",
        |now| on(now.recovering, "The master recovers", Fault::Recovering { on: false }),
    ),
    Spec::switch(
        "stop-answering",
        MASTER,
        "Stop answering",
        "Master and agents take requests and never answer; streams stall. As processes that were stopped.",
        |now| on(now.silent, "Master and agents do not answer", Fault::StopAnswering { on: false }),
    ),
    Spec::switch(
        "refuse-connections",
        MASTER,
        "Refuse connections",
        "Connections to master and agents are closed at once, and so are the streams. As processes that are gone.",
        |now| on(now.connections_refused, "Connections are refused", Fault::RefuseConnections { on: false }),
    ),
    Spec::switch(
        "refuse-credentials",
        MASTER,
        "Refuse credentials",
        "Master and agents answer everybody with 401. Streams that are open stay.",
        |now| on(now.credentials_refused, "Credentials are refused", Fault::RefuseCredentials { on: false }),
    ),
    Spec::once(
        "answer-call",
        CALLS,
        "Fail a call",
        "Every call of a type is answered with a status instead.",
    )
    .asking(
        || {
            let choices = STATUSES.map(Value::from).to_vec();
            vec![
                ask("call", "Call", AskKind::Choice { choices: calls() }),
                ask("status", "Status", AskKind::Choice { choices }),
            ]
        },
        |now| {
            let failed = |(call, instead): &(String, Instead)| match instead {
                Instead::Status(status) => Some(On {
                    says: format!("{call} is answered with {}", status.as_u16()),
                    end: "Answer it again",
                    stop: Fault::AnswerCall { call: call.clone(), status: None },
                }),
                Instead::Silence => None,
            };
            now.answers.iter().filter_map(failed).collect()
        },
    ),
    Spec {
        switched: true,
        ..Spec::once(
            "withhold-answer",
            CALLS,
            "Never answer a call",
            "Every call of a type is taken and gets no answer.",
        )
    }
    .asking(
        || vec![ask("call", "Call", AskKind::Choice { choices: calls() })],
        |now| {
            let silent = |(call, instead): &(String, Instead)| {
                (*instead == Instead::Silence).then(|| On {
                    says: format!("{call} gets no answer"),
                    end: "Answer it again",
                    stop: Fault::WithholdAnswer { call: call.clone(), on: false },
                })
            };
            now.answers.iter().filter_map(silent).collect()
        },
    ),
    Spec::once(
        "disconnect-agent",
        AGENTS,
        "Disconnect an agent",
        "The agent's connection breaks, of which no event tells. After 75 seconds the master gives it up.",
    )
    .asking(agent, |now| away(now, false)),
    Spec::once(
        "lose-agent",
        AGENTS,
        "Lose an agent",
        "The agent becomes unreachable at once: the master lists it no more, its tasks are unreachable.",
    )
    .asking(agent, |now| away(now, true)),
    Spec::once(
        "delay-accepted",
        ACCEPTED,
        "Delay their effect",
        "Accepted changes of reservations and volumes take effect later.",
    )
    .asking(
        || vec![ask("seconds", "Seconds", AskKind::Number { initial: 10.0 })],
        |now| {
            let seconds = now.acceptance_delay.as_secs_f64();
            let says = format!("Accepted changes take effect {seconds} s later");
            on(seconds > 0.0, says, Fault::DelayAccepted { seconds: 0.0 })
        },
    ),
    Spec::switch(
        "lose-accepted",
        ACCEPTED,
        "Lose their effect",
        "Accepted changes of reservations and volumes never take effect.",
        |now| on(now.accepted_lost, "Accepted changes are lost", Fault::LoseAccepted { on: false }),
    ),
];

fn on(is: bool, says: impl Into<String>, stop: Fault) -> Vec<On> {
    if is { vec![On { says: says.into(), end: "Stop", stop }] } else { Vec::new() }
}

fn ask(key: &'static str, name: &'static str, kind: AskKind) -> Ask {
    Ask { key, name, kind }
}

fn agent() -> Vec<Ask> {
    vec![ask("agent", "Agent id", AskKind::Agent)]
}

/// Agents that are away, whoever sent them.
fn away(now: &Standing, unreachable: bool) -> Vec<On> {
    let word = if unreachable { "unreachable" } else { "disconnected" };
    let away = now.away.iter().filter(|agent| agent.unreachable == unreachable);
    away.map(|agent| On {
        says: format!("Agent {} is {word}: {}", agent.hostname, agent.id),
        end: "Bring it back",
        stop: Fault::ReturnAgent { agent: agent.id.clone() },
    })
    .collect()
}

/// Every call of the Operator API, the master's and the agents' together: a fault does not tell them apart.
fn calls() -> Vec<Value> {
    let all = [Target::Master, Target::Agent].into_iter().flat_map(calls::all);
    let names: BTreeSet<&str> = all.map(|call| call.name).collect();
    names.into_iter().map(Value::from).collect()
}
