//! A master that behaves: a state, an event stream, and the calls the console makes, in both encodings. What the state is, a test says.

use std::collections::HashMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use bytes::Bytes;
use futures_util::stream;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};
use operator_api::recordio;
use operator_api::v1::master::response::get_agents::Agent;
use operator_api::v1::master::response::get_executors::Executor;
use operator_api::v1::master::response::get_frameworks::Framework;
use operator_api::v1::master::response::{
    GetAgents, GetExecutors, GetFrameworks, GetOperations, GetQuota, GetRoles, GetState, GetTasks,
};
use operator_api::v1::master::{self, Call, Event, call, event};
use operator_api::v1::quota::{QuotaConfig, QuotaStatus};
use operator_api::v1::{Operation, Role, Task, TaskState};
use prost::Message;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

/// A running master. Dropping it closes everything.
pub struct Mesos {
    pub address: SocketAddr,
    inner: Arc<Inner>,
    server: JoinHandle<()>,
}

#[derive(Default)]
struct Inner {
    state: Mutex<Cluster>,
    streams: Mutex<Vec<mpsc::UnboundedSender<Part>>>,
    calls: watch::Sender<HashMap<(String, &'static str), usize>>,
    only_json: bool,
    elsewhere: Mutex<Option<String>>,
}

#[derive(Clone, Debug, Default)]
pub struct Cluster {
    pub agents: Vec<Agent>,
    pub frameworks: Vec<Framework>,
    pub completed_frameworks: Vec<Framework>,
    pub tasks: Vec<Task>,
    pub completed_tasks: Vec<Task>,
    pub executors: Vec<Executor>,
    pub quotas: Vec<QuotaConfig>,
    pub roles: Vec<Role>,
    pub operations: Vec<Operation>,
    /// Calls that are answered with this status.
    pub refused: HashMap<&'static str, StatusCode>,
}

enum Part {
    Event(Box<Event>),
    Bytes(&'static [u8]),
}

impl Inner {
    fn refused(&self, call: &str) -> Option<StatusCode> {
        self.state.lock().unwrap().refused.get(call).copied()
    }
}

impl Drop for Mesos {
    fn drop(&mut self) {
        self.end_streams();
        self.server.abort();
    }
}

impl Mesos {
    pub async fn start() -> Self {
        Self::start_on("127.0.0.1:0".parse().unwrap(), false).await
    }

    pub async fn start_only_json() -> Self {
        Self::start_on("127.0.0.1:0".parse().unwrap(), true).await
    }

    /// Starts on an address that may have been another master's a moment ago.
    pub async fn start_on(address: SocketAddr, only_json: bool) -> Self {
        let inner = Arc::new(Inner { only_json, ..Inner::default() });
        let routes = Router::new().route("/api/v1", post(call)).with_state(inner.clone());
        let listener = loop {
            match tokio::net::TcpListener::bind(address).await {
                Ok(listener) => break listener,
                Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => tokio::task::yield_now().await,
                Err(error) => panic!("{error}"),
            }
        };
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        Self { address, inner, server }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Changes the state without telling anybody.
    pub fn change(&self, change: impl FnOnce(&mut Cluster)) {
        change(&mut self.inner.state.lock().unwrap());
    }

    pub fn cluster(&self) -> Cluster {
        self.inner.state.lock().unwrap().clone()
    }

    /// Sends an event to all subscribers.
    pub fn tell(&self, event: &Event) {
        let mut streams = self.inner.streams.lock().unwrap();
        streams.retain(|stream| stream.send(Part::Event(Box::new(event.clone()))).is_ok());
    }

    /// Sends bytes that are no event.
    pub fn babble(&self, bytes: &'static [u8]) {
        self.inner.streams.lock().unwrap().retain(|stream| stream.send(Part::Bytes(bytes)).is_ok());
    }

    /// From now on says that another leads, by this `Location` header; streams that are open stay open.
    pub fn follow(&self, location: &str) {
        *self.inner.elsewhere.lock().unwrap() = Some(location.trim_start_matches("Location: ").to_owned());
    }

    /// Closes all event streams.
    pub fn end_streams(&self) {
        self.inner.streams.lock().unwrap().clear();
    }

    /// How many event streams are open, as far as their ends have been noticed.
    pub fn subscribers(&self) -> usize {
        let mut streams = self.inner.streams.lock().unwrap();
        streams.retain(|stream| !stream.is_closed());
        streams.len()
    }

    /// Waits until a call has been made this many more times than now.
    pub async fn asked(&self, call: &str, encoding: &'static str, times: usize) {
        let mut calls = self.inner.calls.subscribe();
        let key = (call.to_owned(), encoding);
        let count = |calls: &HashMap<_, usize>| calls.get(&key).copied().unwrap_or(0);
        let now = count(&calls.borrow());
        super::soon(call, calls.wait_for(|calls| count(calls) >= now + times)).await.unwrap();
    }

    pub fn count_in(&self, call: &str, encoding: &'static str) -> usize {
        self.inner.calls.borrow().get(&(call.to_owned(), encoding)).copied().unwrap_or(0)
    }

    pub fn count(&self, call: &str) -> usize {
        self.inner.calls.borrow().iter().filter(|((name, _), _)| name == call).map(|(_, count)| count).sum()
    }
}

async fn call(State(inner): State<Arc<Inner>>, headers: HeaderMap, body: Bytes) -> Response {
    let header = |name| {
        headers.get(name).and_then(|value: &http::HeaderValue| value.to_str().ok()).unwrap_or_default()
    };
    let call: Call = match header(CONTENT_TYPE) {
        "application/json" => serde_json::from_slice(&body).unwrap(),
        "application/x-protobuf" if !inner.only_json => Call::decode(body).unwrap(),
        other => return (StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("not {other}")).into_response(),
    };
    let accept = match header(ACCEPT) {
        "application/x-protobuf" => "application/x-protobuf",
        _ => "application/json",
    };
    let kind = call::Type::try_from(call.r#type.unwrap()).unwrap();
    let name = operator_api::json::WireEnum::name(kind);
    if let Some(location) = inner.elsewhere.lock().unwrap().clone() {
        return (StatusCode::TEMPORARY_REDIRECT, [(http::header::LOCATION, location)]).into_response();
    }
    let answer = match kind {
        call::Type::Subscribe => subscribe(&inner, accept),
        _ => match inner.refused(name) {
            Some(status) => (status, "refused").into_response(),
            None => match inner.state.lock().unwrap().answer(kind, accept) {
                Some(response) => ([(CONTENT_TYPE, accept)], encoded(&response, accept)).into_response(),
                None => (StatusCode::BAD_REQUEST, "no such call here").into_response(),
            },
        },
    };
    inner.calls.send_modify(|calls| *calls.entry((name.to_owned(), short(accept))).or_default() += 1);
    answer
}

fn short(accept: &str) -> &'static str {
    if accept.ends_with("json") { "json" } else { "protobuf" }
}

fn subscribe(inner: &Inner, accept: &'static str) -> Response {
    let (sender, receiver) = mpsc::unbounded_channel();
    let state = inner.state.lock().unwrap().state(accept);
    let subscribed = json!({ "type": "SUBSCRIBED", "subscribed": { "heartbeat_interval_seconds": 15 } });
    let mut subscribed: Event = of(subscribed);
    subscribed.subscribed.as_mut().unwrap().get_state = Some(Box::new(state));
    sender.send(Part::Event(Box::new(subscribed))).unwrap();
    sender.send(Part::Event(Box::new(of(json!({ "type": "HEARTBEAT" }))))).unwrap();
    inner.streams.lock().unwrap().push(sender);
    let parts = stream::unfold(receiver, move |mut receiver| async move {
        let bytes = match receiver.recv().await? {
            Part::Event(event) => recordio::encode(&encoded(event.as_ref(), accept)),
            Part::Bytes(bytes) => Bytes::from_static(bytes),
        };
        Some((Ok::<_, Infallible>(bytes), receiver))
    });
    ([(CONTENT_TYPE, accept)], Body::from_stream(parts)).into_response()
}

fn encoded<M: Message + serde::Serialize>(message: &M, encoding: &str) -> Bytes {
    if encoding.ends_with("json") {
        serde_json::to_vec(message).unwrap().into()
    } else {
        message.encode_to_vec().into()
    }
}

impl Cluster {
    fn answer(&self, kind: call::Type, accept: &str) -> Option<master::Response> {
        let mut response: master::Response = of(match kind {
            call::Type::GetHealth => json!({ "type": "GET_HEALTH", "get_health": { "healthy": true } }),
            call::Type::GetVersion => {
                json!({ "type": "GET_VERSION", "get_version": { "version_info": { "version": "1.11.0" } } })
            }
            call::Type::GetMaster => json!({ "type": "GET_MASTER", "get_master": {
                "master_info": { "id": "m", "ip": 0, "port": 5050, "hostname": "m1.test",
                                 "address": { "hostname": "m1.test", "ip": "10.0.0.1", "port": 5050 } },
                "start_time": 1000.5, "elected_time": 1001.0 } }),
            call::Type::GetFlags => json!({ "type": "GET_FLAGS", "get_flags": { "flags": [
                { "name": "cluster", "value": "fake" }, { "name": "max_completed_tasks_per_framework", "value": "100" },
            ] } }),
            call::Type::GetAgents => json!({ "type": "GET_AGENTS" }),
            call::Type::GetFrameworks => json!({ "type": "GET_FRAMEWORKS" }),
            call::Type::GetTasks => json!({ "type": "GET_TASKS" }),
            call::Type::GetExecutors => json!({ "type": "GET_EXECUTORS" }),
            call::Type::GetRoles => json!({ "type": "GET_ROLES" }),
            call::Type::GetQuota => json!({ "type": "GET_QUOTA" }),
            call::Type::GetOperations => json!({ "type": "GET_OPERATIONS" }),
            // As a master without any weight.
            call::Type::GetWeights => json!({ "type": "GET_WEIGHTS" }),
            _ => return None,
        });
        match kind {
            call::Type::GetAgents => response.get_agents = Some(self.agents()),
            call::Type::GetFrameworks => response.get_frameworks = Some(self.frameworks()),
            call::Type::GetTasks => response.get_tasks = Some(Box::new(self.tasks(accept))),
            call::Type::GetExecutors => {
                response.get_executors =
                    Some(GetExecutors { executors: self.executors.clone(), ..GetExecutors::default() });
            }
            call::Type::GetRoles => response.get_roles = Some(GetRoles { roles: self.roles.clone() }),
            call::Type::GetQuota => {
                let status = QuotaStatus { configs: self.quotas.clone(), ..QuotaStatus::default() };
                response.get_quota = Some(GetQuota { status });
            }
            call::Type::GetOperations => {
                response.get_operations = Some(GetOperations { operations: self.operations.clone() });
            }
            _ => {}
        }
        Some(response)
    }

    fn state(&self, accept: &str) -> GetState {
        GetState {
            get_tasks: Some(Box::new(self.tasks(accept))),
            get_frameworks: Some(self.frameworks()),
            get_agents: Some(self.agents()),
            ..GetState::default()
        }
    }

    fn agents(&self) -> GetAgents {
        GetAgents { agents: self.agents.clone(), ..GetAgents::default() }
    }

    fn frameworks(&self) -> GetFrameworks {
        GetFrameworks {
            frameworks: self.frameworks.clone(),
            completed_frameworks: self.completed_frameworks.clone(),
            ..GetFrameworks::default()
        }
    }

    /// As masters since 1.10: in protobuf the tasks of completed frameworks are left out.
    fn tasks(&self, accept: &str) -> GetTasks {
        let is_listed = |task: &&Task| {
            accept.ends_with("json")
                || !self
                    .completed_frameworks
                    .iter()
                    .any(|framework| framework.framework_info.id.as_ref() == Some(&task.framework_id))
        };
        GetTasks {
            tasks: self.tasks.clone(),
            completed_tasks: self.completed_tasks.iter().filter(is_listed).cloned().collect(),
            ..GetTasks::default()
        }
    }
}

/// A message from its JSON.
pub fn of<M: DeserializeOwned>(json: Value) -> M {
    serde_json::from_value(json).unwrap()
}

pub fn agent(id: &str, pid: &str) -> Agent {
    of(json!({
        "agent_info": { "hostname": format!("{id}.test"), "id": { "value": id }, "port": 5051 },
        "active": true, "version": "1.11.0", "pid": pid,
        "total_resources": [{ "name": "cpus", "type": "SCALAR", "scalar": { "value": 8.0 } }],
    }))
}

pub fn framework(id: &str) -> Framework {
    of(json!({
        "framework_info": { "user": "root", "name": format!("name of {id}"), "id": { "value": id } },
        "active": true, "connected": true, "recovered": false,
    }))
}

pub fn task(framework: &str, id: &str, agent: &str, state: TaskState) -> Task {
    of(json!({
        "name": format!("name of {id}"), "task_id": { "value": id }, "framework_id": { "value": framework },
        "agent_id": { "value": agent }, "state": operator_api::json::WireEnum::name(state),
        "resources": [{ "name": "cpus", "type": "SCALAR", "scalar": { "value": 0.5 } }],
    }))
}

pub fn task_added(task: &Task) -> Event {
    let mut event: Event = of(json!({ "type": "TASK_ADDED" }));
    event.task_added = Some(event::TaskAdded { task: Box::new(task.clone()) });
    event
}

pub fn task_updated(task: &Task) -> Event {
    let state = operator_api::json::WireEnum::name(task.state());
    of(json!({ "type": "TASK_UPDATED", "task_updated": {
        "framework_id": { "value": task.framework_id.value },
        "status": { "task_id": { "value": task.task_id.value }, "state": state,
                    "agent_id": { "value": task.agent_id.value } },
        "state": state,
    } }))
}
