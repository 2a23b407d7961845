//! How the cluster has gone since the console started, from the server's samples.

use std::time::Duration;

use leptos::prelude::*;
use serde_json::Value;

use crate::call::{json::Read, reading::Reading};
use crate::components::resource_bar::ResourceKind;
use crate::ui::{
    format::{compact_milli, grouped, percent},
    sparkline::Sparkline,
    time::Time,
};

/// How often the samples are fetched: they are taken every few seconds.
const EVERY: Duration = Duration::from_secs(10);

/// The lines begin at the right and reach the left edge with so many samples; from then on they shrink.
const LEAST: usize = 60;

/// How a line's numbers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// Tasks.
    Tasks,
    /// So many a second.
    Rate,
    /// Of all there is of a resource.
    Share(ResourceKind),
}

/// A line: what it is called, what it means, how its numbers are written, whether more of it is worse.
struct LineSpec {
    name: &'static str,
    about: &'static str,
    unit: Unit,
    bad: bool,
    /// The series that are added.
    series: &'static [&'static str],
}

static TASKS: [LineSpec; 6] = [
    LineSpec {
        name: "running",
        about: "Active tasks that are running.",
        unit: Unit::Tasks,
        bad: false,
        series: &["tasks.running"],
    },
    LineSpec {
        name: "staging",
        about: "Active tasks that are staging or starting.",
        unit: Unit::Tasks,
        bad: false,
        series: &["tasks.staging"],
    },
    LineSpec {
        name: "unreachable",
        about: "Tasks on agents that the master cannot reach.",
        unit: Unit::Tasks,
        bad: true,
        series: &["tasks.unreachable"],
    },
    LineSpec {
        name: "updates a second",
        about: "Changes of tasks that the master told of, a second.",
        unit: Unit::Rate,
        bad: false,
        series: &["updates"],
    },
    LineSpec {
        name: "finished a second",
        about: "Tasks that ended as they should, a second.",
        unit: Unit::Rate,
        bad: false,
        series: &["finished"],
    },
    LineSpec {
        name: "failed a second",
        about: "Tasks that failed, were lost, dropped or gone, a second.",
        unit: Unit::Rate,
        bad: true,
        series: &["failed"],
    },
];

static RESOURCES: [LineSpec; 4] = [
    LineSpec {
        name: "cpus",
        about: "CPUs allocated, from a reservation or not, of all.",
        unit: Unit::Share(ResourceKind::Cpus),
        bad: false,
        series: &["cpus.allocated", "cpus.from_reservation"],
    },
    LineSpec {
        name: "mem",
        about: "Memory allocated, from a reservation or not, of all.",
        unit: Unit::Share(ResourceKind::Mem),
        bad: false,
        series: &["mem.allocated", "mem.from_reservation"],
    },
    LineSpec {
        name: "disk",
        about: "Disk allocated, from a reservation or not, of all.",
        unit: Unit::Share(ResourceKind::Disk),
        bad: false,
        series: &["disk.allocated", "disk.from_reservation"],
    },
    LineSpec {
        name: "gpus",
        about: "GPUs allocated, from a reservation or not, of all.",
        unit: Unit::Share(ResourceKind::Gpus),
        bad: false,
        series: &["gpus.allocated", "gpus.from_reservation"],
    },
];

/// A line's numbers, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
struct Line {
    values: Vec<Option<f64>>,
    now: String,
    words: String,
}

/// Fetches the samples; for all lines of a page.
pub fn samples() -> Reading {
    Reading::open(&crate::paths::Door::History, EVERY)
}

/// Lines of tasks and of what changed.
#[component]
pub fn TaskCourse(
    /// The samples.
    samples: Reading,
) -> impl IntoView {
    lines(samples, &TASKS)
}

/// Lines of how much of each resource was allocated.
#[component]
pub fn ResourceCourse(
    /// The samples.
    samples: Reading,
) -> impl IntoView {
    lines(samples, &RESOURCES)
}

fn lines(samples: Reading, specs: &'static [LineSpec]) -> AnyView {
    let all = specs.iter().map(|spec| line(samples, spec)).collect_view();
    let since = samples.read(|answer| answer.whole("from_ms"));
    let note = move || {
        // Of nothing that was sampled there is no beginning.
        since.get().filter(|at_ms| *at_ms > 0).map(|at_ms| view! { <p class="aside-note">"Since the console started, " <Time at_ms=Some(at_ms) /> "."</p> })
    };
    view! {
        <div class="course">{all}</div>
        {note}
    }
    .into_any()
}

fn line(samples: Reading, spec: &'static LineSpec) -> AnyView {
    let line = samples.read(move |answer| read(answer, spec));
    let values = Signal::derive(move || line.with(|line| line.values.clone()));
    let label = Signal::derive(move || line.with(|line| line.words.clone()));
    // A cluster without GPUs has no line of them.
    let is_there = Memo::new(move |_| line.with(|line| !line.now.is_empty()));
    view! {
        <Show when=move || is_there.get()>
            <span class="course-name" title=spec.about>
                {spec.name}
            </span>
            <Sparkline values label bad=spec.bad />
            <span class="number">{move || line.with(|line| line.now.clone())}</span>
        </Show>
    }
    .into_any()
}

fn read(answer: &Value, spec: &LineSpec) -> Line {
    let series = |name: &str| -> Vec<Option<f64>> {
        // The names have dots, which a path would take apart.
        let series = answer.at("series").get(name).unwrap_or(&Value::Null);
        series.list("").iter().map(Value::as_f64).collect()
    };
    let mut values = series(spec.series[0]);
    for more in &spec.series[1..] {
        for (value, more) in values.iter_mut().zip(series(more)) {
            *value = value.zip(more).map(|(value, more)| value + more);
        }
    }
    let total = match spec.unit {
        Unit::Share(kind) => series(&format!("{}.total", kind.name())).last().copied().flatten(),
        Unit::Tasks | Unit::Rate => None,
    };
    let said = |value: f64| match spec.unit {
        Unit::Tasks => grouped(value.round() as i64),
        Unit::Rate => compact_milli((value * 1000.0).round() as i64),
        Unit::Share(_) => percent((value * 1000.0) as i64, (total.unwrap_or_default() * 1000.0) as i64),
    };
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let (least, most) =
        known.iter().fold((f64::MAX, f64::MIN), |(least, most), value| (least.min(*value), most.max(*value)));
    let now = match (values.last().copied().flatten(), spec.unit, total) {
        (_, Unit::Share(_), None) => String::new(),
        (_, Unit::Share(_), Some(total)) if total <= 0.0 => String::new(),
        (Some(now), ..) => said(now),
        (None, ..) => "–".to_owned(),
    };
    let words = if known.is_empty() {
        format!("{}: not known yet", spec.name)
    } else {
        format!(
            "{}: {now} now, between {} and {} since the console started",
            spec.name,
            said(least),
            said(most)
        )
    };
    let before = std::iter::repeat_n(None, LEAST.saturating_sub(values.len()));
    Line { values: before.chain(values).collect(), now, words }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answer() -> Value {
        json!({"every_ms":5000,"from_ms":0,"samples":3,"series":{
            "tasks.running":[null,3.0,12.0],"updates":[0.0,0.5,1.25],"gpus.allocated":[0.0,0.0,0.0],"gpus.from_reservation":[0.0,0.0,0.0],
            "gpus.total":[0.0,0.0,0.0],"cpus.allocated":[1.0,null,2.0],"cpus.from_reservation":[1.0,1.0,1.0],"cpus.total":[10.0,10.0,10.0]}})
    }

    #[test]
    fn a_line_says_where_it_is_and_where_it_was() {
        let running = read(&answer(), &TASKS[0]);
        assert_eq!(running.words, "running: 12 now, between 3 and 12 since the console started");
        assert_eq!(running.values.len(), LEAST);
        assert_eq!(running.values[LEAST - 3..], [None, Some(3.0), Some(12.0)]);
        assert_eq!(read(&answer(), &TASKS[3]).now, "1.25");
    }

    #[test]
    fn parts_are_added_and_gaps_stay() {
        let cpus = read(&answer(), &RESOURCES[0]);
        assert_eq!(cpus.values[LEAST - 3..], [Some(2.0), None, Some(3.0)]);
        assert_eq!(cpus.now, "30 %");
        assert_eq!(read(&answer(), &RESOURCES[3]).now, "", "a cluster without GPUs has no line of them");
    }

    #[test]
    fn before_the_first_sample_nothing_is_known() {
        let none = json!({"samples":0,"series":{}});
        assert_eq!(read(&none, &TASKS[0]).words, "running: not known yet");
    }
}
