//! What happens on a cluster in a day: tasks come, change, end and are dropped; agents and frameworks with names of their own come and go.

use operator_api::encoded::Event;
use operator_api::v1::TaskState;
use operator_api::v1::master::event;
use operator_api::v1::master::response::GetAgents;

use crate::population::{
    added, agent, agent_id, framework, framework_id, of, status, task, task_id, updated,
};

/// Tasks that are on the cluster at a time.
const LANES: u32 = 2_000;
/// Agents at a time.
const AGENTS: u32 = 200;
/// Frameworks that stay.
const FRAMEWORKS: u32 = 20;
/// What happens to a task: it comes, runs, says so again, and ends.
const PHASES: u32 = 4;
/// After so many events about tasks a machine is replaced by another and a framework is there for one task.
const CHANGE_EVERY: u32 = 100;
/// Visitors are numbered from here, and their tasks too.
const VISITORS: u32 = 1 << 24;

/// An endless day: every number of events leaves as much on the cluster as every other, and nothing that is there is called what something
/// before it was called.
#[derive(Debug, Default)]
pub struct Day {
    told: u32,
    waiting: Vec<Event>,
}

impl Day {
    /// The cluster of the morning: agents and frameworks, without tasks.
    pub fn begin(&mut self) -> Vec<Event> {
        (0..FRAMEWORKS).map(framework_added).chain((0..AGENTS).map(agent_added)).collect()
    }

    /// The answer to `GET_AGENTS`.
    #[must_use]
    pub fn agents(&self) -> GetAgents {
        let gone = self.told / CHANGE_EVERY;
        GetAgents { agents: (gone..gone + AGENTS).map(agent).collect(), ..GetAgents::default() }
    }

    /// The next event.
    pub fn event(&mut self) -> Event {
        if let Some(event) = self.waiting.pop() {
            return event;
        }
        let now = self.told;
        self.told += 1;
        if now % CHANGE_EVERY == CHANGE_EVERY - 1 {
            self.waiting = self.change(now / CHANGE_EVERY);
        }
        let (lane, phase) = (now % LANES, now / LANES % PHASES);
        let number = now / (LANES * PHASES) * LANES + lane;
        let framework = lane % FRAMEWORKS;
        let at = 1.7e9 + f64::from(now) / 12.0;
        match phase {
            0 => {
                let first_agent = now / CHANGE_EVERY;
                task_added(number, framework, first_agent + lane % AGENTS, at)
            }
            1 | 2 => updated(framework_id(framework), task_id(number), TaskState::Running, at),
            _ => updated(framework_id(framework), task_id(number), TaskState::Finished, at),
        }
    }

    /// The oldest agent makes place for a new one, and somebody comes, runs a task and goes. Last first.
    fn change(&self, round: u32) -> Vec<Event> {
        let visitor = VISITORS + round;
        let at = 1.7e9 + f64::from(self.told) / 12.0;
        vec![
            framework_removed(visitor),
            updated(framework_id(visitor), task_id(visitor), TaskState::Failed, at),
            updated(framework_id(visitor), task_id(visitor), TaskState::Running, at),
            task_added(visitor, visitor, round + 1, at),
            framework_added(visitor),
            agent_removed(round),
            agent_added(round + AGENTS),
        ]
    }
}

fn task_added(number: u32, of_framework: u32, on: u32, at: f64) -> Event {
    added(task(number, of_framework, on, status(TaskState::Staging, at)))
}

fn agent_added(number: u32) -> Event {
    let added = event::AgentAdded { agent: agent(number).into() };
    Event { agent_added: Some(added.into()), ..of(event::Type::AgentAdded) }
}

fn agent_removed(number: u32) -> Event {
    let removed = event::AgentRemoved { agent_id: agent_id(number) };
    Event { agent_removed: Some(removed.into()), ..of(event::Type::AgentRemoved) }
}

fn framework_added(number: u32) -> Event {
    let added = event::FrameworkAdded { framework: framework(number).into() };
    Event { framework_added: Some(added.into()), ..of(event::Type::FrameworkAdded) }
}

fn framework_removed(number: u32) -> Event {
    let removed = event::FrameworkRemoved { framework_info: framework(number).framework_info };
    Event { framework_removed: Some(removed.into()), ..of(event::Type::FrameworkRemoved) }
}
