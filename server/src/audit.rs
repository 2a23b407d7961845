//! The audit log: one line for every call that came to the relay and was refused, for every one that is not a plain read, and for every file
//! that is read, saved or searched. It is written with the target `audit`, so that it can be filtered or sent elsewhere by the log's own means.

use std::net::SocketAddr;

/// One line.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Who; nobody logs in yet.
    pub user: Option<&'a str>,
    /// From where.
    pub peer: Option<SocketAddr>,
    /// The call's type, or the door of files: `download`, `tar`, `list`, `search`.
    pub call: &'a str,
    /// `master`, or the agent's id.
    pub target: &'a str,
    /// The file or folder, if it is about one.
    pub path: Option<&'a str>,
    /// `relayed` or `sent`, or why not.
    pub decision: &'a str,
    /// The status the cluster answered with, if it was asked and answered.
    pub status: Option<u16>,
    /// The request's id.
    pub request_id: &'a str,
}

/// How much a call matters to whoever reads the log later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// It read something that everybody may read.
    Read,
    /// It was refused, it read a file, or it was more than a read.
    Notable,
}

/// Writes the line; plain reads at the level `debug`.
pub fn record(entry: &Entry<'_>, weight: Weight) {
    let Entry { user, call, target, path, decision, status, request_id, .. } = *entry;
    let user = user.unwrap_or("anonymous");
    let peer = entry.peer.map(|peer| peer.ip().to_string()).unwrap_or_default();
    match weight {
        Weight::Read => {
            tracing::debug!(target: "audit", user, peer, call, to = target, path, decision, status, request_id, "call");
        }
        Weight::Notable => {
            tracing::info!(target: "audit", user, peer, call, to = target, path, decision, status, request_id, "call");
        }
    }
}
