//! Resources in Mesos' JSON: how much of what, reserved for whom, allocated to whom.

mod amount;
mod reservation;
mod table;

use serde_json::Value;

pub use amount::Amount;
pub use reservation::{Reservation, Stack};
pub use table::{Holding, by_reservation, by_role};

use super::json::Read;
use crate::components::resource_bar::ResourceKind;

/// One resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// `cpus`, `ports`, or any other name an agent's operator gave it.
    pub name: String,
    /// How much.
    pub amount: Amount,
    /// The role it is allocated to; empty for what belongs to nobody in particular.
    pub role: String,
    /// For whom it is reserved; empty for everybody.
    pub stack: Stack,
    /// The persistent volume it is, if it is one.
    pub volume_id: String,
}

impl Resource {
    /// Reads one resource, in Mesos' form of before or after 1.4.
    pub fn read(value: &Value) -> Self {
        Self {
            name: value.text("name").to_owned(),
            amount: Amount::read(value),
            role: value.text("allocation_info.role").to_owned(),
            stack: Stack::read(value),
            volume_id: value.text("disk.persistence.id").to_owned(),
        }
    }

    /// Reads a list of them.
    pub fn read_all(list: &[Value]) -> Vec<Self> {
        list.iter().map(Self::read).collect()
    }

    /// The quantity in thousandths, if it is one.
    pub fn milli(&self) -> Option<i64> {
        match self.amount {
            Amount::Milli(milli) => Some(milli),
            Amount::Ranges(_) | Amount::Set(_) => None,
        }
    }
}

/// The kind that has bars of its own.
pub fn kind_of(name: &str) -> Option<ResourceKind> {
    ResourceKind::ALL.into_iter().find(|kind| kind.name() == name)
}

/// Where a resource of that name stands among others: those with bars first, the rest as they come.
pub fn place(name: &str) -> usize {
    ResourceKind::ALL.iter().position(|kind| kind.name() == name).unwrap_or(ResourceKind::ALL.len())
}

/// The resources by name, whoever has them: `cpus`, `mem`, `disk` and `gpus` first, then others as they come.
pub fn sums<'a>(resources: impl IntoIterator<Item = &'a Resource>) -> Vec<(String, Amount)> {
    let mut sums: Vec<(String, Amount)> = Vec::new();
    for resource in resources {
        match sums.iter_mut().find(|(name, _)| *name == resource.name) {
            Some((_, sum)) => sum.add(&resource.amount),
            None => sums.push((resource.name.clone(), resource.amount.clone())),
        }
    }
    sums.sort_by_key(|(name, _)| place(name));
    sums
}

/// The sums on one line: `cpus 0.1 · mem 32 MiB · ports 31000-31004`.
pub fn line<'a>(resources: impl IntoIterator<Item = &'a Resource>) -> String {
    let sums = sums(resources);
    let parts: Vec<_> = sums.iter().map(|(name, amount)| format!("{name} {}", amount.words(name))).collect();
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_real_task_s_resources_are_one_line() {
        let list = json!([
            {"name":"cpus","type":"SCALAR","scalar":{"value":0.1},"allocation_info":{"role":"eng/rec"}},
            {"name":"mem","type":"SCALAR","scalar":{"value":32.0},"allocation_info":{"role":"eng/rec"}},
            {"name":"disk","type":"SCALAR","scalar":{"value":16.0},"allocation_info":{"role":"eng/rec"}},
            {"name":"ports","type":"RANGES","ranges":{"range":[{"begin":31000,"end":31000}]},"allocation_info":{"role":"eng/rec"}},
        ]);
        let resources = Resource::read_all(list.list(""));
        assert_eq!(line(&resources), "cpus 0.1 · mem 32 MiB · disk 16 MiB · ports 31000");
        assert_eq!(resources[0].role, "eng/rec");
        assert!(resources[0].stack.is_empty());
    }

    #[test]
    fn sums_add_what_has_one_name() {
        let list = json!([
            {"name":"fpga","type":"SET","set":{"item":["a"]}},
            {"name":"mem","scalar":{"value":32.0},"allocation_info":{"role":"a"}},
            {"name":"cpus","scalar":{"value":0.1},"allocation_info":{"role":"a"}},
            {"name":"cpus","scalar":{"value":0.2},"allocation_info":{"role":"b"}},
        ]);
        let resources = Resource::read_all(list.list(""));
        assert_eq!(line(&resources), "cpus 0.3 · mem 32 MiB · fpga a");
        assert_eq!(line(resources.iter().filter(|resource| resource.role == "b")), "cpus 0.2");
        assert_eq!(line(&[]), "");
    }
}
