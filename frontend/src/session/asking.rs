//! Asks the server who is at this tab: one question at a time, and not too often.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_net::http::Request;
use gloo_timers::future::TimeoutFuture;
use serde_json::Value;

use crate::paths::Door;

/// A page whose fetches are all refused at once asks once.
const APART_MS: f64 = 1_000.0;

/// Takes an answer.
type Settle = Box<dyn Fn(&Value)>;

/// The questions.
#[derive(Default)]
pub(super) struct Asking {
    busy: Cell<bool>,
    again: Cell<bool>,
    began_ms: Cell<f64>,
    settle: RefCell<Option<Settle>>,
}

impl Asking {
    /// Gives each answer to `settle`.
    pub(super) fn settle(&self, settle: impl Fn(&Value) + 'static) {
        self.settle.replace(Some(Box::new(settle)));
    }

    /// Asks; while an answer is on its way, once more after it.
    pub(super) fn ask(self: Rc<Self>) {
        if self.busy.replace(true) {
            self.again.set(true);
            return;
        }
        leptos::task::spawn_local(async move {
            loop {
                let wait = (self.began_ms.get() + APART_MS - js_sys::Date::now()).clamp(0.0, APART_MS);
                if wait > 0.0 {
                    TimeoutFuture::new(wait as u32).await;
                }
                self.again.set(false);
                self.began_ms.set(js_sys::Date::now());
                // What does not come, or is no answer of the console, tells nothing: what was known stays.
                if let (Some(answer), Some(settle)) = (fetch().await, self.settle.borrow().as_ref()) {
                    settle(&answer);
                }
                if !self.again.get() {
                    break;
                }
            }
            self.busy.set(false);
        });
    }
}

async fn fetch() -> Option<Value> {
    let request = Request::get(&Door::Session.href()).header("Accept", "application/json");
    let response = request.send().await.ok().filter(gloo_net::http::Response::ok)?;
    let answer: Value = serde_json::from_str(&response.text().await.ok()?).ok()?;
    answer.is_object().then_some(answer)
}
