//! Live sockets end with the session that they came in with, and are counted.

use std::time::Duration;

use futures_util::StreamExt;
use http::HeaderMap;
use http::header::COOKIE;
use mesoscope_server::access::identity::Role;
use mesoscope_server::access::moment::Moment;
use mesoscope_server::access::session::Session;
use mesoscope_server::access::users::{File, Password, User};
use mesoscope_server::live::Pace;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use super::console::{Asked, patient};
use super::two_teams;
use crate::support::{Mesos, soon};

const PASSWORD: &str = "correct horse";

/// A console with a users file, in which Ada is bound to `eng`.
struct Console {
    asked: Asked,
    folder: tempfile::TempDir,
    _mesos: Mesos,
}

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

impl Console {
    async fn start(more: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("users.toml");
        write(&folder, &["eng"]);
        let mesos = two_teams().await;
        let pace = Pace { session_every: Duration::from_millis(5), ..patient() };
        let access = format!("ways = [\"users\"]\nusers-file = {file:?}\n{more}");
        Self { asked: Asked::of(&mesos.url(), pace, &access).await, folder, _mesos: mesos }
    }

    /// Logs in: the session, and the cookie for it.
    async fn log_in(&self) -> (Session, HeaderMap) {
        let (peer, none) = (self.asked.address, HeaderMap::new());
        let access = &self.asked.app.access;
        let (session, cookie) =
            access.log_in("ada", Password::new(PASSWORD), (peer, &none), Moment::now()).await.unwrap();
        let cookie = cookie.to_str().unwrap().split(';').next().unwrap().parse().unwrap();
        (session, HeaderMap::from_iter([(COOKIE, cookie)]))
    }

    async fn socket(&self, headers: &HeaderMap) -> Result<Socket, Error> {
        let mut request = format!("ws://{}/api/live", self.asked.address).into_client_request().unwrap();
        request.headers_mut().extend(headers.clone());
        tokio_tungstenite::connect_async(request).await.map(|(socket, _)| socket)
    }
}

fn write(folder: &tempfile::TempDir, roles: &[&str]) {
    let hash = Password::new(PASSWORD).hash().unwrap();
    let bind = Some(roles.iter().map(|role| (*role).to_owned()).collect());
    let ada = User { name: "ada".to_owned(), hash, role: Role::Operator, bind };
    File { users: vec![ada] }.write(&folder.path().join("users.toml")).unwrap();
}

/// How it is closed.
async fn end(socket: &mut Socket) -> CloseFrame {
    soon("the end", async {
        loop {
            if let Message::Close(frame) = socket.next().await.unwrap().unwrap() {
                return frame.unwrap();
            }
        }
    })
    .await
}

fn status(refused: Result<Socket, Error>) -> http::Response<Option<Vec<u8>>> {
    match refused {
        Err(Error::Http(response)) => *response,
        other => panic!("{:?}", other.err()),
    }
}

#[tokio::test]
async fn a_logout_closes_the_stream() {
    let console = Console::start("").await;
    let (session, cookie) = console.log_in().await;
    let mut socket = console.socket(&cookie).await.unwrap();
    assert!(socket.next().await.unwrap().unwrap().is_text());
    console.asked.app.access.log_out(&session, Moment::now());
    let frame = end(&mut socket).await;
    assert_eq!(
        (u16::from(frame.code), frame.reason.as_str()),
        (4401, "the session was logged out: log in again")
    );
    assert_eq!(status(console.socket(&cookie).await).status(), 401);
    assert_eq!(status(console.socket(&HeaderMap::new()).await).status(), 401);
}

#[tokio::test]
async fn who_is_bound_otherwise_comes_back() {
    let console = Console::start("").await;
    let (_, cookie) = console.log_in().await;
    let mut socket = console.socket(&cookie).await.unwrap();
    assert!(socket.next().await.unwrap().unwrap().is_text());
    write(&console.folder, &["ops"]);
    assert_eq!(u16::from(end(&mut socket).await.code), 4401);
}

#[tokio::test]
async fn too_many_streams_of_one_are_told_when_to_come_again() {
    let console = Console::start("[limits]\nstreams = 2").await;
    let (_, cookie) = console.log_in().await;
    let first = console.socket(&cookie).await.unwrap();
    let _second = console.socket(&cookie).await.unwrap();
    let refused = status(console.socket(&cookie).await);
    assert_eq!(
        (refused.status().as_u16(), &refused.headers()["retry-after"]),
        (429, &"10".parse::<http::HeaderValue>().unwrap())
    );
    drop(first);
    soon("a place", async {
        while console.socket(&cookie).await.is_err() {
            tokio::task::yield_now().await;
        }
    })
    .await;
}
