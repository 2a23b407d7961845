//! The page's tables.

use serde_json::Value;

use super::standing::{RoleQuota, Standing};
use crate::call::json::Read;
use crate::components::listing::{Cells, ColumnHead, number, words};
use crate::components::resource_bar::ResourceKind;
use crate::components::shown::Shown;
use crate::paths::Page;
use crate::ui::format::milli;

/// The heads of the roles' table.
pub static ROLES: &[ColumnHead] = &[
    words("Role"),
    words("Resource"),
    words("Quota"),
    number("Consumed"),
    number("Guarantee"),
    number("Limit"),
    number("Headroom"),
    number("Still owed"),
];

/// The heads of the cluster's table.
pub static CAPACITY: &[ColumnHead] = &[
    words("Resource"),
    words("Cluster"),
    number("Capacity"),
    number("Guaranteed"),
    number("Not guaranteed"),
    number("Still owed"),
    number("Could be given now"),
];

/// A row for each role and resource with a guarantee or a limit.
pub fn role_rows(standing: &Standing) -> Vec<Cells> {
    let of_role = |role: &RoleQuota| {
        let set = ResourceKind::ALL.into_iter().zip(role.uses).filter(|(_, quota)| quota.is_set());
        let name = role.role.clone();
        set.map(move |(kind, quota)| {
            let or = |amount: Option<i64>, otherwise: &str| {
                amount.map_or_else(|| Shown::Text(otherwise.to_owned()), |amount| Shown::Amount(kind, amount))
            };
            vec![
                role_link(&name),
                Shown::Text(kind.name().to_owned()),
                Shown::Quota(kind, quota),
                Shown::Amount(kind, quota.consumed),
                or(quota.guarantee, "none"),
                or(quota.limit, "none"),
                or(quota.headroom(), "no limit"),
                Shown::Amount(kind, quota.owed()),
            ]
        })
        .collect::<Vec<_>>()
    };
    standing.roles.iter().flat_map(of_role).collect()
}

/// A row for each resource that has no column of its own and that quota is set for, from `GET_QUOTA`.
pub fn custom_rows(answer: &Value) -> Vec<Cells> {
    let mut rows = Vec::new();
    for config in answer.list("get_quota.status.configs") {
        let amounts = |path: &str| config.at(path).as_object();
        let mut names: Vec<&String> = ["guarantees", "limits"]
            .into_iter()
            .filter_map(amounts)
            .flat_map(|amounts| amounts.keys())
            .collect();
        names.sort_unstable();
        names.dedup();
        let is_custom = |name: &&String| ResourceKind::ALL.iter().all(|kind| kind.name() != name.as_str());
        for name in names.into_iter().filter(is_custom) {
            let amount = |path: &str| {
                let value = amounts(path)
                    .and_then(|amounts| amounts.get(name))
                    .and_then(|amount| amount.milli("value"));
                value.map_or_else(|| Shown::Text("none".to_owned()), |value| Shown::Text(milli(value)))
            };
            rows.push(vec![
                role_link(config.text("role")),
                Shown::Text(name.clone()),
                Shown::Text("the console does not follow what is consumed of it".to_owned()),
                Shown::None,
                amount("guarantees"),
                amount("limits"),
                Shown::None,
                Shown::None,
            ]);
        }
    }
    rows
}

/// A row for each resource that the cluster has or that somebody is guaranteed.
pub fn capacity_rows(standing: &Standing) -> Vec<Cells> {
    let row = |(at, kind): (usize, ResourceKind)| {
        let shares = standing.cluster[at];
        let (capacity, guaranteed) = (shares.total(), standing.guaranteed(at));
        (capacity > 0 || guaranteed > 0).then(|| {
            let amount = |amount: i64| Shown::Amount(kind, amount);
            vec![
                Shown::Text(kind.name().to_owned()),
                Shown::Bar(kind, shares),
                amount(capacity),
                amount(guaranteed),
                amount((capacity - guaranteed).max(0)),
                amount(standing.owed(at)),
                amount(standing.available(at)),
            ]
        })
    };
    ResourceKind::ALL.into_iter().enumerate().filter_map(row).collect()
}

fn role_link(name: &str) -> Shown {
    Shown::Link(Page::Role { name: name.to_owned() }, name.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::components::quota_bar::QuotaUse;

    #[test]
    fn only_what_is_set_has_a_row() {
        let mem = QuotaUse { consumed: 512_000, guarantee: None, limit: Some(1_024_000) };
        let uses =
            [QuotaUse { consumed: 5, ..QuotaUse::default() }, mem, QuotaUse::default(), QuotaUse::default()];
        let standing =
            Standing { roles: vec![RoleQuota { role: "eng".into(), uses }], ..Standing::default() };
        let rows = role_rows(&standing);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].len(), ROLES.len());
        assert_eq!(rows[0][6], Shown::Amount(ResourceKind::Mem, 512_000));
        assert_eq!(capacity_rows(&standing), Vec::<Cells>::new());
    }

    #[test]
    fn resources_of_other_names_are_told_from_the_answer() {
        let answer = json!({"get_quota":{"status":{"configs":[
            {"role":"ml","guarantees":{"gpus":{"value":16.0}},"limits":{"fpga":{"value":2.0},"gpus":{"value":32.0}}}]}}});
        let rows = custom_rows(&answer);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].len(), ROLES.len());
        assert_eq!((&rows[0][1], &rows[0][5]), (&Shown::Text("fpga".into()), &Shown::Text("2".into())));
        assert_eq!(custom_rows(&json!({})), Vec::<Cells>::new());
    }
}
