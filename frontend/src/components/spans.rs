//! Spans on one line of time: each a bar under the same scale, with the present marked. A span without an end runs off the right edge.

mod reach;

use leptos::prelude::*;

pub use self::reach::{Reach, Scale};
use crate::ui::{
    clock::use_clock,
    format::{absolute, span},
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
    let reach = Memo::new(move |_| {
        spans.with(|spans| {
            let ends = spans.iter().flat_map(|span| [Some(span.from_ms), span.to_ms]).flatten();
            Reach::over(ends, minute.get())
        })
    });
    let lines = move || {
        let (reach, now_ms) = (reach.get(), minute.get());
        spans.get().into_iter().map(|span| line(reach, now_ms, span)).collect_view()
    };
    view! {
        <div class="spans" role="group" aria-label=label>
            <ol>{lines}</ol>
            <Scale reach now_ms=minute />
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
