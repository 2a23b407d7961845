//! Until when a session lasts, and when that has to be said.

use serde_json::Value;

use crate::call::json::Read;

/// So long before the end it is asked whether somebody is there.
const WARNED_MS: i64 = 60_000;
/// So long before the end it is told how much time is left.
const TOLD_MS: i64 = 5 * 60_000;
/// An answer older than this may have been overtaken: by another tab of the same session.
const RECENT_MS: i64 = 15_000;

/// Until when a session lasts; all in milliseconds since 1970 by the server's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// When this was said.
    pub now_ms: i64,
    /// When it ends if nobody does anything; `None` if that does not end it.
    pub idle_ms: Option<i64>,
    /// When it ends whatever is done.
    pub ends_ms: i64,
}

impl Times {
    /// Reads them from an answer; a caller without a session of their own has none.
    pub fn read(answer: &Value) -> Option<Self> {
        let of = |name: &str| answer.at("session").whole(name);
        Some(Self { now_ms: of("now_ms")?, idle_ms: of("idle_ms"), ends_ms: of("ends_ms")? })
    }

    /// How long somebody may still do nothing, when this was said.
    #[must_use]
    pub fn idle_span(&self) -> Option<i64> {
        self.idle_ms.map(|idle_ms| idle_ms - self.now_ms)
    }

    /// What is left when little is left, in milliseconds.
    #[must_use]
    pub fn little_left(&self, now_ms: i64) -> Option<i64> {
        let end = self.idle_ms.map_or(self.ends_ms, |idle_ms| idle_ms.min(self.ends_ms));
        Some((end - now_ms).max(0)).filter(|left| *left < TOLD_MS)
    }

    /// What is left until the end that nothing puts off, when little is left.
    #[must_use]
    pub fn last_left(&self, now_ms: i64) -> Option<i64> {
        Some((self.ends_ms - now_ms).max(0)).filter(|left| *left < TOLD_MS)
    }

    /// How it stands with somebody who does nothing. `span_ms` is how long they may do nothing, as far as it is known.
    #[must_use]
    pub fn idle(&self, now_ms: i64, span_ms: i64) -> Idle {
        // Who may do nothing for a minute only is not asked all the time.
        let warned_ms = WARNED_MS.min(span_ms / 2);
        match self.idle_ms.map(|idle_ms| idle_ms - now_ms) {
            Some(left) if left <= 0 => Idle::Unsure,
            Some(left) if left <= warned_ms && now_ms - self.now_ms <= RECENT_MS => Idle::Warned(left),
            Some(left) if left <= warned_ms => Idle::Unsure,
            _ => Idle::Quiet,
        }
    }
}

/// How it stands with somebody who does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    /// There is time.
    Quiet,
    /// The end is near by an answer that is not fresh: the server is to be asked.
    Unsure,
    /// The end comes in so many milliseconds.
    Warned(i64),
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const HALF_AN_HOUR: i64 = 30 * 60_000;
    const TIMES: Times = Times { now_ms: 0, idle_ms: Some(HALF_AN_HOUR), ends_ms: 10 * HALF_AN_HOUR };

    #[test]
    fn times_are_read_where_there_are_some() {
        let answer = json!({"session": {"now_ms": 1_000, "idle_ms": null, "ends_ms": 9_000}});
        assert_eq!(Times::read(&answer), Some(Times { now_ms: 1_000, idle_ms: None, ends_ms: 9_000 }));
        assert_eq!(Times::read(&json!({"session": null})), None);
    }

    #[test]
    fn a_warning_comes_a_minute_before_and_only_by_a_fresh_answer() {
        let idle = |times: Times, now_ms| times.idle(now_ms, HALF_AN_HOUR);
        assert_eq!(idle(TIMES, HALF_AN_HOUR - 61_000), Idle::Quiet);
        assert_eq!(idle(TIMES, HALF_AN_HOUR - 60_000), Idle::Unsure);
        let fresh = Times { now_ms: HALF_AN_HOUR - 62_000, ..TIMES };
        assert_eq!(idle(fresh, HALF_AN_HOUR - 60_000), Idle::Warned(60_000));
        // Another tab was used meanwhile.
        let moved = Times { idle_ms: Some(2 * HALF_AN_HOUR), ..fresh };
        assert_eq!(idle(moved, HALF_AN_HOUR - 60_000), Idle::Quiet);
        assert_eq!(idle(Times { idle_ms: None, ..fresh }, HALF_AN_HOUR), Idle::Quiet);
        // Whether it is over is the server's word.
        assert_eq!(idle(fresh, HALF_AN_HOUR), Idle::Unsure);
    }

    #[test]
    fn a_short_session_is_not_one_long_warning() {
        let short = Times { now_ms: 0, idle_ms: Some(60_000), ends_ms: HALF_AN_HOUR };
        assert_eq!(short.idle(5_000, 60_000), Idle::Quiet);
        assert_eq!(Times { now_ms: 31_000, ..short }.idle(31_000, 60_000), Idle::Warned(29_000));
    }

    #[test]
    fn time_is_told_when_little_is_left() {
        assert_eq!(TIMES.little_left(HALF_AN_HOUR - 5 * 60_000), None);
        assert_eq!(TIMES.little_left(HALF_AN_HOUR - 4_000), Some(4_000));
        assert_eq!(TIMES.last_left(HALF_AN_HOUR), None);
        assert_eq!(TIMES.last_left(TIMES.ends_ms + 1), Some(0));
    }
}
