//! The messages that hold a whole cluster, with their tasks and agents left encoded.
//!
//! A task decoded is several kilobytes in many pieces, an agent some tens; encoded it is about one, and a slice of what came over the wire. Whoever keeps or
//! compares hundreds of thousands of them decodes one at a time. From JSON each is encoded as soon as it is read.
//!
//! The field numbers are those of the messages in [`crate::v1`]; what is not named here is skipped.
//!
//! ```
//! use operator_api::{encoded, v1};
//! use prost::Message;
//!
//! let whole: encoded::GetTasks =
//!     serde_json::from_str(r#"{"tasks":[{"name":"web","task_id":{"value":"t1"},"framework_id":{"value":"f1"}}]}"#)?;
//! assert_eq!(encoded::TaskKey::read(&whole.tasks[0]).unwrap().task_id(), "t1");
//! assert_eq!(v1::Task::decode(whole.tasks[0].clone())?.name, "web");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::marker::PhantomData;

use bytes::Bytes;
use prost::Message;
use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

use crate::json::{Names, number};
use crate::v1;
use crate::v1::master::{event, response};

/// An answer to one of the calls that tell of a whole cluster, or of who leads it.
#[derive(Clone, PartialEq, prost::Message, Deserialize)]
#[serde(default)]
pub struct Response {
    /// `GET_FLAGS`.
    #[prost(message, optional, tag = "3")]
    pub get_flags: Option<response::GetFlags>,
    /// `GET_VERSION`.
    #[prost(message, optional, tag = "4")]
    pub get_version: Option<response::GetVersion>,
    /// `GET_AGENTS`.
    #[prost(message, optional, tag = "10")]
    pub get_agents: Option<GetAgents>,
    /// `GET_FRAMEWORKS`.
    #[prost(message, optional, tag = "11")]
    pub get_frameworks: Option<response::GetFrameworks>,
    /// `GET_EXECUTORS`.
    #[prost(message, optional, tag = "12")]
    pub get_executors: Option<response::GetExecutors>,
    /// `GET_TASKS`.
    #[prost(message, optional, tag = "13")]
    pub get_tasks: Option<GetTasks>,
    /// `GET_ROLES`.
    #[prost(message, optional, tag = "14")]
    pub get_roles: Option<response::GetRoles>,
    /// `GET_WEIGHTS`. A master without any weight answers without it.
    #[prost(message, optional, tag = "15")]
    pub get_weights: Option<response::GetWeights>,
    /// `GET_MASTER`.
    #[prost(message, optional, tag = "16")]
    pub get_master: Option<response::GetMaster>,
    /// `GET_QUOTA`.
    #[prost(message, optional, tag = "19")]
    pub get_quota: Option<response::GetQuota>,
    /// `GET_OPERATIONS`.
    #[prost(message, optional, tag = "20")]
    pub get_operations: Option<response::GetOperations>,
}

/// An event of the master's stream.
#[derive(Clone, PartialEq, prost::Message, Deserialize)]
#[serde(default)]
pub struct Event {
    #[prost(enumeration = "event::Type", optional, tag = "1")]
    #[serde(with = "Names::<event::Type>")]
    /// What it tells.
    pub r#type: Option<i32>,
    /// The state that comes with a subscription.
    #[prost(message, optional, tag = "2")]
    pub subscribed: Option<Subscribed>,
    /// A task came.
    #[prost(message, optional, boxed, tag = "3")]
    pub task_added: Option<Box<event::TaskAdded>>,
    /// A task has a new status.
    #[prost(message, optional, boxed, tag = "4")]
    pub task_updated: Option<Box<event::TaskUpdated>>,
    /// An agent came.
    #[prost(message, optional, boxed, tag = "5")]
    pub agent_added: Option<Box<event::AgentAdded>>,
    /// An agent left.
    #[prost(message, optional, boxed, tag = "6")]
    pub agent_removed: Option<Box<event::AgentRemoved>>,
    /// A framework came.
    #[prost(message, optional, boxed, tag = "7")]
    pub framework_added: Option<Box<event::FrameworkAdded>>,
    /// A framework changed.
    #[prost(message, optional, boxed, tag = "8")]
    pub framework_updated: Option<Box<event::FrameworkUpdated>>,
    /// A framework left.
    #[prost(message, optional, boxed, tag = "9")]
    pub framework_removed: Option<Box<event::FrameworkRemoved>>,
}

/// The state that comes with a subscription.
#[derive(Clone, PartialEq, prost::Message, Deserialize)]
#[serde(default)]
pub struct Subscribed {
    /// The state.
    #[prost(message, optional, tag = "1")]
    pub get_state: Option<GetState>,
    /// How often the master promises to be heard from.
    #[prost(double, optional, tag = "2")]
    #[serde(with = "number")]
    pub heartbeat_interval_seconds: Option<f64>,
}

/// The state of a cluster.
#[derive(Clone, PartialEq, prost::Message, Deserialize)]
#[serde(default)]
pub struct GetState {
    /// Tasks.
    #[prost(message, optional, tag = "1")]
    pub get_tasks: Option<GetTasks>,
    /// Executors.
    #[prost(message, optional, tag = "2")]
    pub get_executors: Option<response::GetExecutors>,
    /// Frameworks.
    #[prost(message, optional, tag = "3")]
    pub get_frameworks: Option<response::GetFrameworks>,
    /// Agents.
    #[prost(message, optional, tag = "4")]
    pub get_agents: Option<GetAgents>,
}

/// All tasks, each an encoded [`v1::Task`].
#[derive(Clone, PartialEq, prost::Message, Deserialize)]
#[serde(default)]
pub struct GetTasks {
    /// Not launched yet; deprecated, always empty.
    #[prost(bytes = "bytes", repeated, tag = "1")]
    #[serde(deserialize_with = "encode_each_task")]
    pub pending_tasks: Vec<Bytes>,
    /// Active.
    #[prost(bytes = "bytes", repeated, tag = "2")]
    #[serde(deserialize_with = "encode_each_task")]
    pub tasks: Vec<Bytes>,
    /// Ended and acknowledged.
    #[prost(bytes = "bytes", repeated, tag = "3")]
    #[serde(deserialize_with = "encode_each_task")]
    pub completed_tasks: Vec<Bytes>,
    /// Without a framework; deprecated, always empty.
    #[prost(bytes = "bytes", repeated, tag = "4")]
    #[serde(deserialize_with = "encode_each_task")]
    pub orphan_tasks: Vec<Bytes>,
    /// On agents that cannot be reached.
    #[prost(bytes = "bytes", repeated, tag = "5")]
    #[serde(deserialize_with = "encode_each_task")]
    pub unreachable_tasks: Vec<Bytes>,
}

impl From<&response::GetTasks> for GetTasks {
    fn from(tasks: &response::GetTasks) -> Self {
        let encode = |tasks: &[v1::Task]| tasks.iter().map(|task| task.encode_to_vec().into()).collect();
        GetTasks {
            pending_tasks: encode(&tasks.pending_tasks),
            tasks: encode(&tasks.tasks),
            completed_tasks: encode(&tasks.completed_tasks),
            orphan_tasks: encode(&tasks.orphan_tasks),
            unreachable_tasks: encode(&tasks.unreachable_tasks),
        }
    }
}

/// All agents, each an encoded [`response::get_agents::Agent`].
#[derive(Clone, PartialEq, prost::Message, Deserialize)]
#[serde(default)]
pub struct GetAgents {
    /// Those that are registered.
    #[prost(bytes = "bytes", repeated, tag = "1")]
    #[serde(deserialize_with = "encode_each_agent")]
    pub agents: Vec<Bytes>,
    /// Those that the master knows from its registry and that have not come back yet.
    #[prost(message, repeated, tag = "2")]
    pub recovered_agents: Vec<v1::AgentInfo>,
}

impl From<&response::GetAgents> for GetAgents {
    fn from(agents: &response::GetAgents) -> Self {
        let encoded = agents.agents.iter().map(|agent| agent.encode_to_vec().into());
        GetAgents { agents: encoded.collect(), recovered_agents: agents.recovered_agents.clone() }
    }
}

/// The id in an encoded [`response::get_agents::Agent`], read without the rest of it.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub struct AgentKey {
    #[prost(message, optional, tag = "1")]
    agent_info: Option<AgentInfoKey>,
}

#[derive(Clone, PartialEq, Eq, prost::Message)]
struct AgentInfoKey {
    #[prost(message, optional, tag = "6")]
    id: Option<Id>,
}

impl AgentKey {
    /// The key of an encoded agent; `None` where it is not one.
    #[must_use]
    pub fn read(agent: &Bytes) -> Option<Self> {
        AgentKey::decode(agent.clone()).ok()
    }

    /// The agent's id.
    #[must_use]
    pub fn agent_id(&self) -> &str {
        text(self.agent_info.as_ref().and_then(|info| info.id.as_ref()))
    }
}

/// What tells a task from others: the ids in an encoded [`v1::Task`], read without the rest of it.
#[derive(Clone, PartialEq, Eq, Hash, prost::Message)]
pub struct TaskKey {
    #[prost(message, optional, tag = "2")]
    task_id: Option<Id>,
    #[prost(message, optional, tag = "3")]
    framework_id: Option<Id>,
}

#[derive(Clone, PartialEq, Eq, Hash, prost::Message)]
struct Id {
    #[prost(bytes = "bytes", tag = "1")]
    value: Bytes,
}

impl TaskKey {
    /// The key of an encoded task; `None` where it is not one.
    #[must_use]
    pub fn read(task: &Bytes) -> Option<Self> {
        TaskKey::decode(task.clone()).ok()
    }

    /// The task's id.
    #[must_use]
    pub fn task_id(&self) -> &str {
        text(self.task_id.as_ref())
    }

    /// The id of its framework.
    #[must_use]
    pub fn framework_id(&self) -> &str {
        text(self.framework_id.as_ref())
    }
}

fn text(id: Option<&Id>) -> &str {
    id.and_then(|id| std::str::from_utf8(&id.value).ok()).unwrap_or_default()
}

fn encode_each_task<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Bytes>, D::Error> {
    encode_each::<v1::Task, D>(deserializer)
}

fn encode_each_agent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Bytes>, D::Error> {
    encode_each::<response::get_agents::Agent, D>(deserializer)
}

/// A list in JSON: no more than one of its entries is ever held decoded.
fn encode_each<'de, M, D>(deserializer: D) -> Result<Vec<Bytes>, D::Error>
where
    M: Message + Deserialize<'de>,
    D: Deserializer<'de>,
{
    struct Entries<M>(PhantomData<M>);

    impl<'de, M: Message + Deserialize<'de>> Visitor<'de> for Entries<M> {
        type Value = Vec<Bytes>;

        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("a list")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = list.next_element::<M>()? {
                entries.push(entry.encode_to_vec().into());
            }
            Ok(entries)
        }
    }

    deserializer.deserialize_seq(Entries(PhantomData::<M>))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state() -> response::GetState {
        let task = |id: &str| v1::Task {
            name: format!("name of {id}"),
            task_id: v1::TaskId { value: id.to_owned() },
            framework_id: v1::FrameworkId { value: "f".to_owned() },
            ..v1::Task::default()
        };
        let tasks = response::GetTasks {
            tasks: vec![task("a"), task("b")],
            completed_tasks: vec![task("c")],
            unreachable_tasks: vec![task("d")],
            ..response::GetTasks::default()
        };
        response::GetState {
            get_tasks: Some(tasks.into()),
            get_executors: Some(response::GetExecutors::default()),
            get_agents: Some(agents()),
            ..response::GetState::default()
        }
    }

    fn agents() -> response::GetAgents {
        let agent = |id: &str| response::get_agents::Agent {
            agent_info: Box::new(v1::AgentInfo {
                id: Some(v1::AgentId { value: id.to_owned() }),
                hostname: format!("host of {id}"),
                ..v1::AgentInfo::default()
            }),
            ..response::get_agents::Agent::default()
        };
        response::GetAgents {
            agents: vec![agent("S1"), agent("S2")],
            recovered_agents: vec![*agent("S3").agent_info],
        }
    }

    #[test]
    fn field_numbers_are_those_of_the_whole_messages() {
        let state = state();
        let subscribed = event::Subscribed {
            get_state: Some(state.clone().into()),
            heartbeat_interval_seconds: Some(15.0),
        };
        let whole = v1::master::Event {
            r#type: Some(event::Type::Subscribed as i32),
            subscribed: Some(subscribed),
            ..v1::master::Event::default()
        };
        let wanted = GetTasks::from(&**state.get_tasks.as_ref().unwrap());
        let from_protobuf = Event::decode(whole.encode_to_vec().as_slice()).unwrap();
        let from_json: Event = serde_json::from_slice(&serde_json::to_vec(&whole).unwrap()).unwrap();
        for event in [from_protobuf, from_json] {
            let subscribed = event.subscribed.unwrap();
            assert_eq!(subscribed.heartbeat_interval_seconds, Some(15.0));
            let state = subscribed.get_state.unwrap();
            assert_eq!(state.get_tasks.as_ref(), Some(&wanted));
            assert_eq!(state.get_agents, Some((&agents()).into()));
        }
        let answer = v1::master::Response {
            get_tasks: state.get_tasks,
            get_agents: Some(agents()),
            ..v1::master::Response::default()
        };
        let answer = Response::decode(answer.encode_to_vec().as_slice()).unwrap();
        assert_eq!(answer.get_tasks, Some(wanted));
        assert_eq!(answer.get_agents, Some((&agents()).into()));
    }

    #[test]
    fn a_key_is_read_without_the_rest() {
        let tasks = GetTasks::from(&**state().get_tasks.as_ref().unwrap());
        let key = TaskKey::read(&tasks.unreachable_tasks[0]).unwrap();
        assert_eq!((key.framework_id(), key.task_id()), ("f", "d"));
        assert_eq!(TaskKey::read(&Bytes::from_static(b"\xff")), None);
        let agents = GetAgents::from(&agents());
        assert_eq!(AgentKey::read(&agents.agents[1]).unwrap().agent_id(), "S2");
        assert_eq!(AgentKey::read(&Bytes::from_static(b"\xff")), None);
    }
}
