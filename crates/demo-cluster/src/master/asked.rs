//! Resources in a request: read, judged and, in what Mesos answers, printed.

use std::sync::Arc;

use operator_api::json::WireEnum;
use operator_api::v1;
use operator_api::v1::resource::{ReservationInfo, disk_info, reservation_info};

use super::quota::number;
use crate::world::amounts::{Amounts, Ranges, Scalars};
use crate::world::pool::{Disk, Kind, Pool, Pools, Provided, Reservation, Source, SourceKind, Volume};
use crate::world::roles;

const TOO_SMALL: &str = "Invalid scalar resource: value <= 0";

/// How much of something is asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Quantity {
    /// In thousandths.
    Scalar(i64),
    /// Numbers.
    Ranges(Ranges),
}

/// A resource as it was asked for. Its name can be one that no agent here has.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) quantity: Quantity,
}

impl Asked {
    /// Reads a resource, or says in Mesos' words why it cannot be one.
    pub(super) fn read(resource: &v1::Resource) -> Result<Self, String> {
        let asked = Self {
            name: resource.name.clone(),
            kind: Kind {
                reservations: reservations(resource),
                disk: disk(resource),
                revocable: resource.revocable.is_some(),
                shared: resource.shared.is_some(),
            },
            quantity: quantity(resource),
        };
        // What rounds to nothing is refused; nothing itself is not.
        let given = resource.scalar.as_ref().map_or(0.0, |scalar| scalar.value);
        let vanished = (asked.is_nothing() && given != 0.0).then(|| TOO_SMALL.to_owned());
        match asked.fault().or(vanished) {
            Some(fault) => Err(format!("Resource '{}' is invalid: {fault}", asked.print())),
            None => Ok(asked),
        }
    }

    fn fault(&self) -> Option<String> {
        for reservation in self.kind.reservations.iter() {
            if let Some(reason) = roles::invalid(&reservation.role) {
                return Some(reason);
            }
            if &*reservation.role == "*" {
                return Some("Invalid reservation: role \"*\" cannot be reserved".to_owned());
            }
        }
        match self.quantity {
            Quantity::Scalar(amount) if amount < 0 => Some(TOO_SMALL.to_owned()),
            _ => None,
        }
    }

    /// Whether it is nothing: of that a real master makes its end, after it has said 202.
    pub(super) fn is_nothing(&self) -> bool {
        match &self.quantity {
            Quantity::Scalar(amount) => *amount == 0,
            Quantity::Ranges(ranges) => ranges.is_empty(),
        }
    }

    /// The same amount of another kind.
    pub(super) fn of(&self, kind: Kind) -> Self {
        Self { kind, ..self.clone() }
    }

    /// Reserved by its last level of reservation, if that was made while the cluster runs.
    pub(super) fn is_dynamic(&self) -> bool {
        self.kind.reservations.last().is_some_and(|reservation| reservation.dynamic)
    }

    /// Without its last level of reservation.
    pub(super) fn popped(&self) -> Self {
        let levels = self.kind.reservations.len().saturating_sub(1);
        self.of(Kind { reservations: self.kind.reservations[..levels].into(), ..self.kind.clone() })
    }

    /// As the world has it; none for a resource of which no agent has any.
    pub(super) fn pool(&self) -> Option<Pool> {
        let mut scalars = Scalars::default();
        let amounts = match &self.quantity {
            Quantity::Scalar(amount) => {
                *scalars.by_name(&self.name)? = *amount;
                Amounts::scalars(scalars)
            }
            Quantity::Ranges(ports) if self.name == "ports" => Amounts { scalars, ports: ports.clone() },
            Quantity::Ranges(_) => return None,
        };
        Some(Pool { kind: self.kind.clone(), amounts })
    }

    /// `cpus(reservations: [(DYNAMIC,eng)]):0.5`
    pub(super) fn print(&self) -> String {
        let amount = match &self.quantity {
            Quantity::Scalar(amount) => number(*amount),
            Quantity::Ranges(ranges) => {
                let ranges = ranges.as_slice().iter().map(|(begin, end)| format!("{begin}-{end}"));
                format!("[{}]", ranges.collect::<Vec<_>>().join(", "))
            }
        };
        format!("{}{}:{amount}", self.name, kind_text(&self.kind))
    }
}

/// Several as the world has them, or none if the world has none of one of them.
pub(super) fn pools(asked: &[Asked]) -> Option<Pools> {
    asked.iter().map(Asked::pool).collect()
}

/// Several, as Mesos prints them.
pub(super) fn print_all(asked: &[Asked]) -> String {
    asked.iter().map(Asked::print).collect::<Vec<_>>().join("; ")
}

/// Pools, as Mesos prints them: each name of each kind on its own.
pub(super) fn print_pools(pools: &Pools) -> String {
    let mut items = Vec::new();
    for pool in pools.iter() {
        let of = |name: &str, quantity| Asked { name: name.to_owned(), kind: pool.kind.clone(), quantity };
        for (name, amount) in pool.amounts.scalars.named() {
            if amount != 0 {
                items.push(of(name, Quantity::Scalar(amount)));
            }
        }
        if !pool.amounts.ports.is_empty() {
            items.push(of("ports", Quantity::Ranges(pool.amounts.ports.clone())));
        }
    }
    print_all(&items)
}

fn kind_text(kind: &Kind) -> String {
    let mut text = String::new();
    if !kind.reservations.is_empty() {
        let levels: Vec<String> = kind.reservations.iter().map(reservation_text).collect();
        text = format!("(reservations: [{}])", levels.join(","));
    }
    if let Some(volume) = kind.volume() {
        text.push_str(&format!("[{}:{}]", volume.id, volume.container_path));
    }
    text
}

fn reservation_text(reservation: &Reservation) -> String {
    let mut parts =
        vec![if reservation.dynamic { "DYNAMIC" } else { "STATIC" }.to_owned(), reservation.role.to_string()];
    parts.extend(reservation.principal.as_deref().map(str::to_owned));
    if !reservation.labels.is_empty() {
        let labels: Vec<String> =
            reservation.labels.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        parts.push(format!("{{{}}}", labels.join(", ")));
    }
    format!("({})", parts.join(","))
}

fn quantity(resource: &v1::Resource) -> Quantity {
    match (&resource.ranges, &resource.scalar) {
        (Some(ranges), _) => {
            let mut all = Ranges::default();
            for range in ranges.range.iter().filter(|range| range.begin <= range.end) {
                all.insert(range.begin, range.end);
            }
            Quantity::Ranges(all)
        }
        (None, scalar) => {
            let value = scalar.as_ref().map_or(0.0, |scalar| scalar.value);
            #[expect(
                clippy::cast_possible_truncation,
                reason = "what does not fit is told as too small, as Mesos does"
            )]
            let fixed = if value.abs() < 9e15 { (value * 1000.0).round() as i64 } else { i64::MIN + 1 };
            Quantity::Scalar(fixed)
        }
    }
}

/// The stack of reservations, from the newer form or the older one.
fn reservations(resource: &v1::Resource) -> Arc<[Reservation]> {
    if !resource.reservations.is_empty() {
        return resource.reservations.iter().map(|info| reservation(info, info.role.as_deref())).collect();
    }
    match (&resource.reservation, resource.role.as_deref()) {
        (Some(info), role) => {
            let dynamic =
                ReservationInfo { r#type: Some(reservation_info::Type::Dynamic as i32), ..info.clone() };
            [reservation(&dynamic, role)].into()
        }
        (None, Some(role)) if role != "*" => [reservation(&ReservationInfo::default(), Some(role))].into(),
        _ => Kind::unreserved().reservations.clone(),
    }
}

fn reservation(info: &ReservationInfo, role: Option<&str>) -> Reservation {
    let labels = info.labels.iter().flat_map(|labels| &labels.labels);
    Reservation {
        dynamic: info.r#type == Some(reservation_info::Type::Dynamic as i32),
        role: role.unwrap_or("*").into(),
        principal: info.principal.as_deref().map(Into::into),
        labels: labels.map(|label| (label.key.clone(), label.value.clone().unwrap_or_default())).collect(),
    }
}

fn disk(resource: &v1::Resource) -> Option<Arc<Disk>> {
    let info = resource.disk.as_ref()?;
    let volume = info.persistence.as_ref().map(|persistence| Volume {
        id: persistence.id.as_str().into(),
        principal: persistence.principal.as_deref().map(Into::into),
        container_path: info.volume.as_ref().map_or("", |volume| &volume.container_path).into(),
    });
    let source = info.source.as_ref().map(|given| source(resource, given));
    (volume.is_some() || source.is_some()).then(|| Arc::new(Disk { source, volume }))
}

fn source(resource: &v1::Resource, source: &disk_info::Source) -> Source {
    let kind = match source.r#type.and_then(disk_info::source::Type::from_number) {
        Some(disk_info::source::Type::Mount) => SourceKind::Mount,
        Some(disk_info::source::Type::Block) => SourceKind::Block,
        Some(disk_info::source::Type::Raw) => SourceKind::Raw,
        _ => SourceKind::Path,
    };
    let mount = source.mount.as_ref().and_then(|mount| mount.root.as_deref());
    let path = source.path.as_ref().and_then(|path| path.root.as_deref());
    let word = |word: &Option<String>| word.as_deref().map(Arc::from);
    let labels = source.metadata.iter().flat_map(|metadata| &metadata.labels);
    let provided = resource.provider_id.as_ref().map(|provider| {
        Arc::new(Provided {
            provider: provider.value.as_str().into(),
            vendor: word(&source.vendor),
            id: word(&source.id),
            profile: word(&source.profile),
            metadata: labels
                .map(|label| (label.key.clone(), label.value.clone().unwrap_or_default()))
                .collect(),
        })
    });
    Source { kind, root: mount.or(path).map(Into::into), provided }
}
