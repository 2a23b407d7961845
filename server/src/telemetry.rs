//! What the console tells of itself: the log, and the metrics with their names.

use std::io::IsTerminal;
use std::sync::OnceLock;

use anyhow::Context;
use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

use crate::config::{Config, LogFormat};

/// 1 while an event stream of the master is open and heard from.
pub const UPSTREAM_LIVE: &str = "mesoscope_upstream_live";
/// Event streams opened.
pub const SUBSCRIPTIONS: &str = "mesoscope_upstream_subscriptions_total";
/// Event streams that could not be opened or ended, by `reason`.
pub const FAILURES: &str = "mesoscope_upstream_failures_total";
/// Events received, by `type`.
pub const EVENTS: &str = "mesoscope_upstream_events_total";
/// Bytes of event streams received.
pub const STREAM_BYTES: &str = "mesoscope_upstream_stream_bytes_total";
/// Polls made, by `call` and `outcome` (`ok`, or the reason of the failure).
pub const POLLS: &str = "mesoscope_polls_total";
/// How long a master computed the answer of a poll, by `call`.
pub const POLL_WAITED: &str = "mesoscope_poll_waited_seconds";
/// How long a poll took in all, by `call`.
pub const POLL_TOOK: &str = "mesoscope_poll_duration_seconds";
/// Bytes of polls received, by `call`.
pub const POLL_BYTES: &str = "mesoscope_poll_bytes_total";
/// The hub's newest revision.
pub const REVISION: &str = "mesoscope_revision";
/// Browsers connected.
pub const BROWSERS: &str = "mesoscope_browsers";
/// Frames cut by the hub.
pub const FRAMES_CUT: &str = "mesoscope_frames_cut_total";
/// Bytes of frames cut by the hub.
pub const FRAMES_CUT_BYTES: &str = "mesoscope_frames_cut_bytes_total";
/// Frames sent to browsers.
pub const FRAMES_SENT: &str = "mesoscope_frames_sent_total";
/// Bytes of frames sent to browsers.
pub const FRAMES_SENT_BYTES: &str = "mesoscope_frames_sent_bytes_total";
/// Browsers told to take a snapshot because what they had was out of reach.
pub const GAPS: &str = "mesoscope_gaps_total";
/// Snapshots built.
pub const SNAPSHOT_BUILDS: &str = "mesoscope_snapshot_builds_total";
/// Snapshots sent, by `encoding`.
pub const SNAPSHOTS_SENT: &str = "mesoscope_snapshots_sent_total";
/// Calls that came to the relay, by `target`, `call` and `decision`.
pub const RELAY_CALLS: &str = "mesoscope_relay_calls_total";
/// Changes that have ended, by `state`.
pub const CHANGES: &str = "mesoscope_changes_total";
/// Changes that have not ended.
pub const CHANGES_ACTIVE: &str = "mesoscope_changes_active";
/// Steps of changes that have ended, by `target`, `call` and `state`.
pub const CHANGE_STEPS: &str = "mesoscope_change_steps_total";
/// Steps that have been sent and have not ended.
pub const CHANGE_STEPS_ACTIVE: &str = "mesoscope_change_steps_active";
/// From the sending of a step until the cluster showed it at its end, by `call`.
pub const CHANGE_SHOWN: &str = "mesoscope_change_shown_seconds";
/// Reads made for changes beside the polls, by `target` and `call`.
pub const CHANGE_READS: &str = "mesoscope_change_reads_total";
/// Readings asked for, by `target`, `call` and `source`: `asked` of the cluster, or `shared`.
pub const READINGS: &str = "mesoscope_readings_total";
/// Requests to the doors of files, by `door` and `decision`.
pub const FILE_REQUESTS: &str = "mesoscope_file_requests_total";
/// Bytes that the doors of files have sent, by `door`.
pub const FILE_BYTES: &str = "mesoscope_file_bytes_total";
/// Files that are being sent or searched, by `door`.
pub const FILES_ACTIVE: &str = "mesoscope_files_active";
/// Responses with files that were broken off for want of bytes, by `door`.
pub const FILES_BROKEN: &str = "mesoscope_files_broken_total";

/// Seconds, for the histograms: from a small cluster on loopback to the largest ones at their worst.
const BUCKETS: [f64; 10] = [0.002, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0];

/// Starts the log, on standard error.
///
/// # Errors
/// If the filter cannot be read, or a log has been started before.
pub fn log(config: &Config) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.log).context("the filter of the log")?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // Colours are for people who look on, not for files.
    let builder = builder.with_ansi(std::io::stderr().is_terminal());
    match config.log_format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    }
    .map_err(|error| anyhow::anyhow!("the log cannot be started: {error}"))
}

/// The process's metrics; the recorder is installed by the first call.
#[must_use]
pub fn metrics() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let builder = PrometheusBuilder::new();
            let builder =
                match builder.set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS) {
                    Ok(builder) => builder,
                    // Only an empty list of buckets is refused.
                    Err(_) => PrometheusBuilder::new(),
                };
            let recorder = builder.build_recorder();
            let handle = recorder.handle();
            if metrics::set_global_recorder(recorder).is_ok() {
                describe();
            }
            handle
        })
        .clone()
}

fn describe() {
    crate::terminals::metrics::describe();
    describe_gauge!(UPSTREAM_LIVE, "1 while the event stream of the leading master is open and heard from");
    describe_counter!(SUBSCRIPTIONS, "Event streams opened");
    describe_counter!(FAILURES, "Event streams that could not be opened or ended, by reason");
    describe_counter!(EVENTS, "Events received, by type");
    describe_counter!(STREAM_BYTES, Unit::Bytes, "Bytes of event streams received");
    describe_counter!(POLLS, "Polls made, by call and outcome");
    describe_histogram!(
        POLL_WAITED,
        Unit::Seconds,
        "How long the master computed the answer of a poll, by call"
    );
    describe_histogram!(POLL_TOOK, Unit::Seconds, "How long a poll took in all, by call");
    describe_counter!(POLL_BYTES, Unit::Bytes, "Bytes of polls received, by call");
    describe_gauge!(REVISION, "The newest revision of the cluster's state");
    describe_gauge!(BROWSERS, "Browsers connected");
    describe_counter!(FRAMES_CUT, "Frames cut: one for each revision");
    describe_counter!(FRAMES_CUT_BYTES, Unit::Bytes, "Bytes of frames cut");
    describe_counter!(FRAMES_SENT, "Frames sent to browsers");
    describe_counter!(FRAMES_SENT_BYTES, Unit::Bytes, "Bytes of frames sent to browsers");
    describe_counter!(GAPS, "Browsers told to take a snapshot because what they had was out of reach");
    describe_counter!(SNAPSHOT_BUILDS, "Snapshots built");
    describe_counter!(SNAPSHOTS_SENT, "Snapshots sent, by encoding");
    describe_counter!(RELAY_CALLS, "Calls that came to the relay, by target, call and decision");
    describe_counter!(CHANGES, "Changes that have ended, by state");
    describe_gauge!(CHANGES_ACTIVE, "Changes that have not ended");
    describe_counter!(CHANGE_STEPS, "Steps of changes that have ended, by target, call and state");
    describe_gauge!(CHANGE_STEPS_ACTIVE, "Steps of changes that have been sent and have not ended");
    describe_histogram!(
        CHANGE_SHOWN,
        Unit::Seconds,
        "From the sending of a step until the cluster showed it at its end, by call"
    );
    describe_counter!(CHANGE_READS, "Reads made for changes beside the polls, by target and call");
    describe_counter!(READINGS, "Readings asked for, by target, call and source");
    describe_counter!(FILE_REQUESTS, "Requests to the doors of files, by door and decision");
    describe_counter!(FILE_BYTES, Unit::Bytes, "Bytes that the doors of files have sent, by door");
    describe_gauge!(FILES_ACTIVE, "Files that are being sent or searched, by door");
    describe_counter!(FILES_BROKEN, "Responses with files that were broken off, by door");
}
