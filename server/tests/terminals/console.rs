//! An embedded cluster with a console on it that opens terminals.

use std::net::SocketAddr;
use std::sync::Arc;

use demo_cluster::{Options, Running};
use mesoscope_server::App;
use mesoscope_server::app::AppState;
use mesoscope_server::assets::{Assets, File, Files};
use mesoscope_server::config::Config;
use mesoscope_server::live::Pace;
use mesoscope_server::router::router;
use mesoscope_server::upstream::Limits;
use serde_json::{Value, json};

use crate::soon;

/// The console and its cluster.
pub struct Console {
    pub cluster: Running,
    pub app: AppState,
    pub address: SocketAddr,
    /// An agent with a running task.
    pub agent: String,
    /// That task's container.
    pub parent: String,
}

struct NoFiles;

impl Files for NoFiles {
    fn get(&self, _: &str) -> Option<File> {
        None
    }
}

impl Console {
    /// With terminals.
    pub async fn start() -> Self {
        Self::with(Config { terminals: true, ..Config::default() }).await
    }

    pub async fn with(config: Config) -> Self {
        let options = Options { updates_per_second: Some(0.0), ..Options::default() };
        let cluster = demo_cluster::start(options).await.unwrap();
        let config = Config { masters: vec![cluster.master_url()], ..config };
        let assets = Assets::new(Arc::new(NoFiles), &config.base_path);
        let app = App::start_at(config, assets, None, Limits::default(), Pace::default()).unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let service = router(&app).into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        let mut console = Self { cluster, app, address, agent: String::new(), parent: String::new() };
        soon("the cluster", async {
            while console.get("/readyz").await.0 != 200 {
                tokio::task::yield_now().await;
            }
        })
        .await;
        let (_, tasks) = console.call("/api/master", json!({ "type": "GET_TASKS" })).await;
        let tasks = tasks["get_tasks"]["tasks"].as_array().unwrap().clone();
        let container = |task: &Value| {
            let id = task.pointer("/statuses/0/container_status/container_id")?;
            let alone = task["state"] == "TASK_RUNNING" && id.get("parent").is_none();
            alone.then(|| (text(&task["agent_id"]), text(id)))
        };
        (console.agent, console.parent) = tasks.iter().filter_map(container).min().unwrap();
        console
    }

    /// A status and a body.
    pub async fn get(&self, path: &str) -> (u16, String) {
        let answer = reqwest::get(format!("http://{}{path}", self.address)).await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// A call through the console's relay.
    pub async fn call(&self, path: &str, call: Value) -> (u16, Value) {
        let request = reqwest::Client::new().post(format!("http://{}{path}", self.address));
        let request = request.header("content-type", "application/json").body(call.to_string());
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, serde_json::from_str(&answer.text().await.unwrap()).unwrap_or(Value::Null))
    }

    /// The containers of the agent, each with its parents before it.
    pub async fn containers(&self) -> Vec<String> {
        let wanted = json!({ "show_nested": true, "show_standalone": true });
        let call = json!({ "type": "GET_CONTAINERS", "get_containers": wanted });
        let (_, answer) = self.call(&format!("/api/agents/{}", self.agent), call).await;
        let containers = answer["get_containers"]["containers"].as_array().cloned().unwrap_or_default();
        containers.iter().map(|container| path(&container["container_status"]["container_id"])).collect()
    }

    /// Waits until nothing is left of what terminals have launched.
    pub async fn is_swept(&self) {
        soon("the end of all that was launched", async {
            while self.containers().await.iter().any(|path| path.contains("mesoscope-terminal-")) {
                tokio::task::yield_now().await;
            }
        })
        .await;
    }

    /// The agent's own API, past the console.
    pub async fn agent_url(&self) -> String {
        let (_, agent) = self.get(&format!("/api/agents/{}", self.agent)).await;
        let agent: Value = serde_json::from_str(&agent).unwrap();
        let (process, address) = agent["pid"].as_str().unwrap().split_once('@').unwrap();
        format!("http://{address}/{process}/api/v1")
    }

    /// Another client of Mesos launches a session; it lives as long as what is given.
    pub async fn strangers_session(&self, name: &str, command: &str) -> reqwest::Response {
        let id = json!({ "value": name, "parent": { "value": self.parent } });
        let call = json!({ "type": "LAUNCH_NESTED_CONTAINER_SESSION", "launch_nested_container_session":
            { "container_id": id, "command": { "value": command } } });
        let request = reqwest::Client::new().post(self.agent_url().await);
        let request =
            request.header("content-type", "application/json").header("accept", "application/recordio");
        let answer = request.body(call.to_string()).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer
    }
}

fn text(id: &Value) -> String {
    id["value"].as_str().unwrap().to_owned()
}

fn path(id: &Value) -> String {
    match id.get("parent") {
        Some(parent) => format!("{}.{}", path(parent), text(id)),
        None => text(id),
    }
}
