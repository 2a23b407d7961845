//! What is wrong now: one line each, with a count and the filter that shows the rows concerned.

mod agents;
mod holdings;
mod quota;
mod states;
mod tasks;

use std::borrow::Cow;

use crate::replica::Replica;
use crate::schema::Table;

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

/// Everything that is wrong, worst first. `version` is the leading master's, if it is known.
#[must_use]
pub fn lints(replica: &Replica, version: Option<&str>, now_ms: i64) -> Vec<Lint> {
    let mut found = states::lints(replica);
    found.extend(agents::overdue_drains(replica, now_ms));
    found.extend(agents::version_skew(replica, version));
    found.extend(tasks::flapping(replica, now_ms));
    found.extend(quota::overcommitted(replica));
    found.extend(quota::unmet(replica));
    found.extend(quota::exceeded(replica));
    found.extend(holdings::hoarded_offers(replica, now_ms));
    found.extend(holdings::idle_volumes(replica));
    found.sort_by_key(|lint| lint.severity);
    found
}

/// Values of a filter's term: `"eng/web","ops"`. One that no term can name is left out.
fn values<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quoted = names.into_iter().filter(|name| !name.contains('"')).map(|name| format!("\"{name}\""));
    quoted.collect::<Vec<_>>().join(",")
}
