//! Which events are seen.

use super::Projection;
use crate::schema::agents::state;

/// What an event is about; empty where it does not apply.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Happening<'a> {
    /// The framework concerned.
    pub framework_id: &'a str,
    /// The task concerned.
    pub task_id: &'a str,
    /// The agent concerned.
    pub agent_id: &'a str,
    /// The role concerned; of a task, the one its resources are allocated to, where that is known.
    pub role: &'a str,
    /// The state before.
    pub before: &'a str,
    /// The state since.
    pub state: &'a str,
}

impl Projection {
    /// Whether somebody bound to these roles may hear of it.
    ///
    /// What says a role is of that role. A task's event without one is seen if the task is; a framework's or an agent's, if there is a row of it, but
    /// for the end of a drain, which others bring about. What is about none of these, as the console's own connection, everybody may hear.
    #[must_use]
    pub fn may_see_event(&self, event: &Happening<'_>) -> bool {
        if !event.role.is_empty() {
            return self.reach.contains_all(event.role);
        }
        if !event.task_id.is_empty() {
            return self.sums.links.sees_task(event.framework_id, event.task_id);
        }
        if !event.framework_id.is_empty() {
            return self.has_framework(event.framework_id);
        }
        if !event.agent_id.is_empty() {
            return self.has_agent(event.agent_id) && ![event.before, event.state].contains(&state::DRAINED);
        }
        true
    }
}
