//! The snapshot: a stream of frames, applied while it arrives, so that the first rows are there before the last.

use cluster_model::replica::Replica;
use gloo_net::http::Request;
use js_sys::{Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStreamDefaultReader;

use super::Live;
use crate::paths::Door;
use crate::session::noticed;

/// What came of asking for a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is here.
    Whole,
    /// The console has not heard a master yet.
    NoneYet,
}

/// Takes a snapshot. The first of a tab is shown while it arrives; a later one takes the old one's place when it is whole.
pub(super) async fn take(live: Live) -> Result<Taken, String> {
    let answer = Request::get(&Door::Snapshot.href()).send().await.map_err(|error| error.to_string())?;
    noticed(answer.status());
    if answer.status() == 503 {
        return Ok(Taken::NoneYet);
    }
    if !answer.ok() {
        return Err(format!("the console answered {} {}", answer.status(), answer.status_text()));
    }
    let body = answer.body().ok_or("the console's answer has no body")?;
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let first = !live.whole.get_untracked();
    if first {
        // It is shown from its first frame on, whatever came of an earlier one.
        live.inner.with_value(|inner| inner.lost.set(false));
    }
    let mut aside = Replica::new();
    let mut frames = Frames::default();
    loop {
        let part = JsFuture::from(reader.read()).await.map_err(|error| format!("{error:?}"))?;
        if let Some(bytes) = chunk(&part) {
            frames.push(&bytes);
        } else if done(&part) {
            break;
        }
        while let Some(frame) = frames.next() {
            if first {
                live.push(frame);
            } else {
                aside.apply(&frame).map_err(|error| error.to_string())?;
            }
        }
    }
    if first {
        // What was pushed is applied by flushes: the connection goes on from the revision they lead to.
        while live.position().is_none() {
            if live.inner.with_value(|inner| inner.lost.get()) {
                return Err("the snapshot does not fit together".to_owned());
            }
            if live.inner.with_value(|inner| inner.queue.borrow().is_empty()) {
                return Err("the snapshot ended before its end".to_owned());
            }
            gloo_timers::future::TimeoutFuture::new(10).await;
        }
    } else if aside.is_whole() {
        live.replace(aside);
    } else {
        return Err("the snapshot ended before its end".to_owned());
    }
    Ok(Taken::Whole)
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
