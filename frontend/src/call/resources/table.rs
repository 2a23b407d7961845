//! Who has how much: resources added up by reservation or by role.

use super::{Amount, Resource, Stack, sums};

/// Somebody's part: of each resource the whole and what is taken of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Holding<K> {
    /// Whose it is.
    pub key: K,
    /// All of it, by name.
    pub total: Vec<(String, Amount)>,
    /// What of it is allocated, by name; none where `total` is what is allocated.
    pub taken: Option<Vec<(String, Amount)>>,
}

impl<K> Holding<K> {
    /// The whole of one resource; nothing if there is none.
    pub fn total_of(&self, name: &str) -> Option<&Amount> {
        find(&self.total, name)
    }

    /// What is taken of one resource.
    pub fn taken_of(&self, name: &str) -> Option<&Amount> {
        find(self.taken.as_ref()?, name)
    }
}

fn find<'a>(amounts: &'a [(String, Amount)], name: &str) -> Option<&'a Amount> {
    amounts.iter().find(|(other, _)| other == name).map(|(_, amount)| amount)
}

/// An agent's resources by who they are reserved for: what is not reserved first, then by role.
pub fn by_reservation(total: &[Resource], allocated: &[Resource]) -> Vec<Holding<Stack>> {
    grouped(total, Some(allocated), |resource| resource.stack.clone())
}

/// Resources by the role they are allocated to; nothing is known of a whole, so nothing is taken.
pub fn by_role(resources: &[Resource]) -> Vec<Holding<String>> {
    grouped(resources, None, |resource| resource.role.clone())
}

fn grouped<K: Ord + Clone>(
    total: &[Resource],
    taken: Option<&[Resource]>,
    key: impl Fn(&Resource) -> K,
) -> Vec<Holding<K>> {
    let mut keys: Vec<K> = total.iter().chain(taken.unwrap_or_default()).map(&key).collect();
    keys.sort();
    keys.dedup();
    let holding = |wanted: K| {
        let of = |resources: &[Resource]| {
            sums(resources.iter().filter(|resource| key(resource) == wanted).collect::<Vec<_>>())
        };
        let (total, taken) = (of(total), taken.map(of));
        Holding { key: wanted, total, taken }
    };
    keys.into_iter().map(holding).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::call::json::Read;

    fn agent() -> (Vec<Resource>, Vec<Resource>) {
        let total = json!([
            {"name":"cpus","scalar":{"value":3.0},"role":"*"},
            {"name":"mem","scalar":{"value":1024.0},"role":"*"},
            {"name":"cpus","scalar":{"value":1.0},"role":"static"},
            {"name":"disk","scalar":{"value":100.0},"reservations":[{"type":"DYNAMIC","role":"ops"}]},
            {"name":"disk","scalar":{"value":28.0},"reservations":[{"type":"DYNAMIC","role":"ops"}],
             "disk":{"persistence":{"id":"db"},"volume":{"mode":"RW","container_path":"data"}}},
        ]);
        let allocated = json!([
            {"name":"cpus","scalar":{"value":0.1},"role":"*","allocation_info":{"role":"a"}},
            {"name":"cpus","scalar":{"value":0.2},"role":"*","allocation_info":{"role":"b"}},
        ]);
        (Resource::read_all(total.list("")), Resource::read_all(allocated.list("")))
    }

    #[test]
    fn what_is_free_for_all_comes_first() {
        let (total, allocated) = agent();
        let holdings = by_reservation(&total, &allocated);
        let keys: Vec<_> = holdings.iter().map(|holding| holding.key.to_string()).collect();
        assert_eq!(keys, ["", "ops", "static"]);
        assert_eq!(holdings[0].taken_of("cpus"), Some(&Amount::Milli(300)));
        assert_eq!(holdings[0].total_of("cpus"), Some(&Amount::Milli(3_000)));
        assert_eq!(holdings[2].taken_of("cpus"), None);
    }

    #[test]
    fn a_volume_counts_as_disk_of_its_reservation() {
        let (total, _) = agent();
        assert_eq!(by_reservation(&total, &[])[1].total_of("disk"), Some(&Amount::Milli(128_000)));
    }

    #[test]
    fn roles_are_told_apart() {
        let (_, allocated) = agent();
        let roles = by_role(&allocated);
        assert_eq!(roles.len(), 2);
        assert_eq!((roles[1].key.as_str(), roles[1].total_of("cpus")), ("b", Some(&Amount::Milli(200))));
    }
}
