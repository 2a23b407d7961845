//! The overview's line of facts: how large the cluster is and how long its master leads.

use std::time::Duration;

use cluster_model::live::Status;
use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents, frameworks};
use leptos::prelude::*;

use crate::components::panel::Condition;
use crate::live::use_live;
use crate::ui::{
    clock::use_clock,
    format::{plural, span},
};

/// Eyes do not follow faster.
const PACE: Duration = Duration::from_secs(1);

/// The line: `10,240 agents in 3 regions · 148 frameworks · 102,418 tasks running · master up 41 d, elected 6 d ago`.
#[component]
pub fn Gist(
    /// Whether there is something to say it of.
    condition: Memo<Condition>,
) -> impl IntoView {
    let live = use_live();
    let clock = use_clock();
    let changes = live.paced(&[Table::Agents, Table::Frameworks], PACE);
    let size = Memo::new(move |_| {
        changes.track();
        live.read(size)
    });
    let line = Memo::new(move |_| {
        let is_ready = condition.with(|condition| *condition == Condition::Ready);
        let master = live.status().with(|status| leadership(status, clock.now_ms()));
        let parts =
            [is_ready.then(|| size.get()), master].into_iter().flatten().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" · ")
    });
    view! { {line} }
}

/// What the master lists.
fn size(replica: &Replica) -> String {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let without = |table, column, states: &[&str]| {
        let out: usize = states.iter().map(|state| replica.count(table, column, state)).sum();
        count(replica.rows(table).len().saturating_sub(out))
    };
    let unlisted = [agents::state::UNREACHABLE, agents::state::GONE];
    let regions = replica.totals(Table::Agents).by_name(replica.names(), agents::REGION);
    // The empty name is no region.
    let regions = regions.iter().filter(|(name, _)| !name.is_empty()).count();
    let within = if regions > 1 { format!(" in {regions} regions") } else { String::new() };
    let running = replica.totals(Table::Frameworks).sum(frameworks::RUNNING);
    [
        plural(without(Table::Agents, agents::STATE, &unlisted), "agent", "agents") + &within,
        plural(
            without(Table::Frameworks, frameworks::STATE, &[frameworks::state::COMPLETED]),
            "framework",
            "frameworks",
        ),
        format!("{} running", plural(running, "task", "tasks")),
    ]
    .join(" · ")
}

/// How long the master runs and leads.
fn leadership(status: &Status, now_ms: i64) -> Option<String> {
    let up = status.started_ms.map(|started| format!("up {}", span(now_ms - started)));
    let elected = status.elected_ms.map(|elected| format!("elected {} ago", span(now_ms - elected)));
    let parts: Vec<_> = [up, elected].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("master {}", parts.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leadership_is_told_as_far_as_it_is_known() {
        const DAY: i64 = 86_400_000;
        let status = Status { started_ms: Some(0), elected_ms: Some(35 * DAY), ..Status::default() };
        assert_eq!(leadership(&status, 41 * DAY).as_deref(), Some("master up 41 d, elected 6 d ago"));
        assert_eq!(leadership(&Status::default(), 0), None);
    }

    #[test]
    fn an_empty_cluster_is_counted_too() {
        assert_eq!(size(&Replica::new()), "0 agents · 0 frameworks · 0 tasks running");
    }
}
