//! The audit log of terminals: a line when one opens and a line when it has ended, with the target `audit` as all others.

use cluster_model::terminal::{Exit, Mode};
use tokio::time::Instant;

use super::end::End;
use super::metrics;
use super::wanted::Wanted;
use crate::access::{audit, redact};
use crate::app::AppState;
use crate::audit::Entry;
use crate::caller::Caller;

/// What is said of one that runs.
const OPENED: &str = "opened";

/// One terminal, as the log tells it.
pub(super) struct Line {
    pub mode: Mode,
    pub agent: String,
    pub caller: Caller,
    app: AppState,
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
    pub fn new(app: AppState, mode: Mode, agent: String, caller: Caller) -> Self {
        Self { mode, agent, caller, app, opened: None }
    }

    fn peer(&self) -> String {
        self.caller.asker.client.to_string()
    }

    fn user(&self) -> &str {
        &self.caller.asker.who.name
    }

    /// The same into the log of its own, if there is one.
    fn record(&self, call: &str, wanted: Option<&Wanted>, decision: &str, status: Option<u16>, words: &str) {
        let Some(log) = &self.app.audit_log else { return };
        let entry = self.caller.entry(call, &self.agent, decision);
        let container = wanted.map(Wanted::name);
        let entry = Entry { path: container.as_deref(), status, ..entry };
        log.record(audit::Line {
            title: wanted.and_then(Wanted::command).map(|command| redact::text(&command).unwrap_or(command)),
            words: (!words.is_empty()).then(|| words.to_owned()),
            ..audit::Line::about(&entry, Some(&self.caller.asker))
        });
    }

    /// It runs. Values of the environment may be secrets: only their names are told.
    pub fn opened(&mut self, wanted: &Wanted) {
        self.opened = Some(Instant::now());
        ::metrics::gauge!(metrics::ACTIVE, "mode" => self.mode.name()).increment(1.0);
        self.record(wanted.call_name(), Some(wanted), OPENED, None, "");
        tracing::info!(
            target: "audit",
            user = self.user(),
            peer = self.peer(),
            call = wanted.call_name(),
            to = self.agent,
            container = wanted.name(),
            command = wanted.command(),
            runs_as = wanted.user(),
            tty = wanted.tty(),
            environment = wanted.variables(),
            decision = OPENED,
            request_id = self.caller.request_id,
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
        let decision = if self.opened.is_some() { "ended" } else { "refused" };
        let seconds = self.opened.map(|opened| opened.elapsed().as_secs_f64());
        let told = told(end, exit, seconds, amounts);
        self.record(wanted.map_or(mode, Wanted::call_name), wanted, decision, end.status, &told);
        tracing::info!(
            target: "audit",
            user = self.user(),
            peer = self.peer(),
            call = wanted.map_or(mode, Wanted::call_name),
            to = self.agent,
            container = wanted.map(Wanted::name),
            command = wanted.and_then(Wanted::command),
            decision,
            reason,
            status = end.status,
            words = end.words,
            exit = exit.map(|exit| exit.to_string()),
            seconds,
            bytes_in = amounts.bytes_in,
            bytes_out = amounts.bytes_out,
            bytes_skipped = amounts.skipped,
            request_id = self.caller.request_id,
            "terminal"
        );
    }
}

/// How it ended, after how long, and how much went through it.
fn told(end: &End, exit: Option<Exit>, seconds: Option<f64>, amounts: Amounts) -> String {
    let exit = exit.map(|exit| format!(" ({exit})")).unwrap_or_default();
    let Some(seconds) = seconds else { return format!("{}{exit}", end.words) };
    let Amounts { bytes_in, bytes_out, skipped } = amounts;
    format!(
        "{}{exit} After {seconds:.0} s; {bytes_in} bytes in, {bytes_out} bytes out, {skipped} of them skipped.",
        end.words
    )
}
