//! Searching the whole file: the server reads it, the view steps through what is found.

use gloo_net::http::Request;
use leptos::prelude::*;
use web_sys::AbortController;

use super::model::Place;
use super::reader::Reader;
use super::search::{End, Search, Wanted};
use super::stream::{parts, refusal};
use crate::call::answer::Answer;

impl Reader {
    /// Begins a search in the place of the one before. An empty text only ends that one.
    pub fn look_for(self, wanted: Wanted) {
        let inner = self.inner.get_value();
        inner.stop_search();
        let href = inner.file.search_door(&wanted).href();
        let is_search = !wanted.text.is_empty();
        self.search.set(Search::of(wanted));
        self.draw();
        let Some(abort) = AbortController::new().ok().filter(|_| is_search) else { return };
        let signal = abort.signal();
        inner.searching.replace(Some(abort));
        leptos::task::spawn_local(async move {
            // Whoever ends a search ends its request: nothing of an old one comes into a new one.
            let live = || !inner.closed.get() && !signal.aborted();
            let answer = Request::get(&href).abort_signal(Some(&signal)).send().await;
            let broken = match answer {
                Ok(response) if response.ok() => {
                    let whole = parts(&response, |part| {
                        if live() {
                            self.found(part);
                        }
                    });
                    (!whole.await).then(Answer::unreachable)
                }
                Ok(response) => Some(refusal(&response).await),
                Err(_) => Some(Answer::unreachable()),
            };
            if live() {
                self.search.update(|search| match broken {
                    Some(answer) => search.end = Some(End::Broken(words(answer))),
                    None => search.finish(),
                });
            }
        });
    }

    fn found(self, part: &[u8]) {
        let places = |search: &Search| search.places.len();
        let before = self.search.with_untracked(places);
        self.search.update(|search| search.feed(part));
        if self.search.with_untracked(places) == before {
            return;
        }
        // The first that is found is where the reader wants to be.
        if before == 0 { self.step(true) } else { self.draw() }
    }

    /// Goes to the next found place, or to the one before.
    pub fn step(self, forward: bool) {
        let screen = self.screen.get_untracked();
        let inner = self.inner.get_value();
        let step = |search: &mut Search| {
            if forward { search.next(screen.top) } else { search.previous(screen.top) }
        };
        let Some(at) = self.search.try_update(step).flatten() else { return };
        inner.reveal.set(true);
        if (screen.top..screen.end).contains(&at) {
            self.draw();
            self.laid_out();
        } else {
            let height = self.scroller.get_untracked().map_or(0, |scroller| scroller.client_height());
            self.go(Place::At { at, below: f64::from(height / 3) });
        }
    }

    /// Ends the search; what was found stays.
    pub fn stop_search(self) {
        self.inner.get_value().stop_search();
        self.search.update(|search| {
            search.end.get_or_insert(End::Stopped);
        });
    }
}

fn words(answer: Answer) -> String {
    match answer {
        Answer::Missing(words) | Answer::Forbidden(words) => words,
        Answer::Broken { what, .. } => what,
        Answer::Found(_) => String::new(),
    }
}
