//! How the tasks have gone since this page was opened: one sample a second, the last five minutes of them.

use std::collections::VecDeque;
use std::time::Duration;

use cluster_model::schema::{Table, frameworks};
use leptos::prelude::*;

use super::recent::ended_lately;
use crate::live::{Live, use_live};
use crate::ui::{
    clock::{Clock, use_clock},
    format::{grouped, span},
    sparkline::Sparkline,
};

/// Samples kept at most.
const SAMPLES: usize = 300;
/// The lines begin at the right and reach the left edge with so many samples; from then on they shrink.
const LEAST: usize = 60;
const EVERY: Duration = Duration::from_secs(1);

/// What is counted, in the order it is shown: its name, what it means, whether more of it is worse.
const LINES: [(&str, &str, bool); 4] = [
    ("running", "Active tasks that are running.", false),
    ("staging", "Active tasks that are staging or starting.", false),
    (
        "failed, last min",
        "Tasks that failed or were lost in the minute before, as far as the master remembers them.",
        true,
    ),
    (
        "ended, last min",
        "Tasks that finished or were killed in the minute before, as far as the master remembers them.",
        false,
    ),
];

/// One number of each line; none while no fresh picture came.
type Sample = Option<[i64; LINES.len()]>;

/// The samples, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Samples(VecDeque<Sample>);

impl Samples {
    fn push(&mut self, sample: Sample) {
        if self.0.is_empty() && sample.is_none() {
            return;
        }
        if self.0.len() == SAMPLES {
            self.0.pop_front();
        }
        self.0.push_back(sample);
    }

    fn latest(&self, line: usize) -> Option<i64> {
        self.0.back().copied().flatten().map(|sample| sample[line])
    }

    fn values(&self, line: usize) -> Vec<Option<f64>> {
        let before = std::iter::repeat_n(None, LEAST.saturating_sub(self.0.len()));
        before.chain(self.0.iter().map(|sample| sample.map(|sample| sample[line] as f64))).collect()
    }

    /// The course in words: `running: 12 now, between 3 and 12 in the last 5 min`.
    fn words(&self, line: usize) -> String {
        let (name, ..) = LINES[line];
        let known: Vec<i64> = self.0.iter().flatten().map(|sample| sample[line]).collect();
        match (self.latest(line), known.iter().min(), known.iter().max()) {
            (Some(now), Some(least), Some(most)) => {
                let reach = span(self.reach_ms());
                format!("{name}: {now} now, between {least} and {most} in the last {reach}")
            }
            _ => format!("{name}: not known now"),
        }
    }

    fn reach_ms(&self) -> i64 {
        self.0.len() as i64 * EVERY.as_millis() as i64
    }
}

/// Lines of running and staging tasks and of those that ended.
#[component]
pub fn Course() -> impl IntoView {
    let samples = RwSignal::new(Samples::default());
    let (live, clock) = (use_live(), use_clock());
    let freshness = live.surroundings().freshness;
    let take = move || {
        let is_fresh = freshness.with_untracked(|freshness| freshness.is_live());
        let sample = is_fresh.then(|| sample(live, clock));
        samples.update(|samples| samples.push(sample));
    };
    take();
    if let Ok(sampling) = set_interval_with_handle(take, EVERY) {
        on_cleanup(move || sampling.clear());
    }
    let lines = std::array::from_fn::<_, { LINES.len() }, _>(|line| view! { <CourseLine samples line /> });
    let reach = Memo::new(move |_| samples.with(|samples| span(samples.reach_ms())));
    view! {
        <div class="course">{lines.into_view()}</div>
        <p class="aside-note">{move || format!("The last {}, since this page was opened; five minutes at most.", reach.get())}</p>
    }
}

fn sample(live: Live, clock: Clock) -> [i64; LINES.len()] {
    live.read(|replica| {
        let sum = |column| replica.totals(Table::Frameworks).sum(column);
        let ended = ended_lately(replica, clock.exact_ms());
        [sum(frameworks::RUNNING), sum(frameworks::STAGING), ended.badly as i64, ended.well as i64]
    })
}

#[component]
fn CourseLine(samples: RwSignal<Samples>, line: usize) -> impl IntoView {
    let (name, about, bad) = LINES[line];
    let values = Signal::derive(move || samples.with(|samples| samples.values(line)));
    let label = Signal::derive(move || samples.with(|samples| samples.words(line)));
    let now = move || samples.with(|samples| samples.latest(line)).map_or_else(|| "–".to_owned(), grouped);
    view! {
        <span class="course-name" title=about>
            {name}
        </span>
        <Sparkline values label bad />
        <span class="number">{now}</span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_bounded() {
        let mut samples = Samples::default();
        for number in 0..400 {
            samples.push(Some([number, 0, 0, 0]));
        }
        assert_eq!(samples.values(0).len(), SAMPLES);
        assert_eq!(samples.values(0).first(), Some(&Some(100.0)));
        assert_eq!(samples.words(0), "running: 399 now, between 100 and 399 in the last 5 min");
    }

    #[test]
    fn what_was_not_seen_is_a_gap() {
        let mut samples = Samples::default();
        samples.push(None);
        samples.push(Some([7, 1, 0, 2]));
        samples.push(None);
        assert_eq!(samples.reach_ms(), 2_000);
        assert_eq!(samples.values(3)[LEAST - 3..], [None, Some(2.0), None]);
        assert_eq!(samples.latest(0), None);
        assert_eq!(samples.words(1), "staging: not known now");
    }
}
