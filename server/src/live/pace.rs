//! How fast everything goes. The defaults are for people and real masters; tests go faster.

use std::time::Duration;

/// The hub's intervals and limits.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The least time from one revision to the next.
    pub cut_every: Duration,
    /// A subscription that has been silent for this many heartbeats is quiet.
    pub quiet_after: f64,
    /// One that has been silent for this many is dead. The rule is Mesos' own, in the comment of `HEARTBEAT`.
    pub dead_after: f64,
    /// What a heartbeat is taken to be until the master has said it.
    pub heartbeat: Duration,
    /// The least wait before another attempt, at its longest draw.
    pub retry_min: Duration,
    /// The most wait before another attempt.
    pub retry_max: Duration,
    /// A stream that lived this long was a good one: the next attempt is made soon.
    pub good_after: Duration,
    /// The least time between two polls of a kind while somebody looks.
    pub poll_min: Duration,
    /// The least time between two polls of a kind while nobody looks.
    pub poll_idle: Duration,
    /// The most time between two polls of what no event tells.
    pub poll_max: Duration,
    /// Until an attempt to poll that failed is repeated.
    pub poll_retry: Duration,
    /// Until a poll that the master refused is tried again.
    pub poll_refused: Duration,
    /// How often the cluster's history is sampled.
    pub sample_every: Duration,
    /// The least time between two tellings that changes have got further.
    pub changes_every: Duration,
    /// What Mesos has accepted is to be shown within this time, or within five looks if those take longer.
    pub shown_within: Duration,
    /// How long is waited before a second look at what no poll tells.
    pub look_again: Duration,
    /// How long, at most, between two looks at what no poll tells and costs nothing.
    pub look_seldom: Duration,
    /// How long a step that is not sent yet waits for a fresh picture of the cluster.
    pub live_within: Duration,
    /// How often browsers are told how things stand, if nothing changes.
    pub status_every: Duration,
    /// A browser that takes this long to take what it is sent is gone.
    pub send_patience: Duration,
    /// A browser that has not said anything, not even to a ping, for this long is gone.
    pub browser_idle: Duration,
    /// How often it is asked whether the session of a browser's stream is still open.
    pub session_every: Duration,
    /// How long what somebody bound to some roles is shown is kept after the last use.
    pub bound_kept: Duration,
    /// How many bytes of frames are kept for browsers that come back.
    pub ring_bytes: usize,
    /// How many frames are kept.
    pub ring_frames: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            cut_every: Duration::from_millis(50),
            quiet_after: 1.5,
            dead_after: 5.0,
            heartbeat: Duration::from_secs(15),
            retry_min: Duration::from_millis(500),
            retry_max: Duration::from_secs(30),
            good_after: Duration::from_secs(10),
            poll_min: Duration::from_secs(1),
            poll_idle: Duration::from_secs(15),
            poll_max: Duration::from_secs(30),
            poll_retry: Duration::from_secs(5),
            poll_refused: Duration::from_secs(300),
            sample_every: Duration::from_secs(5),
            changes_every: Duration::from_millis(250),
            shown_within: Duration::from_secs(15),
            look_again: Duration::from_millis(250),
            look_seldom: Duration::from_secs(2),
            live_within: Duration::from_secs(120),
            status_every: Duration::from_secs(4),
            send_patience: Duration::from_secs(30),
            browser_idle: Duration::from_secs(60),
            session_every: Duration::from_secs(2),
            bound_kept: Duration::from_secs(600),
            ring_bytes: 32 << 20,
            ring_frames: 12_000,
        }
    }
}
