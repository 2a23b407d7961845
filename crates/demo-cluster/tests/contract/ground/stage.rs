//! What happens to a cluster by other hands than an operator's: agents start again, frameworks come and go.
//!
//! The embedded cluster does it by its own interface. For another one `CONTRACT_STAGE` is a command that is run with what is
//! to happen as its last arguments: `lose-agent PORT`, `restart-agent PORT`
//! or `visit NAME`.

use std::env;

use anyhow::{Context, Result, ensure};
use demo_cluster::{Options, Running, Scenario};
use tokio::process::Command;

use super::cast::Agent;

/// Whoever can make things happen.
pub enum Stage {
    Embedded(Box<Running>),
    Command(String),
    Nobody,
}

impl Stage {
    /// Starts an embedded cluster on which nothing happens by itself, so that everything seen was caused.
    pub async fn embedded() -> Result<(String, Self)> {
        let options = Options { updates_per_second: Some(0.0), seed: 7, ..Options::new(Scenario::Small) };
        let running = demo_cluster::start(options).await?;
        Ok((running.master_url(), Self::Embedded(Box::new(running))))
    }

    /// Whatever the environment names.
    pub fn by_command() -> Self {
        env::var("CONTRACT_STAGE").map_or(Self::Nobody, Self::Command)
    }

    /// Starts the process of an agent again that has ended.
    pub async fn restart(&self, agent: &Agent) -> Result<()> {
        match self {
            Self::Embedded(running) => Ok(running.faults().return_agent(&agent.id)?),
            _ => self.run(&["restart-agent", port(agent)?]).await,
        }
    }

    /// Ends the process of an agent without a word to anybody. Its executors go on.
    pub async fn lose(&self, agent: &Agent) -> Result<()> {
        match self {
            Self::Embedded(running) => Ok(running.faults().lose_agent(&agent.id)?),
            _ => self.run(&["lose-agent", port(agent)?]).await,
        }
    }

    /// Lets a framework of this name register, run a task to its end, subscribe again, and leave.
    pub async fn visit(&self, name: &str) -> Result<()> {
        match self {
            Self::Embedded(running) => {
                running.visit(name);
                Ok(())
            }
            _ => self.run(&["visit", name]).await,
        }
    }

    async fn run(&self, what: &[&str]) -> Result<()> {
        let Self::Command(command) = self else {
            anyhow::bail!("CONTRACT_STAGE must name a command that can {}", what.join(" "));
        };
        // The shell takes the command apart, so that a path may have spaces.
        let output =
            Command::new("sh").args(["-c", &format!("{command} \"$@\""), "sh"]).args(what).output().await?;
        let words = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{command} {}: {words}", what.join(" "));
        Ok(())
    }

    pub async fn end(self) {
        if let Self::Embedded(running) = self {
            running.stop().await;
        }
    }
}

fn port(agent: &Agent) -> Result<&str> {
    agent.pid.rsplit_once(':').map(|(_, port)| port).context("a pid has a port")
}
