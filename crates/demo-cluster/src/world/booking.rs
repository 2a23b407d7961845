//! The books: what is allocated where and to whom, and how many tasks are in which state.

use std::sync::Arc;

use super::World;
use super::executor::Executor;
use super::ids::{AgentKey, FrameworkKey};
use super::pool::Pool;
use super::slab::Key;
use super::task::{State, Task};

impl World {
    /// A task of a framework went from one state to another.
    pub(super) fn recount(&mut self, framework: FrameworkKey, before: State, after: State) {
        let states = &mut self.books[framework.index()].states;
        states[before as usize] -= 1;
        states[after as usize] += 1;
    }

    /// Books resources for a role of a framework on an agent.
    pub(super) fn allocate(
        &mut self,
        framework: FrameworkKey,
        agent: AgentKey,
        role: &Arc<str>,
        pool: &Pool,
    ) {
        if !self.agent_mut(agent).allocated.add(role, &pool.kind, &pool.amounts) {
            return;
        }
        let share = self.books[framework.index()].shares.entry(role.clone()).or_default();
        match share.scalars.iter_mut().find(|(kind, _)| *kind == pool.kind) {
            Some((_, sum)) => *sum += pool.amounts.scalars,
            None => share.scalars.push((pool.kind.clone(), pool.amounts.scalars)),
        }
        for &(begin, end) in pool.amounts.ports.as_slice() {
            for port in begin..=end {
                *share.ports.entry(port).or_default() += 1;
            }
        }
    }

    /// The reverse of [`Self::allocate`].
    pub(super) fn deallocate(
        &mut self,
        framework: FrameworkKey,
        agent: AgentKey,
        role: &Arc<str>,
        pool: &Pool,
    ) {
        if !self.agent_mut(agent).allocated.subtract(role, &pool.kind, &pool.amounts) {
            return;
        }
        let shares = &mut self.books[framework.index()].shares;
        let Some(share) = shares.get_mut(role) else { return };
        if let Some(at) = share.scalars.iter().position(|(kind, _)| *kind == pool.kind) {
            share.scalars[at].1 -= pool.amounts.scalars;
            if share.scalars[at].1.is_empty() {
                share.scalars.remove(at);
            }
        }
        for &(begin, end) in pool.amounts.ports.as_slice() {
            for port in begin..=end {
                if let Some(count) = share.ports.get_mut(&port) {
                    *count -= 1;
                    if *count == 0 {
                        share.ports.remove(&port);
                    }
                }
            }
        }
        if share.scalars.is_empty() && share.ports.is_empty() {
            shares.remove(role);
        }
    }

    /// Gives back what a task took, and what its executor took once that has no more tasks.
    pub(super) fn release(&mut self, task: &Task) {
        for pool in task.pools().collect::<Vec<_>>() {
            self.deallocate(task.framework, task.agent, &task.blueprint.role, &pool);
        }
        let Some(key) = task.executor.as_ref().map(|runner| runner.key) else { return };
        let Some(executor) = self.executors.get_mut(key) else { return };
        executor.tasks = executor.tasks.saturating_sub(1);
        if executor.tasks == 0 {
            self.remove_executor(key);
        }
    }

    /// Takes an executor away and gives back what it took.
    pub(super) fn remove_executor(&mut self, key: Key<Executor>) {
        let Some(executor) = self.executors.remove(key) else { return };
        self.deallocate(executor.framework, executor.agent, &executor.role, &executor.pool);
        self.books[executor.framework.index()].executors.retain(|other| *other != key);
        self.agent_mut(executor.agent).executors.retain(|other| *other != key);
    }
}
