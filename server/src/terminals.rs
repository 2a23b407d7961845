//! Terminals: the input and output of containers, relayed between a browser's WebSocket and an agent. Off unless `--terminals` says so.
//!
//! [`door`] is the WebSocket, whose messages are [`cluster_model::terminal`]'s; [`session`] relays one; [`wait`] answers when a container ends.
//!
//! # What Mesos does (seen on 1.11.0)
//! - `LAUNCH_NESTED_CONTAINER_SESSION` answers when the container runs; nothing it writes before is lost. Closing the connection kills it with SIGKILL
//!   and all it started, within some 100 ms. Afterwards `WAIT_NESTED_CONTAINER` tells how it ended, until `REMOVE_NESTED_CONTAINER` takes it and its
//!   sandbox away; while it runs that is 500.
//! - If the agent's process dies the connection breaks and *the container lives on*, also when the agent is back: somebody has to kill it. [`sweep`] does.
//! - An agent that is stopped keeps its connections; what was written meanwhile comes when it goes on. Heartbeats come on every output, each 30 s
//!   by the clock, so [`pulse`] asks `GET_HEALTH` rather than to wait for one.
//! - *Output that is not read is not held back*: agent and switchboard read the container at its pace and keep in their memory what nobody takes
//!   (400 MB in some seconds: the agent grew from 74 to 643 MB). So output is always read, and what the browser cannot draw is skipped, and
//!   said to be: [`backlog`].
//! - Input is taken by one request at a time: a second is 409 "Multiple input connections are not allowed". A request that breaks off without its
//!   last chunk keeps the input taken for as long as the container lives. So input is always ended in order: [`input`].
//! - Input is kept by the agent, too, if the container does not read it. Without a TTY empty data are the end of the input; with one they are
//!   nothing, and the byte of Ctrl-D is. The window's size is taken from `TTY_INFO` in the input, not from the launch.
//! - When the container ends its output ends, and the input request is answered 500 "Disconnected", or 200 if it had ended.

pub mod audit;
mod backlog;
mod browser;
pub mod door;
mod end;
mod ending;
mod holders;
mod idle;
mod input;
pub mod metrics;
mod places;
mod pulse;
mod records;
mod session;
mod sweep;
pub mod wait;
mod wanted;

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use self::holders::Holders;
use self::metrics::Buffered;
use self::places::Places;
use self::pulse::Pulses;

/// Terminals at once. Each may keep some 2.5 MiB: a backlog of 1 MiB, as much again between the parts.
const MOST: usize = 64;

/// Of one address. What comes from this machine may be a proxy's, and so everybody's: it has no share.
const MOST_OF_ONE: usize = 16;

/// How long a page may take to say what it wants.
const OPEN_PATIENCE: Duration = Duration::from_secs(10);

/// How often a browser is pinged, and after how long without any sign of it it is taken for gone. One whose connection closes is gone at once.
const PING_EVERY: Duration = Duration::from_secs(15);
const BROWSER_PATIENCE: Duration = Duration::from_secs(45);

/// How long a page may take to draw what is left when the container has ended.
const DRAW_PATIENCE: Duration = Duration::from_secs(60);

/// How often is looked whether whoever opened a terminal is still logged in.
const SESSION_EVERY: Duration = Duration::from_secs(2);

/// An agent that has not answered for so long is given up: five of its heartbeats.
const GIVE_UP: Duration = Duration::from_secs(150);

/// What all terminals share.
pub struct Terminals {
    places: Places,
    waits: Places,
    holders: Arc<Holders>,
    pulses: Pulses,
    /// What they keep in memory.
    pub buffered: Arc<Buffered>,
    stopping: CancellationToken,
    running: TaskTracker,
}

impl Default for Terminals {
    fn default() -> Self {
        Self {
            places: Places::new(MOST, MOST_OF_ONE),
            waits: Places::new(wait::MOST, wait::MOST_OF_ONE),
            holders: Arc::default(),
            pulses: Pulses::default(),
            buffered: Arc::default(),
            stopping: CancellationToken::new(),
            running: TaskTracker::new(),
        }
    }
}

impl Terminals {
    /// Ends all terminals and waits until the agents have been told: a program that was launched is killed, and no input is left taken.
    pub async fn stop(&self) {
        self.stopping.cancel();
        self.running.close();
        self.running.wait().await;
    }
}
