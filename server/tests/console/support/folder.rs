//! An agent with one folder, whose files are as a test makes them up. It answers `LIST_FILES` and `READ_FILE` in protobuf, as agents do.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use bytes::Bytes;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use operator_api::v1::agent::response::{ListFiles, ReadFile};
use operator_api::v1::agent::{self, Call, call};
use operator_api::v1::{FileInfo, TimeInfo};
use prost::Message;
use tokio::task::JoinHandle;

use super::{Console, Mesos, soon};

/// Gives the size of a file now and some of its bytes, by name, offset and length.
type Read = Box<dyn FnMut(&str, u64, u64) -> (u64, Vec<u8>) + Send>;

/// The folder `/files` of the agent `a1`.
pub struct Folder {
    inner: Arc<Inner>,
    mesos: Mesos,
    server: JoinHandle<()>,
}

struct Inner {
    entries: Vec<FileInfo>,
    read: Mutex<Read>,
    reads: AtomicU64,
    refuses: Option<StatusCode>,
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// An entry of the folder.
pub fn entry(name: &str, mode: u32) -> FileInfo {
    FileInfo {
        path: format!("/files/{name}"),
        nlink: Some(1),
        size: Some(1),
        mtime: Some(TimeInfo { nanoseconds: 1_700_000_000_000_000_000 }),
        mode: Some(mode),
        uid: Some("root".to_owned()),
        gid: Some("root".to_owned()),
    }
}

impl Folder {
    pub async fn of(
        entries: Vec<FileInfo>,
        read: impl FnMut(&str, u64, u64) -> (u64, Vec<u8>) + Send + 'static,
    ) -> Self {
        Self::start(entries, Box::new(read), None).await
    }

    /// One that answers every call with this status and no words.
    pub async fn refusing(status: StatusCode) -> Self {
        Self::start(Vec::new(), Box::new(|_, _, _| (0, Vec::new())), Some(status)).await
    }

    async fn start(entries: Vec<FileInfo>, read: Read, refuses: Option<StatusCode>) -> Self {
        let (read, reads) = (Mutex::new(read), AtomicU64::default());
        let inner = Arc::new(Inner { entries, read, reads, refuses });
        let routes = Router::new().route("/slave(1)/api/v1", post(answer)).with_state(inner.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let pid = format!("slave(1)@{}", listener.local_addr().unwrap());
        let server = tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        let mesos = Mesos::start().await;
        mesos.change(|cluster| cluster.agents.push(super::agent("a1", &pid)));
        Self { inner, mesos, server }
    }

    /// A console that knows the agent.
    pub async fn console(&self) -> Console {
        let console = Console::to(&[&self.mesos.url()]);
        soon("the agent", async {
            while console.get("/api/agents/a1").await.status != 200 {
                tokio::task::yield_now().await;
            }
        })
        .await;
        console
    }

    /// How often `READ_FILE` has been asked for.
    pub fn reads(&self) -> u64 {
        self.inner.reads.load(Ordering::SeqCst)
    }
}

async fn answer(State(inner): State<Arc<Inner>>, body: Bytes) -> Response {
    if let Some(status) = inner.refuses {
        return status.into_response();
    }
    let call = Call::decode(body).unwrap();
    let mut response = agent::Response::default();
    match call.read_file {
        Some(wanted) => {
            inner.reads.fetch_add(1, Ordering::SeqCst);
            let name = wanted.path.trim_start_matches("/files/");
            let (size, data) =
                inner.read.lock().unwrap()(name, wanted.offset, wanted.length.unwrap().min(65536));
            response.read_file = Some(ReadFile { size, data });
        }
        None if call.r#type == Some(call::Type::ListFiles as i32) => {
            match call.list_files.unwrap().path.trim_end_matches('/') {
                "/files" => response.list_files = Some(ListFiles { file_infos: inner.entries.clone() }),
                path if inner.entries.iter().any(|entry| entry.path == path) => {
                    response.list_files = Some(ListFiles::default());
                }
                _ => return StatusCode::NOT_FOUND.into_response(),
            }
        }
        None => return StatusCode::NOT_IMPLEMENTED.into_response(),
    }
    ([(CONTENT_TYPE, "application/x-protobuf")], response.encode_to_vec()).into_response()
}
