//! Whole answers folded in: the state that comes with a subscription, and polls.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use bytes::Bytes;
use operator_api::encoded::{AgentKey, GetAgents, GetState, GetTasks};
use operator_api::v1;
use operator_api::v1::master::response::get_agents::Agent;
use operator_api::v1::master::response::get_frameworks::Framework;
use operator_api::v1::master::response::{
    GetExecutors, GetFrameworks, GetOperations, GetQuota, GetRoles, GetWeights,
};

use prost::Message;

use super::agent::{Host, Listed};
use super::framework::Renamed;
use super::holding::Holding;
use super::owned::Row;
use super::{Cluster, Folding, Identified, Mark, Noticed, Scope, offer, operation, reservation};
use crate::schema::{Table, executors, offers, operations};

impl Cluster {
    /// The state that comes with a subscription: replaces what was known. Browsers get the difference.
    pub fn subscribed(&mut self, state: GetState, scope: Scope, now_ms: i64) {
        self.sequence += 1;
        self.replaced = self.mark();
        let everything = Mark(u64::MAX);
        // Names before what bears them: frameworks and agents, then offers and executors.
        let frameworks = state.get_frameworks.unwrap_or_default();
        let changed = self.frameworks_polled(&frameworks, everything, now_ms);
        if let Some(agents) = state.get_agents {
            self.polled_agents(agents, everything, now_ms);
        }
        self.offers_polled(&changed, now_ms);
        if let Some(tasks) = state.get_tasks {
            self.polled_tasks(tasks, scope, everything, now_ms);
        }
        if let Some(executors) = state.get_executors {
            self.fold_whole(Folding::executors(executors, everything));
        }
    }

    /// The answer to `GET_AGENTS`, asked at `mark`. Agents that it lacks are remembered as unreachable or gone.
    pub fn polled_agents(&mut self, answer: impl Into<GetAgents>, mark: Mark, now_ms: i64) {
        self.fold_whole(Folding::agents(answer.into(), mark, now_ms));
    }

    /// One of the agents that an answer lists, encoded. Answers its id. Most of them are as they were: those are not even decoded.
    pub(super) fn agent_polled(&mut self, encoded: &Bytes, mark: Mark, now_ms: i64) -> Option<String> {
        let key = AgentKey::read(encoded)?;
        let id = key.agent_id();
        if !self.agents.is_newer(id, mark)
            && !self.agents.listed_again(id, encoded, mark)
            && let Ok(agent) = Agent::decode(encoded.clone())
            && let Some(was) = self.agent_told(&agent, encoded, mark, now_ms)
        {
            self.notice_agent(id.to_owned(), was);
        }
        Some(id.to_owned())
    }

    /// What else the answer tells, when all agents that it lists are folded in.
    pub(super) fn agents_polled(
        &mut self,
        mut listed: HashSet<String>,
        recovered: &[v1::AgentInfo],
        mark: Mark,
        now_ms: i64,
    ) {
        listed.extend(recovered.iter().map(Identified::id));
        for info in recovered {
            if self.agents.is_newer(&info.id(), mark) {
                continue;
            }
            let Listed { changed, host, was } = self.agents.recovering(&mut self.store, info, mark, now_ms);
            if changed {
                self.hold(&Holding::nothing(info));
            }
            self.host_changed(host);
            if let Some(was) = was {
                self.notice_agent(info.id(), was);
            }
        }
        for (id, was) in self.agents.unlist_others(&mut self.store, &listed, mark, now_ms) {
            self.hold_nothing(&id);
            self.notice_agent(id.to_string(), was);
        }
    }

    /// The master lists an agent, and told it so. Answers the state it was in, if it is in another now.
    pub(super) fn agent_told(
        &mut self,
        agent: &Agent,
        encoded: &[u8],
        at: Mark,
        now_ms: i64,
    ) -> Option<String> {
        let Listed { changed, host, was } = self.agents.listed(&mut self.store, agent, encoded, at, now_ms);
        if changed {
            self.hold(&Holding::of(agent));
        }
        self.host_changed(host);
        was
    }

    /// An event says that the agent is out of the cluster.
    pub(super) fn agent_removed(&mut self, id: &str, at: Mark) {
        self.hold_nothing(id);
        self.executors.remove(&mut self.store, id);
        self.operations.remove(&mut self.store, id);
        self.offers.remove_named(&mut self.store, offers::AGENT_ID, id);
        self.agents.removed(&mut self.store, id, at);
    }

    /// A task of this agent ended because an operator marked the agent gone.
    pub(super) fn marked_gone(&mut self, id: &str) {
        let was = self.agents.state(&self.store, id).to_owned();
        self.agents.marked_gone(&mut self.store, id);
        if self.agents.state(&self.store, id) != was {
            self.notice_agent(id.to_owned(), was);
        }
    }

    fn hold(&mut self, holding: &Holding) {
        self.reservations.replace(&mut self.store, &holding.agent_id, reservation::rows(holding));
        self.volumes.told(&mut self.store, holding);
        self.roles.told(holding);
    }

    fn hold_nothing(&mut self, agent_id: &str) {
        self.reservations.remove(&mut self.store, agent_id);
        self.volumes.forget_agent(&mut self.store, agent_id);
        self.roles.forget_agent(agent_id);
    }

    fn host_changed(&mut self, host: Option<Host>) {
        if let Some((id, host)) = &host {
            let tables = [
                (Table::Offers, offers::AGENT_ID, offers::HOST),
                (Table::Operations, operations::AGENT_ID, operations::HOST),
                (Table::Executors, executors::AGENT_ID, executors::HOST),
            ];
            for (table, id_column, column) in tables {
                self.store.rename(table, (id_column, id), column, host);
            }
        }
        self.tasks.host_changed(&mut self.store, host);
    }

    fn notice_agent(&mut self, id: String, from: String) {
        let host = self.agents.host(&self.store, &id).to_owned();
        let to = self.agents.state(&self.store, &id).to_owned();
        self.noticed.push(Noticed::Agent { id, host, from, to });
    }

    /// The answer to `GET_FRAMEWORKS`, asked at `mark`.
    pub fn polled_frameworks(&mut self, answer: &GetFrameworks, mark: Mark, now_ms: i64) {
        let changed = self.frameworks_polled(answer, mark, now_ms);
        self.offers_polled(&changed, now_ms);
    }

    fn frameworks_polled<'a>(
        &mut self,
        answer: &'a GetFrameworks,
        mark: Mark,
        now_ms: i64,
    ) -> Vec<(&'a Framework, bool)> {
        let polled = self.frameworks.polled(&mut self.store, answer, mark, now_ms);
        for (framework, _) in polled.changed.iter().filter(|(_, completed)| !completed) {
            let info = &framework.framework_info;
            self.roles.subscribed(&info.id(), Some(info));
        }
        for renamed in polled.renamed {
            self.framework_renamed(Some(renamed));
        }
        for ((id, name), from, to) in polled.moved {
            let (id, to) = (id.to_string(), to.to_owned());
            self.noticed.push(Noticed::Framework { id, name, from, to });
        }
        for id in polled.forgotten {
            self.framework_gone(&id);
            self.tasks.forget_framework(&mut self.store, &id);
        }
        polled.changed
    }

    fn offers_polled(&mut self, changed: &[(&Framework, bool)], now_ms: i64) {
        for (framework, completed) in changed {
            let id = framework.framework_info.id();
            if *completed {
                self.framework_gone(&id);
                continue;
            }
            let rows = offer::rows(&self.store, &self.agents, framework, now_ms);
            self.offers.replace(&mut self.store, &id, rows);
        }
    }

    /// An event tells of a framework.
    pub(super) fn framework_told(&mut self, framework: &Framework, at: Mark, now_ms: i64) {
        let put = self.frameworks.told(&mut self.store, framework, at, now_ms);
        let info = &framework.framework_info;
        self.roles.subscribed(&info.id(), Some(info));
        self.framework_renamed(put.renamed);
    }

    /// The framework has completed, or is forgotten: it has no offers, executors and roles.
    pub(super) fn framework_gone(&mut self, id: &str) {
        self.roles.subscribed(id, None);
        self.offers.remove(&mut self.store, id);
        self.executors.remove_named(&mut self.store, executors::FRAMEWORK_ID, id);
    }

    fn framework_renamed(&mut self, renamed: Option<Renamed>) {
        if let Some((id, name)) = &renamed {
            let tables = [
                (Table::Operations, operations::FRAMEWORK_ID, operations::FRAMEWORK),
                (Table::Executors, executors::FRAMEWORK_ID, executors::FRAMEWORK),
                (Table::Offers, offers::FRAMEWORK_ID, offers::FRAMEWORK),
            ];
            for (table, id_column, column) in tables {
                self.store.rename(table, (id_column, id), column, name);
            }
            self.volumes.framework_renamed(id);
        }
        self.tasks.framework_renamed(&mut self.store, renamed);
    }

    /// The answer to `GET_TASKS`, asked at `mark`.
    pub fn polled_tasks(&mut self, answer: GetTasks, scope: Scope, mark: Mark, now_ms: i64) {
        self.fold_whole(Folding::tasks(answer, scope, mark, now_ms));
    }

    /// What follows from an answer to `GET_TASKS`, when all of it is folded in.
    pub(super) fn tasks_polled(&mut self, gone: HashSet<String>, now_ms: i64) {
        for agent in gone {
            self.marked_gone(&agent);
        }
        for agent in self.tasks.agents_of_unreachable() {
            self.agents.known_from_tasks(&mut self.store, &agent, now_ms);
        }
    }

    /// The answer to `GET_EXECUTORS`, asked at `mark`.
    pub fn polled_executors(&mut self, answer: &GetExecutors, mark: Mark) {
        self.fold_whole(Folding::executors(answer.clone(), mark));
    }

    /// The answer to `GET_OPERATIONS`, asked at `mark`.
    pub fn polled_operations(&mut self, answer: &GetOperations, mark: Mark, now_ms: i64) {
        let mut by_agent = BTreeMap::<&str, Vec<Row<'_>>>::new();
        for operation in &answer.operations {
            let agent = operation::agent_of(operation);
            if self.agents.is_removed(agent, mark) {
                continue;
            }
            let (agents, frameworks) = (&self.agents, &self.frameworks);
            let row = operation::row(&self.store, &self.operations, agents, frameworks, operation, now_ms);
            by_agent.entry(agent).or_default().push(row);
        }
        replace_all(&mut self.operations, &mut self.store, by_agent);
    }

    /// The answer to `GET_ROLES`.
    pub fn polled_roles(&mut self, answer: &GetRoles) {
        self.roles.polled(answer);
    }

    /// The answer to `GET_WEIGHTS`. A master without any weight answers without a list: that is an empty one.
    pub fn polled_weights(&mut self, answer: &GetWeights) {
        self.roles.weights_polled(answer, &mut self.noticed);
    }

    /// The answer to `GET_QUOTA`.
    pub fn polled_quota(&mut self, answer: &GetQuota) {
        self.roles.quota_polled(answer, &mut self.noticed);
    }
}

/// Makes these all rows of a table.
fn replace_all(table: &mut super::Owned, store: &mut super::Store, by_owner: BTreeMap<&str, Vec<Row<'_>>>) {
    let listed: HashSet<&str> = by_owner.keys().copied().collect();
    let others: Vec<Arc<str>> =
        table.owners().into_iter().filter(|owner| !listed.contains(&**owner)).collect();
    for owner in others {
        table.remove(store, &owner);
    }
    for (owner, rows) in by_owner {
        table.replace(store, owner, rows);
    }
}
