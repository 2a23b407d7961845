//! Spans on one line of time: each a bar under the same scale, with the present marked. A span without an end runs off the right edge.

use leptos::prelude::*;

use crate::ui::{
    clock::use_clock,
    format::{absolute, clock, span},
    time::zone_at,
};

/// A span of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// What it is.
    pub label: String,
    /// When it begins, in milliseconds since 1970.
    pub from_ms: i64,
    /// When it ends, if it does.
    pub to_ms: Option<i64>,
}

/// What the line covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reach {
    from_ms: i64,
    to_ms: i64,
}

/// Never less than this: a single moment needs some time around it.
const LEAST_MS: i64 = 3_600_000;
/// A day: from so long on a scale says dates.
const DAY_MS: i64 = 86_400_000;

impl Reach {
    fn of(spans: &[Span], now_ms: i64) -> Self {
        let ends = spans.iter().flat_map(|span| [Some(span.from_ms), span.to_ms]).flatten();
        let (from, to) = ends.fold((now_ms, now_ms), |(from, to), at| (from.min(at), to.max(at)));
        let margin = ((to - from) / 20).max(LEAST_MS / 2);
        Self { from_ms: from.saturating_sub(margin), to_ms: to.saturating_add(margin) }
    }

    /// Where a moment is: `12.5%`.
    fn place(self, at_ms: i64) -> String {
        let share = (at_ms - self.from_ms) as f64 / (self.to_ms - self.from_ms).max(1) as f64;
        format!("{:.2}%", share.clamp(0.0, 1.0) * 100.0)
    }

    /// The moments that are written below the line.
    fn marks(self) -> [i64; 5] {
        std::array::from_fn(|index| self.from_ms + (self.to_ms - self.from_ms) / 4 * index as i64)
    }

    /// A moment as the scale says it: the day, or the time of the day on a short line.
    fn said(self, at_ms: i64) -> String {
        let zone = zone_at(at_ms);
        if self.to_ms - self.from_ms < DAY_MS {
            let time = clock(at_ms, zone);
            return time.get(..5).unwrap_or(&time).to_owned();
        }
        let whole = absolute(at_ms, zone);
        let mut words = whole.split(' ');
        let day = [words.next(), words.next()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        // Up to a week the same day stands there more than once.
        if self.to_ms - self.from_ms < 7 * DAY_MS {
            let time = clock(at_ms, zone);
            return format!("{day}, {}", time.get(..5).unwrap_or(&time));
        }
        day
    }
}

/// The spans, a line each.
#[component]
pub fn Spans(
    /// What the spans are, for screen readers.
    #[prop(into)]
    label: String,
    /// The spans, in the order they stand in.
    #[prop(into)]
    spans: Signal<Vec<Span>>,
) -> impl IntoView {
    let now = use_clock();
    // A minute moves nothing that can be seen.
    let minute = Memo::new(move |_| now.now_ms() / 60_000 * 60_000);
    let reach = Memo::new(move |_| spans.with(|spans| Reach::of(spans, minute.get())));
    let lines = move || {
        let (reach, now_ms) = (reach.get(), minute.get());
        spans.get().into_iter().map(|span| line(reach, now_ms, span)).collect_view()
    };
    let scale = move || {
        let reach = reach.get();
        reach.marks().map(|at_ms| view! { <span>{reach.said(at_ms)}</span> }.into_any()).into_view()
    };
    view! {
        <div class="spans" role="group" aria-label=label>
            <ol>{lines}</ol>
            <div class="spans-scale" aria-hidden="true">
                {scale}
            </div>
            <div class="spans-now" style=("--now", move || reach.get().place(minute.get()))>
                <span>"now"</span>
            </div>
        </div>
    }
}

fn line(reach: Reach, now_ms: i64, one: Span) -> AnyView {
    let (from, to) = (reach.place(one.from_ms), reach.place(one.to_ms.unwrap_or(reach.to_ms)));
    let when = absolute(one.from_ms, zone_at(one.from_ms));
    let until = match one.to_ms {
        Some(to_ms) => format!("until {}, {}", absolute(to_ms, zone_at(to_ms)), span(to_ms - one.from_ms)),
        None => "without an end".to_owned(),
    };
    let is_on = one.from_ms <= now_ms && one.to_ms.is_none_or(|to_ms| now_ms < to_ms);
    let is_open = one.to_ms.is_none();
    // Right of the middle a label stands left of its bar's end, so that it stays on the line.
    let is_late = one.from_ms > reach.from_ms / 2 + reach.to_ms / 2;
    view! {
        <li class="span" class:on=is_on class:open=is_open class:late=is_late title=format!("{when} {until}") style=("--from", from) style=("--to", to)>
            <span class="span-bar" aria-hidden="true"></span>
            <span class="span-label">{one.label} <span class="visually-hidden">{format!(", {when} {until}")}</span></span>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_reaches_from_the_first_to_the_last_and_over_the_present() {
        let span = |from_ms, to_ms| Span { label: String::new(), from_ms, to_ms };
        let reach = Reach::of(&[span(40 * DAY_MS, None), span(20 * DAY_MS, Some(30 * DAY_MS))], 10 * DAY_MS);
        assert!(reach.from_ms < 10 * DAY_MS && reach.to_ms > 40 * DAY_MS);
        assert_eq!(reach.place(reach.from_ms), "0.00%");
        assert_eq!(reach.place(25 * DAY_MS), "50.00%");
        assert_eq!(reach.place(i64::MAX / 2), "100.00%");
        let alone = Reach::of(&[], 0);
        assert_eq!(alone.to_ms - alone.from_ms, LEAST_MS);
    }
}
