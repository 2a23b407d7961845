//! The audit log: one line for every call that came to the relay and was refused, for every one that is not a plain read, and for every file
//! that is read, saved or searched. Of a change there is a line for each step that was sent, and one for how it ended. It is written with the target `audit`, so that it can be filtered or sent elsewhere by the log's own means.

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
    /// The change it is a step of, if it changes something.
    pub change: Option<Change<'a>>,
    /// `relayed` or `sent`, or why not; of a step that has ended, how.
    pub decision: &'a str,
    /// The status the cluster answered with, if it was asked and answered.
    pub status: Option<u16>,
    /// The request's id.
    pub request_id: &'a str,
}

/// A step of a change.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The change's id.
    pub id: &'a str,
    /// Which step, from 0.
    pub step: usize,
    /// What the step does, in a few words.
    pub title: &'a str,
    /// The words of a refusal, or why it was not sent.
    pub words: Option<&'a str>,
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
    let change = entry.change.map(|change| change.id);
    let step = entry.change.map(|change| change.step);
    let title = entry.change.map(|change| change.title);
    let words = entry.change.and_then(|change| change.words);
    let user = user.unwrap_or("anonymous");
    let peer = entry.peer.map(|peer| peer.ip().to_string()).unwrap_or_default();
    match weight {
        Weight::Read => {
            tracing::debug!(target: "audit", user, peer, call, to = target, path, change, step, title, decision, status, words, request_id, "call");
        }
        Weight::Notable => {
            tracing::info!(target: "audit", user, peer, call, to = target, path, change, step, title, decision, status, words, request_id, "call");
        }
    }
}
