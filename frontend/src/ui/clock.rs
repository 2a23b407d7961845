//! One tick a second for every relative time on the page.

use std::time::Duration;

use leptos::prelude::*;

use super::attention::every;
use super::lasting::change;

/// The time, as far as anything on the page needs to know it: to the second, by the server's clock.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    now_ms: RwSignal<i64>,
    /// The server's clock minus this browser's.
    skew_ms: StoredValue<i64>,
}

impl Clock {
    /// Starts the clock and makes it the context of everything below.
    pub fn provide() -> Self {
        let clock = Self { now_ms: RwSignal::new(browser_now_ms()), skew_ms: StoredValue::new(0) };
        every(Duration::from_secs(1), move || clock.tick());
        provide_context(clock);
        clock
    }

    /// Tells what the server's clock says now; from then on the clock shows its time. A skew below two seconds is the time a message
    /// needs and is left alone, so that nothing on the page jumps.
    pub fn set_server_now(self, server_now_ms: i64) {
        let skew = server_now_ms.saturating_sub(browser_now_ms());
        if skew.abs_diff(self.skew_ms.get_value()) > 2_000 {
            self.skew_ms.set_value(skew);
            self.tick();
        }
    }

    /// Milliseconds since 1970 by the server's clock; changes once a second.
    pub fn now_ms(self) -> i64 {
        self.now_ms.get()
    }

    /// The same without subscribing to the tick.
    pub fn now_ms_untracked(self) -> i64 {
        self.now_ms.get_untracked()
    }

    /// The same to the millisecond, without subscribing to the tick.
    pub fn exact_ms(self) -> i64 {
        browser_now_ms().saturating_add(self.skew_ms.get_value())
    }

    fn tick(self) {
        change(self.now_ms, |now_ms| *now_ms = self.exact_ms());
    }
}

/// The clock of the page.
///
/// # Panics
/// Outside the app, which provides it.
pub fn use_clock() -> Clock {
    expect_context()
}

fn browser_now_ms() -> i64 {
    js_sys::Date::now() as i64
}
