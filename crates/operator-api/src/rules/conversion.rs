//! What an operation takes from an agent and gives it back.

use crate::resources::{Disk, Reservation, Resource, Resources, Scalar, Value};

/// One resource become another, as Mesos applies operations (`src/common/resources_utils.cpp`, `getResourceConversions`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversion {
    /// What has to be there.
    pub consumed: Resources,
    /// What is there in its stead.
    pub converted: Resources,
}

impl Conversion {
    pub(super) fn new(
        consumed: impl IntoIterator<Item = Resource>,
        converted: impl IntoIterator<Item = Resource>,
    ) -> Self {
        Self { consumed: consumed.into_iter().collect(), converted: converted.into_iter().collect() }
    }

    /// What `resources` would be after it; `None` if they do not have what it consumes (Mesos answers 409).
    pub fn apply(&self, resources: &Resources) -> Option<Resources> {
        resources.contains(&self.consumed).then(|| &(resources - &self.consumed) + &self.converted)
    }
}

/// Without its last level of reservation.
pub(super) fn popped(resource: &Resource) -> Resource {
    let mut popped = resource.clone();
    popped.reservations.pop();
    popped
}

/// With one more level of reservation.
pub(super) fn pushed(resource: &Resource, reservation: Reservation) -> Resource {
    let mut pushed = resource.clone();
    pushed.allocation_role = None;
    pushed.reservations.push(reservation);
    pushed
}

/// The disk that a volume is made of: without persistence, mount and sharing, on the same source.
pub(super) fn bare(volume: &Resource) -> Resource {
    let source = volume.disk.as_ref().and_then(|disk| disk.source.clone());
    let disk = source.map(|source| Disk { source: Some(source), ..Disk::default() });
    Resource { disk, shared: false, ..volume.clone() }
}

/// So much of the same.
pub(super) fn resized(resource: &Resource, amount: Scalar) -> Resource {
    Resource { value: Value::Scalar(amount), ..resource.clone() }
}

/// How much of a scalar there is; nothing of any other.
pub(super) fn amount(resource: &Resource) -> Scalar {
    match resource.value {
        Value::Scalar(amount) => amount,
        Value::Ranges(_) | Value::Set(_) => Scalar::ZERO,
    }
}
