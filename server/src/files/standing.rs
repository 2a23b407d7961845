//! What a path leads to, as far as Mesos tells: only the listing of a folder says of what kind the things in it are.
//!
//! Logs are the exception: `/master/log` and `/slave/log` are in no folder that could be listed. They are files because Mesos itself put
//! them there. What else cannot be seen in its folder is looked at itself: a folder shows what is in it, and Mesos says in its own words why
//! it does not show something. What then is still not known might be a FIFO, and is not read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::StatusCode;
use operator_api::calls::Target;
use serde::Serialize;

use super::RemotePath;
use super::remote::{self, Entry, Refusal};
use crate::error::Error;
use crate::node::Node;
use crate::upstream::Answer;

/// The bits of a mode that tell the kind.
const KIND: u32 = 0o170_000;

/// How long a look at a folder is good for. Who reads a log as it grows asks several times a second.
const KEPT: Duration = Duration::from_secs(3);

/// How many folders' looks are kept at once.
const MOST_FOLDERS: usize = 256;

/// Folders with more in them are looked at each time.
const MOST_ENTRIES: usize = 10_000;

/// What kind of thing has this mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A regular file: the only kind that can be read.
    File,
    /// A folder.
    Folder,
    /// A link, if Mesos should ever show one: it shows what links lead to.
    Link,
    /// A named pipe. Reading it hangs an agent.
    Fifo,
    /// A socket.
    Socket,
    /// A block or character device.
    Device,
    /// None of these.
    Other,
}

impl Kind {
    /// From `st_mode`.
    #[must_use]
    pub fn of(mode: u32) -> Self {
        match mode & KIND {
            0o100_000 => Self::File,
            0o040_000 => Self::Folder,
            0o120_000 => Self::Link,
            0o010_000 => Self::Fifo,
            0o140_000 => Self::Socket,
            0o020_000 | 0o060_000 => Self::Device,
            _ => Self::Other,
        }
    }

    /// The letter that `ls -l` begins a line with.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::File => '-',
            Self::Folder => 'd',
            Self::Link => 'l',
            Self::Fifo => 'p',
            Self::Socket => 's',
            Self::Device => 'c',
            Self::Other => '?',
        }
    }

    /// In words, with its article.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::File => "a file",
            Self::Folder => "a folder",
            Self::Link => "a link",
            Self::Fifo => "a FIFO",
            Self::Socket => "a socket",
            Self::Device => "a device",
            Self::Other => "neither a file nor a folder",
        }
    }
}

/// What is known of a path.
#[derive(Clone, Debug)]
pub enum Standing {
    /// It can be read.
    File,
    /// It can be listed.
    Folder,
    /// It must not be read; this is its mode.
    Irregular(u32),
    /// Mesos does not show it.
    Hidden(Answer),
    /// Mesos shows it, and does not tell of what kind it is.
    Unknown,
}

/// Looks at folders, kept for a moment.
#[derive(Default)]
pub struct Looks(Mutex<HashMap<(String, RemotePath), Look>>);

#[derive(Clone)]
struct Look {
    until: Instant,
    modes: Arc<HashMap<Bytes, u32>>,
}

impl Looks {
    fn get(&self, key: &(String, RemotePath)) -> Option<Look> {
        let looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        looks.get(key).filter(|look| Instant::now() < look.until).cloned()
    }

    fn keep(&self, key: (String, RemotePath), look: Look) {
        if look.modes.len() > MOST_ENTRIES {
            return;
        }
        let now = Instant::now();
        let mut looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        looks.retain(|_, look| now < look.until);
        if looks.len() >= MOST_FOLDERS
            && let Some(oldest) = looks.iter().min_by_key(|(_, look)| look.until).map(|(key, _)| key.clone())
        {
            looks.remove(&oldest);
        }
        looks.insert(key, look);
    }
}

/// Finds out what a path leads to.
///
/// # Errors
/// When the node does not answer.
pub async fn of(node: &Node, path: &RemotePath) -> Result<Standing, Refusal> {
    if is_log(node.target(), path) {
        return Ok(Standing::File);
    }
    if let Some((folder, name)) = path.folder_and_name()
        && let Some(mode) = mode_in(node, folder, name).await?
    {
        return Ok(match Kind::of(mode) {
            Kind::File => Standing::File,
            Kind::Folder => Standing::Folder,
            _ => Standing::Irregular(mode),
        });
    }
    match remote::list(node, path).await {
        Ok(entries) if entries.is_empty() => Ok(Standing::Unknown),
        Ok(_) => Ok(Standing::Folder),
        Err(Refusal::Answered(answer)) if answer.status != StatusCode::UNAUTHORIZED => {
            Ok(Standing::Hidden(answer))
        }
        Err(refusal) => Err(refusal),
    }
}

/// Whether this is the node's own log, which is in no folder.
#[must_use]
pub fn is_log(target: Target, path: &RemotePath) -> bool {
    let log: &[u8] = match target {
        Target::Master => b"/master/log",
        Target::Agent => b"/slave/log",
    };
    **path.bytes() == *log
}

/// The mode of what has this name in a folder, if the folder can be listed and has it.
async fn mode_in(node: &Node, folder: RemotePath, name: &[u8]) -> Result<Option<u32>, Refusal> {
    let looks = &node.seat().files.looks;
    let key = (node.name().to_owned(), folder);
    if let Some(mode) = looks.get(&key).and_then(|look| look.modes.get(name).copied()) {
        return Ok(Some(mode));
    }
    let entries = match remote::list(node, &key.1).await {
        Ok(entries) => entries,
        Err(refusal) if refusal.is_about_the_file() => return Ok(None),
        Err(refusal) => return Err(refusal),
    };
    let modes: HashMap<Bytes, u32> = entries
        .into_iter()
        // Names are parts of the whole answer; one that is kept must not keep all of it.
        .map(|Entry { name, mode, .. }| (Bytes::copy_from_slice(&name), mode))
        .collect();
    let mode = modes.get(name).copied();
    looks.keep(key, Look { until: Instant::now() + KEPT, modes: Arc::new(modes) });
    Ok(mode)
}

/// Makes sure that a path is a regular file.
///
/// # Errors
/// 409 if it is something else, or may be; 404 or 403 if Mesos does not show it.
pub async fn expect_file(node: &Node, path: &RemotePath) -> Result<(), Error> {
    match of(node, path).await? {
        Standing::File => Ok(()),
        Standing::Folder => {
            Err(conflict("this is a folder, not a file: add `as=tar` to get all that is in it"))
        }
        Standing::Irregular(mode) => Err(conflict(format!(
            "this is {}, not a regular file; it is not read, because reading a FIFO would make the agent stop answering for files",
            Kind::of(mode).words()
        ))),
        Standing::Hidden(answer) => Err(Refusal::Answered(answer).into()),
        Standing::Unknown => Err(conflict(
            "Mesos does not tell whether this is a regular file, and reading anything else could make the agent stop answering for files",
        )),
    }
}

/// Makes sure that a path can be a folder.
///
/// # Errors
/// As [`expect_file`].
pub async fn expect_folder(node: &Node, path: &RemotePath) -> Result<(), Error> {
    match of(node, path).await? {
        // An empty folder whose own folder cannot be listed looks like this.
        Standing::Folder | Standing::Unknown => Ok(()),
        Standing::File => Err(conflict("this is a file, not a folder")),
        Standing::Irregular(mode) => {
            Err(conflict(format!("this is {}, not a folder", Kind::of(mode).words())))
        }
        Standing::Hidden(answer) => Err(Refusal::Answered(answer).into()),
    }
}

fn conflict(words: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(StatusCode::CONFLICT, words)
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn kinds_are_told_by_their_modes() {
        for (mode, kind) in [
            (0o100_644, Kind::File),
            (0o040_755, Kind::Folder),
            (0o010_644, Kind::Fifo),
            (0o140_755, Kind::Socket),
            (0o120_777, Kind::Link),
            (0o060_660, Kind::Device),
            (0o020_620, Kind::Device),
            (0, Kind::Other),
        ] {
            assert_eq!(Kind::of(mode), kind, "{mode:o}");
        }
    }
}
