//! What is wrong now: one line each, with a count and the filter that shows the rows concerned.

use std::borrow::Cow;

use crate::replica::Replica;
use crate::schema::{Table, agents, frameworks, tasks};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something is lost or down.
    Bad,
    /// Something needs an eye.
    Warning,
    /// Worth knowing.
    Note,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// How bad it is.
    pub severity: Severity,
    /// What is concerned.
    pub table: Table,
    /// How many.
    pub count: usize,
    /// What is wrong with them: "unreachable".
    pub what: &'static str,
    /// More about it: "longest 12 min · 318 tasks on them". The moment is the oldest `since`, if known.
    pub since_ms: Option<i64>,
    /// What it means or what can be done.
    pub hint: &'static str,
    /// The filter that shows them.
    pub query: Cow<'static, str>,
}

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
        table: Table::Agents,
        column: agents::STATE,
        name: agents::state::DEACTIVATED,
        since: Some(agents::SINCE),
        what: "deactivated",
        hint: "they get no offers until they are reactivated",
        query: "state=deactivated",
    },
];

/// Everything that is wrong, worst first.
#[must_use]
pub fn lints(replica: &Replica, now_ms: i64) -> Vec<Lint> {
    let mut found: Vec<Lint> = RULES.iter().filter_map(|rule| apply(replica, rule)).collect();
    found.extend(overdue_drains(replica, now_ms));
    found.extend(version_skew(replica));
    found.sort_by_key(|lint| lint.severity);
    found
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

/// Agents that drain although their grace period is over: something holds them.
fn overdue_drains(replica: &Replica, now_ms: i64) -> Option<Lint> {
    if replica.count(Table::Agents, agents::STATE, agents::state::DRAINING) == 0 {
        return None;
    }
    let wanted = [(agents::STATE, agents::state::DRAINING)];
    let ends: Vec<i64> = replica
        .find_all(Table::Agents, &wanted)
        .filter_map(|slot| replica.number(Table::Agents, slot, agents::DRAIN_ENDS))
        .filter(|&ends| ends < now_ms)
        .collect();
    Some(Lint {
        severity: Severity::Warning,
        table: Table::Agents,
        count: ends.len(),
        what: "draining past their grace period",
        since_ms: Some(*ends.iter().min()?),
        hint: "tasks or unacknowledged updates are left on them",
        query: "state=draining drain.ends>0s".into(),
    })
}

/// Agents that do not all run the same version.
fn version_skew(replica: &Replica) -> Option<Lint> {
    let versions: Vec<(&str, usize)> = replica
        .totals(Table::Agents)
        .by_name(replica.names(), agents::VERSION)
        .into_iter()
        .filter(|(version, _)| !version.is_empty())
        .collect();
    let (most, others) = versions.split_first().filter(|(_, others)| !others.is_empty())?;
    Some(Lint {
        severity: Severity::Note,
        table: Table::Agents,
        count: others.iter().map(|(_, count)| count).sum(),
        what: "of another version than most",
        since_ms: None,
        hint: "",
        query: format!("-version={}", most.0).into(),
    })
}
