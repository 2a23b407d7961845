//! What is on agents: who is hit when something happens to them.

use std::collections::BTreeSet;
use std::sync::Arc;

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents, tasks, volumes};
use serde_json::Value;

use crate::call::json::Read;
use crate::change::plan::{Impact, Typed, Weight};
use crate::paths::{Page, exactly};
use crate::ui::format::plural;

/// How much is on agents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OnAgents {
    /// Active tasks.
    pub tasks: i64,
    /// The frameworks they are of.
    pub frameworks: i64,
    /// Persistent volumes.
    pub volumes: i64,
}

impl OnAgents {
    /// Counts what is on these agents, by the rows.
    pub fn count(replica: &Replica, agents: &[Arc<Value>]) -> Self {
        let ids: BTreeSet<&str> = agents.iter().map(|agent| agent.text("agent_info.id.value")).collect();
        let is_here = |table, slot, column| ids.contains(replica.text(table, slot, column));
        let mut frameworks = BTreeSet::new();
        let mut tasks = 0;
        for slot in replica.rows(Table::Tasks).slots() {
            let is_active = replica.text(Table::Tasks, slot, tasks::LIST) == tasks::ACTIVE;
            if is_active && is_here(Table::Tasks, slot, tasks::AGENT_ID) {
                tasks += 1;
                frameworks.insert(replica.text(Table::Tasks, slot, tasks::FRAMEWORK_ID));
            }
        }
        let held = replica
            .rows(Table::Volumes)
            .slots()
            .filter(|slot| is_here(Table::Volumes, *slot, volumes::AGENT_ID));
        Self { tasks, frameworks: frameworks.len() as i64, volumes: held.count() as i64 }
    }

    /// What is killed when the agents drain or end; `weight` is how much that matters.
    pub fn killed(self, agents: &[Arc<Value>], weight: Weight) -> Impact {
        if self.tasks == 0 {
            return Impact::new(Weight::Note, "No task runs there: nothing is killed.");
        }
        let words = format!(
            "{} of {} {} killed.",
            plural(self.tasks, "task", "tasks"),
            plural(self.frameworks, "framework", "frameworks"),
            if self.tasks == 1 { "is" } else { "are" },
        );
        let impact = Impact::new(weight, words);
        match agents {
            [one] => impact.in_list(&Page::Tasks, &exactly("agent_id", one.text("agent_info.id.value"))),
            _ => impact,
        }
    }

    /// What is lost for ever when the agents never come back.
    pub fn lost(self, agents: &[Arc<Value>]) -> Vec<Impact> {
        let volumes = (self.volumes > 0).then(|| {
            let volumes = plural(self.volumes, "persistent volume", "persistent volumes");
            Impact::new(Weight::Harm, format!("{volumes} with their data are lost."))
        });
        let killed = self.killed(agents, Weight::Harm);
        std::iter::once(killed).chain(volumes).collect()
    }
}

/// The state of an agent, by its row.
pub fn state_of(replica: &Replica, id: &str) -> String {
    let slot = replica.find_all(Table::Agents, &[(agents::ID, id)]).next();
    slot.map(|slot| replica.text(Table::Agents, slot, agents::STATE).to_owned()).unwrap_or_default()
}

/// What has to be typed before something that cannot be undone happens to agents.
pub fn typed(agents: &[Arc<Value>], why: &str) -> Typed {
    let why = why.to_owned();
    match agents {
        [one] => Typed { name: one.text("agent_info.hostname").to_owned(), what: "host name", why },
        many => Typed { name: many.len().to_string(), what: "number of agents", why },
    }
}
