//! How an agent's resources divide: the segments of the resource bar, in Mesos' fixed point.

use operator_api::v1;

/// The resources that rows have columns for, in the order of [`crate::schema::agents::RESOURCES`].
pub(super) const NAMES: [&str; 4] = ["cpus", "mem", "disk", "gpus"];

/// A quantity of each resource in [`NAMES`], split by whether it is reserved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Quantities {
    pub unreserved: [i64; 4],
    pub reserved: [i64; 4],
}

impl Quantities {
    pub(super) fn of(resources: &[v1::Resource]) -> Self {
        let mut sums = Quantities::default();
        for resource in resources {
            let Some(at) = NAMES.iter().position(|name| *name == resource.name) else { continue };
            let Some(scalar) = &resource.scalar else { continue };
            let side = if is_reserved(resource) { &mut sums.reserved } else { &mut sums.unreserved };
            side[at] += thousandths(scalar.value);
        }
        sums
    }

    pub(super) fn total(&self, at: usize) -> i64 {
        self.unreserved[at] + self.reserved[at]
    }
}

/// Mesos' fixed point: scalars are thousandths, rounded to the nearest.
pub(super) fn thousandths(value: f64) -> i64 {
    (value * 1000.0).round() as i64
}

/// Both the present form (`reservations`) and the old one (`role` other than `*`) say so.
fn is_reserved(resource: &v1::Resource) -> bool {
    !resource.reservations.is_empty() || resource.role.as_deref().is_some_and(|role| role != "*")
}
