//! What somebody sees of the cluster: all of it, or what the roles are that he is bound to. Every door that tells of the cluster asks here, with
//! the identity's `bound`; what is not seen is as if it were not there.

use std::sync::Arc;

use cluster_model::bound::{Projection, Reach};
use cluster_model::fold::{Cluster, Detail, Still};
use cluster_model::live::Status;
use operator_api::v1::Task;
use operator_api::v1::master::response::get_agents::Agent;
use operator_api::v1::master::response::get_frameworks::Framework;
use tokio::task::{JoinError, spawn_blocking};

use super::bound::Bound;
use super::edge::Edge;
use super::hub::{Hub, Shared};
use crate::error::{Error, Result};

/// What somebody sees. Cheap to clone; while there is one, what it shows is kept and followed.
#[derive(Clone)]
pub struct Sight {
    shared: Arc<Shared>,
    bound: Option<Arc<Bound>>,
}

impl Hub {
    /// What somebody sees who is bound to these Mesos roles and those below them, or to none.
    ///
    /// # Errors
    /// 403 if he is bound to what cannot be a role; 503 if there is no room for another part of the cluster.
    pub async fn sight(&self, bound: Option<&[String]>) -> Result<Sight> {
        let shared = self.shared().clone();
        let Some(roles) = bound else { return Ok(Sight { shared, bound: None }) };
        let reach = reach(roles)?;
        if let Some(bound) = shared.bounds.get(&reach) {
            return Ok(Sight { shared, bound: Some(bound) });
        }
        let cluster = shared.cluster.clone().lock_owned().await;
        let making = shared.clone();
        let made = spawn_blocking(move || {
            let mut cluster = cluster;
            making.cut(&mut cluster);
            making.bounds.get_or_make(reach, &cluster, &making.edge, &making.pace)
        });
        let made = made.await.map_err(|error| {
            Error::internal("what you may see of the cluster could not be put together").with_cause(error)
        })?;
        let bound = made.map_err(|error| Error::unavailable(error.to_string()))?;
        Ok(Sight { shared, bound: Some(bound) })
    }

    /// A change has got further that was made by somebody bound to these roles: browsers of those who are not bound, or to the same roles, are told soon.
    /// Answers how often changes of anybody have.
    pub fn changed_by(&self, bound: Option<&[String]>) -> u64 {
        let reach = bound.and_then(|roles| Reach::new(roles).ok());
        if let Some(bound) = reach.and_then(|reach| self.shared().bounds.get(&reach)) {
            bound.edge.changed();
        }
        self.changed()
    }
}

fn reach(roles: &[String]) -> Result<Reach> {
    Reach::new(roles).map_err(|error| {
        Error::forbidden("what you are bound to is not the name of a role: ask whoever runs this console")
            .with_detail(error.to_string())
    })
}

impl Sight {
    pub(super) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// Where it is served from.
    pub(super) fn edge(&self) -> &Edge {
        self.bound.as_ref().map_or(&self.shared.edge, |bound| &bound.edge)
    }

    /// Waits until it shows nothing new any more, whatever happens: its tabs have to come back.
    pub(super) async fn is_over(&self) {
        match &self.bound {
            Some(bound) => bound.over.cancelled().await,
            None => std::future::pending().await,
        }
    }

    /// Whether all of the cluster is seen.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.bound.is_none()
    }

    /// Its life, as frames and the status name it: revisions, numbers of events and of changes mean nothing in another.
    #[must_use]
    pub fn epoch(&self) -> u64 {
        self.edge().epoch
    }

    /// How often changes have got further that are seen.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.edge().changes_now()
    }

    /// How things stand now, for a browser.
    #[must_use]
    pub fn status(&self) -> Status {
        self.shared.status(self.edge())
    }

    /// A copy of every row at the newest revision.
    pub(super) async fn still(&self) -> std::result::Result<Still, JoinError> {
        let cluster = self.shared.cluster.clone().lock_owned().await;
        let sight = self.clone();
        spawn_blocking(move || {
            let mut cluster = cluster;
            sight.shared.cut(&mut cluster);
            match &sight.bound {
                None => cluster.still(),
                Some(bound) => {
                    drop(cluster);
                    bound.still()
                }
            }
        })
        .await
    }

    /// A task whole; of several with one id, the latest.
    pub async fn task(&self, framework_id: &str, task_id: &str) -> Option<Detail<Task>> {
        let found = self.shared.cluster.lock().await.task(framework_id, task_id)?;
        self.reduced(found, Projection::task).await
    }

    /// A framework whole.
    pub async fn framework(&self, framework_id: &str) -> Option<Detail<Framework>> {
        let found = self.shared.cluster.lock().await.framework(framework_id)?;
        self.reduced(found, Projection::framework).await
    }

    /// An agent whole.
    pub async fn agent(&self, agent_id: &str) -> Option<Detail<Agent>> {
        let found = self.shared.cluster.lock().await.agent(agent_id)?;
        self.reduced(found, Projection::agent).await
    }

    /// Those of several agents that are seen, in the order they are asked for.
    pub async fn agents(&self, ids: &[String]) -> Vec<Detail<Agent>> {
        let cluster = self.shared.cluster.lock().await;
        let found: Vec<_> = ids.iter().filter_map(|id| cluster.agent(id)).collect();
        drop(cluster);
        match &self.bound {
            None => found,
            Some(bound) => {
                let seen = |projection: &Projection| {
                    found.into_iter().filter_map(|agent| projection.agent(agent)).collect()
                };
                bound.ask(seen).await
            }
        }
    }

    async fn reduced<T>(&self, whole: T, reduce: impl FnOnce(&Projection, T) -> Option<T>) -> Option<T> {
        match &self.bound {
            None => Some(whole),
            Some(bound) => bound.ask(|projection| reduce(projection, whole)).await,
        }
    }

    /// Whether a framework is seen, if there is one.
    pub async fn has_framework(&self, framework_id: &str) -> bool {
        self.allows(|projection| projection.has_framework(framework_id)).await
    }

    /// Whether an agent is seen, if there is one.
    pub async fn has_agent(&self, agent_id: &str) -> bool {
        self.allows(|projection| projection.has_agent(agent_id)).await
    }

    /// The `pid` of an agent that is seen, as the leading master told it.
    pub async fn agent_pid(&self, agent_id: &str) -> Option<String> {
        let pid = self.shared.cluster.lock().await.agent_pid(agent_id).map(str::to_owned)?;
        self.has_agent(agent_id).await.then_some(pid)
    }

    /// Whether a file or folder of an agent may be read: for somebody who is bound, if it is in a sandbox of his roles. The path is as the API takes it.
    pub async fn may_read_path(&self, agent_id: &str, path: &[u8]) -> bool {
        self.allows_in(|projection, cluster| projection.may_read_path(cluster, agent_id, path)).await
    }

    /// Whether the containers of an executor may be used: for somebody who is bound, if all that ever ran in it is of his roles.
    pub async fn may_use_executor(&self, agent_id: &str, framework_id: &str, executor_id: &str) -> bool {
        let allows = |projection: &Projection, cluster: &Cluster| {
            projection.may_use_executor(cluster, agent_id, framework_id, executor_id)
        };
        self.allows_in(allows).await
    }

    async fn allows(&self, question: impl FnOnce(&Projection) -> bool) -> bool {
        match &self.bound {
            None => true,
            Some(bound) => bound.ask(question).await,
        }
    }

    async fn allows_in(&self, question: impl FnOnce(&Projection, &Cluster) -> bool) -> bool {
        match &self.bound {
            None => true,
            Some(bound) => {
                let cluster = self.shared.cluster.lock().await;
                bound.ask(|projection| question(projection, &cluster)).await
            }
        }
    }
}
