//! A fault as a browser names it, and how it is done to the embedded cluster.

use std::num::NonZeroU32;
use std::time::Duration;

use demo_cluster::Faults;
use http::StatusCode;
use operator_api::calls::{self, Target};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The longest delay of an accepted change that can be asked for, in seconds: a day.
const LONGEST_DELAY: f64 = 86_400.0;

/// One thing that can be done to the cluster. What lasts has `on` or a value whose absence takes it back.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "fault", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Fault {
    /// All event streams break off.
    DropStreams {},
    /// Event streams send nothing.
    StallStreams {
        /// Whether they do.
        on: bool,
    },
    /// Event streams are slow.
    SlowStreams {
        /// So many bytes a second.
        #[serde(skip_serializing_if = "Option::is_none")]
        bytes_per_second: Option<NonZeroU32>,
    },
    /// Subscribers get half a record, and the end.
    CutRecord {},
    /// Subscribers get an event of a type that nobody knows.
    UnknownEvent {},
    /// Subscribers get bytes that are no record.
    Garbage {},
    /// The master sends everybody to another one.
    AnotherLeader {
        /// `host:port` of the other.
        #[serde(skip_serializing_if = "Option::is_none")]
        address: Option<String>,
    },
    /// The master ends, and another process takes its place.
    RestartMaster {},
    /// The master has not recovered.
    Recovering {
        /// Whether that is so.
        on: bool,
    },
    /// Master and agents take requests and never answer.
    StopAnswering {
        /// Whether they do.
        on: bool,
    },
    /// Connections are closed at once.
    RefuseConnections {
        /// Whether they are.
        on: bool,
    },
    /// Nobody's credentials are good.
    RefuseCredentials {
        /// Whether that is so.
        on: bool,
    },
    /// A call is answered with a status.
    AnswerCall {
        /// Its type.
        call: String,
        /// 400 to 599.
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
    },
    /// A call is taken and gets no answer.
    WithholdAnswer {
        /// Its type.
        call: String,
        /// Whether that is so.
        on: bool,
    },
    /// An agent's connection breaks.
    DisconnectAgent {
        /// Its id.
        agent: String,
    },
    /// An agent is given up at once.
    LoseAgent {
        /// Its id.
        agent: String,
    },
    /// An agent that is away is heard of again.
    ReturnAgent {
        /// Its id.
        agent: String,
    },
    /// Accepted changes take effect later.
    DelayAccepted {
        /// By how much.
        seconds: f64,
    },
    /// Accepted changes never take effect.
    LoseAccepted {
        /// Whether that is so.
        on: bool,
    },
}

impl Fault {
    /// Does it, or takes it back.
    ///
    /// # Errors
    /// 400 for what makes no sense, 404 for an agent that is not there.
    pub fn apply(&self, faults: &Faults<'_>) -> Result<()> {
        match self {
            Self::DropStreams {} => faults.drop_streams(),
            Self::StallStreams { on } => faults.stall_streams(*on),
            Self::SlowStreams { bytes_per_second } => faults.slow_streams(*bytes_per_second),
            Self::CutRecord {} => faults.cut_record(),
            Self::UnknownEvent {} => faults.send_unknown_event(),
            Self::Garbage {} => faults.send_garbage(),
            Self::AnotherLeader { address } => faults.follow(address.as_deref().map(leader).transpose()?),
            Self::RestartMaster {} => faults.restart_master(&[])?,
            Self::Recovering { on } => faults.recover(*on),
            Self::StopAnswering { on } => faults.stop_answering(*on),
            Self::RefuseConnections { on } => faults.refuse_connections(*on),
            Self::RefuseCredentials { on } => faults.refuse_credentials(*on),
            Self::AnswerCall { call, status } => {
                faults.answer(known(call)?, status.map(failure).transpose()?);
            }
            Self::WithholdAnswer { call, on } => faults.withhold_answer(known(call)?, *on),
            Self::DisconnectAgent { agent } => faults.disconnect_agent(agent)?,
            Self::LoseAgent { agent } => faults.lose_agent(agent)?,
            Self::ReturnAgent { agent } => faults.return_agent(agent)?,
            Self::DelayAccepted { seconds } => {
                if !(0.0..=LONGEST_DELAY).contains(seconds) {
                    return Err(Error::bad_request("a delay is between 0 seconds and a day"));
                }
                faults.delay_accepted(Duration::from_secs_f64(*seconds));
            }
            Self::LoseAccepted { on } => faults.lose_accepted(*on),
        }
        Ok(())
    }
}

/// A master's own address, as Mesos writes it into its redirects.
fn leader(address: &str) -> Result<String> {
    let authority = address.trim().parse::<http::uri::Authority>();
    match authority {
        Ok(authority) if authority.port_u16().is_some() && !address.contains('@') => {
            Ok(authority.to_string())
        }
        _ => Err(Error::bad_request("a leader's address is host:port, as 127.0.0.1:5051")),
    }
}

/// A call of the master's or an agent's, by its type.
fn known(call: &str) -> Result<&'static str> {
    let known = [Target::Master, Target::Agent].into_iter().find_map(|target| calls::find(target, call));
    known
        .map(|known| known.name)
        .ok_or_else(|| Error::bad_request("no call of the Operator API has this type"))
}

fn failure(status: u16) -> Result<StatusCode> {
    match StatusCode::from_u16(status) {
        Ok(status) if status.is_client_error() || status.is_server_error() => Ok(status),
        _ => Err(Error::bad_request("a call fails with a status between 400 and 599")),
    }
}

impl From<demo_cluster::UnknownAgent> for Error {
    fn from(agent: demo_cluster::UnknownAgent) -> Self {
        Self::not_found(agent.to_string())
    }
}
