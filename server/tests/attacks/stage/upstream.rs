//! A master and its one agent at one address, which answer what is asked and write down what arrived: the ground truth of what came through a console.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base64::Engine as _;
use bytes::Bytes;
use futures_util::stream;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderMap, StatusCode};
use operator_api::json::WireEnum;
use operator_api::recordio;
use operator_api::v1::{agent, master};
use prost::Message;
use serde::Serialize;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

/// The agent's id.
pub const AGENT: &str = "agent-a1";

/// What only those may see who see the role `ops`; no other text of the cluster has it.
pub const FOREIGN: &str = "opsmark";

/// What those see who see the role `eng`.
pub const OWN: &str = "engmark";

/// A secret that is in flags and environments.
pub const SECRET: &str = "Hunter2Hunter2";

/// A call that arrived.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// Whether at the agent.
    pub at_agent: bool,
    /// Its type.
    pub kind: String,
    /// Who asked, by basic authentication.
    pub principal: Option<String>,
    /// The whole of it, if it was JSON.
    pub body: Value,
}

/// A running one. Dropping it closes everything.
pub struct Upstream {
    pub address: SocketAddr,
    inner: Arc<Inner>,
    server: JoinHandle<()>,
}

struct Inner {
    address: SocketAddr,
    arrived: Mutex<Vec<Arrived>>,
    /// Who is let in, if not everybody.
    credentials: Mutex<Vec<(String, String)>>,
    /// The agents, and what the master says their `pid`s are.
    agents: Mutex<Vec<(String, String)>>,
    /// The agent's files: paths and contents.
    files: Mutex<Vec<(String, Vec<u8>)>>,
}

impl Drop for Upstream {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Upstream {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let inner = Arc::new(Inner {
            address,
            arrived: Mutex::default(),
            credentials: Mutex::default(),
            agents: Mutex::new(vec![(AGENT.to_owned(), format!("slave(1)@{address}"))]),
            files: Mutex::new(sandboxes().collect()),
        });
        let at = |at_agent| {
            post(move |state, headers, body| async move { answer(state, headers, body, at_agent).await })
        };
        let routes = Router::new()
            .route("/api/v1", at(false))
            .route("/slave(1)/api/v1", at(true))
            .with_state(inner.clone());
        let server = tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        Self { address, inner, server }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on lets in only these.
    pub fn only(&self, credentials: &[(&str, &str)]) {
        *self.inner.credentials.lock().unwrap() =
            credentials.iter().map(|(name, secret)| ((*name).to_owned(), (*secret).to_owned())).collect();
    }

    /// The folder `/files` of the agent, beside the sandboxes.
    pub fn files(&self, files: &[(&str, &[u8])]) {
        let files = files.iter().map(|(name, content)| (format!("/files/{name}"), content.to_vec()));
        *self.inner.files.lock().unwrap() = sandboxes().chain(files).collect();
    }

    /// From now on there are these agents, by id and `pid`.
    pub fn agents<'a>(&self, agents: impl Iterator<Item = (&'a str, String)>) {
        *self.inner.agents.lock().unwrap() = agents.map(|(id, pid)| (id.to_owned(), pid)).collect();
    }

    /// Everything that has arrived since the last time.
    pub fn take(&self) -> Vec<Arrived> {
        std::mem::take(&mut self.inner.arrived.lock().unwrap())
    }
}

/// The path of a task's sandbox.
pub fn sandbox(mark: &str) -> String {
    format!("/frameworks/{mark}-framework/executors/{mark}-task/runs/latest")
}

fn sandboxes() -> impl Iterator<Item = (String, Vec<u8>)> {
    let file =
        |mark: &str| (format!("{}/stdout", sandbox(mark)), format!("{mark} wrote this\n").into_bytes());
    [OWN, FOREIGN]
        .map(file)
        .into_iter()
        .chain([("/slave/log".to_owned(), format!("{FOREIGN} log\n").into_bytes())])
}

/// What a console asks by itself of a master that it follows.
pub fn is_of_the_hub(arrived: &Arrived) -> bool {
    const POLLED: [&str; 12] = [
        "SUBSCRIBE",
        "GET_AGENTS",
        "GET_EXECUTORS",
        "GET_FLAGS",
        "GET_FRAMEWORKS",
        "GET_MASTER",
        "GET_OPERATIONS",
        "GET_QUOTA",
        "GET_ROLES",
        "GET_TASKS",
        "GET_VERSION",
        "GET_WEIGHTS",
    ];
    !arrived.at_agent && POLLED.contains(&arrived.kind.as_str()) && arrived.body.get("nonce").is_none()
}

fn principal(headers: &HeaderMap) -> Option<(String, String)> {
    let basic = headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
    let text = String::from_utf8(base64::prelude::BASE64_STANDARD.decode(basic).ok()?).ok()?;
    text.split_once(':').map(|(name, secret)| (name.to_owned(), secret.to_owned()))
}

async fn answer(
    State(inner): State<Arc<Inner>>,
    headers: HeaderMap,
    body: Bytes,
    at_agent: bool,
) -> Response {
    let header = |name| {
        headers.get(name).and_then(|value: &http::HeaderValue| value.to_str().ok()).unwrap_or_default()
    };
    let who = principal(&headers);
    let (json, protobuf) =
        (serde_json::from_slice::<Value>(&body).ok(), header(CONTENT_TYPE) == "application/x-protobuf");
    let (kind, path) = match (&json, protobuf, at_agent) {
        (Some(call), false, _) => {
            let kind = call["type"].as_str().unwrap_or_default().to_owned();
            let path = call[kind.to_ascii_lowercase()]["path"].as_str().unwrap_or_default().to_owned();
            (kind, path)
        }
        (_, true, true) => {
            let call = agent::Call::decode(body).unwrap_or_default();
            let path = call.list_files.as_ref().map(|list| list.path.clone());
            (
                call.r#type().name().to_owned(),
                path.or(call.read_file.map(|read| read.path)).unwrap_or_default(),
            )
        }
        (_, true, false) => {
            (master::Call::decode(body).unwrap_or_default().r#type().name().to_owned(), String::new())
        }
        (None, false, _) => (String::new(), String::new()),
    };
    let mut note = json.filter(|_| !protobuf).unwrap_or_default();
    if protobuf {
        note = json!({ "path": path });
    }
    let principal = who.as_ref().map(|(name, _)| name.clone());
    inner.arrived.lock().unwrap().push(Arrived { at_agent, kind: kind.clone(), principal, body: note });
    let known = inner.credentials.lock().unwrap().clone();
    if !known.is_empty() && !who.is_some_and(|who| known.contains(&who)) {
        let challenge = [(WWW_AUTHENTICATE, "Basic realm=\"mesos-master-readwrite\"")];
        return (StatusCode::UNAUTHORIZED, challenge).into_response();
    }
    let accept =
        if header(ACCEPT).contains("protobuf") { "application/x-protobuf" } else { "application/json" };
    if at_agent {
        return agents(&inner, &kind, &path, accept);
    }
    if kind == "SUBSCRIBE" {
        return subscribe(&inner, accept);
    }
    match masters(&inner, &kind) {
        Some(value) => written::<master::Response>(value, accept),
        None => StatusCode::ACCEPTED.into_response(),
    }
}

/// The messages have no defaults that JSON could not have, so one way of writing them down is enough.
fn written<M: Message + Serialize + serde::de::DeserializeOwned>(
    value: Value,
    accept: &'static str,
) -> Response {
    let message: M = serde_json::from_value(value).unwrap();
    let bytes = encoded(&message, accept);
    ([(CONTENT_TYPE, accept)], bytes).into_response()
}

fn encoded<M: Message + Serialize>(message: &M, encoding: &str) -> Bytes {
    if encoding.ends_with("json") {
        serde_json::to_vec(message).unwrap().into()
    } else {
        message.encode_to_vec().into()
    }
}

fn subscribe(inner: &Inner, accept: &'static str) -> Response {
    let state = json!({ "get_tasks": tasks(), "get_frameworks": frameworks(), "get_agents": listed(inner) });
    let event: master::Event = serde_json::from_value(json!({ "type": "SUBSCRIBED", "subscribed": {
        "heartbeat_interval_seconds": 15, "get_state": state } }))
    .unwrap();
    let heartbeat: master::Event = serde_json::from_value(json!({ "type": "HEARTBEAT" })).unwrap();
    let first: Vec<_> = [event, heartbeat]
        .iter()
        .map(|event| Ok::<_, Infallible>(recordio::encode(&encoded(event, accept))))
        .collect();
    let parts = futures_util::StreamExt::chain(stream::iter(first), stream::pending());
    ([(CONTENT_TYPE, accept)], Body::from_stream(parts)).into_response()
}

/// Everything there is twice: for `eng`, and for `ops`.
fn both(of: impl Fn(&str, &str) -> Value) -> Value {
    json!([of("eng", OWN), of("ops", FOREIGN)])
}

fn resources(role: &str, mark: &str) -> Value {
    json!([{ "name": "cpus", "type": "SCALAR", "scalar": { "value": 1.5 }, "allocation_info": { "role": role } },
           { "name": "disk", "type": "SCALAR", "scalar": { "value": 64 }, "allocation_info": { "role": role },
             "reservations": [{ "type": "DYNAMIC", "role": role, "principal": format!("{mark}-principal") }] }])
}

fn tasks() -> Value {
    json!({ "tasks": both(|role, mark| json!({
        "name": format!("{mark} web"), "task_id": { "value": format!("{mark}-task") },
        "framework_id": { "value": format!("{mark}-framework") }, "agent_id": { "value": AGENT },
        "state": "TASK_RUNNING", "resources": resources(role, mark),
        "labels": { "labels": [{ "key": format!("{mark}-label"), "value": "javascript:alert(1)" }] },
        "statuses": [{ "task_id": { "value": format!("{mark}-task") }, "state": "TASK_RUNNING",
            "container_status": { "container_id": { "value": format!("{mark}-container") } } }],
    })) })
}

fn frameworks() -> Value {
    json!({ "frameworks": both(|role, mark| json!({
        "framework_info": { "user": "root", "name": format!("{mark} framework"), "roles": [role],
            "id": { "value": format!("{mark}-framework") }, "principal": format!("{mark}-principal"),
            "capabilities": [{ "type": "MULTI_ROLE" }], "webui_url": "javascript:alert(document.domain)" },
        "active": true, "connected": true, "recovered": false, "allocated_resources": resources(role, mark),
    })) })
}

fn listed(inner: &Inner) -> Value {
    let total = json!([{ "name": "cpus", "type": "SCALAR", "scalar": { "value": 8.0 } },
                       { "name": "disk", "type": "SCALAR", "scalar": { "value": 1024.0 } }]);
    let allocated: Vec<Value> = [("eng", OWN), ("ops", FOREIGN)]
        .iter()
        .flat_map(|(role, mark)| resources(role, mark).as_array().cloned().unwrap())
        .collect();
    let agents = inner.agents.lock().unwrap();
    let agents = agents.iter().map(|(id, pid)| {
        json!({
            "agent_info": { "hostname": "a1.test", "id": { "value": id }, "port": inner.address.port() },
            "active": true, "version": "1.11.0", "pid": pid,
            "total_resources": total, "allocated_resources": allocated,
        })
    });
    json!({ "agents": agents.collect::<Vec<_>>() })
}

fn masters(inner: &Inner, kind: &str) -> Option<Value> {
    let member = kind.to_ascii_lowercase();
    let content = match kind {
        "GET_HEALTH" => json!({ "healthy": true }),
        "GET_VERSION" => json!({ "version_info": { "version": "1.11.0" } }),
        "GET_MASTER" => {
            json!({ "master_info": { "id": "m", "ip": 0, "port": inner.address.port(), "hostname": "m1.test",
            "address": { "hostname": "m1.test", "ip": "127.0.0.1", "port": inner.address.port() } },
            "start_time": 1000.5, "elected_time": 1001.0 })
        }
        "GET_FLAGS" => json!({ "flags": [{ "name": "cluster", "value": "fake" },
            { "name": "zk", "value": format!("zk://mesos:{SECRET}@zk1:2181/mesos") },
            { "name": "modules", "value": format!("{{\"parameters\":[{{\"key\":\"password\",\"value\":\"{SECRET}\"}}]}}") }] }),
        "GET_AGENTS" => listed(inner),
        "GET_FRAMEWORKS" => frameworks(),
        "GET_TASKS" => tasks(),
        "GET_STATE" => {
            json!({ "get_tasks": tasks(), "get_frameworks": frameworks(), "get_agents": listed(inner) })
        }
        "GET_EXECUTORS" => json!({ "executors": both(|_, mark| json!({ "agent_id": { "value": AGENT },
            "executor_info": { "executor_id": { "value": format!("{mark}-executor") },
                "framework_id": { "value": format!("{mark}-framework") },
                "command": { "environment": { "variables": [{ "name": "DB_PASSWORD", "value": SECRET }] } } } })) }),
        "GET_ROLES" => json!({ "roles": both(|role, mark| json!({ "name": role, "weight": 1.0,
            "frameworks": [{ "value": format!("{mark}-framework") }] })) }),
        "GET_QUOTA" => {
            json!({ "status": { "configs": both(|role, _| json!({ "role": role, "limits": { "cpus": { "value": 8.0 } } })) } })
        }
        "GET_MAINTENANCE_SCHEDULE" => json!({ "schedule": {} }),
        "GET_MAINTENANCE_STATUS" => json!({ "status": {} }),
        "GET_OPERATIONS" | "GET_WEIGHTS" | "GET_METRICS" | "GET_LOGGING_LEVEL" | "LIST_FILES"
        | "READ_FILE" => json!({}),
        _ => return None,
    };
    let content = match kind {
        "LIST_FILES" => json!({ "file_infos": [{ "path": "/master/log", "mode": 0o100_644, "size": 5 }] }),
        "READ_FILE" => json!({ "size": 5, "data": "aGVsbG8=" }),
        "GET_LOGGING_LEVEL" => json!({ "level": 0 }),
        _ => content,
    };
    Some(json!({ "type": kind, member: content }))
}

fn agents(inner: &Inner, kind: &str, path: &str, accept: &'static str) -> Response {
    let files = inner.files.lock().unwrap();
    let member = kind.to_ascii_lowercase();
    let content = match kind {
        "LIST_FILES" => {
            let folder = path.trim_end_matches('/');
            let within =
                |file: &&(String, Vec<u8>)| file.0.rsplit_once('/').is_some_and(|(of, _)| of == folder);
            let infos: Vec<_> = files
                .iter()
                .filter(within)
                .map(|(path, content)| {
                    json!({ "path": path, "mode": 0o100_644, "size": content.len(), "nlink": 1,
                    "mtime": { "nanoseconds": 1_700_000_000_000_000_000_i64 }, "uid": "root", "gid": "root" })
                })
                .collect();
            if infos.is_empty() && !files.iter().any(|file| file.0 == folder) {
                return StatusCode::NOT_FOUND.into_response();
            }
            json!({ "file_infos": infos })
        }
        "READ_FILE" => match files.iter().find(|file| file.0 == path) {
            Some((_, content)) => {
                let data = base64::prelude::BASE64_STANDARD.encode(content);
                json!({ "size": content.len(), "data": data })
            }
            None => return StatusCode::NOT_FOUND.into_response(),
        },
        "GET_HEALTH" => json!({ "healthy": true }),
        "GET_VERSION" => json!({ "version_info": { "version": "1.11.0" } }),
        "GET_FLAGS" => json!({ "flags": [{ "name": "credential", "value": SECRET }] }),
        "GET_CONTAINERS" => json!({ "containers": both(|_, mark| json!({
            "container_id": { "value": format!("{mark}-container") },
            "framework_id": { "value": format!("{mark}-framework") },
            "executor_id": { "value": format!("{mark}-executor") } })) }),
        "GET_TASKS" => json!({ "launched_tasks": tasks()["tasks"] }),
        "GET_METRICS" | "GET_FRAMEWORKS" | "GET_EXECUTORS" | "GET_OPERATIONS" => json!({}),
        _ => return StatusCode::ACCEPTED.into_response(),
    };
    written::<agent::Response>(json!({ "type": kind, member: content }), accept)
}
