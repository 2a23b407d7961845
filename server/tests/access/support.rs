//! A console's access with a users file, and browsers that keep cookies.

use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::Duration;

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};
use mesoscope_server::access::Access;
use mesoscope_server::access::identity::Role;
use mesoscope_server::access::moment::Moment;
use mesoscope_server::access::settings::Settings;
use mesoscope_server::access::users::{File, Password, User};
use mesoscope_server::config::BasePath;
use tempfile::TempDir;

/// The moment at which tests begin.
pub const START: Moment = Moment::from_millis(1_800_000_000_000);

pub const PASSWORD: &str = "correct horse";

pub fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(minutes * 60)
}

pub fn peer() -> SocketAddr {
    SocketAddr::from(([192, 0, 2, 7], 4711))
}

/// Users with the password of all tests: hashing takes its time, once is enough.
pub fn user(name: &str, role: Role, bind: Option<&[&str]>) -> User {
    static HASH: OnceLock<String> = OnceLock::new();
    let hash = HASH.get_or_init(|| Password::new(PASSWORD).hash().unwrap()).clone();
    let bind = bind.map(|roles| roles.iter().map(|role| (*role).to_owned()).collect());
    User { name: name.to_owned(), hash, role, bind }
}

/// A folder with `users.toml` and a key, and settings that name them.
pub struct Place {
    pub folder: TempDir,
    pub settings: Settings,
}

impl Place {
    pub fn new(more: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let users = folder.path().join("users.toml");
        File { users: vec![user("ada", Role::Admin, None), user("bob", Role::Operator, Some(&["eng"]))] }
            .write(&users)
            .unwrap();
        let key = folder.path().join("key");
        let text = format!(
            "ways = [\"users\"]\nusers-file = {users:?}\nsession-key-file = {key:?}\nsession-key-create = true\n{more}"
        );
        Self { settings: toml::from_str(&text).unwrap(), folder }
    }

    pub fn write(&self, users: Vec<User>) {
        File { users }.write(&self.folder.path().join("users.toml")).unwrap();
    }

    pub fn open(&self) -> Access {
        self.open_as(false)
    }

    pub fn open_as(&self, encrypted: bool) -> Access {
        Access::open(&self.settings, &BasePath::root(), encrypted, false).unwrap()
    }
}

/// The headers of a browser that keeps its cookies.
pub fn with_cookies(cookies: &[&HeaderValue]) -> HeaderMap {
    let pairs = cookies.iter().map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap());
    let mut headers = HeaderMap::new();
    headers.insert(COOKIE, pairs.collect::<Vec<_>>().join("; ").parse().unwrap());
    headers
}

/// Logs somebody in.
pub async fn log_in(access: &Access, name: &str, headers: &HeaderMap, now: Moment) -> HeaderValue {
    let (_, cookie) = access.log_in(name, Password::new(PASSWORD), (peer(), headers), now).await.unwrap();
    cookie
}
