//! Brings the bytes of a view: those that are missing, and those that come to the file.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::bytes::Taken;
use super::follow::Follow;
use super::hex::is_binary;
use super::model::Model;
use super::range::header;
use super::reader::{Inner, Reader, put};
use super::search::Search;
use super::stream::{Reading, read};
use super::window::Window;
use crate::ui::attention::{is_seen, seen};

/// Chunks that are on their way at a time.
const IN_FLIGHT: usize = 4;
/// How often the size is asked for while somebody follows the file, and while nobody does.
const POLL_MS: [u32; 2] = [1_000, 5_000];
/// Each so many polls look whether what the reader sees is still there.
const CHECK_EVERY: u32 = 8;

/// What was known when something was asked for.
#[derive(Clone, Copy)]
struct Asked {
    generation: u32,
    size: u64,
}

impl Reader {
    /// Asks for the file's size, and what is new, as long as somebody looks.
    pub(super) async fn poll(self, inner: Rc<Inner>) {
        let mut rounds = 0;
        loop {
            let was_away = !is_seen();
            seen().await;
            if inner.closed.get() {
                return;
            }
            let (asked, probe) = {
                let model = inner.model.borrow();
                let at_reader = was_away || rounds % CHECK_EVERY == CHECK_EVERY - 1;
                (model.asked(), model.probe(&model.window(), at_reader))
            };
            let range = probe.as_ref().map_or_else(|| "bytes=-64".to_owned(), header);
            let reading = read(&inner.href, &range, inner.signal().as_ref()).await;
            if inner.closed.get() {
                return;
            }
            if self.take(&inner, reading, asked) {
                self.draw();
            }
            rounds += 1;
            let follows = inner.model.borrow().follow != Follow::Off;
            TimeoutFuture::new(POLL_MS[usize::from(!follows)]).await;
            if inner.closed.get() {
                return;
            }
        }
    }

    /// Takes what came. Whether there is anything to draw.
    fn take(self, inner: &Inner, reading: Reading, asked: Asked) -> bool {
        let (from, bytes, size) = match reading {
            Reading::Part { from, bytes, size } => (from, bytes, size),
            Reading::Beyond { size } => (0, Vec::new(), size),
            Reading::Refused(answer) => {
                put(self.trouble, Some(answer));
                return false;
            }
        };
        let mut model = inner.model.borrow_mut();
        if model.generation != asked.generation {
            return false;
        }
        let before = model.bytes.size();
        let taken = model.take(from, &bytes, size, asked.size);
        let (size, follow) = (model.bytes.size(), model.follow);
        drop(model);
        put(self.trouble, None);
        if taken != Taken::Fits {
            self.turned.set(Some((taken, self.clock.exact_ms())));
            self.is_binary.set(false);
            inner.stop_search();
            self.search.set(Search::default());
        }
        if from == 0 && !bytes.is_empty() {
            put(self.is_binary, is_binary(&bytes));
        }
        let mut screen = self.screen.get_untracked();
        if self.is_known.get_untracked() && size > before {
            screen.grown_ms = Some(self.clock.exact_ms());
        }
        screen.size = size;
        put(self.screen, screen);
        put(self.is_known, true);
        put(self.follow, follow);
        true
    }

    /// Asks for the bytes that are missing.
    pub(super) fn want(self, inner: &Rc<Inner>, window: &Window) {
        let asks = inner.model.borrow().asks(window);
        for (chunk, range) in asks {
            if inner.in_flight.borrow().len() >= IN_FLIGHT {
                return;
            }
            if !inner.in_flight.borrow_mut().insert(chunk) {
                continue;
            }
            let (inner, asked) = (inner.clone(), inner.model.borrow().asked());
            leptos::task::spawn_local(async move {
                let reading = read(&inner.href, &header(&range), inner.signal().as_ref()).await;
                if inner.closed.get() {
                    return;
                }
                inner.in_flight.borrow_mut().remove(&chunk);
                let helped =
                    self.take(&inner, reading, asked) && inner.model.borrow().bytes.gap(chunk) != Some(range);
                // Otherwise the next poll tries again.
                if helped {
                    self.draw();
                }
            });
        }
    }
}

impl Model {
    fn asked(&self) -> Asked {
        Asked { generation: self.generation, size: self.bytes.size() }
    }
}
