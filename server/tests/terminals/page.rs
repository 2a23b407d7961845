//! A page with a terminal, as far as the console can tell.

use cluster_model::terminal::{Asked, Channel, Exit, Mode, Notice, Open, Reason, SUBPROTOCOL, Told, Window};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use crate::console::Console;
use crate::soon;

pub struct Page {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// What it was told, in order.
    pub out: Vec<u8>,
    pub err: Vec<u8>,
    pub skipped: u64,
    pub notices: Vec<Notice>,
    /// Whether it draws what it gets.
    pub draws: bool,
    over: bool,
}

/// A request for the door.
pub fn request(console: &Console, query: &str) -> http::Request<()> {
    let path = format!("/api/agents/{}/terminal{query}", console.agent);
    let mut request = format!("ws://{}{path}", console.address).into_client_request().unwrap();
    request.headers_mut().insert("sec-websocket-protocol", SUBPROTOCOL.parse().unwrap());
    request
}

/// The status and the sentence with which an upgrade is refused.
pub async fn refused(request: http::Request<()>) -> (u16, String) {
    match tokio_tungstenite::connect_async(request).await {
        Err(Error::Http(answer)) => {
            let body = answer.body().clone().unwrap_or_default();
            let body: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
            (answer.status().as_u16(), body["error"].as_str().unwrap_or_default().to_owned())
        }
        other => panic!("not refused: {other:?}"),
    }
}

impl Page {
    /// The socket, with nothing said.
    pub async fn knock(console: &Console, mode: Mode) -> Self {
        let request = request(console, &format!("?mode={}", mode.name()));
        let (socket, answer) = tokio_tungstenite::connect_async(request).await.unwrap();
        assert_eq!(answer.headers()["sec-websocket-protocol"], SUBPROTOCOL);
        Self {
            socket,
            out: Vec::new(),
            err: Vec::new(),
            skipped: 0,
            notices: Vec::new(),
            draws: true,
            over: false,
        }
    }

    /// A terminal that runs.
    pub async fn open(console: &Console, mode: Mode, open: Open) -> Self {
        let mut page = Self::knock(console, mode).await;
        page.say(&Asked::Open(Box::new(open))).await;
        page.until("the start", |page| page.container().is_some()).await;
        page
    }

    /// A program beside the console's task.
    pub async fn launch(console: &Console, command: &str, tty: bool) -> Self {
        let window = Some(Window { rows: 24, columns: 80 });
        let open = Open {
            container: vec![console.parent.clone()],
            command: Some(command.to_owned()),
            tty,
            window,
            ..Open::default()
        };
        Self::open(console, Mode::Launch, open).await
    }

    /// Another one on a container that runs.
    pub async fn on(console: &Console, mode: Mode, container: Vec<String>) -> Self {
        Self::open(console, mode, Open { container, ..Open::default() }).await
    }

    pub async fn say(&mut self, asked: &Asked<'_>) {
        self.socket.send(Message::binary(asked.to_vec())).await.unwrap();
    }

    pub async fn types(&mut self, text: &str) {
        self.say(&Asked::Input(text.as_bytes())).await;
    }

    /// Takes the next message; false when there are no more.
    pub async fn take(&mut self) -> bool {
        let message = match self.socket.next().await {
            Some(Ok(Message::Binary(message))) => message,
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => return true,
            _ => {
                self.over = true;
                return false;
            }
        };
        match Told::read(&message).unwrap() {
            Told::Output(Channel::Out, bytes) => self.out.extend_from_slice(bytes),
            Told::Output(Channel::Err, bytes) => self.err.extend_from_slice(bytes),
            Told::Skipped(bytes) => self.skipped += bytes,
            Told::Notice(notice) => self.notices.push(*notice),
        }
        if self.draws && matches!(message.first(), Some(128 | 129)) {
            self.draw().await;
        }
        true
    }

    /// Says that all was drawn.
    pub async fn draw(&mut self) {
        let drawn = (self.out.len() + self.err.len()) as u64;
        // The console may have closed meanwhile.
        let _ = self.socket.send(Message::binary(Asked::Drawn(drawn).to_vec())).await;
    }

    /// Takes messages until something holds.
    pub async fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        soon(what, async {
            while !holds(self) {
                assert!(self.take().await, "{what} has not come: {:?} after {:?}", self.notices, self.text());
            }
        })
        .await;
    }

    pub async fn until_says(&mut self, text: &str) {
        self.until(text, |page| page.text().contains(text)).await;
    }

    /// Takes all messages there are: why it ended.
    pub async fn end(&mut self) -> (Reason, Option<u16>, String) {
        soon("the end", async { while self.take().await {} }).await;
        match self.notices.last() {
            Some(Notice::Ended { reason, status, words }) => (*reason, *status, words.clone()),
            other => panic!("it ended with {other:?}"),
        }
    }

    /// What the container wrote, as far as it was told.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }

    /// The container, once it has started.
    pub fn container(&self) -> Option<Vec<String>> {
        self.notices.iter().find_map(|notice| match notice {
            Notice::Started { container } => Some(container.clone()),
            _ => None,
        })
    }

    pub fn exit(&self) -> Option<Exit> {
        self.notices.iter().find_map(|notice| match notice {
            Notice::Exited(exit) => Some(*exit),
            _ => None,
        })
    }

    /// The words with which the input was refused last.
    pub fn taken(&self) -> Option<String> {
        self.notices.iter().rev().find_map(|notice| match notice {
            Notice::InputTaken { words } => Some(words.clone()),
            _ => None,
        })
    }

    pub fn has(&self, notice: &Notice) -> bool {
        self.notices.contains(notice)
    }
}
