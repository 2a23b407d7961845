//! Whom a door speaks for: the leading master, or an agent. A browser names an agent by its id; where it is, the leading master has told.

use std::sync::Arc;

use axum::extract::{FromRequestParts, RawPathParams};
use bytes::Bytes;
use http::request::Parts;
use operator_api::calls::Target;
use tokio::sync::SemaphorePermit;

use crate::app::AppState;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::seat::Seat;
use crate::upstream::{AgentAddress, Answer, Encoding, Unanswered, UpstreamError};

/// How many calls of browsers a master is asked at once; the rest wait. It answers them one after the other in any case.
pub const MOST_OF_MASTER: usize = 8;

/// How many calls of browsers all agents together are asked at once: enough that some of them may be stuck.
pub const MOST_OF_AGENTS: usize = 64;

/// A master or an agent that can be asked. Cheap to clone.
#[derive(Clone)]
pub struct Node {
    seat: Arc<Seat>,
    whom: Whom,
}

#[derive(Clone)]
enum Whom {
    Master,
    Agent { id: Arc<str>, address: AgentAddress },
}

impl Node {
    /// The leading master, whoever that is when it is asked.
    #[must_use]
    pub fn master(seat: &Arc<Seat>) -> Self {
        Self { seat: seat.clone(), whom: Whom::Master }
    }

    /// The agent with this id.
    ///
    /// # Errors
    /// 404 if the leading master has told of none.
    pub async fn agent(seat: &Arc<Seat>, id: &str) -> Result<Self> {
        let pid = seat.hub.agent_pid(id).await;
        let address = pid.as_deref().and_then(AgentAddress::from_pid).ok_or_else(Self::unknown)?;
        Ok(Self { seat: seat.clone(), whom: Whom::Agent { id: id.into(), address } })
    }

    /// There is no such agent.
    #[must_use]
    pub fn unknown() -> Error {
        Error::not_found("the leading master has told of no agent with this id, so nobody knows where it is")
    }

    /// Which half of the API it answers.
    #[must_use]
    pub fn target(&self) -> Target {
        match self.whom {
            Whom::Master => Target::Master,
            Whom::Agent { .. } => Target::Agent,
        }
    }

    /// `master`, or the agent's id.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.whom {
            Whom::Master => "master",
            Whom::Agent { id, .. } => id,
        }
    }

    /// The agent's id; none if this is the master.
    #[must_use]
    pub fn agent_id(&self) -> Option<&str> {
        match &self.whom {
            Whom::Master => None,
            Whom::Agent { id, .. } => Some(id),
        }
    }

    /// Where it is now: another address is another process. Empty while no master has answered.
    #[must_use]
    pub fn address(&self) -> String {
        match &self.whom {
            Whom::Master => self.seat.masters.leader().map(|leader| leader.to_string()).unwrap_or_default(),
            Whom::Agent { address, .. } => address.to_string(),
        }
    }

    /// Where the agent is; nowhere if this is the master.
    #[must_use]
    pub fn agent_address(&self) -> Option<&AgentAddress> {
        match &self.whom {
            Whom::Master => None,
            Whom::Agent { address, .. } => Some(address),
        }
    }

    /// With whose credentials it is asked.
    #[must_use]
    pub fn seat(&self) -> &Arc<Seat> {
        &self.seat
    }

    /// Makes one call, when it is its turn; the answer as it was given, whatever its status.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn ask(&self, call: Bytes, encoding: Encoding) -> std::result::Result<Answer, UpstreamError> {
        let _turn = self.turn().await;
        match &self.whom {
            Whom::Master => self.seat.masters.exchange(call, encoding).await,
            Whom::Agent { address, .. } => self.seat.agents.exchange(address, call, encoding).await,
        }
    }
}

impl Node {
    /// Makes one call in JSON that must not be sent twice, when it is its turn; the answer as it was given, whatever its status.
    ///
    /// # Errors
    /// When there is no answer; it may have been acted on all the same, which the error says.
    pub async fn ask_once(&self, call: Bytes) -> std::result::Result<Answer, Unanswered> {
        let _turn = self.turn().await;
        match &self.whom {
            Whom::Master => self.seat.masters.exchange_once(&call).await,
            Whom::Agent { address, .. } => self.seat.agents.exchange_once(address, call).await,
        }
    }

    /// Waits until it is this call's turn. The turns are never closed.
    async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        match self.whom {
            Whom::Master => self.seat.master_turns.acquire().await,
            Whom::Agent { .. } => self.seat.agent_turns.acquire().await,
        }
        .ok()
    }
}

/// The agent whose id is in the path, or else the master, for whoever asks. An agent on which he sees nothing is none.
impl FromRequestParts<AppState> for Node {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self> {
        let caller = Caller::from_request_parts(parts, app).await?;
        Self::of_path(&caller, parts, app).await
    }
}

impl Node {
    /// The agent whose id is in the path, or else the master, for a caller who is known already.
    ///
    /// # Errors
    /// 404 if there is no such agent, or he sees nothing of it.
    pub async fn of_path(caller: &Caller, parts: &mut Parts, app: &AppState) -> Result<Self> {
        let params = RawPathParams::from_request_parts(parts, app)
            .await
            .map_err(|error| Error::bad_request("the path cannot be read").with_detail(error.to_string()))?;
        match params.iter().find(|(name, _)| *name == "agent_id") {
            Some((_, id)) => caller.agent(id).await,
            None => Ok(Self::master(&caller.seat)),
        }
    }
}
