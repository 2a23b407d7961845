//! The whole JSON of one thing, fetched when its page opens and again when its row changed.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use gloo_net::http::Request;
use gloo_timers::future::TimeoutFuture;
use leptos::{ev, prelude::*};
use serde_json::Value;
use web_sys::AbortController;

use super::answer::Answer;
use crate::components::panel::Condition;
use crate::live::{Live, Row};
use crate::paths::Door;
use crate::ui::clock::use_clock;

/// Two a second, however often the row changes.
const APART_MS: f64 = 500.0;
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

#[derive(Clone, Debug, Default, PartialEq)]
struct Known {
    value: Option<Arc<Value>>,
    /// By the server's clock, in milliseconds since 1970.
    fetched_ms: i64,
    /// The last answer, if it was no value.
    trouble: Option<Answer>,
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

impl Known {
    fn take(&mut self, answer: Answer, now_ms: i64) {
        self.trouble = match answer {
            Answer::Found(mut value) => {
                // The server's own word about it; the rest is Mesos'.
                if let Some(members) = value.as_object_mut() {
                    members.remove("listed");
                }
                if self.value.as_deref() != Some(&value) {
                    self.value = Some(Arc::new(value));
                }
                self.fetched_ms = now_ms;
                None
            }
            trouble => Some(trouble),
        };
    }

    fn is_gone(&self) -> bool {
        self.value.is_some() && matches!(self.trouble, Some(Answer::Missing(_)))
    }

    /// `heard_ms` is when the cluster was last heard from, if what is known of it is getting old.
    fn condition(&self, heard_ms: Option<Option<i64>>) -> Condition {
        match (&self.value, &self.trouble) {
            (None, None) => Condition::Loading,
            (None, Some(Answer::Missing(words))) => Condition::Empty(words.clone()),
            (None, Some(Answer::Broken { what, advice })) => {
                Condition::Broken { what: what.clone(), advice: advice.clone() }
            }
            // Who may not see it any more should not look at what it was.
            (_, Some(Answer::Forbidden(words))) => Condition::Forbidden(words.clone()),
            (Some(_), Some(_)) => Condition::Stale(self.fetched_ms),
            (_, None | Some(Answer::Found(_))) => match heard_ms {
                Some(heard_ms) => Condition::Stale(heard_ms.unwrap_or(self.fetched_ms).min(self.fetched_ms)),
                None => Condition::Ready,
            },
        }
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
    let retrying = set_interval_with_handle(retry, RETRY);
    on_cleanup(move || {
        shown.remove();
        if let Ok(retrying) = retrying {
            retrying.clear();
        }
    });
}

/// One fetch at a time, at a pace, while somebody looks.
#[derive(Clone, Copy)]
struct Fetching(StoredValue<Rc<Inner>, LocalStorage>);

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
    fn begin(href: String, settle: impl Fn(Answer) + 'static) -> Self {
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
    fn ask(self) {
        self.0.with_value(|inner| inner.due.set(true));
        self.go_on();
    }

    /// Fetches what is due, unless nobody looks or a fetch is on its way: then later.
    fn go_on(self) {
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
        match response.text().await {
            Ok(body) => Answer::read(response.status(), &body),
            Err(_) => Answer::unreachable(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found() -> Known {
        let mut known = Known::default();
        known.take(Answer::Found(json!({ "name": "web", "listed": true })), 1_000);
        known
    }

    #[test]
    fn the_servers_mark_is_not_mesos() {
        assert_eq!(found().value.as_deref(), Some(&json!({ "name": "web" })));
        assert_eq!(found().condition(None), Condition::Ready);
    }

    #[test]
    fn an_equal_answer_changes_nothing_but_its_time() {
        let mut known = found();
        let before = known.value.clone().unwrap();
        known.take(Answer::Found(json!({ "name": "web", "listed": true })), 2_000);
        assert!(Arc::ptr_eq(&before, known.value.as_ref().unwrap()));
        assert_eq!(known.fetched_ms, 2_000);
    }

    #[test]
    fn what_was_never_here_says_so() {
        let mut known = Known::default();
        assert_eq!(known.condition(None), Condition::Loading);
        known.take(Answer::Missing("No such task.".into()), 1_000);
        assert_eq!(known.condition(None), Condition::Empty("No such task.".into()));
        assert!(!known.is_gone());
    }

    #[test]
    fn what_was_here_stays_with_its_age() {
        let mut known = found();
        known.take(Answer::unreachable(), 2_000);
        assert_eq!(known.condition(None), Condition::Stale(1_000));
        known.take(Answer::Missing("No such task.".into()), 3_000);
        assert!(known.is_gone());
        assert_eq!(known.condition(None), Condition::Stale(1_000));
    }

    #[test]
    fn it_is_as_old_as_the_cluster_s_last_word() {
        assert_eq!(found().condition(Some(Some(400))), Condition::Stale(400));
        assert_eq!(found().condition(Some(None)), Condition::Stale(1_000));
    }

    #[test]
    fn what_may_not_be_seen_any_more_is_hidden() {
        let mut known = found();
        known.take(Answer::Forbidden("Not yours.".into()), 2_000);
        assert_eq!(known.condition(None), Condition::Forbidden("Not yours.".into()));
    }
}
