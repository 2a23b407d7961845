//! The embedded cluster, with a console on it.

use demo_cluster::{Options, Running};
use prost::Message;
use serde_json::{Value, json};

use operator_api::v1::agent::{Call, Response, call};

use super::{Console, soon};

/// A cluster whose agents the console knows.
pub struct Embedded {
    _cluster: Running,
    pub console: Console,
}

/// A sandbox of a running task that is its own executor.
#[derive(Clone, Debug)]
pub struct Sandbox {
    pub agent: String,
    pub task: String,
    pub path: String,
}

impl Embedded {
    pub async fn start() -> Self {
        let cluster = demo_cluster::start(Options::default()).await.unwrap();
        let console = Console::to(&[&cluster.master_url()]);
        soon("the cluster", async {
            while console.get("/readyz").await.status != 200 {
                tokio::task::yield_now().await;
            }
        })
        .await;
        Self { _cluster: cluster, console }
    }

    /// The sandbox of some task, always the same.
    pub async fn sandbox(&self) -> Sandbox {
        self.sandboxes().await.remove(0)
    }

    pub async fn sandboxes(&self) -> Vec<Sandbox> {
        let answer = self.console.post("/api/master", r#"{"type":"GET_TASKS"}"#).await.json();
        let tasks = answer["get_tasks"]["tasks"].as_array().unwrap().clone();
        let running =
            tasks.iter().filter(|task| task["state"] == "TASK_RUNNING" && task["executor_id"].is_null());
        let sandbox = |task: &Value| {
            let text = |pointer| task.pointer(pointer).and_then(Value::as_str).unwrap().to_owned();
            let (framework, task) = (text("/framework_id/value"), text("/task_id/value"));
            let path = format!("/frameworks/{framework}/executors/{task}/runs/latest");
            Sandbox { agent: text("/agent_id/value"), task, path }
        };
        let mut sandboxes: Vec<Sandbox> = running.map(sandbox).collect();
        sandboxes.sort_by(|a, b| a.task.cmp(&b.task));
        sandboxes
    }

    /// The whole of a file, asked of the agent itself.
    pub async fn read(&self, agent: &str, path: &str) -> Vec<u8> {
        let info = self.console.get(&format!("/api/agents/{agent}")).await.json();
        let (process, address) = info["pid"].as_str().unwrap().split_once('@').unwrap();
        let url = format!("http://{address}/{process}/api/v1");
        let mut bytes = Vec::new();
        loop {
            let wanted = call::ReadFile { path: path.to_owned(), offset: bytes.len() as u64, length: None };
            let call = Call {
                r#type: Some(call::Type::ReadFile as i32),
                read_file: Some(wanted),
                ..Call::default()
            };
            let answer = reqwest::Client::new()
                .post(&url)
                .header("content-type", "application/x-protobuf")
                .header("accept", "application/x-protobuf")
                .body(call.encode_to_vec())
                .send()
                .await
                .unwrap();
            assert_eq!(answer.status(), 200, "{path}");
            let part = Response::decode(answer.bytes().await.unwrap()).unwrap().read_file.unwrap();
            if part.data.is_empty() {
                return bytes;
            }
            bytes.extend_from_slice(&part.data);
        }
    }
}

impl Sandbox {
    /// The door of its files with a query.
    pub fn door(&self, door: &str, below: &str, more: &str) -> String {
        format!("/api/agents/{}/{door}?path={}{below}{more}", self.agent, self.path)
    }

    /// `READ_FILE` of a path below it, as JSON.
    pub fn read_file(&self, below: &str) -> String {
        let path = format!("{}{below}", self.path);
        json!({ "type": "READ_FILE", "read_file": { "path": path, "offset": 0 } }).to_string()
    }
}
