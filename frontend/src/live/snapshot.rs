//! The snapshot: a stream of frames, applied while it arrives, so that the first rows are there before the last.

use cluster_model::live::{SNAPSHOT_ENDS, SNAPSHOT_ROWS};
use cluster_model::replica::Replica;
use gloo_net::http::Request;
use js_sys::{Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader};

use super::Live;
use crate::components::freshness_chip::Progress;
use crate::paths::Door;
use crate::session::noticed;
use crate::ui::attention::is_seen;

/// More of the stream is not read while so many frames wait to be applied: what is read faster than it is applied only takes room.
const MOST_WAITING: usize = 8;
/// So many times as many may wait in a tab that is hidden, which applies them seldom.
const HIDDEN: usize = 8;

/// What came of asking for a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is here.
    Whole,
    /// The console has not heard a master yet.
    NoneYet,
}

/// Takes a snapshot. The first of a tab is shown while it arrives; a later one takes the old one's place when it is whole. An error is
/// what was wrong with the answer, or nothing where none came.
pub(super) async fn take(live: Live) -> Result<Taken, Option<String>> {
    let mut abort = Abort(AbortController::new().ok());
    let signal = abort.0.as_ref().map(AbortController::signal);
    let request = Request::get(&Door::Snapshot.href()).abort_signal(signal.as_ref());
    let answer = request.send().await.map_err(|_| None)?;
    noticed(answer.status());
    if answer.status() == 503 {
        return Ok(Taken::NoneYet);
    }
    if !answer.ok() {
        return Err(Some(format!("the console answered {} {}", answer.status(), answer.status_text())));
    }
    let body = answer.body().ok_or_else(|| Some("the console's answer is empty".to_owned()))?;
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let said = |name| answer.headers().get(name).unwrap_or_default();
    let ends = said(SNAPSHOT_ENDS);
    live.expect(said(SNAPSHOT_ROWS).parse().ok(), ends.split(',').map_while(|end| end.parse().ok()));
    let mut frames = Frames::default();
    loop {
        let part = JsFuture::from(reader.read()).await.map_err(|_| Some(live.broken_off()))?;
        if let Some(bytes) = chunk(&part) {
            frames.push(&bytes);
        } else if done(&part) {
            abort.0 = None;
            break;
        }
        while let Some(frame) = frames.next() {
            live.push(frame);
        }
        live.applied(MOST_WAITING).await?;
    }
    // The connection goes on from the revision that the last frame leads to.
    live.applied(0).await?;
    if live.position().is_none() {
        return Err(Some(live.broken_off()));
    }
    Ok(Taken::Whole)
}

/// Ends the request when nobody waits for it any more; what has come to its end needs none.
struct Abort(Option<AbortController>);

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(abort) = &self.0 {
            abort.abort();
        }
    }
}

impl Live {
    /// A snapshot of so many rows comes, if that is known, and each table's slots end there.
    fn expect(self, rows: Option<i64>, ends: impl Iterator<Item = u32>) {
        let first = !self.whole.get_untracked();
        self.inner.with_value(|inner| {
            inner.queue.borrow_mut().clear();
            // The first is shown from its first frame on, whatever came of an earlier one.
            inner.lost.set(inner.lost.get() && !first);
            let mut aside = inner.aside.borrow_mut();
            *aside = (!first).then(Replica::new);
            match aside.as_mut() {
                Some(aside) => aside.expect(ends),
                None => inner.replica.borrow_mut().expect(ends),
            }
        });
        if first {
            self.progress.set(Some(Progress { rows: 0, of: rows }));
        }
    }

    /// Waits until no more than so many frames wait to be applied.
    async fn applied(self, most: usize) -> Result<(), Option<String>> {
        let inner = self.inner.get_value();
        loop {
            if inner.lost.get() && inner.aside.borrow().is_none() {
                return Err(Some("what it sent does not fit together".to_owned()));
            }
            let most = if is_seen() { most } else { most * HIDDEN };
            if inner.queue.borrow().len() <= most {
                return Ok(());
            }
            inner.flushed.heard().await;
        }
    }

    fn broken_off(self) -> String {
        match self.progress.get_untracked() {
            Some(progress) => format!("what it sent broke off after {}", progress.words()),
            None => "what it sent broke off".to_owned(),
        }
    }
}

fn chunk(part: &JsValue) -> Option<Vec<u8>> {
    let value = Reflect::get(part, &JsValue::from_str("value")).ok()?;
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

fn done(part: &JsValue) -> bool {
    Reflect::get(part, &JsValue::from_str("done")).is_ok_and(|done| done.is_truthy())
}

/// Cuts the stream into frames: each has its length before it, as a little-endian u32.
#[derive(Default)]
struct Frames {
    buffer: Vec<u8>,
    read: usize,
}

impl Frames {
    fn push(&mut self, bytes: &[u8]) {
        if self.read > 0 {
            self.buffer.drain(..self.read);
            self.read = 0;
        }
        self.buffer.extend_from_slice(bytes);
    }

    fn next(&mut self) -> Option<Vec<u8>> {
        let left = &self.buffer[self.read..];
        let (length, rest) = left.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length) as usize;
        let frame = rest.get(..length)?.to_vec();
        self.read += 4 + length;
        Some(frame)
    }
}

#[cfg(test)]
mod tests {
    use super::Frames;

    #[test]
    fn frames_come_out_whole_however_they_arrive() {
        let mut stream = Vec::new();
        let sent: Vec<Vec<u8>> = (0..5u8).map(|length| vec![length; length as usize * 7]).collect();
        for frame in &sent {
            stream.extend_from_slice(&(frame.len() as u32).to_le_bytes());
            stream.extend_from_slice(frame);
        }
        for size in [1, 2, 3, 5, 8, 1000] {
            let mut frames = Frames::default();
            let mut received = Vec::new();
            for part in stream.chunks(size) {
                frames.push(part);
                received.extend(std::iter::from_fn(|| frames.next()));
            }
            assert_eq!(received, sent);
        }
    }
}
