//! Large answers folded in piece by piece, so that whoever holds the cluster can let go of it in between: events must not wait for a list of all tasks.
//!
//! Events may be applied and revisions cut between two pieces. A row that an event touched since the answer was asked for is left as it is, as always;
//! what the answer lacks is removed with its last piece.

use std::collections::HashSet;
use std::sync::Arc;

use bytes::Bytes;
use operator_api::encoded::{GetAgents, GetTasks};
use operator_api::v1;
use operator_api::v1::master::response::GetExecutors;
use operator_api::v1::master::response::get_executors::Executor;

use super::owned::Row;
use super::task::{Around, Listing};
use super::{Cluster, Mark, Scope, executor};

/// How many tasks a piece has. Most of them are as they were.
const TASKS: usize = 1000;

/// How many agents a piece has; an agent that changed is much work.
const AGENTS: usize = 100;

/// An answer on its way in.
#[derive(Debug)]
pub struct Folding {
    mark: Mark,
    now_ms: i64,
    what: What,
    most: Option<usize>,
}

#[derive(Debug)]
enum What {
    Agents {
        /// What is still encoded.
        left: std::vec::IntoIter<Bytes>,
        recovered: Vec<v1::AgentInfo>,
        listed: HashSet<String>,
    },
    Tasks(Box<Listing>),
    Executors {
        executors: Vec<Executor>,
        done: usize,
    },
}

impl Folding {
    /// The answer to `GET_AGENTS`, asked at `mark`.
    #[must_use]
    pub fn agents(answer: GetAgents, mark: Mark, now_ms: i64) -> Self {
        let (left, recovered) = (answer.agents.into_iter(), answer.recovered_agents);
        let what = What::Agents { left, recovered, listed: HashSet::new() };
        Folding { mark, now_ms, what, most: None }
    }

    /// The answer to `GET_TASKS`, asked at `mark`. Looks at all tasks: not to be called while the cluster is held.
    #[must_use]
    pub fn tasks(answer: GetTasks, scope: Scope, mark: Mark, now_ms: i64) -> Self {
        let listing = Box::new(Listing::new(answer, scope, mark));
        Folding { mark, now_ms, what: What::Tasks(listing), most: None }
    }

    /// The answer to `GET_EXECUTORS`, asked at `mark`.
    #[must_use]
    pub fn executors(answer: GetExecutors, mark: Mark) -> Self {
        let mut executors = answer.executors;
        executors.extend(answer.orphan_executors);
        executors.sort_by(|a, b| a.agent_id.value.cmp(&b.agent_id.value));
        Folding { mark, now_ms: 0, what: What::Executors { executors, done: 0 }, most: None }
    }

    /// In pieces of so many tasks or agents.
    #[must_use]
    pub fn in_pieces_of(mut self, most: usize) -> Self {
        self.most = Some(most.max(1));
        self
    }

    /// Does what can be done for the next piece without the cluster.
    pub fn prepare(&mut self) {
        if let What::Tasks(listing) = &mut self.what {
            listing.prepare(self.most.unwrap_or(TASKS));
        }
    }
}

impl Cluster {
    /// Folds in the next piece; answers whether there are more. An answer that was asked for before the latest subscription is not folded in any
    /// further: what that told replaces it.
    pub fn fold_piece(&mut self, folding: &mut Folding) -> bool {
        if folding.mark < self.replaced {
            return false;
        }
        folding.prepare();
        let (mark, now_ms, most) = (folding.mark, folding.now_ms, folding.most);
        match &mut folding.what {
            What::Agents { left, recovered, listed } => {
                for agent in left.by_ref().take(most.unwrap_or(AGENTS)) {
                    listed.extend(self.agent_polled(&agent, mark, now_ms));
                }
                let more = !left.as_slice().is_empty();
                if !more {
                    self.agents_polled(std::mem::take(listed), recovered, mark, now_ms);
                }
                more
            }
            What::Tasks(listing) => {
                let around = Around { agents: &self.agents, frameworks: &self.frameworks };
                let more = self.tasks.listed(&mut self.store, around, listing);
                if !more {
                    self.tasks_polled(listing.gone(), now_ms);
                }
                more
            }
            What::Executors { executors, done } => {
                let rest = &executors[*done..];
                for piece in
                    rest.chunk_by(|a, b| a.agent_id.value == b.agent_id.value).take(most.unwrap_or(AGENTS))
                {
                    self.executors_polled(piece, mark);
                    *done += piece.len();
                }
                let more = *done < executors.len();
                if !more {
                    let listed: HashSet<&str> =
                        executors.iter().map(|executor| executor.agent_id.value.as_str()).collect();
                    let others =
                        self.executors.owners().into_iter().filter(|owner| !listed.contains(&**owner));
                    for owner in others.collect::<Vec<Arc<str>>>() {
                        self.executors.remove(&mut self.store, &owner);
                    }
                }
                more
            }
        }
    }

    /// Folds in all that is left.
    pub(super) fn fold_whole(&mut self, mut folding: Folding) {
        while self.fold_piece(&mut folding) {}
    }

    /// The executors of one agent.
    fn executors_polled(&mut self, executors: &[Executor], mark: Mark) {
        let Some(agent) = executors.first().map(|executor| executor.agent_id.value.as_str()) else { return };
        // Events may have removed its agent or its framework since.
        let rows: Vec<Row<'_>> = executors
            .iter()
            .filter(|_| !self.agents.is_removed(agent, mark))
            .filter(|executor| !self.frameworks.is_completed(executor::framework_of(&executor.executor_info)))
            .map(|executor| {
                let tasks = |key| self.tasks.of_executor(agent, key);
                executor::row(&self.store, &self.agents, &self.frameworks, executor, tasks)
            })
            .collect();
        self.executors.replace(&mut self.store, agent, rows);
    }
}
