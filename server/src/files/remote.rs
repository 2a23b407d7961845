//! `LIST_FILES` and `READ_FILE`, in protobuf: the bytes of a file come as they are, and names need not be text.

mod message;

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use prost::Message;
use thiserror::Error;

use self::message::{Call, ListFiles, ReadFile, Response};
use super::RemotePath;
use crate::error::Error as Told;
use crate::node::Node;
use crate::upstream::{Answer, Encoding, UpstreamError};

/// The most that one `READ_FILE` gives.
pub const PAGE: u64 = 64 << 10;

/// Until a page is asked for once more, when there was no answer: a connection that stood idle may just have been closed.
const SECOND_TRY_AFTER: Duration = Duration::from_millis(50);

/// Why a file cannot be had.
#[derive(Clone, Debug, Error)]
pub enum Refusal {
    /// Mesos said no, in this answer.
    #[error("{}", words(.0))]
    Answered(Answer),
    /// There was no answer, or none that could be read.
    #[error(transparent)]
    Unanswered(#[from] UpstreamError),
}

impl Refusal {
    /// Whether the file is not there (any more), may not be read, or cannot be: anything but a failure of the node.
    pub fn is_about_the_file(&self) -> bool {
        matches!(self, Self::Answered(answer) if answer.status != StatusCode::UNAUTHORIZED)
    }
}

impl From<Refusal> for Told {
    fn from(refusal: Refusal) -> Self {
        let answer = match refusal {
            Refusal::Unanswered(error) => return error.into(),
            Refusal::Answered(answer) => answer,
        };
        let status = match answer.status {
            StatusCode::NOT_FOUND | StatusCode::FORBIDDEN => answer.status,
            StatusCode::BAD_REQUEST => StatusCode::CONFLICT,
            _ => StatusCode::BAD_GATEWAY,
        };
        Self::new(status, words(&answer)).with_detail(said(&answer))
    }
}

fn words(answer: &Answer) -> String {
    match answer.status {
        StatusCode::NOT_FOUND => {
            "there is no such file; sandboxes are deleted some time after their executors have ended"
                .to_owned()
        }
        StatusCode::FORBIDDEN => "the console's principal may not read this".to_owned(),
        StatusCode::UNAUTHORIZED => "it asks for other credentials than the console has".to_owned(),
        StatusCode::BAD_REQUEST => format!("Mesos does not show this file: {}", said(answer)),
        status => format!("the file cannot be read; the answer was {}: {}", status.as_u16(), said(answer)),
    }
}

/// Mesos' own words, in a line.
fn said(answer: &Answer) -> String {
    let text = String::from_utf8_lossy(&answer.body);
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match (line.is_empty(), line.char_indices().nth(300)) {
        (true, _) => answer.status.canonical_reason().unwrap_or("no reason given").to_owned(),
        (false, Some((end, _))) => format!("{}…", &line[..end]),
        (false, None) => line,
    }
}

/// What is in a folder, as Mesos' `stat` has it: of a link, what it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name in the folder.
    pub name: Bytes,
    /// Kind and permissions, as in `st_mode`.
    pub mode: u32,
    pub nlink: i32,
    pub size: u64,
    /// Since 1970.
    pub mtime: Duration,
    /// The names of its owner and group.
    pub owner: (String, String),
}

/// Some bytes of a file.
#[derive(Clone, Debug)]
pub struct Part {
    /// The size of the whole file at that moment.
    pub size: u64,
    pub data: Bytes,
}

/// The entries of a folder; of a file, none.
pub async fn list(node: &Node, path: &RemotePath) -> Result<Vec<Entry>, Refusal> {
    let call =
        Call { list_files: Some(ListFiles { path: path.bytes().clone() }), ..Call::of(message::LIST_FILES) };
    let listed = ask(node, call).await?.list_files.unwrap_or_default();
    let entries = listed.files.into_iter().filter_map(|file| {
        let name = match file.path.iter().rposition(|byte| *byte == b'/') {
            Some(at) => file.path.slice(at + 1..),
            None => file.path,
        };
        let odd = name.is_empty() || *name == *b"." || *name == *b".." || name.contains(&0);
        (!odd).then(|| Entry {
            name,
            mode: file.mode.unwrap_or_default(),
            nlink: file.nlink.unwrap_or_default(),
            size: file.size.unwrap_or_default(),
            mtime: Duration::from_nanos(
                file.mtime.and_then(|time| u64::try_from(time.nanoseconds).ok()).unwrap_or_default(),
            ),
            owner: (file.uid.unwrap_or_default(), file.gid.unwrap_or_default()),
        })
    });
    Ok(entries.collect())
}

/// At most `length` bytes from `offset` on, and never more than [`PAGE`]. To be called for regular files only: see [`super::standing`].
pub async fn read(node: &Node, path: &RemotePath, offset: u64, length: u64) -> Result<Part, Refusal> {
    let wanted = ReadFile { path: path.bytes().clone(), offset, length: Some(length.min(PAGE)) };
    let call = Call { read_file: Some(wanted), ..Call::of(message::READ_FILE) };
    let answer = match ask(node, call.clone()).await {
        Err(Refusal::Unanswered(UpstreamError::Unreachable { .. } | UpstreamError::Ended { .. })) => {
            tokio::time::sleep(SECOND_TRY_AFTER).await;
            ask(node, call).await
        }
        answer => answer,
    }?;
    let part = answer.read_file.unwrap_or_default();
    Ok(Part { size: part.size, data: part.data })
}

async fn ask(node: &Node, call: Call) -> Result<Response, Refusal> {
    let answer = node.ask(call.encode_to_vec().into(), Encoding::Protobuf).await?;
    if answer.status != StatusCode::OK {
        return Err(Refusal::Answered(answer));
    }
    if answer.content_type.as_deref() != Some(Encoding::Protobuf.media_type()) {
        let what =
            format!("it answered with {:?} instead of protobuf", answer.content_type.unwrap_or_default());
        return Err(UpstreamError::NotMesos { at: node.name().to_owned(), what }.into());
    }
    Response::decode(answer.body).map_err(|error| {
        UpstreamError::NotMesos {
            at: node.name().to_owned(),
            what: format!("its answer cannot be read ({error})"),
        }
        .into()
    })
}
