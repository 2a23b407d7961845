//! The lists of `GET_TASKS`, `GET_EXECUTORS`, `GET_FRAMEWORKS` and `GET_AGENTS`, alone or together, written item by item.

use crate::access::Viewer;
use crate::world::executor::Executor;
use crate::world::snapshot::{Agents, Frameworks, State, Tasks};
use std::sync::Arc;

use super::Printer;
use super::document::{Document, Encoding};

impl Printer {
    /// The fields of a `GetTasks`.
    pub fn write_tasks(&self, document: &mut Document, tasks: &Tasks) {
        let count = tasks.active.len() + tasks.unreachable.len() + tasks.completed.len();
        // What a task with its statuses comes to; too little or too much costs a copy or a little room.
        document.expect(count * if document.encoding() == Encoding::Json { 2800 } else { 1200 });
        document.list(2, "tasks", tasks.active.iter().map(|task| self.task(task)));
        document.list(5, "unreachable_tasks", tasks.unreachable.iter().map(|task| self.task(task)));
        // Since 1.10 Mesos leaves the tasks of completed frameworks out of its protobuf answers, by an inverted check.
        let of_completed = match document.encoding() {
            Encoding::Json => &*tasks.of_completed_frameworks,
            Encoding::Protobuf => &[],
        };
        let completed = of_completed.iter().chain(&tasks.completed);
        document.list(3, "completed_tasks", completed.map(|task| self.task(task)));
    }

    /// The fields of a `GetExecutors`.
    pub fn write_executors(&self, document: &mut Document, executors: &[Arc<Executor>]) {
        document.list(1, "executors", executors.iter().map(|executor| self.executor(executor)));
    }

    /// The fields of a `GetFrameworks`.
    pub fn write_frameworks(&self, document: &mut Document, frameworks: &Frameworks) {
        document.list(1, "frameworks", frameworks.present.iter().map(|member| self.framework(member)));
        document.list(
            2,
            "completed_frameworks",
            frameworks.completed.iter().map(|member| self.framework(member)),
        );
    }

    /// The fields of a `GetAgents`, with the resources that somebody may see.
    pub fn write_agents(&self, document: &mut Document, agents: &Agents, viewer: &Viewer) {
        let registered = agents.registered.iter().map(|agent| viewer.agent(self.agent(agent)));
        document.list(1, "agents", registered);
        let recovered = agents.recovered.iter().map(|agent| viewer.agent_info(self.agent_info(agent)));
        document.list(2, "recovered_agents", recovered);
    }

    /// The fields of a `GetState`.
    pub fn write_state(&self, document: &mut Document, state: &State, viewer: &Viewer) {
        document.message(1, "get_tasks", |document| self.write_tasks(document, &state.tasks));
        document.message(2, "get_executors", |document| self.write_executors(document, &state.executors));
        document.message(3, "get_frameworks", |document| self.write_frameworks(document, &state.frameworks));
        document.message(4, "get_agents", |document| self.write_agents(document, &state.agents, viewer));
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;
    use crate::scenario::Scenario;
    use crate::world::World;
    use crate::world::settings::Settings;
    use crate::world::task::SECOND;

    fn printed(scenario: Scenario, seed: u64) -> bytes::Bytes {
        let world = World::new(Settings::new(scenario, seed), 1_795_000_000 * SECOND, Ipv4Addr::LOCALHOST);
        let printer = Printer { ids: world.ids().clone(), address: ([127, 0, 0, 1], 5050).into() };
        let mut document = Document::new(Encoding::Json);
        let viewer = Viewer::new(None, Arc::default());
        printer.write_state(&mut document, &world.snapshot(), &viewer);
        document.finish()
    }

    #[test]
    fn one_seed_is_one_state_to_the_last_byte() {
        for scenario in [Scenario::Small, Scenario::Unhealthy, Scenario::RollingDrain, Scenario::QuotaFight] {
            // Not assert_eq!: nobody wants to read both.
            assert!(printed(scenario, 7) == printed(scenario, 7), "{scenario}");
            assert!(printed(scenario, 7) != printed(scenario, 8), "{scenario}");
        }
    }
}
