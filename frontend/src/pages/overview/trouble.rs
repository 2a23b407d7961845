//! What is wrong now, worst first, each with the way to the rows concerned.

use std::time::Duration;

use cluster_model::lints::{Lint, Severity, lints};
use cluster_model::schema::Table;
use leptos::prelude::*;

use crate::components::panel::Condition;
use crate::live::use_live;
use crate::paths::Page;
use crate::ui::{
    chip::Tone,
    clock::use_clock,
    format::{plural, span},
    icon::{Glyph, Icon},
};

/// Some rules look at every agent.
const PACE: Duration = Duration::from_millis(500);

/// What is wrong, or that nothing is.
#[component]
pub fn Trouble(
    /// Whether it can be known.
    condition: Memo<Condition>,
) -> impl IntoView {
    let live = use_live();
    let clock = use_clock();
    let changes = live.paced(&Table::ALL, PACE);
    let status = live.status();
    let version = Memo::new(move |_| status.with(|status| status.version.clone()));
    let found = Memo::new(move |_| {
        changes.track();
        live.read(|replica| lints(replica, version.get().as_deref(), clock.now_ms()))
    });
    // A line stays the same element while its numbers change: a link under the pointer is still there when it is pressed.
    let keys = Memo::new(move |_| found.with(|found| found.iter().map(key).collect::<Vec<_>>()));
    let line = move |key: Key| {
        let lint = found.with_untracked(|found| found.iter().find(|lint| self::key(lint) == key).cloned());
        let say = move |words: fn(&Lint, i64) -> String| {
            Memo::new(move |_| {
                let now_ms = clock.now_ms();
                found.with(|found| {
                    let lint = found.iter().find(|lint| self::key(lint) == key);
                    lint.map(|lint| words(lint, now_ms)).unwrap_or_default()
                })
            })
        };
        lint.map(|lint| view! { <Line lint count=say(|lint, _| count(lint)) more=say(more) /> })
    };
    let is_known = move || condition.with(|condition| *condition == Condition::Ready);
    view! {
        <section class="trouble" aria-label="What is wrong">
            <Show when=is_known>
                <Show
                    when=move || found.with(|found| !found.is_empty())
                    fallback=|| {
                        view! {
                            <p class="calm">
                                <Icon glyph=Glyph::Check />
                                "Nothing is wrong that this console can see."
                            </p>
                        }
                    }
                >
                    <ul class="sheet lints">
                        <For each=move || keys.get() key=|key| *key children=line />
                    </ul>
                </Show>
            </Show>
        </section>
    }
}

/// What tells a lint from another.
type Key = (usize, &'static str);

fn key(lint: &Lint) -> Key {
    (lint.table.index(), lint.what)
}

/// One line. What it is does not change, only how many and for how long.
#[component]
fn Line(lint: Lint, count: Memo<String>, more: Memo<String>) -> impl IntoView {
    let page = match lint.table {
        Table::Agents => Page::Agents,
        Table::Frameworks => Page::Frameworks,
        Table::Roles => Page::Roles,
        Table::Reservations => Page::Reservations,
        Table::Volumes => Page::Volumes,
        Table::Offers => Page::Offers,
        Table::Operations => Page::Operations,
        Table::Executors => Page::Executors,
        Table::Tasks => Page::Tasks,
    };
    view! {
        <li>
            <a class="lint" href=page.filtered(&lint.query)>
                <span class=tone(lint.severity).class()>{count}</span>
                <span class="lint-words">{lint.what} <span class="lint-more">{more}</span></span>
                <span class="lint-way" aria-hidden="true">
                    "Show"
                </span>
            </a>
        </li>
    }
}

fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Bad => Tone::Bad,
        Severity::Warning => Tone::Warn,
        Severity::Note => Tone::Idle,
    }
}

/// How many of what: `4 agents`.
fn count(lint: &Lint) -> String {
    let count = i64::try_from(lint.count).unwrap_or(i64::MAX);
    match lint.table {
        Table::Agents => plural(count, "agent", "agents"),
        Table::Frameworks => plural(count, "framework", "frameworks"),
        Table::Roles => plural(count, "role", "roles"),
        Table::Reservations => plural(count, "reservation", "reservations"),
        Table::Volumes => plural(count, "volume", "volumes"),
        Table::Offers => plural(count, "offer", "offers"),
        Table::Operations => plural(count, "operation", "operations"),
        Table::Executors => plural(count, "executor", "executors"),
        Table::Tasks => plural(count, "task", "tasks"),
    }
}

/// For how long, and what it means: ` · longest 12 min · they may still be running`.
fn more(lint: &Lint, now_ms: i64) -> String {
    let lasts = lint.since_ms.map(|since| {
        let lasts = span(now_ms - since);
        if lint.count == 1 { format!("for {lasts}") } else { format!("longest {lasts}") }
    });
    let hint = (!lint.hint.is_empty()).then(|| lint.hint.to_owned());
    [lasts, hint].into_iter().flatten().map(|part| format!(" · {part}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lint(count: usize, since_ms: Option<i64>) -> Lint {
        Lint {
            severity: Severity::Bad,
            table: Table::Agents,
            count,
            what: "unreachable",
            since_ms,
            hint: "their tasks may still be running",
            query: "state=unreachable".into(),
        }
    }

    #[test]
    fn one_and_many_are_told_apart() {
        assert_eq!(count(&lint(1, None)), "1 agent");
        assert_eq!(count(&lint(4_000, None)), "4,000 agents");
        assert_eq!(more(&lint(1, Some(0)), 720_000), " · for 12 min · their tasks may still be running");
        assert_eq!(more(&lint(4, Some(0)), 720_000), " · longest 12 min · their tasks may still be running");
        assert_eq!(more(&lint(4, None), 0), " · their tasks may still be running");
    }
}
