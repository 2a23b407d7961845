//! A console that asks who comes, served over real connections, with its files in a folder of their own.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::OnceLock;

use mesoscope_server::App;
use mesoscope_server::access::identity::Role;
use mesoscope_server::access::users::{File, Password, User};
use mesoscope_server::app::AppState;
use mesoscope_server::assets::Assets;
use mesoscope_server::config::Config;
use mesoscope_server::router::router;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::task::JoinHandle;

use super::console::folder;
use super::{Browser, hurried, limits};

/// Everybody's.
pub const PASSWORD: &str = "correct horse battery";

pub struct Guarded {
    pub folder: TempDir,
    pub address: SocketAddr,
    pub app: AppState,
    serving: JoinHandle<()>,
}

impl Drop for Guarded {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// People with the password of all tests: hashing takes its time, once is enough.
fn person(name: &str, role: Role, bind: Option<&str>) -> User {
    static HASH: OnceLock<String> = OnceLock::new();
    let hash = HASH.get_or_init(|| Password::new(PASSWORD).hash().unwrap()).clone();
    User { name: name.to_owned(), hash, role, bind: bind.map(|role| vec![role.to_owned()]) }
}

/// The people of every users file.
fn people() -> Vec<User> {
    vec![
        person("vera", Role::Viewer, None),
        person("otto", Role::Operator, None),
        person("ada", Role::Admin, None),
        person("bea", Role::Operator, Some("eng")),
    ]
}

impl Guarded {
    /// With a users file and an audit log, and more in the table of access.
    pub async fn start(more: &str) -> Self {
        Self::with(more, Config::default()).await
    }

    /// The same with another configuration around it.
    pub async fn with(more: &str, config: Config) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let users = folder.path().join("users.toml");
        File { users: people() }.write(&users).unwrap();
        let table = format!("ways = [\"users\"]\nusers-file = {users:?}\n{more}");
        Self::open(folder, &table, config).await
    }

    /// With other ways in.
    pub async fn by(table: &str, config: Config) -> Self {
        Self::open(tempfile::tempdir().unwrap(), table, config).await
    }

    async fn open(folder: TempDir, table: &str, config: Config) -> Self {
        let mut config = Config { access: toml::from_str(table).unwrap(), ..config };
        config.audit.file = Some(folder.path().join("audit.jsonl"));
        if config.masters.is_empty() {
            config.masters = vec!["http://127.0.0.1:9".to_owned()];
        }
        let assets = Assets::new(self::folder(), &config.base_path);
        let app = App::start_at(config, assets, None, limits(), hurried()).unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let service = router(&app).into_make_service_with_connect_info::<SocketAddr>();
        let serving = tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
        Self { folder, address, app, serving }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn browser(&self) -> Browser {
        Browser::new(self.address)
    }

    /// Somebody of the users file, logged in.
    pub async fn log_in(&self, name: &str) -> Browser {
        let mut browser = self.browser();
        let said = browser.post("/api/login", &by_password(name, PASSWORD)).await;
        assert_eq!(said.status, 200, "{}", said.text());
        browser
    }

    /// Leaves only these of the people.
    pub fn keep(&self, names: &[&str]) {
        let users = people().into_iter().filter(|user| names.contains(&user.name.as_str())).collect();
        File { users }.write(&self.path("users.toml")).unwrap();
    }

    /// The lines of the audit log.
    pub fn audit(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(self.path("audit.jsonl")).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The lines of one door, as `user decision`.
    pub fn noted(&self, call: &str) -> Vec<String> {
        let lines = self.audit().into_iter().filter(|line| line["call"] == call);
        lines
            .map(|line| format!("{} {}", line["user"].as_str().unwrap(), line["decision"].as_str().unwrap()))
            .collect()
    }
}

/// What the form sends.
pub fn by_password(name: &str, password: &str) -> Value {
    json!({ "way": "users", "name": name, "password": password })
}
