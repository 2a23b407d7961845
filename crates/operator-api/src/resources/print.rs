//! Resources as text, the way Mesos writes them in its flags and its log.

use std::fmt::{self, Display, Formatter, Write};

use super::{Disk, Reservation, ReservationKind, Resource, Resources, SourceKind, Value};

impl Display for Resources {
    /// `cpus:2;disk(role):10;ports:[31000-32000]`.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        list(f, self.iter(), ";")
    }
}

impl Display for Resource {
    /// The short form where it says everything, which [`Resources`] can read again; else Mesos' long one:
    /// `disk(allocated: eng)(reservations: [(DYNAMIC,eng,ops)])[v1:data]:64`.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if let Some(role) = &self.allocation_role {
            write!(f, "(allocated: {role})")?;
        }
        match self.reservations.as_slice() {
            [] => {}
            [Reservation { kind: ReservationKind::Static, role, principal: None, labels }]
                if labels.is_empty() =>
            {
                write!(f, "({role})")?;
            }
            reservations => {
                f.write_str("(reservations: [")?;
                list(f, reservations, ",")?;
                f.write_str("])")?;
            }
        }
        if let Some(disk) = &self.disk {
            write!(f, "[{disk}]")?;
        }
        if self.revocable {
            f.write_str("{REV}")?;
        }
        if self.shared {
            f.write_str("<SHARED>")?;
        }
        write!(f, ":{}", self.value)
    }
}

impl Display for Reservation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            ReservationKind::Static => "STATIC",
            ReservationKind::Dynamic => "DYNAMIC",
        };
        write!(f, "({kind},{}", self.role)?;
        if let Some(principal) = &self.principal {
            write!(f, ",{principal}")?;
        }
        if !self.labels.is_empty() {
            f.write_str(",{")?;
            for (at, (key, value)) in self.labels.iter().enumerate() {
                f.write_str(if at == 0 { "" } else { ", " })?;
                write!(f, "{key}: {}", value.as_deref().unwrap_or_default())?;
            }
            f.write_char('}')?;
        }
        f.write_char(')')
    }
}

impl Display for Disk {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if let Some(source) = &self.source {
            let kind = match source.kind {
                SourceKind::Unknown => "UNKNOWN",
                SourceKind::Path => "PATH",
                SourceKind::Mount => "MOUNT",
                SourceKind::Block => "BLOCK",
                SourceKind::Raw => "RAW",
            };
            let place = source.root.as_deref().or(source.id.as_deref());
            parts.push(place.map_or_else(|| kind.to_owned(), |place| format!("{kind}:{place}")));
        }
        if let Some(volume) = &self.persistence {
            let path =
                self.mount.as_ref().map(|mount| format!(":{}", mount.container_path)).unwrap_or_default();
            parts.push(format!("{}{path}", volume.id));
        }
        f.write_str(&parts.join(","))
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(scalar) => scalar.fmt(f),
            Self::Ranges(ranges) => ranges.fmt(f),
            Self::Set(items) => {
                f.write_char('{')?;
                list(f, items, ",")?;
                f.write_char('}')
            }
        }
    }
}

fn list<T: Display>(f: &mut Formatter<'_>, items: impl IntoIterator<Item = T>, between: &str) -> fmt::Result {
    for (at, item) in items.into_iter().enumerate() {
        write!(f, "{}{item}", if at == 0 { "" } else { between })?;
    }
    Ok(())
}
