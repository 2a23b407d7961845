//! Those who hear of what happens. Each event is encoded once per encoding, however many listen that may hear of everything.

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use operator_api::recordio;
use operator_api::v1::master::Event;
use tokio::sync::mpsc;

use crate::access::Viewer;
use crate::print::document::Encoding;

/// A subscriber that has this many events waiting is too slow and is let go: Mesos would keep them all, until its memory ends.
const BACKLOG: usize = 1 << 16;

/// A record for one subscriber, or the abrupt end of its stream.
pub(crate) type Record = Result<Bytes, io::Error>;

/// All subscribers of the master.
pub(crate) struct Subscribers {
    list: Mutex<Vec<Subscriber>>,
    limit: usize,
}

struct Subscriber {
    encoding: Encoding,
    viewer: Viewer,
    records: mpsc::Sender<Record>,
}

impl Subscribers {
    pub(crate) fn new(limit: usize) -> Self {
        Self { list: Mutex::new(Vec::new()), limit }
    }

    fn list(&self) -> MutexGuard<'_, Vec<Subscriber>> {
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        list.retain(|subscriber| !subscriber.records.is_closed());
        list
    }

    /// How many there may be.
    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.list().len()
    }

    /// One more. If there are too many the oldest one's stream ends, in order.
    pub(crate) fn add(&self, encoding: Encoding, viewer: Viewer) -> mpsc::Receiver<Record> {
        let (records, receiver) = mpsc::channel(BACKLOG);
        let mut list = self.list();
        while list.len() >= self.limit.max(1) {
            list.remove(0);
        }
        list.push(Subscriber { encoding, viewer, records });
        receiver
    }

    /// Tells everyone who may hear of it. The event is only made if anyone listens.
    pub(crate) fn publish(&self, hears: impl Fn(&Viewer) -> bool, event: impl FnOnce() -> Event) {
        let mut list = self.list();
        if list.is_empty() {
            return;
        }
        let event = event();
        let mut records: [Option<Bytes>; 2] = [None, None];
        list.retain(|subscriber| {
            if !hears(&subscriber.viewer) {
                return true;
            }
            let encode = |event: &Event| recordio::encode(&subscriber.encoding.encode(event));
            let record = match subscriber.viewer.sees_everything() {
                true => records[subscriber.encoding as usize].get_or_insert_with(|| encode(&event)).clone(),
                false => encode(&subscriber.viewer.event(event.clone())),
            };
            subscriber.records.try_send(Ok(record)).is_ok()
        });
    }

    /// Sends everyone these very bytes, whether they are a record or not.
    pub(crate) fn send_raw(&self, bytes: &Bytes) {
        self.list().retain(|subscriber| subscriber.records.try_send(Ok(bytes.clone())).is_ok());
    }

    /// Sends everyone bytes that fit what they take.
    pub(crate) fn send_each(&self, bytes: impl Fn(Encoding) -> Bytes) {
        self.list().retain(|subscriber| subscriber.records.try_send(Ok(bytes(subscriber.encoding))).is_ok());
    }

    /// Breaks all streams off, without their last chunk.
    pub(crate) fn break_off(&self) {
        self.break_off_after(|_| Bytes::new());
    }

    /// Sends everyone some last bytes, with nothing between them and the end of the stream.
    pub(crate) fn break_off_after(&self, last: impl Fn(Encoding) -> Bytes) {
        for subscriber in self.list().drain(..) {
            let broken =
                io::Error::new(io::ErrorKind::ConnectionAborted, "the stream was dropped by command");
            let last = Some(last(subscriber.encoding)).filter(|last| !last.is_empty());
            // One that has no room for these ends when it has read what it has.
            for record in last.map(Ok).into_iter().chain([Err(broken)]) {
                let _ = subscriber.records.try_send(record);
            }
        }
    }
}
