//! A framework's dominant share: of which resource it has most, by what the cluster has. The allocator goes by it.

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents, frameworks};

use crate::ui::format::percent;

const ALLOCATED: [usize; 4] = [frameworks::CPUS, frameworks::MEM, frameworks::DISK, frameworks::GPUS];

/// `12 % of mem, its largest share`; nothing for a framework that has nothing.
pub fn share(replica: &Replica, slot: u32) -> String {
    let totals = replica.totals(Table::Agents);
    let parts = agents::RESOURCES.iter().zip(ALLOCATED).map(|((name, whole), column)| {
        (*name, replica.number(Table::Frameworks, slot, column).unwrap_or(0), totals.sum(*whole))
    });
    said(parts)
}

fn said(parts: impl Iterator<Item = (&'static str, i64, i64)>) -> String {
    let shares = parts.filter(|(_, part, whole)| *part > 0 && *whole > 0);
    let largest = shares.max_by(|a, b| (a.1 as f64 / a.2 as f64).total_cmp(&(b.1 as f64 / b.2 as f64)));
    largest.map_or_else(String::new, |(name, part, whole)| {
        format!("{} of {name}, its largest share", percent(part, whole))
    })
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn the_largest_share_counts_not_the_largest_amount() {
        let parts = [("cpus", 5_000, 10_000), ("mem", 900_000, 10_000_000), ("gpus", 0, 0)];
        assert_eq!(said(parts.into_iter()), "50 % of cpus, its largest share");
        assert_eq!(said([("cpus", 0, 10)].into_iter()), "");
    }
}
