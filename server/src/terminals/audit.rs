//! The audit log of terminals: a line when one opens and a line when it has ended, with the target `audit` as all others.

use std::net::SocketAddr;

use cluster_model::terminal::{Exit, Mode};
use tokio::time::Instant;

use super::end::End;
use super::metrics;
use super::wanted::Wanted;

/// One terminal, as the log tells it.
pub(super) struct Line {
    pub mode: Mode,
    pub agent: String,
    pub peer: Option<SocketAddr>,
    pub request_id: String,
    opened: Option<Instant>,
}

/// How much went through it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Amounts {
    pub bytes_in: u64,
    pub bytes_out: u64,
    pub skipped: u64,
}

impl Line {
    pub fn new(mode: Mode, agent: String, peer: Option<SocketAddr>, request_id: String) -> Self {
        Self { mode, agent, peer, request_id, opened: None }
    }

    fn peer(&self) -> String {
        self.peer.map(|peer| peer.ip().to_string()).unwrap_or_default()
    }

    /// It runs. Values of the environment may be secrets: only their names are told.
    pub fn opened(&mut self, wanted: &Wanted) {
        self.opened = Some(Instant::now());
        ::metrics::gauge!(metrics::ACTIVE, "mode" => self.mode.name()).increment(1.0);
        tracing::info!(
            target: "audit",
            user = "anonymous",
            peer = self.peer(),
            call = wanted.call_name(),
            to = self.agent,
            container = wanted.name(),
            command = wanted.command(),
            runs_as = wanted.user(),
            tty = wanted.tty(),
            environment = wanted.variables(),
            decision = "opened",
            request_id = self.request_id,
            "terminal"
        );
    }

    /// It has ended, or never opened.
    pub fn ended(&self, wanted: Option<&Wanted>, end: &End, exit: Option<Exit>, amounts: Amounts) {
        let (mode, reason) = (self.mode.name(), end.reason.name());
        ::metrics::counter!(metrics::ENDED, "mode" => mode, "reason" => reason).increment(1);
        ::metrics::counter!(metrics::BYTES, "direction" => "in").increment(amounts.bytes_in);
        ::metrics::counter!(metrics::BYTES, "direction" => "out").increment(amounts.bytes_out);
        ::metrics::counter!(metrics::SKIPPED).increment(amounts.skipped);
        if self.opened.is_some() {
            ::metrics::gauge!(metrics::ACTIVE, "mode" => mode).decrement(1.0);
        }
        tracing::info!(
            target: "audit",
            user = "anonymous",
            peer = self.peer(),
            call = wanted.map_or(mode, Wanted::call_name),
            to = self.agent,
            container = wanted.map(Wanted::name),
            command = wanted.and_then(Wanted::command),
            decision = if self.opened.is_some() { "ended" } else { "refused" },
            reason,
            status = end.status,
            words = end.words,
            exit = exit.map(|exit| exit.to_string()),
            seconds = self.opened.map(|opened| opened.elapsed().as_secs_f64()),
            bytes_in = amounts.bytes_in,
            bytes_out = amounts.bytes_out,
            bytes_skipped = amounts.skipped,
            request_id = self.request_id,
            "terminal"
        );
    }
}
