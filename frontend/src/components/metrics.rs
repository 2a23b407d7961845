//! The metrics of a master or an agent: searched, with units, each with its course since the page was opened.

mod gathered;
mod unit;

use leptos::prelude::*;

use self::gathered::{Gathered, rise};
use super::panel::Panel;
use crate::call::reading::{OFTEN, Reading};
use crate::paths::Place;
use crate::ui::{find_field::FindField, format::plural, more::More, sparkline::Sparkline};

/// Metrics shown at first and with each further press: a row is nine elements.
const STEP: usize = 60;

/// What the rows read: the metrics, and a number that rises with each answer.
#[derive(Clone, Copy)]
struct Source {
    gathered: StoredValue<Gathered>,
    taken: RwSignal<u64>,
}

impl Source {
    fn read<T>(self, read: impl FnOnce(&Gathered) -> T) -> T {
        self.taken.track();
        self.gathered.with_value(read)
    }
}

/// The metrics explorer.
#[component]
pub fn Metrics(
    /// Whose.
    place: Place,
) -> impl IntoView {
    let reading = Reading::of_call(place, "GET_METRICS", OFTEN);
    let source = Source { gathered: StoredValue::new(Gathered::default()), taken: RwSignal::new(0) };
    Effect::new(move || {
        // Equal answers are samples, too. A memo that is only tracked is never worked out, and so never changes.
        let _ = reading.fetched_ms.get();
        if let Some(answer) = reading.value.get_untracked() {
            source.gathered.update_value(|gathered| gathered.take(&answer));
            source.taken.update(|taken| *taken += 1);
        }
    });
    let search = RwSignal::new(String::new());
    let limit = RwSignal::new(STEP);
    let names = Memo::new(move |_| search.with(|search| source.read(|gathered| gathered.names(search))));
    let count = move || plural(names.with(Vec::len) as i64, "metric", "metrics");
    let rows =
        Memo::new(move |_| names.with(|names| names.iter().take(limit.get()).cloned().collect::<Vec<_>>()));
    let more = Memo::new(move |_| names.with(Vec::len).saturating_sub(limit.get()));
    view! {
        <Panel title="Metrics" what="the metrics" condition=reading.condition aside=move || count().into_any()>
            <FindField
                name="Find in metrics"
                by_key=true
                on_find=move |text: String| {
                    limit.set(STEP);
                    search.set(text);
                }
            />
            <div class="sheet scrolls" role="group" tabindex="0" aria-label="Metrics">
                <table class="plain-table metrics">
                    <thead>
                        <tr>
                            <th scope="col">"Metric"</th>
                            <th scope="col" class="number">"Now"</th>
                            <th scope="col" class="number">"Since opened"</th>
                            <th scope="col">"Course since opened"</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || rows.get() key=String::clone let:name>
                            {row(source, name)}
                        </For>
                    </tbody>
                </table>
            </div>
            <More left=more on_more=move |()| limit.update(|limit| *limit += STEP) />
        </Panel>
    }
}

fn row(source: Source, name: String) -> AnyView {
    let name = StoredValue::new(name);
    let course = Memo::new(move |_| name.with_value(|name| source.read(|gathered| gathered.course(name))));
    let now = move || {
        name.with_value(|name| {
            let latest = source.read(|gathered| gathered.latest(name));
            latest.map_or_else(|| "–".to_owned(), |value| unit::said(name, value))
        })
    };
    let rose = move || {
        let rise = course.with(|course| rise(course));
        let sign = if rise > 0.0 { "+" } else { "" };
        name.with_value(|name| {
            if rise == 0.0 { "0".to_owned() } else { format!("{sign}{}", unit::said(name, rise)) }
        })
    };
    let label = Signal::derive(move || {
        name.with_value(|name| format!("{name} since the page was opened: {}", rose()))
    });
    view! {
        <tr>
            <th scope="row"><code>{name.get_value()}</code></th>
            <td class="number">{now}</td>
            <td class="number">{rose}</td>
            <td><Sparkline values=course label /></td>
        </tr>
    }
    .into_any()
}
