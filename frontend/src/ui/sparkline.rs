//! A line without axes: which way a number has gone.

use std::fmt::Write as _;

use leptos::prelude::*;

const WIDTH: f64 = 240.0;
const HEIGHT: f64 = 24.0;
/// Room for half the line's width at the top and at the bottom.
const MARGIN: f64 = 2.0;

/// The course of a number, oldest value first; gaps where it was not known.
#[component]
pub fn Sparkline(
    /// The values, evenly spaced in time.
    #[prop(into)]
    values: Signal<Vec<Option<f64>>>,
    /// What the line says, in words.
    #[prop(into)]
    label: Signal<String>,
    /// Whether more of it is worse.
    #[prop(optional)]
    bad: bool,
) -> impl IntoView {
    view! {
        <svg
            class="sparkline"
            class:bad=bad
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            preserveAspectRatio="none"
            role="img"
            aria-label=label
        >
            <path d=move || values.with(|values| line(values)) vector-effect="non-scaling-stroke" />
        </svg>
    }
}

/// The path's data. Small changes of a large number stay small: the height stands for a tenth of the largest value at least.
fn line(values: &[Option<f64>]) -> String {
    let known = values.iter().flatten();
    let (low, high) =
        known.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(*value), high.max(*value)));
    let range = (high - low).max(high.abs() / 10.0).max(f64::MIN_POSITIVE);
    // What is steadier than that lies in the middle.
    let base = (low + high - range) / 2.0;
    let step = WIDTH / (values.len().max(2) - 1) as f64;
    let mut path = String::with_capacity(values.len() * 10);
    let mut drawing = false;
    for (index, value) in values.iter().enumerate() {
        let Some(value) = value else {
            drawing = false;
            continue;
        };
        let x = index as f64 * step;
        let y = HEIGHT - MARGIN - (value - base) / range * (HEIGHT - 2.0 * MARGIN);
        let command = if drawing { 'L' } else { 'M' };
        // Tenths of a pixel are fine enough.
        let _ = write!(path, "{command}{} {}", (x * 10.0).round() / 10.0, (y * 10.0).round() / 10.0);
        drawing = true;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn the_line_spans_the_whole_box() {
        assert_eq!(line(&[Some(0.0), Some(5.0), Some(10.0)]), "M0 22L120 12L240 2");
    }

    #[test]
    fn gaps_are_gaps() {
        assert_eq!(line(&[Some(0.0), None, Some(10.0)]), "M0 22M240 2");
        assert_eq!(line(&[None, None]), "");
        assert_eq!(line(&[]), "");
    }

    #[test]
    fn what_is_steady_looks_steady() {
        assert_eq!(line(&[Some(100.0), Some(100.0)]), "M0 12L240 12");
        assert_eq!(line(&[Some(0.0), Some(0.0)]), "M0 12L240 12");
        // One percent up and down is a tenth of the height.
        assert_eq!(line(&[Some(100.0), Some(99.0)]), "M0 11L240 13");
    }
}
