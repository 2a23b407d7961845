//! A tab of somebody, which keeps everything that it is sent.

use cluster_model::live::{Notice, Status};
use cluster_model::replica::Replica;
use cluster_model::rows::Cell;
use cluster_model::schema::Table;
use futures_util::StreamExt;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use super::console::{Asked, Who};
use crate::support::{replica_of, soon};

pub struct Tab {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pub replica: Replica,
    pub status: Option<Status>,
    pub gaps: usize,
    pub frames: usize,
    /// All bytes, of the snapshot and of the messages.
    pub heard: Vec<u8>,
}

impl Tab {
    /// With a snapshot, then with what comes after it.
    pub async fn open(asked: &Asked, who: Who) -> Self {
        let snapshot = asked.get(who, "/api/live/snapshot").await;
        assert_eq!(snapshot.status, 200);
        let mut tab = Self::at(asked, who, replica_of(&snapshot.bytes)).await;
        tab.heard.extend(snapshot.bytes);
        tab
    }

    /// One that has this already.
    pub async fn at(asked: &Asked, who: Who, replica: Replica) -> Self {
        let place = format!("epoch={}&revision={}", replica.epoch(), replica.revision());
        let url = format!("ws://{}/api/live?{place}", asked.address);
        let mut request = url.into_client_request().unwrap();
        request.headers_mut().insert("x-forwarded-user", who.name.parse().unwrap());
        request.headers_mut().insert("x-forwarded-groups", who.group.parse().unwrap());
        let (socket, _) = tokio_tungstenite::connect_async(request).await.unwrap();
        Self { socket, replica, status: None, gaps: 0, frames: 0, heard: Vec::new() }
    }

    /// Takes the next message.
    pub async fn take(&mut self) {
        match self.socket.next().await.expect("an open socket").expect("a message") {
            Message::Binary(frame) => {
                self.frames += 1;
                self.heard.extend_from_slice(&frame);
                self.replica.apply(&frame).expect("a frame that fits");
            }
            Message::Text(text) => {
                self.heard.extend_from_slice(text.as_bytes());
                match serde_json::from_str(&text).unwrap() {
                    Notice::Status(status) => self.status = Some(*status),
                    Notice::Gap => self.gaps += 1,
                }
            }
            _ => {}
        }
    }

    /// Takes messages until something holds.
    pub async fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        soon(what, async {
            while !holds(self) {
                self.take().await;
            }
        })
        .await;
    }

    pub fn has(&self, table: Table, column: usize, text: &str) -> bool {
        self.replica.find(table, &[(column, text)]).is_some()
    }

    /// The life and the revision of the latest status.
    pub fn place(&self) -> (String, u64) {
        let status = self.status.as_ref().unwrap();
        (status.epoch.clone(), status.revision)
    }
}

/// Every cell of every row, in an order that does not depend on slots.
pub fn dump(replica: &Replica) -> Vec<String> {
    let mut rows = Vec::new();
    for table in Table::ALL {
        for slot in replica.rows(table).slots() {
            let cell = |column| match replica.cell(table, slot, column) {
                Cell::Text(text) => text.to_owned(),
                Cell::Number(number) => format!("{number:?}"),
            };
            let cells: Vec<String> = (0..table.columns().len()).map(cell).collect();
            rows.push(format!("{table:?}: {}", cells.join(" | ")));
        }
    }
    rows.sort();
    rows
}
