//! Whether a world hangs together: every sum is added up again from what it is a sum of.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::World;
use super::agent::Agent;
use super::amounts::Scalars;
use super::executor::Executor;
use super::pool::ByRole;
use super::slab::Key;
use super::task::Task;

impl World {
    /// What does not add up, in words; nothing if all is well.
    pub fn audit(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for agent in &self.agents {
            self.audit_agent(agent, &mut wrong);
        }
        for framework in &self.frameworks {
            self.audit_framework(framework.key, &mut wrong);
        }
        let listed: usize = self.agents.iter().map(|agent| agent.tasks.len()).sum();
        if listed != self.tasks.len() {
            wrong.push(format!("agents list {listed} tasks, there are {}", self.tasks.len()));
        }
        let operations: usize = self.operating.values().map(Vec::len).sum();
        if operations != self.operations.len() {
            wrong.push(format!("agents list {operations} operations, there are {}", self.operations.len()));
        }
        for offer in &self.inverse.outstanding {
            if self.unavailability(offer.agent) != Some(offer.unavailability) {
                wrong.push(format!(
                    "{} is asked to leave an agent that stays",
                    self.ids.framework(offer.framework)
                ));
            }
        }
        let sums = self.sums();
        let shared = self.books.iter().flat_map(|books| books.shares.values()).fold(
            Scalars::default(),
            |mut sum, share| {
                sum += share.sum();
                sum
            },
        );
        if sums.used != shared {
            wrong.push(format!("agents have allocated {:?}, frameworks have {shared:?}", sums.used));
        }
        wrong
    }

    fn audit_agent(&self, agent: &Agent, wrong: &mut Vec<String>) {
        let name = self.ids.agent(agent.key);
        let mut allocated = ByRole::default();
        for task in self.running_on(agent, wrong) {
            for pool in task.pools() {
                allocated.add(&task.blueprint.role, &pool.kind, &pool.amounts);
            }
        }
        for executor in agent.executors.iter().filter_map(|key| self.executors.get(*key)) {
            allocated.add(&executor.role, &executor.pool.kind, &executor.pool.amounts);
        }
        for operation in self.operations_on(agent.key).filter(|operation| operation.holds()) {
            let role = operation.requester.as_ref().map(|requester| &requester.role);
            for (role, pool) in
                role.iter().flat_map(|role| operation.consumed.iter().map(move |pool| (role, pool)))
            {
                allocated.add(role, &pool.kind, &pool.amounts);
            }
        }
        if self.operations_on(agent.key).next().is_some() && !agent.is_registered() {
            wrong.push(format!("{name} is {:?} and has operations", agent.standing));
        }
        if sorted(&allocated) != sorted(&agent.allocated) {
            wrong.push(format!("{name} has allocated {:?}, its tasks take {allocated:?}", agent.allocated));
        }
        let has_tasks = !agent.tasks.is_empty() || !agent.executors.is_empty();
        if has_tasks && !agent.is_registered() {
            wrong.push(format!("{name} is {:?} and has tasks", agent.standing));
        }
        for (_, pools) in agent.allocated.iter().chain(agent.offered.iter()) {
            for pool in pools.iter() {
                let free = agent.free(&pool.kind);
                if free.scalars.named().iter().any(|(_, amount)| *amount < 0) {
                    wrong.push(format!("{name} has given more than it has of {:?}", pool.kind));
                }
            }
        }
        let offered: usize = agent.offered.iter().map(|(_, pools)| pools.iter().count()).sum();
        let offers = self.offers.iter().filter(|offer| offer.agent == agent.key);
        if offered != offers.map(|offer| offer.pools.iter().count()).sum::<usize>() {
            wrong.push(format!("{name} has offered what no offer holds"));
        }
    }

    fn running_on<'a>(&'a self, agent: &'a Agent, wrong: &mut Vec<String>) -> Vec<&'a Arc<Task>> {
        let mut running = Vec::new();
        let mut tasks: BTreeMap<Key<Executor>, u32> = BTreeMap::new();
        for key in &agent.tasks {
            let Some(task) = self.tasks.get(*key).filter(|task| task.agent == agent.key) else {
                wrong.push(format!("{} lists a task that is not on it", self.ids.agent(agent.key)));
                continue;
            };
            if task.state.is_terminal() {
                continue;
            }
            if let Some(runner) = &task.executor {
                *tasks.entry(runner.key).or_default() += 1;
            }
            running.push(task);
        }
        for key in &agent.executors {
            let known = self.executors.get(*key).map(|executor| executor.tasks);
            if known != tasks.remove(key) {
                wrong.push(format!("an executor on {} counts {known:?} tasks", self.ids.agent(agent.key)));
            }
        }
        if !tasks.is_empty() {
            wrong.push(format!("tasks on {} have executors that are not there", self.ids.agent(agent.key)));
        }
        running
    }

    fn audit_framework(&self, key: super::ids::FrameworkKey, wrong: &mut Vec<String>) {
        let books = &self.books[key.index()];
        let name = self.ids.framework(key);
        let mut states = [0_u32; 16];
        for (at, task) in books.active.iter().enumerate() {
            match self.tasks.get(*task) {
                Some(task) => states[task.state as usize] += 1,
                None => wrong.push(format!("{name} lists a task that is not there")),
            }
            if self.places.get(task.slot()).copied() != u32::try_from(at).ok() {
                wrong.push(format!("{name} does not know where its tasks are"));
            }
        }
        if states != books.states {
            wrong.push(format!("{name} counts {:?}, it has {states:?}", books.states));
        }
        if books.completed.len() > self.settings.max_completed_tasks
            || books.unreachable.len() > self.settings.max_unreachable_tasks
        {
            wrong.push(format!("{name} has more history than it may"));
        }
        if self.frameworks[key.index()].is_completed() && !books.active.is_empty() {
            wrong.push(format!("{name} is over and has tasks"));
        }
        let tasks = books.active.iter().filter_map(|task| self.tasks.get(*task));
        for task in tasks.chain(&books.completed).chain(&books.unreachable) {
            if task.statuses.windows(2).any(|pair| pair[0].state == pair[1].state) {
                wrong.push(format!("{} has two statuses of one state in a row", task.id));
            }
        }
    }
}

/// Roles and kinds come in the order of history, which two sums need not share.
fn sorted(roles: &ByRole) -> Vec<String> {
    let mut lines: Vec<String> = roles
        .iter()
        .flat_map(|(role, pools)| pools.iter().map(move |pool| format!("{role} {pool:?}")))
        .collect();
    lines.sort_unstable();
    lines
}
