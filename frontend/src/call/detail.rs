//! The whole JSON of one thing, fetched when its page opens and again when its row changed.

use std::sync::Arc;
use std::time::Duration;

use leptos::{ev, prelude::*};
use serde_json::Value;

use super::fetching::Fetching;
use super::known::Known;
use crate::components::panel::Condition;
use crate::live::{Live, Row};
use crate::paths::Door;
use crate::ui::{attention::every, clock::use_clock};

/// How often what failed is tried again.
const RETRY: Duration = Duration::from_secs(5);
/// Not everything in the JSON has a column: once in so many retries' time it is fetched anyway.
const REFRESH_EVERY: u32 = 6;

/// One thing's JSON and how things stand with it.
#[derive(Clone, Copy)]
pub struct Detail {
    /// The condition of the value.
    pub condition: Signal<Condition>,
    /// The value as Mesos has it, as last fetched.
    pub value: Signal<Option<Arc<Value>>>,
    /// Whether it was here and the server knows it no longer: the value is the last one.
    pub is_gone: Signal<bool>,
}

impl Detail {
    /// Fetches through a door what `row` is the row of, until the present owner is cleaned up.
    #[must_use]
    pub fn open(door: &Door, live: Live, row: Row) -> Self {
        let known = RwSignal::new(Known::default());
        let clock = use_clock();
        let settle = move |answer| {
            // The page may have closed meanwhile.
            known.try_update(|known| known.take(answer, clock.exact_ms()));
        };
        let fetching = Fetching::begin(door.href(), settle);
        keep_fresh(fetching, live, row, known);
        let surroundings = live.surroundings();
        let is_fresh = Memo::new(move |_| surroundings.freshness.with(|freshness| !freshness.is_stale()));
        let condition = Memo::new(move |_| {
            let heard_ms = if is_fresh.get() { None } else { Some(surroundings.heard_ms.get_untracked()) };
            known.with(|known| known.condition(heard_ms))
        });
        let value = Memo::new(move |_| known.with(|known| known.value.clone()));
        let is_gone = Memo::new(move |_| known.with(Known::is_gone));
        Self { condition: condition.into(), value: value.into(), is_gone: is_gone.into() }
    }

    /// What `read` finds in the value, or its default while there is none; changes only when that does.
    #[must_use]
    pub fn read<T>(self, read: impl Fn(&Value) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.value.with(|value| value.as_deref().map(&read).unwrap_or_default()))
    }
}

/// Asks again when the row changed, when the cluster is back, when the page is shown again, and now and then.
fn keep_fresh(fetching: Fetching, live: Live, row: Row, known: RwSignal<Known>) {
    Effect::new(move |before: Option<u64>| {
        let now = row.version();
        if before.is_some_and(|before| before != now) {
            fetching.ask();
        }
        now
    });
    let freshness = live.surroundings().freshness;
    let is_live = Memo::new(move |_| freshness.with(|freshness| freshness.is_live()));
    Effect::new(move |before: Option<bool>| {
        let now = is_live.get();
        if now && before == Some(false) {
            fetching.ask();
        }
        now
    });
    let shown = window_event_listener(ev::visibilitychange, move |_| fetching.go_on());
    let rounds = StoredValue::new(0_u32);
    let retry = move || {
        rounds.update_value(|rounds| *rounds += 1);
        let failed = known.with_untracked(|known| known.trouble.is_some());
        if failed || rounds.get_value().is_multiple_of(REFRESH_EVERY) {
            fetching.ask();
        }
    };
    every(RETRY, retry);
    on_cleanup(move || shown.remove());
}
