//! Whether anybody can see this tab. What is repeated is repeated only while somebody can: a hidden tab costs nothing.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers::IntervalHandle;
use leptos::{ev, prelude::*};

use super::bell::Bell;

/// Whether the tab is the one that is shown in its window.
#[must_use]
pub fn is_seen() -> bool {
    !document().hidden()
}

thread_local! {
    /// Rung when the tab is hidden and when it is shown. It listens for as long as the app lives.
    static TURNED: Rc<Bell> = {
        let bell = Rc::new(Bell::default());
        let turned = bell.clone();
        window_event_listener(ev::visibilitychange, move |_| turned.ring());
        bell
    };
}

/// Waits until the tab is seen.
pub async fn seen() {
    while !is_seen() {
        TURNED.with(Rc::clone).heard().await;
    }
}

/// Does something so often while the tab is seen, until the present owner is cleaned up. A tab that is shown again does at once what
/// would have been done meanwhile, once.
pub fn every(period: Duration, act: impl Fn() + 'static) {
    begin(period, Box::new(act));
}

fn begin(period: Duration, act: Box<dyn Fn()>) {
    let round =
        Rc::new(Round { act, period, done_ms: Cell::new(js_sys::Date::now()), ticking: Cell::new(None) });
    round.clone().turn();
    let kept = StoredValue::new_local(round.clone());
    let turned = window_event_listener(ev::visibilitychange, move |_| round.clone().turn());
    on_cleanup(move || {
        turned.remove();
        kept.with_value(|round| round.stop());
    });
}

/// What is done again and again.
struct Round {
    act: Box<dyn Fn()>,
    period: Duration,
    done_ms: Cell<f64>,
    ticking: Cell<Option<IntervalHandle>>,
}

impl Round {
    /// Goes on or stops, as the tab is seen or not.
    fn turn(self: Rc<Self>) {
        self.stop();
        if !is_seen() {
            return;
        }
        if is_due(self.period, self.done_ms.get(), js_sys::Date::now()) {
            self.tick();
        }
        let round = self.clone();
        // It fails only where nothing else could be done later either.
        self.ticking.set(set_interval_with_handle(move || round.tick(), self.period).ok());
    }

    fn tick(&self) {
        self.done_ms.set(js_sys::Date::now());
        (self.act)();
    }

    fn stop(&self) {
        if let Some(ticking) = self.ticking.take() {
            ticking.clear();
        }
    }
}

/// Whether what was done last at this time is to be done again. A clock that was put back tells nothing: then it is.
fn is_due(period: Duration, done_ms: f64, now_ms: f64) -> bool {
    !(0.0..period.as_secs_f64() * 1_000.0).contains(&(now_ms - done_ms))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_missed_is_due_and_what_was_not_is_not() {
        let period = Duration::from_secs(60);
        assert!(!is_due(period, 1_000.0, 1_000.0));
        assert!(!is_due(period, 1_000.0, 60_999.0));
        assert!(is_due(period, 1_000.0, 61_000.0));
        assert!(is_due(period, 1_000.0, 3_600_000.0));
        assert!(is_due(period, 61_000.0, 1_000.0));
    }
}
