//! The input of one container: a request that goes on for as long as the terminal does, and is ended in order, whatever happens: one that breaks
//! off would leave the container's input taken (see [`super`]).

use std::convert::Infallible;
use std::future::pending;
use std::time::Duration;

use bytes::Bytes;
use cluster_model::terminal::Window;
use futures_util::{Stream, stream};
use operator_api::v1::ContainerId;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::holders::Hold;
use super::metrics::Counted;
use super::records;
use crate::app::AppState;
use crate::node::Node;
use crate::upstream::{AgentAddress, Answer, UpstreamError};

/// How often the agent hears from the console, as its own heartbeats come.
pub(super) const HEARTBEAT_EVERY: Duration = Duration::from_secs(30);

/// Records on their way to the agent, of at most [`cluster_model::terminal::LARGEST`] each: when they are so many the browser is not read on.
const QUEUE: usize = 8;

/// How long an agent may take to answer when the input has ended. After that the connection is cut.
const END_PATIENCE: Duration = Duration::from_secs(60);

/// What Ctrl-D sends on a terminal.
const END_OF_TRANSMISSION: &[u8] = &[4];

type Record = (Bytes, Counted);
type Outcome = Result<Answer, UpstreamError>;

/// The input of a container.
pub(super) struct Input {
    records: Option<mpsc::Sender<Record>>,
    /// There was no room for it yet.
    behind: Option<Record>,
    answer: Option<JoinHandle<Outcome>>,
    app: AppState,
    tty: bool,
    bytes: u64,
}

/// What can happen to it by itself.
pub(super) enum Happened {
    /// What waited is on its way.
    Delivered,
    /// The agent has answered: there is no input any more.
    Answered(Outcome),
}

impl Input {
    /// Begins to send. The hold is given back when the agent has answered.
    pub fn begin(
        app: &AppState,
        node: &Node,
        address: &AgentAddress,
        container: &ContainerId,
        tty: bool,
        window: Option<Window>,
        hold: Hold,
    ) -> Self {
        let (records, queue) = mpsc::channel(QUEUE);
        let mut first = vec![records::container(container)];
        first.extend(window.filter(|_| tty).map(records::window));
        let (seat, address) = (node.seat().clone(), address.clone());
        let request = async move {
            let _hold = hold;
            seat.agents.send_input(&address, body(first, queue)).await
        };
        let answer = Some(app.terminals.running.spawn(request));
        Self { records: Some(records), behind: None, answer, app: app.clone(), tty, bytes: 0 }
    }

    /// Whether more may be given.
    pub fn has_room(&self) -> bool {
        self.behind.is_none()
    }

    /// Bytes given so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Typed or pasted.
    pub fn write(&mut self, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.bytes += bytes.len() as u64;
            self.give(records::data(bytes));
        }
    }

    /// The terminal has another size.
    pub fn resize(&mut self, window: Window) {
        if self.tty {
            self.give(records::window(window));
        }
    }

    /// There is no more. Without a TTY nothing can follow, so the request ends, too: an agent waits a second for it when the container has ended.
    pub fn end(&mut self) {
        if self.tty {
            return self.write(END_OF_TRANSMISSION);
        }
        self.give(records::data(&[]));
        if self.behind.is_none() {
            self.records = None;
        }
    }

    fn give(&mut self, record: Bytes) {
        let Some(records) = &self.records else { return };
        let counted = Counted::new(&self.app.terminals.buffered, record.len());
        self.behind = match records.try_send((record, counted)) {
            Ok(()) | Err(mpsc::error::TrySendError::Closed(_)) => None,
            Err(mpsc::error::TrySendError::Full(record)) => Some(record),
        };
    }

    /// Waits for what happens. May be cancelled.
    pub async fn happened(&mut self) -> Happened {
        let Self { records, behind, answer, .. } = self;
        let records = records.clone();
        let room = async move {
            match records {
                Some(records) => records.reserve_owned().await.ok(),
                None => None,
            }
        };
        let answered = async {
            match answer {
                Some(answer) => answer.await,
                None => pending().await,
            }
        };
        tokio::select! {
            answered = answered => {
                self.answer = None;
                self.records = None;
                self.behind = None;
                // The request panics with the console, or not at all.
                let lost = |error: tokio::task::JoinError| {
                    Err(UpstreamError::NotMesos { at: "the console".to_owned(), what: error.to_string() })
                };
                Happened::Answered(answered.unwrap_or_else(lost))
            }
            permit = room, if behind.is_some() => {
                if let (Some(permit), Some(record)) = (permit, behind.take()) {
                    permit.send(record);
                }
                Happened::Delivered
            }
        }
    }
}

/// What was given is still sent, then the last chunk; only an agent that does not take it is left.
impl Drop for Input {
    fn drop(&mut self) {
        let Some(mut answer) = self.answer.take() else { return };
        let (records, behind) = (self.records.take(), self.behind.take());
        self.app.terminals.running.spawn(async move {
            let end = async {
                if let (Some(records), Some(record)) = (records, behind) {
                    let _ = records.send(record).await;
                }
                // The queue is closed now, and with it the request's body.
                (&mut answer).await
            };
            if tokio::time::timeout(END_PATIENCE, end).await.is_err() {
                answer.abort();
            }
        });
    }
}

/// The request's body: what is in the queue, and a sign of life where nothing is.
fn body(
    first: Vec<Bytes>,
    queue: mpsc::Receiver<Record>,
) -> impl Stream<Item = Result<Bytes, Infallible>> + Send + 'static {
    let beat = tokio::time::interval_at(tokio::time::Instant::now() + HEARTBEAT_EVERY, HEARTBEAT_EVERY);
    let state = (first.into_iter(), queue, beat);
    stream::unfold(state, |(mut first, mut queue, mut beat)| async move {
        if let Some(record) = first.next() {
            return Some((Ok(record), (first, queue, beat)));
        }
        let record = tokio::select! {
            biased;
            record = queue.recv() => record?.0,
            _ = beat.tick() => records::heartbeat(),
        };
        Some((Ok(record), (first, queue, beat)))
    })
}
