//! Resources that are held and not used.

use super::{Lint, Severity};
use crate::replica::Replica;
use crate::schema::{Table, offers, volumes};

/// How long a framework may think about an offer. Those of Mesos answer within seconds.
const PATIENCE_MS: i64 = 120_000;

/// Offers that a framework neither uses nor declines: nobody else is offered their resources.
pub(super) fn hoarded_offers(replica: &Replica, now_ms: i64) -> Option<Lint> {
    let wanted = [(offers::KIND, offers::OFFER)];
    let since: Vec<i64> = replica
        .find_all(Table::Offers, &wanted)
        .filter_map(|slot| replica.number(Table::Offers, slot, offers::SINCE))
        .filter(|since| now_ms - since > PATIENCE_MS)
        .collect();
    Some(Lint {
        severity: Severity::Warning,
        table: Table::Offers,
        count: since.len(),
        what: "held by their frameworks",
        since_ms: Some(*since.iter().min()?),
        hint: "nobody else is offered their resources",
        query: "kind=offer since>2m".into(),
    })
}

/// Persistent volumes that are not allocated.
pub(super) fn idle_volumes(replica: &Replica) -> Option<Lint> {
    let used = replica.count(Table::Volumes, volumes::STATE, volumes::USED);
    let count = replica.rows(Table::Volumes).len() - used;
    (count > 0).then(|| Lint {
        severity: Severity::Note,
        table: Table::Volumes,
        count,
        what: "without a task",
        since_ms: None,
        hint: "their data stay, and their disk is nobody else's",
        query: "-state=used".into(),
    })
}
