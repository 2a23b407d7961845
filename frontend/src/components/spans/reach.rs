//! What a line of time covers, and where on it a moment is.

use leptos::prelude::*;

use crate::ui::{
    format::{absolute, clock},
    time::zone_at,
};

/// What the line covers, in milliseconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Its left end.
    pub from_ms: i64,
    /// Its right end.
    pub to_ms: i64,
}

/// Never less than this: a single moment needs some time around it.
const LEAST_MS: i64 = 3_600_000;
/// A day: from so long on a scale says dates.
const DAY_MS: i64 = 86_400_000;

impl Reach {
    /// From the first of these moments to the last, with some room at both ends.
    pub fn over(moments: impl Iterator<Item = i64>, now_ms: i64) -> Self {
        let (from, to) = moments.fold((now_ms, now_ms), |(from, to), at| (from.min(at), to.max(at)));
        let margin = (to.saturating_sub(from) / 20).max(LEAST_MS / 2);
        Self { from_ms: from.saturating_sub(margin), to_ms: to.saturating_add(margin) }
    }

    /// How long it is.
    pub const fn length_ms(self) -> i64 {
        self.to_ms.saturating_sub(self.from_ms)
    }

    /// Where a moment is: `12.5%`.
    pub fn place(self, at_ms: i64) -> String {
        let share = at_ms.saturating_sub(self.from_ms) as f64 / self.length_ms().max(1) as f64;
        format!("{:.2}%", share.clamp(0.0, 1.0) * 100.0)
    }

    /// The moments that are written below the line.
    fn marks(self) -> [i64; 5] {
        std::array::from_fn(|index| self.from_ms + self.length_ms() / 4 * index as i64)
    }

    /// A moment as the scale says it: the day, or the time of the day on a short line.
    fn said(self, at_ms: i64) -> String {
        let zone = zone_at(at_ms);
        if self.length_ms() < DAY_MS {
            let time = clock(at_ms, zone);
            return time.get(..5).unwrap_or(&time).to_owned();
        }
        let whole = absolute(at_ms, zone);
        let mut words = whole.split(' ');
        let day = [words.next(), words.next()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        // Up to a week the same day stands there more than once.
        if self.length_ms() < 7 * DAY_MS {
            let time = clock(at_ms, zone);
            return format!("{day}, {}", time.get(..5).unwrap_or(&time));
        }
        day
    }
}

/// The scale below the line, and the present on it.
#[component]
pub fn Scale(
    /// What the line covers.
    #[prop(into)]
    reach: Signal<Reach>,
    /// The present, in milliseconds since 1970.
    #[prop(into)]
    now_ms: Signal<i64>,
) -> impl IntoView {
    let marks = move || {
        let reach = reach.get();
        reach.marks().map(|at_ms| view! { <span>{reach.said(at_ms)}</span> }.into_any()).into_view()
    };
    let is_on = move || {
        let (reach, now_ms) = (reach.get(), now_ms.get());
        reach.from_ms <= now_ms && now_ms <= reach.to_ms
    };
    view! {
        <div class="spans-scale" aria-hidden="true">
            {marks}
        </div>
        <div class="spans-now" aria-hidden="true" hidden=move || !is_on() style=("--now", move || reach.get().place(now_ms.get()))>
            <span>"now"</span>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_reaches_from_the_first_to_the_last_and_over_the_present() {
        let reach = Reach::over([40 * DAY_MS, 20 * DAY_MS, 30 * DAY_MS].into_iter(), 10 * DAY_MS);
        assert!(reach.from_ms < 10 * DAY_MS && reach.to_ms > 40 * DAY_MS);
        assert_eq!(reach.place(reach.from_ms), "0.00%");
        assert_eq!(reach.place(25 * DAY_MS), "50.00%");
        assert_eq!(reach.place(i64::MAX / 2), "100.00%");
        assert_eq!(Reach::over(std::iter::empty(), 0).length_ms(), LEAST_MS);
    }
}
