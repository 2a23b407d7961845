//! A browser's tab: a snapshot, a WebSocket, a replica.

use std::net::SocketAddr;

use cluster_model::live::{Notice, Status};
use cluster_model::replica::Replica;
use cluster_model::rows::Cell;
use cluster_model::schema::Table;
use futures_util::StreamExt;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use super::{Console, soon};

pub struct Tab {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pub replica: Replica,
    pub status: Option<Status>,
    pub gaps: usize,
    pub frames: usize,
}

/// What a snapshot's bytes make.
pub fn replica_of(snapshot: &[u8]) -> Replica {
    let mut replica = Replica::new();
    let mut rest = snapshot;
    while !rest.is_empty() {
        let (length, after) = rest.split_at(4);
        let length = u32::from_le_bytes(length.try_into().unwrap()) as usize;
        replica.apply(&after[..length]).unwrap();
        rest = &after[length..];
    }
    assert!(replica.is_whole());
    replica
}

/// Every cell of every row, in words.
pub fn told(replica: &Replica) -> Vec<String> {
    let mut rows = Vec::new();
    for table in Table::ALL {
        for slot in replica.rows(table).slots() {
            let cells: Vec<String> = (0..table.columns().len())
                .map(|column| match replica.cell(table, slot, column) {
                    Cell::Text(text) => text.to_owned(),
                    Cell::Number(number) => format!("{number:?}"),
                })
                .collect();
            rows.push(format!("{table:?} {slot}: {}", cells.join(" | ")));
        }
    }
    rows
}

impl Tab {
    /// A tab that begins as a browser does: with a snapshot, then with what comes after it.
    pub async fn open(console: &Console, address: SocketAddr) -> Self {
        let snapshot = soon("a snapshot", async {
            loop {
                let got = console.get("/api/live/snapshot").await;
                if got.status.is_success() {
                    return got;
                }
                tokio::task::yield_now().await;
            }
        })
        .await;
        let replica = replica_of(&snapshot.body);
        Self::at(address, replica).await
    }

    /// A tab that has this already.
    pub async fn at(address: SocketAddr, replica: Replica) -> Self {
        let place = format!("epoch={}&revision={}", replica.epoch(), replica.revision());
        let url = format!("ws://{address}/api/live?{place}");
        let (socket, _) = tokio_tungstenite::connect_async(url).await.unwrap();
        Self { socket, replica, status: None, gaps: 0, frames: 0 }
    }

    /// Takes the next message.
    pub async fn take(&mut self) {
        match self.socket.next().await.expect("an open socket").expect("a message") {
            Message::Binary(frame) => {
                self.frames += 1;
                self.replica.apply(&frame).expect("a frame that fits");
            }
            Message::Text(text) => match serde_json::from_str(&text).unwrap() {
                Notice::Status(status) => self.status = Some(*status),
                Notice::Gap => self.gaps += 1,
            },
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

    /// Whether a table has a row with this text in this column.
    pub fn has(&self, table: Table, column: usize, text: &str) -> bool {
        self.replica.find(table, &[(column, text)]).is_some()
    }
}
