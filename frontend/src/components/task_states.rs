//! Tasks by where the master lists them and by state, as chips that lead to the list of them.

use std::time::Duration;

use cluster_model::groups::{Amount, Groups};
use cluster_model::replica::Replica;
use cluster_model::schema::{Table, tasks};
use leptos::prelude::*;

use super::state_chip::StateOf;
use crate::live::use_live;
use crate::paths::{Page, exactly};
use crate::ui::format;

/// Eyes do not follow faster.
const PACE: Duration = Duration::from_millis(250);

/// The lists in the order of a task's life, and what each means.
const LISTS: [(&str, &str, &str); 3] = [
    (
        tasks::ACTIVE,
        "Active",
        "What the master holds as running or on its way, ended but unacknowledged ones included.",
    ),
    (tasks::UNREACHABLE, "Unreachable", "On agents that the master cannot reach; they may still be running."),
    (
        tasks::COMPLETED,
        "Ended, as far as remembered",
        "The master remembers a limited number of each framework's.",
    ),
];

/// The states in the order of a task's life; unknown ones come last.
const LIFE: [&str; 14] = [
    "TASK_RUNNING",
    "TASK_STAGING",
    "TASK_STARTING",
    "TASK_KILLING",
    "TASK_FINISHED",
    "TASK_KILLED",
    "TASK_FAILED",
    "TASK_ERROR",
    "TASK_LOST",
    "TASK_DROPPED",
    "TASK_UNREACHABLE",
    "TASK_GONE",
    "TASK_GONE_BY_OPERATOR",
    "TASK_UNKNOWN",
];

/// Which tasks are counted: those with this text in this column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// A column of tasks that holds names.
    pub column: usize,
    /// The name.
    pub name: String,
}

impl Scope {
    /// The filter that passes the same tasks.
    pub fn filter(&self) -> String {
        exactly(Table::Tasks.columns()[self.column].key, &self.name)
    }
}

/// So many tasks of one list in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The list.
    pub list: String,
    /// The state, as Mesos names it.
    pub state: String,
    /// How many.
    pub count: i64,
}

/// Tasks by list and state.
fn groups(scope: Option<Scope>) -> Groups {
    let only = scope.map(|Scope { column, name }| (column, name));
    Groups::new(Table::Tasks, &[tasks::LIST, tasks::STATE], only, vec![Amount::Row])
}

/// What was counted, in the order of tasks' life.
fn tally(groups: &Groups, replica: &Replica) -> Vec<Tally> {
    let name = |symbol| replica.names().get(symbol).to_owned();
    let mut tallies: Vec<Tally> = groups
        .iter()
        .map(|([list, state], count)| Tally { list: name(list), state: name(state), count: count[0] })
        .collect();
    let place = |tally: &Tally| LIFE.iter().position(|state| *state == tally.state).unwrap_or(LIFE.len());
    tallies.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.state.cmp(&b.state)));
    tallies
}

/// The tasks of the cluster, or of a part of it, by list and state.
#[component]
pub fn TaskStates(
    /// Which tasks; all by default.
    #[prop(optional_no_strip)]
    scope: Option<Scope>,
) -> impl IntoView {
    let live = use_live();
    let changes = live.paced(&[Table::Tasks], PACE);
    let filter = scope.as_ref().map(Scope::filter).unwrap_or_default();
    let grouped = live.grouped(groups(scope));
    let known = Memo::new(move |_| {
        changes.track();
        grouped.read(tally)
    });
    let is_known_empty = move || known.with(|known| known.as_ref().is_some_and(Vec::is_empty));
    let tallies = Memo::new(move |_| known.get().unwrap_or_default());
    let lists = LISTS.map(|(list, title, about)| {
        let filter = format!("{filter} {}", exactly(Table::Tasks.columns()[tasks::LIST].key, list));
        view! { <Group tallies list title about filter /> }
    });
    view! {
        <Show when=is_known_empty>
            <p class="muted">"No tasks."</p>
        </Show>
        {lists.into_view()}
    }
}

#[component]
fn Group(
    tallies: Memo<Vec<Tally>>,
    list: &'static str,
    title: &'static str,
    about: &'static str,
    filter: String,
) -> impl IntoView {
    let states = Memo::new(move |_| {
        tallies.with(|tallies| {
            let mine = tallies.iter().filter(|tally| tally.list == list);
            mine.map(|tally| tally.state.clone()).collect::<Vec<_>>()
        })
    });
    let filter = StoredValue::new(filter.trim().to_owned());
    let chip = move |state: String| {
        let state_key = Table::Tasks.columns()[tasks::STATE].key;
        let href = filter
            .with_value(|filter| Page::Tasks.filtered(&format!("{filter} {}", exactly(state_key, &state))));
        let (class, word) = (StateOf::Task.tone(&state).class(), StateOf::Task.word(&state));
        let count = move || {
            tallies.with(|tallies| {
                let mine = tallies.iter().find(|tally| tally.list == list && tally.state == state);
                mine.map(|tally| format::grouped(tally.count))
            })
        };
        view! {
            <li>
                <a class=class href=href>
                    {count}
                    " "
                    {word}
                </a>
            </li>
        }
    };
    view! {
        <Show when=move || states.with(|states| !states.is_empty())>
            <h3 class="state-group" title=about>
                {title}
            </h3>
            <ul class="state-chips" aria-label=title>
                <For each=move || states.get() key=String::clone children=chip />
            </ul>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_its_filter() {
        let scope = Scope { column: tasks::AGENT_ID, name: "a1-S0".into() };
        assert_eq!(scope.filter(), "agent_id=a1-S0");
    }

    #[test]
    fn nothing_is_counted_in_an_empty_replica() {
        let scope = Scope { column: tasks::AGENT_ID, name: "a1-S0".into() };
        for scope in [None, Some(scope)] {
            let mut groups = groups(scope);
            assert!(!groups.go_on(&Replica::new(), 1));
            assert_eq!(tally(&groups, &Replica::new()), []);
        }
    }
}
