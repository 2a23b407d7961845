//! What a read call answers, asked again every few seconds while somebody looks. The server asks Mesos once for all who look.

use std::sync::Arc;
use std::time::Duration;

use leptos::{ev, prelude::*};
use serde_json::Value;

use super::fetching::Fetching;
use super::known::Known;
use crate::components::panel::Condition;
use crate::live::use_live;
use crate::paths::{Door, Place};
use crate::ui::{attention, clock::use_clock};

/// How often a value that moves is asked for: statistics, metrics, what an operator may just have changed.
pub const OFTEN: Duration = Duration::from_secs(2);
/// How often a value is asked for that only a restart changes: flags, versions.
pub const SELDOM: Duration = Duration::from_secs(30);

/// The answer of one door, and how things stand with it.
#[derive(Clone, Copy)]
pub struct Reading {
    /// The condition of the value.
    pub condition: Signal<Condition>,
    /// The value as last fetched.
    pub value: Signal<Option<Arc<Value>>>,
    /// When it was fetched, in milliseconds since 1970; rises with every answer, equal ones too.
    pub fetched_ms: Signal<i64>,
    fetching: Fetching,
}

impl Reading {
    /// Asks a master's or an agent's read call (`GET_FLAGS`) until the present owner is cleaned up.
    #[must_use]
    pub fn of_call(place: Place, call: &'static str, every: Duration) -> Self {
        // What an agent says is as fresh as the agent; what the master says, as the console's link to it.
        let follows_master = place == Place::Master;
        Self::begin(&Door::Reading { place, call }, every, follows_master)
    }

    /// Asks any door of the server that answers JSON, until the present owner is cleaned up.
    #[must_use]
    pub fn open(door: &Door, every: Duration) -> Self {
        Self::begin(door, every, true)
    }

    /// Asks a door that answers of the console itself, however the master is, until the present owner is cleaned up.
    #[must_use]
    pub fn of_console(door: &Door, every: Duration) -> Self {
        Self::begin(door, every, false)
    }

    fn begin(door: &Door, every: Duration, follows_master: bool) -> Self {
        let known = RwSignal::new(Known::default());
        let clock = use_clock();
        let fetching = Fetching::begin(door.href(), move |answer| {
            // The page may have closed meanwhile.
            known.try_update(|known| known.take(answer, clock.exact_ms()));
        });
        let shown = window_event_listener(ev::visibilitychange, move |_| fetching.go_on());
        attention::every(every, move || fetching.ask());
        on_cleanup(move || shown.remove());
        let surroundings = use_live().surroundings();
        let is_stale = Memo::new(move |_| {
            follows_master && surroundings.freshness.with(|freshness| freshness.is_stale())
        });
        let condition = Memo::new(move |_| {
            let heard_ms = is_stale.get().then(|| surroundings.heard_ms.get_untracked());
            known.with(|known| known.condition(heard_ms))
        });
        let value = Memo::new(move |_| known.with(|known| known.value.clone()));
        let fetched_ms = Memo::new(move |_| known.with(|known| known.fetched_ms));
        Self { condition: condition.into(), value: value.into(), fetched_ms: fetched_ms.into(), fetching }
    }

    /// Asks at once, after a change for example.
    pub fn ask(self) {
        self.fetching.ask();
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
