//! Events of the stream.

use operator_api::v1::master::Event;
use operator_api::v1::master::event::{
    AgentAdded, AgentRemoved, FrameworkAdded, FrameworkRemoved, FrameworkUpdated, TaskAdded, TaskUpdated,
    Type,
};

use crate::world::change::Change;

use super::Printer;

impl Printer {
    /// A change as subscribers see it.
    pub fn event(&self, change: &Change) -> Event {
        let of = |kind: Type| Event { r#type: Some(kind as i32), ..Event::default() };
        match change {
            Change::TaskAdded(task) => Event {
                task_added: Some(TaskAdded { task: Box::new(self.task(task)) }),
                ..of(Type::TaskAdded)
            },
            Change::TaskUpdated(task, status) => Event {
                task_updated: Some(TaskUpdated {
                    framework_id: self.framework_id(task.framework),
                    status: Box::new(self.status(task, status)),
                    state: Some(task.state as i32),
                }),
                ..of(Type::TaskUpdated)
            },
            Change::AgentAdded(agent) => Event {
                agent_added: Some(AgentAdded { agent: Box::new(self.agent(agent)) }),
                ..of(Type::AgentAdded)
            },
            Change::AgentRemoved(key) => Event {
                agent_removed: Some(AgentRemoved { agent_id: self.agent_id(*key) }),
                ..of(Type::AgentRemoved)
            },
            Change::FrameworkAdded(framework) => Event {
                framework_added: Some(FrameworkAdded {
                    framework: Box::new(self.framework_in_event(framework)),
                }),
                ..of(Type::FrameworkAdded)
            },
            Change::FrameworkUpdated(framework) => Event {
                framework_updated: Some(FrameworkUpdated {
                    framework: Box::new(self.framework_in_event(framework)),
                }),
                ..of(Type::FrameworkUpdated)
            },
            Change::FrameworkRemoved(framework) => Event {
                framework_removed: Some(FrameworkRemoved {
                    framework_info: Box::new(self.framework_info(framework)),
                }),
                ..of(Type::FrameworkRemoved)
            },
        }
    }

    /// The sign of life.
    pub fn heartbeat() -> Event {
        Event { r#type: Some(Type::Heartbeat as i32), ..Event::default() }
    }
}
