//! Resources from the API's messages, in the form before and after Mesos 1.4, and back.

use super::{
    Disk, DiskSource, Mount, Persistence, Range, Reservation, ReservationKind, Resource, Resources, Scalar,
    SourceKind, Value,
};
use crate::json::WireEnum;
use crate::roles::UNRESERVED;
use crate::v1::resource::disk_info::source;
use crate::v1::resource::{AllocationInfo, DiskInfo, ReservationInfo, disk_info, reservation_info};
use crate::v1::{self, value, volume};

/// A resource without any quantity, or with text for one, which no resource of Mesos has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the resource {0:?} has neither a scalar, nor ranges, nor a set")]
pub struct NoValue(pub String);

impl TryFrom<&v1::Resource> for Resource {
    type Error = NoValue;

    /// Reads the stack of `reservations`, or where there is none the older `role` and `reservation`.
    fn try_from(message: &v1::Resource) -> Result<Self, NoValue> {
        Ok(Self {
            name: message.name.clone(),
            reservations: reservations(message),
            allocation_role: message.allocation_info.as_ref().and_then(|info| info.role.clone()),
            disk: message.disk.as_ref().map(Disk::from),
            revocable: message.revocable.is_some(),
            shared: message.shared.is_some(),
            provider: message.provider_id.as_ref().map(|id| id.value.clone()),
            value: read_value(message).ok_or_else(|| NoValue(message.name.clone()))?,
        })
    }
}

impl Resources {
    /// The sum of a message's resources. Those without a quantity are nothing.
    pub fn from_messages<'a>(messages: impl IntoIterator<Item = &'a v1::Resource>) -> Self {
        messages.into_iter().filter_map(|message| Resource::try_from(message).ok()).collect()
    }

    /// The messages, with stacks of `reservations`: the form that masters since 1.4 take.
    pub fn to_messages(&self) -> Vec<v1::Resource> {
        self.iter().map(v1::Resource::from).collect()
    }
}

fn read_value(message: &v1::Resource) -> Option<Value> {
    let scalar = || message.scalar.as_ref().map(|scalar| Value::Scalar(Scalar::from_f64(scalar.value)));
    let ranges = || {
        let ranges = &message.ranges.as_ref()?.range;
        Some(Value::Ranges(ranges.iter().map(|range| Range::new(range.begin, range.end)).collect()))
    };
    let set = || message.set.as_ref().map(|set| Value::Set(set.item.iter().cloned().collect()));
    match message.r#type.and_then(value::Type::from_number) {
        Some(value::Type::Scalar) => scalar(),
        Some(value::Type::Ranges) => ranges(),
        Some(value::Type::Set) => set(),
        Some(value::Type::Text) => None,
        None => scalar().or_else(ranges).or_else(set),
    }
}

fn reservations(message: &v1::Resource) -> Vec<Reservation> {
    if !message.reservations.is_empty() {
        return message.reservations.iter().map(|info| reservation(info, info.role())).collect();
    }
    match (message.role(), &message.reservation) {
        (UNRESERVED, _) => Vec::new(),
        (role, Some(info)) => vec![reservation(info, role)],
        (role, None) => {
            let (kind, role) = (ReservationKind::Static, role.into());
            vec![Reservation { kind, role, principal: None, labels: Vec::new() }]
        }
    }
}

fn reservation(info: &ReservationInfo, role: &str) -> Reservation {
    Reservation {
        kind: match info.r#type.and_then(reservation_info::Type::from_number) {
            Some(reservation_info::Type::Static) => ReservationKind::Static,
            _ => ReservationKind::Dynamic,
        },
        role: role.into(),
        principal: info.principal.clone(),
        labels: read_labels(info.labels.as_ref()),
    }
}

fn read_labels(labels: Option<&v1::Labels>) -> Vec<(String, Option<String>)> {
    labels
        .into_iter()
        .flat_map(|labels| &labels.labels)
        .map(|label| (label.key.clone(), label.value.clone()))
        .collect()
}

fn write_labels(labels: &[(String, Option<String>)]) -> Option<v1::Labels> {
    let label =
        |(key, value): &(String, Option<String>)| v1::Label { key: key.clone(), value: value.clone() };
    (!labels.is_empty()).then(|| v1::Labels { labels: labels.iter().map(label).collect() })
}

impl From<&DiskInfo> for Disk {
    fn from(info: &DiskInfo) -> Self {
        Self {
            persistence: info
                .persistence
                .as_ref()
                .map(|volume| Persistence { id: volume.id.clone(), principal: volume.principal.clone() }),
            source: info.source.as_deref().map(|source| DiskSource {
                kind: match source.r#type.and_then(source::Type::from_number) {
                    Some(source::Type::Path) => SourceKind::Path,
                    Some(source::Type::Mount) => SourceKind::Mount,
                    Some(source::Type::Block) => SourceKind::Block,
                    Some(source::Type::Raw) => SourceKind::Raw,
                    Some(source::Type::Unknown) | None => SourceKind::Unknown,
                },
                root: match (&source.path, &source.mount) {
                    (Some(path), _) => path.root.clone(),
                    (_, Some(mount)) => mount.root.clone(),
                    _ => None,
                },
                id: source.id.clone(),
                profile: source.profile.clone(),
                vendor: source.vendor.clone(),
                metadata: read_labels(source.metadata.as_ref()),
            }),
            mount: info.volume.as_deref().map(|volume| Mount {
                container_path: volume.container_path.clone(),
                host_path: volume.host_path.clone(),
                read_only: volume.mode == Some(volume::Mode::Ro.into()),
            }),
        }
    }
}

impl From<&Disk> for DiskInfo {
    fn from(disk: &Disk) -> Self {
        Self {
            persistence: disk.persistence.as_ref().map(|volume| disk_info::Persistence {
                id: volume.id.clone(),
                principal: volume.principal.clone(),
            }),
            source: disk.source.as_ref().map(|source| Box::new(write_source(source))),
            volume: disk.mount.as_ref().map(|mount| {
                let mode = if mount.read_only { volume::Mode::Ro } else { volume::Mode::Rw };
                Box::new(v1::Volume {
                    container_path: mount.container_path.clone(),
                    host_path: mount.host_path.clone(),
                    mode: Some(mode.into()),
                    ..Default::default()
                })
            }),
        }
    }
}

fn write_source(source: &DiskSource) -> disk_info::Source {
    let kind = match source.kind {
        SourceKind::Unknown => source::Type::Unknown,
        SourceKind::Path => source::Type::Path,
        SourceKind::Mount => source::Type::Mount,
        SourceKind::Block => source::Type::Block,
        SourceKind::Raw => source::Type::Raw,
    };
    let root = &source.root;
    disk_info::Source {
        r#type: Some(kind.into()),
        path: (kind == source::Type::Path && root.is_some()).then(|| source::Path { root: root.clone() }),
        mount: (kind == source::Type::Mount && root.is_some()).then(|| source::Mount { root: root.clone() }),
        id: source.id.clone(),
        profile: source.profile.clone(),
        vendor: source.vendor.clone(),
        metadata: write_labels(&source.metadata),
    }
}

impl From<&Reservation> for ReservationInfo {
    fn from(reservation: &Reservation) -> Self {
        let kind = match reservation.kind {
            ReservationKind::Static => reservation_info::Type::Static,
            ReservationKind::Dynamic => reservation_info::Type::Dynamic,
        };
        Self {
            r#type: Some(kind.into()),
            role: Some(reservation.role.clone()),
            principal: reservation.principal.clone(),
            labels: write_labels(&reservation.labels),
        }
    }
}

impl From<&Resource> for v1::Resource {
    fn from(resource: &Resource) -> Self {
        let mut message = Self {
            name: resource.name.clone(),
            reservations: resource.reservations.iter().map(ReservationInfo::from).collect(),
            allocation_info: resource.allocation_role.clone().map(|role| AllocationInfo { role: Some(role) }),
            disk: resource.disk.as_ref().map(DiskInfo::from),
            revocable: resource.revocable.then(Default::default),
            shared: resource.shared.then(Default::default),
            provider_id: resource.provider.clone().map(|value| v1::ResourceProviderId { value }),
            ..Default::default()
        };
        let kind = match &resource.value {
            Value::Scalar(scalar) => {
                message.scalar = Some(value::Scalar { value: scalar.to_f64() });
                value::Type::Scalar
            }
            Value::Ranges(ranges) => {
                let range =
                    ranges.iter().map(|range| value::Range { begin: range.begin, end: range.end }).collect();
                message.ranges = Some(value::Ranges { range });
                value::Type::Ranges
            }
            Value::Set(items) => {
                message.set = Some(value::Set { item: items.iter().cloned().collect() });
                value::Type::Set
            }
        };
        message.r#type = Some(kind.into());
        message
    }
}
