//! Resources that differ in more than their amount: reserved for someone, on a disk of their own, a volume with data on it.

use std::sync::{Arc, LazyLock};

use super::amounts::{Amounts, Scalars};

/// One level of a reservation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reservation {
    /// Made while the cluster runs, rather than by the agent's own flags.
    pub dynamic: bool,
    /// For whom.
    pub role: Arc<str>,
    /// By whom.
    pub principal: Option<Arc<str>>,
    /// What was written on it.
    pub labels: Vec<(String, String)>,
}

/// `Resource.DiskInfo.Source.Type` of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum SourceKind {
    /// A directory that can be shared out.
    Path = 1,
    /// A whole mounted file system.
    Mount = 2,
    /// A device without a file system.
    Block = 3,
    /// Room of which a storage plugin can make disks, or a disk it knows nothing more of.
    Raw = 4,
}

/// The disk under a disk resource, where it is not the agent's own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// What it is.
    pub kind: SourceKind,
    /// Where it is mounted; nothing for what is not.
    pub root: Option<Arc<str>>,
    /// What its resource provider says of it, if it is from one.
    pub provided: Option<Arc<Provided>>,
}

/// A disk as its resource provider knows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Provided {
    /// The provider's id.
    pub provider: Arc<str>,
    /// The plugin's type and name.
    pub vendor: Option<Arc<str>>,
    /// Of the volume; none for room of which volumes can be made.
    pub id: Option<Arc<str>>,
    /// The class of storage.
    pub profile: Option<Arc<str>>,
    /// What the plugin wrote on the volume.
    pub metadata: Vec<(String, String)>,
}

/// A persistent volume.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Volume {
    /// Unique on its agent for its role.
    pub id: Arc<str>,
    /// Who made it.
    pub principal: Option<Arc<str>>,
    /// Where a container sees it.
    pub container_path: Arc<str>,
}

/// What makes a disk resource more than room on the agent's own disk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Disk {
    /// The disk it is on.
    pub source: Option<Source>,
    /// The volume made of it.
    pub volume: Option<Volume>,
}

/// All of a resource but its amount: amounts of one kind add up, others do not.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Kind {
    /// The stack of reservations, refined from left to right; empty if anyone may have it.
    pub reservations: Arc<[Reservation]>,
    /// Set for disk with an identity of its own.
    pub disk: Option<Arc<Disk>>,
    /// Can be taken back at any time: what its holders do not use of what they have.
    pub revocable: bool,
    /// A volume that several tasks can have at once. It counts once.
    pub shared: bool,
}

/// Shared by all that is not reserved, so that the common case allocates nothing.
static UNRESERVED: LazyLock<Kind> =
    LazyLock::new(|| Kind { reservations: Arc::new([]), disk: None, revocable: false, shared: false });

impl Default for Kind {
    fn default() -> Self {
        UNRESERVED.clone()
    }
}

impl Kind {
    /// What anyone may have, on the agent's own disk.
    pub fn unreserved() -> &'static Self {
        &UNRESERVED
    }

    /// Reserved for a role by one reservation.
    pub fn reserved(role: &Arc<str>, dynamic: bool, principal: Option<&str>) -> Self {
        let reservation = Reservation {
            dynamic,
            role: role.clone(),
            principal: principal.map(Into::into),
            labels: Vec::new(),
        };
        Self { reservations: [reservation].into(), ..Self::default() }
    }

    /// The same reservations around a volume.
    pub fn with_volume(&self, volume: Volume) -> Self {
        let source = self.disk.as_ref().and_then(|disk| disk.source.clone());
        Self {
            reservations: self.reservations.clone(),
            disk: Some(Arc::new(Disk { source, volume: Some(volume) })),
            ..Self::default()
        }
    }

    /// The same, reserved once more: for a role below the last.
    pub fn refined(&self, reservation: Reservation) -> Self {
        let levels = self.reservations.iter().cloned().chain([reservation]);
        Self { reservations: levels.collect(), ..self.clone() }
    }

    /// What its resource provider says of it.
    pub fn provided(&self) -> Option<&Arc<Provided>> {
        self.disk.as_ref()?.source.as_ref()?.provided.as_ref()
    }

    /// The role it is reserved for in the end.
    pub fn role(&self) -> Option<&Arc<str>> {
        self.reservations.last().map(|reservation| &reservation.role)
    }

    /// The volume on it.
    pub fn volume(&self) -> Option<&Volume> {
        self.disk.as_ref()?.volume.as_ref()
    }
}

/// An amount of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// What.
    pub kind: Kind,
    /// How much.
    pub amounts: Amounts,
}

/// Amounts of several kinds, each kind once, empty ones left out, in the order they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pools(Vec<Pool>);

impl Pools {
    /// The pools in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Pool> {
        self.0.iter()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How much there is of a kind.
    pub fn of(&self, kind: &Kind) -> Option<&Amounts> {
        self.0.iter().find(|pool| pool.kind == *kind).map(|pool| &pool.amounts)
    }

    /// Puts some in.
    pub fn add(&mut self, kind: &Kind, amounts: &Amounts) {
        if amounts.is_empty() {
            return;
        }
        match self.0.iter_mut().find(|pool| pool.kind == *kind) {
            Some(pool) => pool.amounts += amounts,
            None => self.0.push(Pool { kind: kind.clone(), amounts: amounts.clone() }),
        }
    }

    /// Takes some out; it must be in.
    pub fn subtract(&mut self, kind: &Kind, amounts: &Amounts) {
        if let Some(at) = self.0.iter().position(|pool| pool.kind == *kind) {
            self.0[at].amounts -= amounts;
            if self.0[at].amounts.is_empty() {
                self.0.remove(at);
            }
        }
    }

    /// Puts all of another in.
    pub fn add_all(&mut self, other: &Pools) {
        for pool in other.iter() {
            self.add(&pool.kind, &pool.amounts);
        }
    }

    /// Takes all of another out.
    pub fn subtract_all(&mut self, other: &Pools) {
        for pool in other.iter() {
            self.subtract(&pool.kind, &pool.amounts);
        }
    }

    /// Whether all of the other is in this. A volume is there as a whole or not at all.
    pub fn contains(&self, other: &Pools) -> bool {
        other.iter().all(|pool| {
            self.of(&pool.kind).is_some_and(|have| match pool.kind.volume() {
                Some(_) => *have == pool.amounts,
                None => have.contains(&pool.amounts),
            })
        })
    }

    /// All scalars together, whatever their kind.
    pub fn scalars(&self) -> Scalars {
        self.0.iter().fold(Scalars::default(), |mut sum, pool| {
            sum += pool.amounts.scalars;
            sum
        })
    }

    /// The scalars that can be taken back.
    pub fn revocable(&self) -> Scalars {
        let revocable = self.0.iter().filter(|pool| pool.kind.revocable);
        revocable.fold(Scalars::default(), |mut sum, pool| {
            sum += pool.amounts.scalars;
            sum
        })
    }
}

impl FromIterator<Pool> for Pools {
    fn from_iter<I: IntoIterator<Item = Pool>>(pools: I) -> Self {
        let mut all = Self::default();
        for pool in pools {
            all.add(&pool.kind, &pool.amounts);
        }
        all
    }
}

/// Amounts of several kinds, told apart by the role they are allocated to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ByRole {
    roles: Vec<(Arc<str>, Pools)>,
    /// How many have each shared volume.
    sharers: Vec<(Kind, u32)>,
}

impl ByRole {
    /// Roles and what is theirs.
    pub fn iter(&self) -> std::slice::Iter<'_, (Arc<str>, Pools)> {
        self.roles.iter()
    }

    /// Gives a role some. `false` if that changes no sum, since others have the same shared volume already.
    pub fn add(&mut self, role: &Arc<str>, kind: &Kind, amounts: &Amounts) -> bool {
        if kind.shared {
            if let Some((_, sharers)) = self.sharers.iter_mut().find(|(other, _)| other == kind) {
                *sharers += 1;
                return false;
            }
            self.sharers.push((kind.clone(), 1));
        }
        match self.roles.iter_mut().find(|(name, _)| name == role) {
            Some((_, pools)) => pools.add(kind, amounts),
            None => {
                let mut pools = Pools::default();
                pools.add(kind, amounts);
                self.roles.push((role.clone(), pools));
            }
        }
        true
    }

    /// Takes some back from a role. `false` if that changes no sum, since others still have the same shared volume.
    pub fn subtract(&mut self, role: &Arc<str>, kind: &Kind, amounts: &Amounts) -> bool {
        if let Some(at) = self.sharers.iter().position(|(other, _)| other == kind) {
            self.sharers[at].1 -= 1;
            if self.sharers[at].1 > 0 {
                return false;
            }
            self.sharers.remove(at);
        }
        if let Some(at) = self.roles.iter().position(|(name, _)| name == role) {
            self.roles[at].1.subtract(kind, amounts);
            if self.roles[at].1.is_empty() {
                self.roles.remove(at);
            }
        }
        true
    }

    /// How much of a kind is with all roles together.
    pub fn of(&self, kind: &Kind) -> Amounts {
        let mut sum = Amounts::default();
        for amounts in self.roles.iter().filter_map(|(_, pools)| pools.of(kind)) {
            sum += amounts;
        }
        sum
    }

    /// All scalars of all roles.
    pub fn scalars(&self) -> Scalars {
        self.roles.iter().fold(Scalars::default(), |mut sum, (_, pools)| {
            sum += pools.scalars();
            sum
        })
    }

    /// The scalars of all roles that can be taken back.
    pub fn revocable(&self) -> Scalars {
        self.roles.iter().fold(Scalars::default(), |mut sum, (_, pools)| {
            sum += pools.revocable();
            sum
        })
    }
}
