//! The binary itself, as an administrator starts it, and somebody who knocks at its doors.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use http::{HeaderMap, Method};
use mesoscope_server::access::identity::Role;
use mesoscope_server::access::users::{File, Password, User};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::soon;

/// The password of everybody in the users file.
pub const PASSWORD: &str = "correct horse battery";

/// A console that serves, with a folder of its own. It ends when this is dropped.
pub struct Console {
    pub address: SocketAddr,
    pub folder: TempDir,
    child: Child,
    log: Arc<Mutex<String>>,
}

impl Drop for Console {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A folder with a users file of these: name, role, roles of Mesos.
pub fn users(users: &[(&str, Role, Option<&[&str]>)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let hash = Password::new(PASSWORD).hash().unwrap();
    let users = users.iter().map(|(name, role, bind)| User {
        name: (*name).to_owned(),
        hash: hash.clone(),
        role: *role,
        bind: bind.map(|roles| roles.iter().map(|role| (*role).to_owned()).collect()),
    });
    File { users: users.collect() }.write(&folder.path().join("users.toml")).unwrap();
    folder
}

impl Console {
    /// With these settings, in which `FOLDER` is the folder.
    pub async fn start(folder: TempDir, master: &str, settings: &str) -> Self {
        Self::run(folder, &["serve", "--master", master], settings).await
    }

    /// `mesoscope` with these arguments.
    pub async fn run(folder: TempDir, arguments: &[&str], settings: &str) -> Self {
        let file = folder.path().join("mesoscope.toml");
        std::fs::write(&file, settings.replace("FOLDER", &folder.path().display().to_string())).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_mesoscope"))
            .args(arguments)
            .args(["--listen", "127.0.0.1:0", "--config"])
            .arg(&file)
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let (stderr, kept) = (child.stderr.take().unwrap(), log.clone());
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                kept.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (said, kept) = (log.clone(), log.clone());
        let first = tokio::task::spawn_blocking(move || {
            let first = lines.next().and_then(Result::ok);
            // Whatever else is said there belongs to the log.
            std::thread::spawn(move || {
                for line in lines.map_while(Result::ok) {
                    kept.lock().unwrap().push_str(&(line + "\n"));
                }
            });
            first
        });
        let first = first.await.unwrap();
        let address = first
            .as_deref()
            .and_then(|line| line.split("://").nth(1))
            .and_then(|rest| rest.split('/').next().and_then(|address| address.parse().ok()));
        let Some(address) = address else { panic!("no console: {first:?}\n{}", said.lock().unwrap()) };
        let console = Self { address, folder, child, log };
        soon("the console", async {
            while Visitor::of(&console).get("/healthz").await.status != 200 {
                tokio::task::yield_now().await;
            }
        })
        .await;
        console
    }

    /// Waits until its own seat knows the cluster.
    pub async fn ready(self) -> Self {
        soon("the cluster", async {
            while Visitor::of(&self).get("/readyz").await.status != 200 {
                tokio::task::yield_now().await;
            }
        })
        .await;
        self
    }

    /// Everything it has said.
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// A browser, or what pretends to be one.
#[derive(Clone)]
pub struct Visitor {
    client: reqwest::Client,
    pub address: SocketAddr,
    /// As `name=value` pairs.
    pub cookies: Vec<String>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Got {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Got {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Visitor {
    /// Somebody who has never been there.
    pub fn of(console: &Console) -> Self {
        Self::at(console.address)
    }

    pub fn at(address: SocketAddr) -> Self {
        let client =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().no_gzip();
        Self { client: client.build().unwrap(), address, cookies: Vec::new() }
    }

    /// Somebody who has logged in by the users file.
    pub async fn user(console: &Console, name: &str) -> Self {
        Self::of(console).logged_in("users", name, PASSWORD).await
    }

    /// The same person after a login.
    pub async fn logged_in(mut self, way: &str, name: &str, password: &str) -> Self {
        let got = self.log_in(way, name, password).await;
        assert_eq!(got.status, 200, "{name}: {}", got.text());
        self.take_cookies(&got);
        self
    }

    pub async fn log_in(&self, way: &str, name: &str, password: &str) -> Got {
        self.post("/api/login", &json!({ "way": way, "name": name, "password": password }).to_string()).await
    }

    /// Keeps the cookies as a browser does.
    pub fn take_cookies(&mut self, got: &Got) {
        for set in got.headers.get_all(SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap().to_owned();
            let name = format!("{}=", pair.split('=').next().unwrap());
            self.cookies.retain(|cookie| !cookie.starts_with(&name));
            if pair.len() > name.len() {
                self.cookies.push(pair);
            }
        }
    }

    /// The headers of somebody with these cookies.
    pub fn cookie(&self) -> Option<String> {
        (!self.cookies.is_empty()).then(|| self.cookies.join("; "))
    }

    pub async fn get(&self, path: &str) -> Got {
        self.send(Method::GET, path, &[], None).await
    }

    pub async fn post(&self, path: &str, body: &str) -> Got {
        self.send(Method::POST, path, &[(CONTENT_TYPE.as_str(), "application/json")], Some(body.to_owned()))
            .await
    }

    /// Any request. A header that is there replaces what a browser would send.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<String>,
    ) -> Got {
        self.try_send(method, path, headers, body).await.unwrap()
    }

    pub async fn try_send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<String>,
    ) -> Result<Got, reqwest::Error> {
        let mut request = self.client.request(method, format!("http://{}{path}", self.address));
        if let Some(cookie) = self.cookie() {
            request = request.header(COOKIE, cookie);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.body(body);
        }
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(Got { status, headers, body: response.bytes().await?.to_vec() })
    }

    /// The cookie of somebody who looks at a dashboard that this person makes.
    pub async fn board(&self, name: &str, bound: Option<&[&str]>) -> Self {
        let wanted = json!({ "name": name, "pages": ["/", "/tasks"], "every_seconds": 10, "bound": bound, "lasts_seconds": 3600 });
        let made = self.post("/api/dashboards", &wanted.to_string()).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let link = json!({ "link": made.json()["link"] }).to_string();
        let mut screen = Self { cookies: Vec::new(), ..self.clone() };
        let entered = screen.post("/api/dashboards/enter", &link).await;
        assert_eq!(entered.status, 200, "{}", entered.text());
        screen.take_cookies(&entered);
        screen
    }

    /// A request for an upgrade to a WebSocket, not sent yet.
    pub fn upgrade(&self, path: &str) -> http::Request<()> {
        use tokio_tungstenite::tungstenite::client::IntoClientRequest;
        let mut request = format!("ws://{}{path}", self.address).into_client_request().unwrap();
        if let Some(cookie) = self.cookie() {
            request.headers_mut().insert(COOKIE, cookie.parse().unwrap());
        }
        request
    }

    /// The status with which an upgrade is answered: 101 where it passes.
    pub async fn knock(&self, path: &str, headers: &[(&'static str, &str)]) -> u16 {
        let mut request = self.upgrade(path);
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        match tokio_tungstenite::connect_async_with_config(request, None, false).await {
            Ok((_, answer)) => answer.status().as_u16(),
            Err(tokio_tungstenite::tungstenite::Error::Http(answer)) => answer.status().as_u16(),
            Err(other) => panic!("{path}: {other}"),
        }
    }
}

/// Names that other sites have, as an `Origin`.
pub const ORIGINS: [&str; 5] = [
    "http://evil.example",
    "null",
    "http://127.0.0.1.evil.example",
    "http://other.localhost",
    "https://127.0.0.1:1",
];
