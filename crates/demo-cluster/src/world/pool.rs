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

/// The disk under a disk resource, where it is not the agent's own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// A whole mounted file system, rather than a directory that can be shared out.
    pub mount: bool,
    /// Where.
    pub root: Arc<str>,
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
}

/// Shared by all that is not reserved, so that the common case allocates nothing.
static UNRESERVED: LazyLock<Kind> = LazyLock::new(|| Kind { reservations: Arc::new([]), disk: None });

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
        Self { reservations: [reservation].into(), disk: None }
    }

    /// The same reservations around a volume.
    pub fn with_volume(&self, volume: Volume) -> Self {
        let source = self.disk.as_ref().and_then(|disk| disk.source.clone());
        Self {
            reservations: self.reservations.clone(),
            disk: Some(Arc::new(Disk { source, volume: Some(volume) })),
        }
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
pub struct ByRole(Vec<(Arc<str>, Pools)>);

impl ByRole {
    /// Roles and what is theirs.
    pub fn iter(&self) -> std::slice::Iter<'_, (Arc<str>, Pools)> {
        self.0.iter()
    }

    /// Gives a role some.
    pub fn add(&mut self, role: &Arc<str>, kind: &Kind, amounts: &Amounts) {
        match self.0.iter_mut().find(|(name, _)| name == role) {
            Some((_, pools)) => pools.add(kind, amounts),
            None => {
                let mut pools = Pools::default();
                pools.add(kind, amounts);
                self.0.push((role.clone(), pools));
            }
        }
    }

    /// Takes some back from a role.
    pub fn subtract(&mut self, role: &Arc<str>, kind: &Kind, amounts: &Amounts) {
        if let Some(at) = self.0.iter().position(|(name, _)| name == role) {
            self.0[at].1.subtract(kind, amounts);
            if self.0[at].1.is_empty() {
                self.0.remove(at);
            }
        }
    }

    /// How much of a kind is with all roles together.
    pub fn of(&self, kind: &Kind) -> Amounts {
        let mut sum = Amounts::default();
        for amounts in self.0.iter().filter_map(|(_, pools)| pools.of(kind)) {
            sum += amounts;
        }
        sum
    }

    /// All scalars of all roles.
    pub fn scalars(&self) -> Scalars {
        self.0.iter().fold(Scalars::default(), |mut sum, (_, pools)| {
            sum += pools.scalars();
            sum
        })
    }
}
