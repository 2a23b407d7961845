//! Rows in a state that is trouble by itself: counted by the replica, never looked for.

use super::{Lint, Severity};
use crate::replica::Replica;
use crate::schema::{Table, agents, frameworks, reservations, tasks};

struct Rule {
    severity: Severity,
    table: Table,
    column: usize,
    name: &'static str,
    since: Option<usize>,
    what: &'static str,
    hint: &'static str,
    query: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        severity: Severity::Bad,
        table: Table::Agents,
        column: agents::STATE,
        name: agents::state::UNREACHABLE,
        since: Some(agents::SINCE),
        what: "unreachable",
        hint: "no longer listed by the master; their tasks may still be running",
        query: "state=unreachable",
    },
    Rule {
        severity: Severity::Bad,
        table: Table::Agents,
        column: agents::STATE,
        name: agents::state::DISCONNECTED,
        since: Some(agents::SINCE),
        what: "disconnected",
        hint: "the master waits for them before it calls them unreachable",
        query: "state=disconnected",
    },
    Rule {
        severity: Severity::Warning,
        table: Table::Agents,
        column: agents::STATE,
        name: agents::state::RECOVERING,
        since: Some(agents::SINCE),
        what: "not back since the master's failover",
        hint: "known from the registry, not registered again yet",
        query: "state=recovering",
    },
    Rule {
        severity: Severity::Bad,
        table: Table::Frameworks,
        column: frameworks::STATE,
        name: frameworks::state::DISCONNECTED,
        since: Some(frameworks::SINCE),
        what: "disconnected",
        hint: "their tasks run on until the failover timeout ends them",
        query: "state=disconnected",
    },
    Rule {
        severity: Severity::Warning,
        table: Table::Frameworks,
        column: frameworks::STATE,
        name: frameworks::state::RECOVERED,
        since: Some(frameworks::SINCE),
        what: "not back since the master's failover",
        hint: "known from their tasks, not subscribed again yet",
        query: "state=recovered",
    },
    Rule {
        severity: Severity::Warning,
        table: Table::Tasks,
        column: tasks::HEALTH,
        name: "unhealthy",
        since: None,
        what: "failing their health check",
        hint: "",
        query: "health=unhealthy",
    },
    Rule {
        severity: Severity::Warning,
        table: Table::Tasks,
        column: tasks::LIST,
        name: tasks::UNREACHABLE,
        since: None,
        what: "on agents that cannot be reached",
        hint: "they may still be running",
        query: "list=unreachable",
    },
    Rule {
        severity: Severity::Note,
        table: Table::Reservations,
        column: reservations::STATE,
        name: reservations::IDLE,
        since: None,
        what: "that nobody uses",
        hint: "nothing of them is allocated",
        query: "state=idle",
    },
    Rule {
        severity: Severity::Note,
        table: Table::Agents,
        column: agents::STATE,
        name: agents::state::DEACTIVATED,
        since: Some(agents::SINCE),
        what: "deactivated",
        hint: "they get no offers until they are reactivated",
        query: "state=deactivated",
    },
];

pub(super) fn lints(replica: &Replica) -> Vec<Lint> {
    RULES.iter().filter_map(|rule| apply(replica, rule)).collect()
}

fn apply(replica: &Replica, rule: &Rule) -> Option<Lint> {
    let count = replica.count(rule.table, rule.column, rule.name);
    if count == 0 {
        return None;
    }
    let since_ms = rule.since.and_then(|since| {
        let wanted = [(rule.column, rule.name)];
        replica.find_all(rule.table, &wanted).filter_map(|slot| replica.number(rule.table, slot, since)).min()
    });
    Some(Lint {
        severity: rule.severity,
        table: rule.table,
        count,
        what: rule.what,
        since_ms,
        hint: rule.hint,
        query: rule.query.into(),
    })
}
