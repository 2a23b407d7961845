//! Agents whose drain does not end, or that run another version.

use std::collections::BTreeSet;

use super::{Lint, Severity, values};
use crate::replica::Replica;
use crate::schema::{Table, agents};

/// Agents that drain although their grace period is over: something holds them.
pub(super) fn overdue_drains(replica: &Replica, now_ms: i64) -> Option<Lint> {
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

/// Agents of another version than the master's; of another than most, while the master's is not known.
pub(super) fn version_skew(replica: &Replica, master: Option<&str>) -> Option<Lint> {
    let by_version = replica.totals(Table::Agents).by_name(replica.names(), agents::VERSION);
    let most = by_version.iter().map(|(version, _)| *version).find(|version| !version.is_empty());
    let right = master.or(most)?;
    let others: BTreeSet<&str> = by_version
        .iter()
        .map(|(version, _)| *version)
        .filter(|version| !version.is_empty() && *version != right)
        .collect();
    if others.is_empty() {
        return None;
    }
    let rows = replica.rows(Table::Agents);
    let away = [agents::state::UNREACHABLE, agents::state::GONE];
    let count = rows
        .slots()
        .filter(|&slot| others.contains(replica.text(Table::Agents, slot, agents::VERSION)))
        .filter(|&slot| !away.contains(&replica.text(Table::Agents, slot, agents::STATE)))
        .count();
    (count > 0).then(|| Lint {
        severity: Severity::Note,
        table: Table::Agents,
        count,
        what: if master.is_some() {
            "of another version than the master"
        } else {
            "of another version than most"
        },
        since_ms: None,
        hint: "calls that an old agent does not know fail on it",
        query: format!("version={} -state=unreachable,gone", values(others)).into(),
    })
}
