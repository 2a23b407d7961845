//! The audit log: one line for every call that came to the relay and was refused, for every one that is not a plain read, and for every file
//! that is read, saved or searched. Of a change there is a line for each step that was sent, and one for how it ended; there is one for each login and logout, and for what is done
//! with dashboards. It is written into the console's own log with the target `audit`, so that it can be filtered or sent elsewhere by the log's own means, and, where the
//! configuration names one, into a log of its own: [`crate::access::audit`].

use std::net::SocketAddr;

use crate::access::Asker;
use crate::access::audit::{Audit, Line};
use crate::app::App;

/// One line.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Who, where no [`Asker`] says it.
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
    /// It was refused, somebody came or went, it read a file, or it was more than a read.
    Notable,
}

impl App {
    /// Writes the line, with who it was; plain reads into the console's own log only, at the level `debug`.
    pub fn record(&self, entry: &Entry<'_>, weight: Weight, asker: Option<&Asker>) {
        record_in(self.audit_log.as_deref(), entry, weight, asker);
    }
}

impl App {
    /// Writes a line of somebody who comes or goes, or about what is the console's own.
    pub fn tell(&self, line: Line) {
        let line = line.cut();
        let Line {
            user, way, session, peer, client, call, target, title, decision, words, request_id, ..
        } = &line;
        let way = way.map(|way| way.as_str());
        tracing::info!(target: "audit", user, way, session, peer, client, call, to = target, title, decision, words, request_id, "call");
        if let Some(log) = &self.audit_log {
            log.record(line);
        }
    }
}

/// The same as [`App::record`] for what goes on without the app.
pub fn record_in(log: Option<&Audit>, entry: &Entry<'_>, weight: Weight, asker: Option<&Asker>) {
    let user = asker.map(|asker| asker.who.name.as_str()).or(entry.user);
    record(&Entry { user, ..*entry }, weight);
    if let Some(log) = log.filter(|_| weight == Weight::Notable) {
        log.record(Line::about(entry, asker));
    }
}

/// Writes the line into the console's own log.
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
