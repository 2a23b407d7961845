//! What of the quota cannot be met, in words.

use super::standing::Standing;
use crate::components::quota_bar::QuotaUse;
use crate::components::resource_bar::ResourceKind;
use crate::ui::chip::Tone;

/// Something that cannot be met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// How bad it is.
    pub tone: Tone,
    /// What it is, in a word or two.
    pub what: &'static str,
    /// The role it is about, if it is about one; stands before the words.
    pub role: Option<String>,
    /// What it means.
    pub words: String,
}

/// All of it, the worst first: promises beyond the cluster, promises that others stand in the way of, limits exceeded.
pub fn troubles(standing: &Standing) -> Vec<Trouble> {
    let kinds = || ResourceKind::ALL.into_iter().enumerate();
    let beyond = kinds().filter_map(|(at, kind)| beyond_cluster(standing, at, kind));
    let held = kinds().flat_map(|(at, kind)| held_by_others(standing, at, kind));
    let over = kinds().flat_map(|(at, kind)| over_limit(standing, at, kind));
    beyond.chain(held).chain(over).collect()
}

fn beyond_cluster(standing: &Standing, at: usize, kind: ResourceKind) -> Option<Trouble> {
    let (guaranteed, capacity) = (standing.guaranteed(at), standing.cluster[at].total());
    let missing = guaranteed - capacity;
    (missing > 0).then(|| Trouble {
        tone: Tone::Bad,
        what: "beyond the cluster",
        role: None,
        words: format!(
            "All guarantees of {} add up to {}, and all registered agents together have {}: {} cannot be met, whoever goes without.",
            kind.name(),
            kind.amount(guaranteed),
            kind.amount(capacity),
            kind.amount(missing),
        ),
    })
}

fn held_by_others(standing: &Standing, at: usize, kind: ResourceKind) -> Vec<Trouble> {
    let available = standing.available(at);
    let (name, all_owed) = (kind.name(), standing.owed(at));
    let said = |role: &str, quota: &QuotaUse| {
        let owed = quota.owed();
        let words = if owed > available {
            format!(
                "is guaranteed {} of {name} and has {}; of the {} it lacks, {} could be given to it now. The rest is held by others, or reserved for them, until that is freed.",
                kind.amount(quota.guarantee.unwrap_or(0)),
                kind.amount(quota.consumed),
                kind.amount(owed),
                kind.amount(available),
            )
        } else {
            format!(
                "lacks {} of its guaranteed {name}. There is as much, but all roles together lack {} and only {} could be given to them now.",
                kind.amount(owed),
                kind.amount(all_owed),
                kind.amount(available),
            )
        };
        Trouble { tone: Tone::Warn, what: "not met now", role: Some(role.to_owned()), words }
    };
    if all_owed <= available {
        return Vec::new();
    }
    let starved = standing.roles.iter().filter(|role| role.uses[at].owed() > 0);
    starved.map(|role| said(&role.role, &role.uses[at])).collect()
}

fn over_limit(standing: &Standing, at: usize, kind: ResourceKind) -> Vec<Trouble> {
    let over = standing.roles.iter().filter(|role| role.uses[at].excess() > 0);
    let said = |quota: &QuotaUse| {
        format!(
            "has {} of {}, {} more than its limit. It gets no more until it has less; what it has stays with it.",
            kind.amount(quota.consumed),
            kind.name(),
            kind.amount(quota.excess()),
        )
    };
    over.map(|role| Trouble {
        tone: Tone::Warn,
        what: "over its limit",
        role: Some(role.role.clone()),
        words: said(&role.uses[at]),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::standing::RoleQuota;
    use super::*;
    use crate::components::resource_bar::Shares;

    fn standing(free: i64, uses: &[(i64, Option<i64>, Option<i64>)]) -> Standing {
        let role =
            |(at, (consumed, guarantee, limit)): (usize, &(i64, Option<i64>, Option<i64>))| RoleQuota {
                role: format!("role{at}"),
                uses: [
                    QuotaUse { consumed: *consumed, guarantee: *guarantee, limit: *limit },
                    QuotaUse::default(),
                    QuotaUse::default(),
                    QuotaUse::default(),
                ],
            };
        let mut standing =
            Standing { roles: uses.iter().enumerate().map(role).collect(), ..Standing::default() };
        standing.cluster[0] = Shares { allocated: 40_000, free, ..Shares::default() };
        standing
    }

    fn whats(standing: &Standing) -> Vec<&'static str> {
        troubles(standing).iter().map(|trouble| trouble.what).collect()
    }

    #[test]
    fn what_is_met_or_can_be_is_no_trouble() {
        assert_eq!(
            whats(&standing(10_000, &[(20_000, Some(30_000), None), (5_000, None, Some(5_000))])),
            [""; 0]
        );
    }

    #[test]
    fn promises_beyond_the_cluster_come_first() {
        let standing = standing(10_000, &[(20_000, Some(60_000), None)]);
        assert_eq!(whats(&standing), ["beyond the cluster", "not met now"]);
        let said = troubles(&standing);
        assert!(
            said[0].words.contains("add up to 60, and all registered agents together have 50: 10 cannot")
        );
        assert!(said[1].words.contains("of the 40 it lacks, 10 could be given"));
    }

    #[test]
    fn two_that_lack_what_there_is_once_are_both_told() {
        let standing = standing(10_000, &[(0, Some(8_000), None), (0, Some(8_000), None)]);
        assert_eq!(whats(&standing), ["not met now", "not met now"]);
        assert!(troubles(&standing)[0].words.contains("all roles together lack 16 and only 10"));
    }

    #[test]
    fn a_limit_below_what_is_there_is_told() {
        let standing = standing(0, &[(130_000, None, Some(128_000))]);
        assert_eq!(whats(&standing), ["over its limit"]);
        assert!(troubles(&standing)[0].words.contains("2 more than its limit"));
    }
}
