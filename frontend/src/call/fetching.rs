//! Fetches one address again and again: one fetch at a time, not too often, and only while somebody looks.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_net::http::Request;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use web_sys::AbortController;

use crate::call::answer::Answer;
use crate::session::noticed;

/// Two a second, however often it is asked for.
const APART_MS: f64 = 500.0;

/// One fetch at a time, at a pace, while somebody looks.
#[derive(Clone, Copy)]
pub(crate) struct Fetching(StoredValue<Rc<Inner>, LocalStorage>);

struct Inner {
    href: String,
    settle: Box<dyn Fn(Answer)>,
    due: Cell<bool>,
    busy: Cell<bool>,
    closed: Cell<bool>,
    began_ms: Cell<f64>,
    abort: RefCell<Option<AbortController>>,
}

impl Fetching {
    /// Begins, with the first fetch on its way; each answer goes to `settle`. Ends when the present owner is cleaned up.
    pub(crate) fn begin(href: String, settle: impl Fn(Answer) + 'static) -> Self {
        let fetching = Self(StoredValue::new_local(Rc::new(Inner {
            href,
            settle: Box::new(settle),
            due: Cell::new(false),
            busy: Cell::new(false),
            closed: Cell::new(false),
            began_ms: Cell::new(0.0),
            abort: RefCell::new(None),
        })));
        on_cleanup(move || {
            fetching.0.with_value(|inner| {
                inner.closed.set(true);
                if let Some(abort) = inner.abort.borrow_mut().take() {
                    abort.abort();
                }
            });
        });
        fetching.ask();
        fetching
    }

    /// What is known may be old.
    pub(crate) fn ask(self) {
        self.0.with_value(|inner| inner.due.set(true));
        self.go_on();
    }

    /// Fetches what is due, unless nobody looks or a fetch is on its way: then later.
    pub(crate) fn go_on(self) {
        self.0.with_value(|inner| inner.clone().go_on());
    }
}

impl Inner {
    fn go_on(self: Rc<Self>) {
        if !self.due.get() || self.busy.get() || document().hidden() {
            return;
        }
        self.busy.set(true);
        let wait = (self.began_ms.get() + APART_MS - js_sys::Date::now()).clamp(0.0, APART_MS);
        leptos::task::spawn_local(async move {
            if wait > 0.0 {
                TimeoutFuture::new(wait as u32).await;
            }
            if self.closed.get() {
                return;
            }
            self.due.set(false);
            self.began_ms.set(js_sys::Date::now());
            let answer = self.fetch().await;
            if self.closed.get() {
                return;
            }
            (self.settle)(answer);
            self.busy.set(false);
            self.go_on();
        });
    }

    async fn fetch(&self) -> Answer {
        let abort = AbortController::new().ok();
        let signal = abort.as_ref().map(AbortController::signal);
        self.abort.replace(abort);
        let request =
            Request::get(&self.href).header("Accept", "application/json").abort_signal(signal.as_ref());
        let Ok(response) = request.send().await else { return Answer::unreachable() };
        noticed(response.status());
        match response.text().await {
            Ok(body) => Answer::read(response.status(), &body),
            Err(_) => Answer::unreachable(),
        }
    }
}
