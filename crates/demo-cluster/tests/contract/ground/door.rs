//! Ways to the cluster: straight to its master and agents, or through the console's relay.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use operator_api::calls::Target;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;

use super::answer::Answer;
use super::cast::Agent;
use super::relay;

/// Whom a call is for.
#[derive(Debug, Clone)]
pub enum To {
    Master,
    Agent(Agent),
}

impl To {
    pub fn target(&self) -> Target {
        match self {
            Self::Master => Target::Master,
            Self::Agent(_) => Target::Agent,
        }
    }
}

impl From<&Agent> for To {
    fn from(agent: &Agent) -> Self {
        Self::Agent(agent.clone())
    }
}

/// How a call went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Straight.
    Direct,
    /// Through the console.
    Relayed,
    /// The console refused it, as it should, and then it was sent straight.
    Refused,
}

/// The cluster's addresses.
pub struct Door {
    http: Client,
    plain: Client,
    master: String,
    console: Option<String>,
}

impl Door {
    pub fn new(master: String, console: Option<String>) -> Result<Self> {
        // A call that hangs is a failure of that call, and not of the run.
        let client = || Client::builder().timeout(Duration::from_secs(60));
        Ok(Self { http: client().build()?, plain: client().no_gzip().build()?, master, console })
    }

    /// Fails as long as the console, if there is one, does not know the cluster.
    pub async fn opens(&self) -> Result<()> {
        let Some(console) = &self.console else { return Ok(()) };
        let answer = Answer::read(self.http.get(format!("{console}/readyz")).send().await?).await?;
        ensure!(answer.status == 200, "the console is not ready: {}", answer.text());
        Ok(())
    }

    /// A request to the API itself, to be filled and sent.
    pub fn straight(&self, to: &To) -> RequestBuilder {
        self.by(Method::POST, to, "/api/v1")
    }

    /// The same by another method or to another path.
    pub fn by(&self, method: Method, to: &To, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base(to)))
    }

    /// The same from a client that does not unpack what it gets.
    pub fn plain(&self, to: &To) -> RequestBuilder {
        self.plain.post(format!("{}/api/v1", self.base(to)))
    }

    fn base<'a>(&'a self, to: &'a To) -> &'a str {
        match to {
            To::Master => &self.master,
            To::Agent(agent) => &agent.url,
        }
    }

    /// Sends a call and reads the answer.
    pub async fn send(&self, to: &To, call: &Value) -> Result<(Answer, Way)> {
        let Some(console) = &self.console else {
            return Ok((self.send_straight(to, call).await?, Way::Direct));
        };
        let path = match to {
            To::Master => "master".to_owned(),
            To::Agent(agent) => format!("agents/{}", agent.id),
        };
        let answer = post(self.http.post(format!("{console}/api/{path}")), call).await?;
        if relay::passes(to.target(), call) {
            return Ok((answer, Way::Relayed));
        }
        relay::refused(&answer).with_context(|| format!("{} through the relay", call["type"]))?;
        Ok((self.send_straight(to, call).await?, Way::Refused))
    }

    async fn send_straight(&self, to: &To, call: &Value) -> Result<Answer> {
        post(self.straight(to).header("accept", "application/json"), call).await
    }
}

async fn post(request: RequestBuilder, call: &Value) -> Result<Answer> {
    let request = request.header("content-type", "application/json").body(call.to_string());
    let response = request.send().await.with_context(|| format!("no answer to {}", call["type"]))?;
    Answer::read(response).await
}
