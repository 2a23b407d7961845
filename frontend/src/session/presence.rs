//! Tells the server that somebody is there: when they press or type something, and seldom.

use gloo_net::http::Request;
use leptos::{ev, prelude::*};

use super::SessionContext;
use crate::paths::Door;

/// How seldom the server is told. A session that ends after a few minutes is told more often.
const APART_MS: f64 = 60_000.0;
/// What is pressed to stay is told once, not as the press and as the answer.
const AT_ONCE_MS: f64 = 1_000.0;
/// So many times within the span that somebody may do nothing.
const TIMES_A_SPAN: i64 = 3;

/// Listens for what only a person does, until the present owner is cleaned up.
pub(super) fn listen(session: SessionContext) {
    let press = window_event_listener(ev::pointerdown, move |event| on_input(session, &event));
    let key = window_event_listener(ev::keydown, move |event| on_input(session, &event));
    let wheel = window_event_listener(ev::wheel, move |event| on_input(session, &event));
    on_cleanup(move || {
        press.remove();
        key.remove();
        wheel.remove();
    });
}

fn on_input(session: SessionContext, event: &web_sys::Event) {
    // Scripts can press things too; that is nobody's presence.
    if event.is_trusted() {
        session.is_here(false);
    }
}

impl SessionContext {
    /// Somebody is there; told `at_once`, or when it was not told for a while.
    pub(super) fn is_here(self, at_once: bool) {
        let is_awaited =
            self.times.with_untracked(|times| times.is_some_and(|times| times.idle_ms.is_some()));
        let (now, span) = (js_sys::Date::now(), self.span_ms.get_value() / TIMES_A_SPAN);
        let apart = if at_once { AT_ONCE_MS } else { APART_MS.min(span as f64) };
        if !is_awaited || now - self.told_ms.get_value() < apart {
            return;
        }
        self.told_ms.set_value(now);
        leptos::task::spawn_local(async move {
            let request =
                Request::post(&Door::Seen.href()).header("Content-Type", "application/json").body("{}");
            if let Ok(request) = request {
                // What came of it is what the session says next.
                let _ = request.send().await;
            }
            self.ask();
        });
    }
}
