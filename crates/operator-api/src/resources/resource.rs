//! One resource, and what makes it different from others of the same name.

use super::Value;

/// So much of one thing, as `cpus(ops):2` is: two CPUs, reserved to the role `ops`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Resource {
    /// `cpus`, `mem`, `disk`, `gpus`, `ports`, or any other.
    pub name: String,
    /// The stack of reservations: each refines the one before; the last one has it. Empty if unreserved.
    pub reservations: Vec<Reservation>,
    /// The role it is allocated to, for resources that are offered or used.
    pub allocation_role: Option<String>,
    /// What disk it is of, and which persistent volume.
    pub disk: Option<Disk>,
    /// Whether it may be taken back at any time.
    pub revocable: bool,
    /// Whether several tasks may use it at once; only persistent volumes are.
    pub shared: bool,
    /// The resource provider it comes from; `None` for the agent itself.
    pub provider: Option<String>,
    /// How much of it.
    pub value: Value,
}

/// A reservation for a role.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reservation {
    /// By the agent's flags or by a call.
    pub kind: ReservationKind,
    /// The role that has it.
    pub role: String,
    /// Who reserved it, where the master knows its callers.
    pub principal: Option<String>,
    /// Keys and values, in the order they were given.
    pub labels: Vec<(String, Option<String>)>,
}

/// Where a reservation comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReservationKind {
    /// The agent's flags; it cannot be undone by a call.
    Static,
    /// `RESERVE_RESOURCES`, or a framework.
    Dynamic,
}

/// What disk a resource is of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Disk {
    /// The persistent volume it is, if it is one.
    pub persistence: Option<Persistence>,
    /// Where the disk is; `None` for the agent's work directory.
    pub source: Option<DiskSource>,
    /// How a task sees the volume. It describes a use and does not make the disk another.
    pub mount: Option<Mount>,
}

/// A persistent volume.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Persistence {
    /// Unique among the volumes of one role on one agent.
    pub id: String,
    /// Who made it.
    pub principal: Option<String>,
}

/// A disk other than the agent's work directory.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DiskSource {
    /// How it can be shared out.
    pub kind: SourceKind,
    /// Where it is mounted, for [`SourceKind::Path`] and [`SourceKind::Mount`].
    pub root: Option<String>,
    /// The storage's id of it.
    pub id: Option<String>,
    /// The storage's name for how it was made.
    pub profile: Option<String>,
    /// The storage itself.
    pub vendor: Option<String>,
    /// What else the storage says of it.
    pub metadata: Vec<(String, Option<String>)>,
}

/// How a disk can be shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SourceKind {
    /// Not known here.
    Unknown,
    /// A folder: any part of it can be used.
    Path,
    /// A file system: used as a whole.
    Mount,
    /// A device: used as a whole.
    Block,
    /// Storage of which volumes and devices are made.
    Raw,
}

/// How a task sees a volume.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mount {
    /// The path in the container.
    pub container_path: String,
    /// The path on the host, where it is given.
    pub host_path: Option<String>,
    /// Whether it can only be read.
    pub read_only: bool,
}

impl Resource {
    /// So much of `name`, unreserved and plain.
    pub fn new(name: impl Into<String>, value: Value) -> Self {
        Self {
            name: name.into(),
            reservations: Vec::new(),
            allocation_role: None,
            disk: None,
            revocable: false,
            shared: false,
            provider: None,
            value,
        }
    }

    /// The role it is reserved to: that of the last reservation.
    pub fn reserved_role(&self) -> Option<&str> {
        self.reservations.last().map(|reservation| reservation.role.as_str())
    }

    /// The id of the persistent volume it is.
    pub fn volume_id(&self) -> Option<&str> {
        Some(self.disk.as_ref()?.persistence.as_ref()?.id.as_str())
    }

    /// The same in all but the quantity.
    pub fn is_like(&self, other: &Self) -> bool {
        self.name == other.name
            && self.value.same_kind(&other.value)
            && self.reservations == other.reservations
            && self.allocation_role == other.allocation_role
            && self.revocable == other.revocable
            && self.shared == other.shared
            && self.provider == other.provider
            && Disk::same(self.disk.as_ref(), other.disk.as_ref())
    }

    /// Whether it can only be had as a whole: shared, a persistent volume, or a disk that cannot be parted.
    pub fn is_whole(&self) -> bool {
        let whole_source = |source: &DiskSource| match source.kind {
            SourceKind::Mount | SourceKind::Block => true,
            SourceKind::Raw => source.id.is_some(),
            SourceKind::Path | SourceKind::Unknown => false,
        };
        let whole_disk =
            |disk: &Disk| disk.persistence.is_some() || disk.source.as_ref().is_some_and(whole_source);
        self.shared || self.disk.as_ref().is_some_and(whole_disk)
    }
}

impl Disk {
    /// The same disk and the same volume, however it is mounted and whoever made it.
    fn same(one: Option<&Self>, other: Option<&Self>) -> bool {
        let identity =
            |disk: &Self| (disk.source.clone(), disk.persistence.as_ref().map(|volume| volume.id.clone()));
        one.map(identity) == other.map(identity)
    }
}
