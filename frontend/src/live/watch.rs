//! Whether the connection is worth keeping. A tab that nobody has seen for a while lets it go, and does nothing at all until it is shown.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::{ev, prelude::*};

use crate::ui::attention::is_seen;
use crate::ui::bell::Bell;

/// A tab that is hidden for this long lets its connection go; who looks at another tab for a moment comes back to a live one.
const PATIENCE: Duration = Duration::from_secs(60);

/// Since when nobody can see the tab, in milliseconds since 1970; `None` while somebody can.
#[derive(Clone, Copy, Debug, Default)]
struct Hidden(Option<f64>);

impl Hidden {
    /// The tab is seen, or not.
    fn turned(self, seen: bool, now_ms: f64) -> Self {
        // Some browsers say twice that a tab is hidden; it was hidden at the first time.
        Self((!seen).then(|| self.0.unwrap_or(now_ms)))
    }

    /// Whether it was hidden for so long that nobody is waited for any more.
    fn for_long(self, now_ms: f64) -> bool {
        self.0.is_some_and(|since_ms| now_ms - since_ms >= PATIENCE.as_secs_f64() * 1_000.0)
    }
}

/// Tells when to let go and when to go on.
#[derive(Default)]
pub(super) struct Watch {
    hidden: Cell<Hidden>,
    asleep: Cell<bool>,
    turned: Bell,
}

impl Watch {
    /// Watches until the present owner is cleaned up.
    pub(super) fn begin() -> Rc<Self> {
        let watch = Rc::new(Self::default());
        watch.clone().look();
        let looking = watch.clone();
        let shown = window_event_listener(ev::visibilitychange, move |_| looking.clone().look());
        on_cleanup(move || shown.remove());
        watch
    }

    /// Waits until the tab has been hidden for long.
    pub(super) async fn asleep(&self) {
        while !self.asleep.get() {
            self.turned.heard().await;
        }
    }

    /// Waits until it is seen again.
    pub(super) async fn awake(&self) {
        while self.asleep.get() {
            self.turned.heard().await;
        }
    }

    fn look(self: Rc<Self>) {
        let hidden = self.hidden.get().turned(is_seen(), js_sys::Date::now());
        self.hidden.set(hidden);
        if hidden.0.is_some() {
            set_timeout(move || self.judge(), PATIENCE);
        } else {
            self.judge();
        }
    }

    fn judge(&self) {
        let asleep = self.hidden.get().for_long(js_sys::Date::now());
        if self.asleep.replace(asleep) != asleep {
            self.turned.ring();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: f64 = 60_000.0;

    #[test]
    fn a_tab_is_let_go_after_a_minute_of_nobody() {
        let hidden = Hidden::default().turned(false, 1_000.0);
        assert!(!hidden.for_long(1_000.0 + MINUTE - 1.0));
        assert!(hidden.for_long(1_000.0 + MINUTE));
        // A laptop that slept finds out late.
        assert!(hidden.for_long(1_000.0 + 60.0 * MINUTE));
    }

    #[test]
    fn a_glance_begins_the_minute_anew() {
        let hidden = Hidden::default().turned(false, 0.0).turned(true, MINUTE / 2.0).turned(false, MINUTE);
        assert!(!hidden.for_long(MINUTE * 1.5));
        assert!(hidden.for_long(MINUTE * 2.0));
        assert!(!hidden.turned(true, MINUTE * 9.0).for_long(MINUTE * 9.0));
    }

    #[test]
    fn being_told_twice_is_no_glance() {
        let hidden = Hidden::default().turned(false, 0.0).turned(false, MINUTE / 2.0);
        assert!(hidden.for_long(MINUTE));
    }
}
