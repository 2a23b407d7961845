//! The life of an operation: accepted, carried out, told, acknowledged. Those of operators and those of frameworks.

use std::sync::Arc;

use rand::Rng;

use super::World;
use super::ids::{AgentKey, FrameworkKey, uuid};
use super::operation::{Operation, OperationKind, OperationState, OperationStatus};
use super::pool::Pools;
use super::schedule::Action;
use super::slab::Key;
use super::task::{Nanos, SECOND};
use super::tasks::MILLI;

/// A change that was accepted from an operator: some resources become others.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// What it is.
    pub kind: OperationKind,
    /// Where.
    pub agent: AgentKey,
    /// What there is before.
    pub consumed: Pools,
    /// What there is after, in its stead.
    pub converted: Pools,
}

impl World {
    /// Accepts an operator's change; it takes effect a little later, unless something else took the resources by then.
    /// Until then it is a pending operation. If the agent never hears of it, it is one until the agent registers anew.
    pub fn accept(&mut self, edit: Edit) {
        let delay = self.rng.random_range(30 * MILLI..150 * MILLI) + self.faults.acceptance_delay;
        let operation = Operation {
            kind: edit.kind,
            agent: edit.agent,
            requester: None,
            uuid: uuid(self.rng.random()),
            consumed: edit.consumed,
            converted: edit.converted,
            target: None,
            statuses: Vec::new(),
        };
        let key = self.list_operation(operation);
        if !self.faults.lose_accepted {
            self.schedule.at(self.now + delay, Action::Operate(key));
        }
    }

    /// A framework accepts an offer with an operation. What the master takes for granted is done at once. `None` if the agent
    /// no longer has what it takes: the framework is told so, and that is all.
    pub(super) fn operate(&mut self, operation: Operation, duration: Nanos) -> Option<Key<Operation>> {
        let requester = operation.requester.clone()?;
        let traffic = &mut self.books[requester.framework.index()].traffic;
        traffic.accepts += 1;
        *traffic.operations.entry(operation.kind).or_default() += 1;
        self.rescind(operation.agent);
        let agent = &self.agents[operation.agent.index()];
        if !agent.is_registered() || !agent.available().contains(&operation.consumed) {
            self.count_operation(operation.kind, OperationState::Error);
            self.tell_of_operation(&operation);
            return None;
        }
        if operation.kind.is_speculative() {
            self.convert(&operation);
        } else {
            for pool in operation.consumed.iter() {
                self.allocate(requester.framework, operation.agent, &requester.role, pool);
            }
        }
        let heard = operation.provider().is_none_or(|id| self.agents[operation.agent.index()].provides(id));
        let key = self.list_operation(operation);
        match heard {
            true => self.schedule.at(self.now + duration, Action::Operate(key)),
            false => {
                let message = self.phrase("Dropping operation: resource provider is not subscribed");
                self.conclude(key, OperationState::Dropped, Some(message));
            }
        }
        Some(key)
    }

    fn list_operation(&mut self, operation: Operation) -> Key<Operation> {
        let agent = operation.agent;
        let key = self.operations.insert(Arc::new(operation));
        self.operating.entry(agent).or_default().push(key);
        key
    }

    fn convert(&mut self, operation: &Operation) {
        let agent = self.agent_mut(operation.agent);
        agent.total.subtract_all(&operation.consumed);
        agent.total.add_all(&operation.converted);
    }

    /// The time an operation takes is over.
    pub(super) fn carry_out(&mut self, key: Key<Operation>) {
        let Some(operation) = self.operations.get(key).cloned() else { return };
        if operation.state().is_terminal() {
            return;
        }
        if operation.requester.is_none() {
            return self.apply(key, &operation);
        }
        let agent = &self.agents[operation.agent.index()];
        let reachable = operation.provider().is_none_or(|id| agent.provides(id));
        if !agent.connected || !reachable {
            // Nobody is there to do it; it waits.
            self.schedule.at(self.now + 2 * SECOND, Action::Operate(key));
            return;
        }
        let fails = !operation.kind.is_speculative() && self.rng.random_bool(0.1);
        match fails {
            true => {
                let message =
                    self.phrase("CSI plugin failed to create a volume: RESOURCE_EXHAUSTED: no space left");
                self.conclude(key, OperationState::Failed, Some(message));
            }
            false => self.conclude(key, OperationState::Finished, None),
        }
    }

    /// An operator's change takes effect. Says nothing if it no longer can, as Mesos does.
    fn apply(&mut self, key: Key<Operation>, operation: &Operation) {
        self.rescind(operation.agent);
        let agent = &self.agents[operation.agent.index()];
        let able = agent.is_registered() && agent.available().contains(&operation.consumed);
        if able {
            self.convert(operation);
        }
        self.count_operation(
            operation.kind,
            if able { OperationState::Finished } else { OperationState::Error },
        );
        self.unlist_operation(key);
        self.check_drained(operation.agent);
    }

    /// An operation of a framework is over, well or not. It stays until the framework has taken note, if it wants to.
    pub(super) fn conclude(&mut self, key: Key<Operation>, state: OperationState, message: Option<Arc<str>>) {
        let bits = uuid(self.rng.random());
        let Some(operation) = self.operations.get(key).cloned() else { return };
        let Some(requester) = &operation.requester else { return };
        if operation.holds() {
            for pool in operation.consumed.iter() {
                self.deallocate(requester.framework, operation.agent, &requester.role, pool);
            }
            if state == OperationState::Finished {
                self.convert(&operation);
            }
        }
        self.count_operation(operation.kind, state);
        self.counters.operation_updates += 1;
        if let Some(operation) = self.operations.get_mut(key) {
            operation.statuses.push(OperationStatus { state, uuid: bits, message });
        }
        let listens = !self.frameworks[requester.framework.index()].is_completed() && requester.id.is_some();
        if !listens {
            self.unlist_operation(key);
            return self.check_drained(operation.agent);
        }
        self.tell_of_operation(&operation);
        self.expect_acknowledgement(key, requester.framework);
    }

    fn tell_of_operation(&mut self, operation: &Operation) {
        let Some(requester) = &operation.requester else { return };
        if requester.id.is_some() && self.frameworks[requester.framework.index()].is_connected() {
            self.books[requester.framework.index()].traffic.operation_updates += 1;
        }
    }

    fn expect_acknowledgement(&mut self, key: Key<Operation>, framework: FrameworkKey) {
        if self.frameworks[framework.index()].is_connected() {
            let patience = self.settings.operation_acknowledgement;
            let delay = self.rng.random_range(patience / 4..patience);
            self.schedule.at(self.now + delay, Action::AcknowledgeOperation(key));
        }
    }

    /// A framework has taken note of how its operation ended, which ends it. Later it takes back what it did.
    pub(super) fn acknowledge_operation(&mut self, key: Key<Operation>) {
        let Some(operation) = self.operations.get(key).cloned() else { return };
        let Some(requester) = &operation.requester else { return };
        let there = self.frameworks[requester.framework.index()].is_connected();
        if !operation.state().is_terminal() || !there || !self.agents[operation.agent.index()].connected {
            return self.expect_acknowledgement(key, requester.framework);
        }
        self.counters.operation_acknowledgements += 1;
        self.books[requester.framework.index()].traffic.operation_acknowledgements += 1;
        self.unlist_operation(key);
        if operation.state() == OperationState::Finished
            && !matches!(
                operation.kind,
                OperationKind::Unreserve | OperationKind::Destroy | OperationKind::DestroyDisk
            )
        {
            let hold = self.rng.random_range(20 * SECOND..120 * SECOND);
            self.schedule.at(self.now + hold, Action::Undo(Box::new((*operation).clone())));
        }
        self.check_drained(operation.agent);
    }

    /// A framework that subscribed again acknowledges what waits for it.
    pub(super) fn acknowledge_operations_of(&mut self, framework: FrameworkKey) {
        for (key, operation) in self.operations_of(framework) {
            if operation.state().is_terminal() {
                self.expect_acknowledgement(key, framework);
            }
        }
    }

    /// A framework is over: what ended waits for nobody; what is pending goes on.
    pub(super) fn orphan_operations(&mut self, framework: FrameworkKey) {
        for (key, operation) in self.operations_of(framework) {
            if operation.state().is_terminal() {
                self.unlist_operation(key);
                self.check_drained(operation.agent);
            }
        }
    }

    fn operations_of(&self, framework: FrameworkKey) -> Vec<(Key<Operation>, Arc<Operation>)> {
        let all = self.operating.values().flatten();
        all.filter_map(|key| Some((*key, self.operations.get(*key)?.clone())))
            .filter(|(_, operation)| {
                operation.requester.as_ref().is_some_and(|requester| requester.framework == framework)
            })
            .collect()
    }

    fn unlist_operation(&mut self, key: Key<Operation>) {
        let Some(operation) = self.operations.remove(key) else { return };
        if let Some(listed) = self.operating.get_mut(&operation.agent) {
            listed.retain(|other| *other != key);
            if listed.is_empty() {
                self.operating.remove(&operation.agent);
            }
        }
    }

    /// Takes all operations of an agent that is no longer there out of the list. Gives back what they held.
    pub(super) fn take_operations(&mut self, agent: AgentKey) -> Vec<Arc<Operation>> {
        let keys = self.operating.remove(&agent).unwrap_or_default();
        let mut taken = Vec::with_capacity(keys.len());
        for key in keys {
            let Some(operation) = self.operations.remove(key) else { continue };
            if let Some(requester) = operation.requester.as_ref().filter(|_| operation.holds()) {
                for pool in operation.consumed.iter() {
                    self.deallocate(requester.framework, agent, &requester.role, pool);
                }
            }
            self.tell_of_operation(&operation);
            taken.push(operation);
        }
        taken
    }

    /// Lists the operations of an agent that is back again. What an operator asked for before is no longer known.
    pub(super) fn bring_back_operations(&mut self, operations: Vec<Arc<Operation>>) {
        for operation in operations {
            let Some(requester) = &operation.requester else { continue };
            if self.frameworks[requester.framework.index()].is_completed() {
                continue;
            }
            if operation.holds() {
                for pool in operation.consumed.iter() {
                    self.allocate(requester.framework, operation.agent, &requester.role, pool);
                }
            }
            let key = self.list_operation((*operation).clone());
            match operation.state().is_terminal() {
                true => self.expect_acknowledgement(key, requester.framework),
                false => self.schedule.at(self.now + 2 * SECOND, Action::Operate(key)),
            }
        }
    }

    fn count_operation(&mut self, kind: OperationKind, state: OperationState) {
        *self.counters.operations.entry((kind, state)).or_default() += 1;
    }

    /// Counts operations that ended with their agent.
    pub(super) fn count_operations(&mut self, operations: &[Arc<Operation>], state: OperationState) {
        for operation in operations.iter().filter(|operation| !operation.state().is_terminal()) {
            self.count_operation(operation.kind, state);
        }
    }

    /// All operations that are listed, by agent.
    pub fn operations(&self) -> impl Iterator<Item = &Arc<Operation>> {
        self.operating.values().flatten().filter_map(|key| self.operations.get(*key))
    }

    /// The operations of an agent.
    pub fn operations_on(&self, agent: AgentKey) -> impl Iterator<Item = &Arc<Operation>> {
        self.operating.get(&agent).into_iter().flatten().filter_map(|key| self.operations.get(*key))
    }

    /// How many operations of a kind are in a state: those that are not over as they are, the others all there ever were.
    pub fn count_operations_in(&self, kind: OperationKind, state: OperationState) -> u64 {
        let of = |operation: &&Arc<Operation>| operation.kind == kind && !operation.state().is_terminal();
        match state {
            OperationState::Pending => self.operations().filter(of).count() as u64,
            OperationState::Unreachable => {
                self.away.values().flat_map(|away| &away.operations).filter(of).count() as u64
            }
            OperationState::Recovering => 0,
            state => self.counters.operations.get(&(kind, state)).copied().unwrap_or_default(),
        }
    }
}
