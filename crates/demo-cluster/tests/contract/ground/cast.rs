//! Who plays which part: the agents and tasks that a run works with.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::calls::bare;
use super::suite::Suite;

/// An agent and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    pub id: String,
    pub url: String,
    pub hostname: String,
    pub ip: String,
    /// `slave(1)@127.0.0.1:5051`
    pub pid: String,
}

impl Agent {
    fn of(json: &Value) -> Result<Self> {
        let pid = text(json, "/pid")?;
        let (process, address) = pid.split_once('@').context("a pid has an @")?;
        let (ip, _) = address.rsplit_once(':').context("a pid has a port")?;
        Ok(Self {
            id: text(json, "/agent_info/id/value")?,
            url: format!("http://{address}/{process}"),
            hostname: text(json, "/agent_info/hostname")?,
            ip: ip.to_owned(),
            pid: pid.clone(),
        })
    }
}

/// Text at a JSON pointer.
pub fn text(json: &Value, pointer: &str) -> Result<String> {
    let found = json.pointer(pointer).and_then(Value::as_str);
    found.map(str::to_owned).with_context(|| format!("there is no text at {pointer}"))
}

/// Whether a task's last word is this state.
pub fn ends_with_state(task: &Value, state: &str) -> bool {
    task["state"] == state
        && task["statuses"].as_array().and_then(|all| all.last()).is_some_and(|last| last["state"] == state)
}

/// The agents of a run. All but the last must have running tasks, so that what befalls an agent befalls tasks.
#[derive(Debug, Clone)]
pub struct Cast {
    /// Its resources are reserved and given back.
    pub reserved: Agent,
    /// Its containers are looked into.
    pub looked_into: Agent,
    /// It is deactivated and drained.
    pub drained: Agent,
    /// Its machine goes down and comes back.
    pub down: Agent,
    /// It is marked gone.
    pub gone: Agent,
}

impl Cast {
    /// Five active agents with the most running tasks.
    pub async fn choose(suite: &Suite) -> Result<Self> {
        let agents = suite.read(bare("GET_AGENTS")).await?;
        let tasks = suite.read(bare("GET_TASKS")).await?;
        let mut found = Vec::new();
        for agent in agents["get_agents"]["agents"].as_array().into_iter().flatten() {
            let known = Agent::of(agent)?;
            let usable = agent["active"] == true && agent["deactivated"] == false;
            let tasks = tasks["get_tasks"]["tasks"].as_array().into_iter().flatten();
            let running = tasks
                .filter(|task| task["agent_id"]["value"] == known.id && task["state"] == "TASK_RUNNING")
                .count();
            if usable {
                found.push((running, known));
            }
        }
        found.sort_by(|(one, first), (other, second)| other.cmp(one).then_with(|| first.id.cmp(&second.id)));
        let busy = found.iter().filter(|(running, _)| *running > 0).count();
        ensure!(
            found.len() >= 5 && busy >= 4,
            "five active agents are needed, four of them with running tasks; there are {}, and {busy} with tasks",
            found.len()
        );
        let mut agents = found.into_iter().map(|(_, agent)| agent);
        let mut next = || agents.next().context("five agents");
        Ok(Self { looked_into: next()?, drained: next()?, down: next()?, gone: next()?, reserved: next()? })
    }
}
