//! What the hand does to a window on the line: it is moved whole, or by one of its ends. All in nanoseconds.

use super::moment::{HOUR, MINUTE, ns};
use crate::components::spans::Reach;

/// What of a window is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// Its beginning.
    Start,
    /// Its end.
    End,
}

impl Part {
    /// All parts: what each is called on the page and in the document.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Whole, "whole"), (Self::Start, "start"), (Self::End, "end")];

    /// The part of that name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, other)| *other == name).map(|(part, _)| part)
    }
}

/// From when to when; an open window has no end.
pub type Times = (i64, Option<i64>);

/// How far one step goes on a line of this length: far enough to be seen.
pub fn step(reach: Reach) -> i64 {
    let least = ns(reach.length_ms()) / 300;
    [5 * MINUTE, 15 * MINUTE, 30 * MINUTE].into_iter().find(|step| *step >= least).unwrap_or(HOUR)
}

/// The moment of the grid that is nearest.
pub fn snap(at: i64, step: i64) -> i64 {
    at.saturating_add(step / 2).div_euclid(step).saturating_mul(step)
}

/// A window after a part of it was moved so far. An open end is moved from `far`, the end of the line, and is one from then on.
pub fn moved(part: Part, times: Times, by: i64, step: i64, far: i64) -> Times {
    let (start, end) = times;
    match part {
        Part::Whole => {
            let to = snap(start.saturating_add(by), step);
            (to, end.map(|end| end.saturating_add(to.saturating_sub(start))))
        }
        Part::Start => {
            let to = snap(start.saturating_add(by), step);
            (end.map_or(to, |end| to.min(end.saturating_sub(step))), end)
        }
        Part::End => {
            let from = end.unwrap_or_else(|| far.max(start));
            let to = snap(from.saturating_add(by), step);
            (start, Some(to.max(start.saturating_add(step))))
        }
    }
}

/// How far a key moves a part, if it is one of those that do.
pub fn by_key(key: &str, step: i64) -> Option<i64> {
    let by = match key {
        "ArrowLeft" | "ArrowDown" => -step,
        "ArrowRight" | "ArrowUp" => step,
        "PageDown" => -24 * HOUR,
        "PageUp" => 24 * HOUR,
        _ => return None,
    };
    Some(by)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEP: i64 = 15 * MINUTE;

    #[test]
    fn a_window_keeps_its_length_when_it_is_moved() {
        let times = (HOUR, Some(3 * HOUR));
        assert_eq!(moved(Part::Whole, times, 20 * MINUTE, STEP, 0), (HOUR + STEP, Some(3 * HOUR + STEP)));
        assert_eq!(moved(Part::Whole, (HOUR, None), -STEP, STEP, 0), (HOUR - STEP, None));
    }

    #[test]
    fn an_end_does_not_pass_the_other() {
        let times = (HOUR, Some(2 * HOUR));
        assert_eq!(moved(Part::Start, times, 5 * HOUR, STEP, 0), (2 * HOUR - STEP, Some(2 * HOUR)));
        assert_eq!(moved(Part::End, times, -5 * HOUR, STEP, 0), (HOUR, Some(HOUR + STEP)));
    }

    #[test]
    fn an_open_window_gets_an_end_from_the_end_of_the_line() {
        assert_eq!(moved(Part::End, (HOUR, None), -STEP, STEP, 9 * HOUR), (HOUR, Some(9 * HOUR - STEP)));
    }

    #[test]
    fn steps_can_be_seen() {
        let reach = |hours: i64| Reach { from_ms: 0, to_ms: hours * 3_600_000 };
        assert_eq!(step(reach(24)), 5 * MINUTE);
        assert_eq!(step(reach(7 * 24)), HOUR);
        assert_eq!(by_key("PageUp", STEP), Some(24 * HOUR));
        assert_eq!(by_key("Tab", STEP), None);
    }
}
