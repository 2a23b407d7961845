//! A console behind a proxy that says who asks.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use mesoscope_server::App;
use mesoscope_server::app::AppState;
use mesoscope_server::assets::{Assets, File, Files};
use mesoscope_server::config::Config;
use mesoscope_server::live::Pace;
use mesoscope_server::router::router;
use reqwest::Client;
use serde_json::Value;

use crate::support::{hurried, limits, soon};

/// Somebody, as the proxy names him.
#[derive(Clone, Copy, Debug)]
pub struct Who {
    pub name: &'static str,
    pub group: &'static str,
}

/// Sees all.
pub const ALL: Who = Who { name: "root", group: "all" };
/// Bound to `eng`.
pub const ENG: Who = Who { name: "ada", group: "eng" };
/// Bound to the same, and `eng/web` besides.
pub const ENG_TOO: Who = Who { name: "bob", group: "eng-too" };
/// Bound to `ops`.
pub const OPS: Who = Who { name: "cy", group: "ops" };
/// Bound to `analytics` and `storage`.
pub const DATA: Who = Who { name: "dan", group: "data" };
/// Bound to a role that nobody has.
pub const NOBODY: Who = Who { name: "eve", group: "nobody" };

const ACCESS: &str = r#"
ways = ["proxy"]
trusted-proxies = ["127.0.0.1/32"]
map = [
  { group = "all", role = "admin" },
  { group = "eng", role = "operator", bind = ["eng"] },
  { group = "eng-too", role = "viewer", bind = ["eng/web", "eng"] },
  { group = "ops", role = "operator", bind = ["ops"] },
  { group = "data", role = "viewer", bind = ["analytics", "storage"] },
  { group = "nobody", role = "viewer", bind = ["nobody"] },
]
[limits]
identity-rate = 100000
identity-burst = 100000
address-rate = 100000
address-burst = 100000
streams = 1000
"#;

/// As hurried as in other tests, but for tabs, which may have to wait until a test has time for them.
pub fn patient() -> Pace {
    let long = Duration::from_secs(600);
    Pace { browser_idle: long, send_patience: long, ..hurried() }
}

/// The console.
pub struct Asked {
    pub app: AppState,
    pub address: SocketAddr,
    client: Client,
}

/// An answer.
pub struct Told {
    pub status: u16,
    pub bytes: Vec<u8>,
}

impl Told {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }
}

struct NoFiles;

impl Files for NoFiles {
    fn get(&self, _: &str) -> Option<File> {
        None
    }
}

impl Asked {
    pub async fn at(master: &str) -> Self {
        Self::with(master, patient()).await
    }

    pub async fn with(master: &str, pace: Pace) -> Self {
        Self::of(master, pace, ACCESS).await
    }

    /// One with this table `[access]`.
    pub async fn of(master: &str, pace: Pace, access: &str) -> Self {
        let access = toml::from_str(access).unwrap();
        let config = Config { masters: vec![master.to_owned()], access, ..Config::default() };
        let assets = Assets::new(Arc::new(NoFiles), &config.base_path);
        let app = App::start_at(config, assets, None, limits(), pace).unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let service = router(&app).into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        let asked = Self { app, address, client: Client::new() };
        soon("the cluster", async {
            while asked.get(ALL, "/readyz").await.status != 200 {
                tokio::task::yield_now().await;
            }
        })
        .await;
        asked
    }

    pub async fn get(&self, who: Who, path: &str) -> Told {
        let request = self.client.get(format!("http://{}{path}", self.address));
        Self::send(request, who).await
    }

    pub async fn post(&self, who: Who, path: &str, body: &Value) -> Told {
        let request = self.client.post(format!("http://{}{path}", self.address));
        Self::send(request.header("content-type", "application/json").body(body.to_string()), who).await
    }

    async fn send(request: reqwest::RequestBuilder, who: Who) -> Told {
        let request = request.header("x-forwarded-user", who.name).header("x-forwarded-groups", who.group);
        let answer = request.send().await.unwrap();
        Told { status: answer.status().as_u16(), bytes: answer.bytes().await.unwrap().to_vec() }
    }

    /// Asks until something holds.
    pub async fn until(&self, who: Who, path: &str, holds: impl Fn(&Value) -> bool) -> Value {
        soon(path, async {
            loop {
                let told = self.get(who, path).await;
                if told.status == 200 && holds(&told.json()) {
                    return told.json();
                }
                tokio::task::yield_now().await;
            }
        })
        .await
    }
}
