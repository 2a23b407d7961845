//! What a user who is bound to some roles sees of a cluster: a model of its own, with its own epoch, revisions, slots and symbols, kept from the
//! whole model's frames.
//!
//! What is seen:
//!
//! - *Tasks, executors, offers, reservations and volumes* of the roles and of those below them. A framework of several roles is no exception: each row
//!   says its own role. An operation is seen if all roles whose resources it changes are. What says no role is nobody's, but for two: an
//!   executor without resources is seen with its tasks, and an inverse offer where its framework has active tasks that are seen.
//! - *Frameworks* that are subscribed to one of the roles or have something that is seen. Their roles are those that are seen; their counts and sums
//!   are made of the rows that are seen.
//! - *Agents* that have something that is seen, completed tasks included: their sandboxes are there. Their figures are what is seen there: the
//!   total is the sum of the parts, and what is free is not told, because what it lacks of the machine would be what others use. An agent
//!   that drains is drained as soon as no active task is seen on it, whoever else is left.
//! - *Roles* themselves, and of those above them the names only.
//!
//! Nothing else has any effect: slots, symbols, revisions and the order of rows follow from what is seen and from nothing besides, so that two
//! clusters which differ only in what is not seen make the same bytes.
//!
//! The parts of an agent's figures come from the rows that are seen: allocated is what active tasks and executors have, from reservations what
//! the reservations say is allocated of them, offered what the offers hold; reserved and idle is what is left of the reservations once both
//! are taken away. What is used of a reservation of a role above counts as not reserved, because that reservation is not seen.

mod agent;
mod cells;
mod details;
mod event;
mod framework;
mod links;
mod owners;
mod reach;
mod sandbox;
mod sight;
mod sums;
mod touched;

use std::collections::{BTreeMap, HashMap};

pub use event::Happening;
pub use reach::Reach;
pub use touched::Touched;

use crate::fold::Still;
use crate::fold::store::Store;
use crate::frame::{BOUND, Header};
use crate::names::Names;
use crate::replica::Replica;
use crate::rows::Rows;
use crate::schema::{Table, roles};
use cells::compare;
use sums::Sums;

/// Rows at one revision.
pub trait Source {
    /// A table's rows.
    fn rows(&self, table: Table) -> &Rows;

    /// What the symbols in the rows stand for.
    fn names(&self) -> &Names;
}

impl Source for Replica {
    fn rows(&self, table: Table) -> &Rows {
        Replica::rows(self, table)
    }

    fn names(&self) -> &Names {
        Replica::names(self)
    }
}

/// Tables whose rows are taken as they are, in an order in which each finds what it depends on.
const TAKEN: [Table; 7] = [
    Table::Tasks,
    Table::Executors,
    Table::Offers,
    Table::Operations,
    Table::Reservations,
    Table::Volumes,
    Table::Roles,
];

/// The part of a cluster that some roles are. One serves all who are bound to the same roles.
#[derive(Debug)]
pub struct Projection {
    reach: Reach,
    epoch: u64,
    revision: u64,
    store: Store,
    /// For each table of [`TAKEN`], the slots here by the slots there.
    taken: [HashMap<u32, u32>; Table::ALL.len()],
    /// The slots of roles above those that are seen.
    above: BTreeMap<Box<str>, u32>,
    sums: Sums,
}

impl Projection {
    /// What these roles are of a cluster as it is now. `epoch` is random, and no other projection's: revisions mean nothing elsewhere.
    #[must_use]
    pub fn new(reach: Reach, epoch: u64, source: &dyn Source) -> Self {
        let mut projection = Projection {
            reach,
            epoch,
            revision: 1,
            store: Store::new(),
            taken: Table::ALL.map(|_| HashMap::new()),
            above: BTreeMap::new(),
            sums: Sums::default(),
        };
        projection.follow(source, &Touched::all(source));
        // Nobody is at an earlier revision to be told the difference.
        let _ = projection.store.cut(projection.header(0));
        projection
    }

    /// Takes in what a frame of the whole model changed. `source` is the model at that frame's revision; each frame is taken in, in order.
    /// Answers the frame of what changed here, if anything did.
    pub fn apply(&mut self, source: &dyn Source, touched: &Touched) -> Option<Vec<u8>> {
        self.follow(source, touched);
        let frame = self.store.cut(self.header(self.revision))?;
        self.revision += 1;
        Some(frame)
    }

    /// Everything that is seen, in frames to be applied one after another.
    #[must_use]
    pub fn snapshot(&self) -> Vec<Vec<u8>> {
        self.still().frames().collect()
    }

    /// A copy of all rows that are seen, for whoever makes a snapshot of them meanwhile.
    #[must_use]
    pub fn still(&self) -> Still {
        self.store.still(Header { after: self.revision, ..self.header(0) })
    }

    /// Who sees this.
    #[must_use]
    pub const fn reach(&self) -> &Reach {
        &self.reach
    }

    /// The life of this projection, as frames name it.
    #[must_use]
    pub const fn epoch(&self) -> u64 {
        self.epoch
    }

    /// The newest revision: it rises only with what is seen.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// How many rows a table has.
    #[must_use]
    pub fn len(&self, table: Table) -> usize {
        self.store.rows(table).len()
    }

    /// Whether nothing is seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Table::ALL.into_iter().all(|table| self.len(table) == 0)
    }

    /// The sum of a `Count` or `Milli` column over all rows.
    #[must_use]
    pub fn sum(&self, table: Table, column: usize) -> i64 {
        self.store.sum(table, column)
    }

    /// Whether there is a row of this framework.
    #[must_use]
    pub fn has_framework(&self, framework_id: &str) -> bool {
        self.sums.frameworks.is_shown(framework_id)
    }

    /// Whether there is a row of this agent.
    #[must_use]
    pub fn has_agent(&self, agent_id: &str) -> bool {
        self.sums.agents.is_shown(agent_id)
    }

    fn header(&self, before: u64) -> Header {
        Header { epoch: self.epoch, before, after: self.revision + 1, flags: BOUND }
    }

    fn follow(&mut self, source: &dyn Source, touched: &Touched) {
        self.sums.find(source, touched);
        for table in TAKEN {
            let slots = self.sums.links.concerned(&self.reach, source, table, touched.slots(table));
            self.take(source, table, &slots);
        }
        self.show_above();
        framework::show(&mut self.store, &mut self.sums.frameworks, &self.reach, source);
        agent::show(&mut self.store, &mut self.sums.agents, source);
    }

    /// Takes rows as they are now. Nothing here may depend on slots there, which tell of rows that are not seen.
    fn take(&mut self, source: &dyn Source, table: Table, slots: &[u32]) {
        let taken = &mut self.taken[table.index()];
        let (mut gone, mut kept, mut new) = (Vec::new(), Vec::new(), Vec::new());
        for &slot in slots {
            match (sight::sees(&self.reach, &self.sums.links, source, table, slot), taken.get(&slot)) {
                (true, Some(&own)) => kept.push((own, slot)),
                (true, None) => new.push(slot),
                (false, Some(_)) => gone.extend(taken.remove(&slot)),
                (false, None) => {}
            }
        }
        gone.sort_unstable();
        kept.sort_unstable();
        new.sort_by(|&a, &b| compare(source, table, a, b));
        for own in gone {
            self.sums.weigh(&self.store, table, own, -1);
            self.store.remove(table, own);
        }
        for (own, slot) in kept {
            let draft = sight::reduced(&self.reach, &self.sums.links, source, table, slot);
            self.sums.weigh(&self.store, table, own, -1);
            self.store.update(table, own, draft);
            self.sums.weigh(&self.store, table, own, 1);
        }
        for slot in new {
            let draft = sight::reduced(&self.reach, &self.sums.links, source, table, slot);
            let own = self.store.insert(table, draft);
            self.taken[table.index()].insert(slot, own);
            self.sums.weigh(&self.store, table, own, 1);
        }
    }

    /// The names of the roles above those that are seen: their figures are others' as well.
    fn show_above(&mut self) {
        for (role, is_wanted) in self.sums.take_above(&self.reach) {
            match (is_wanted, self.above.remove(&role)) {
                (true, Some(own)) => drop(self.above.insert(role, own)),
                (true, None) => {
                    let depth = i64::try_from(operator_api::roles::ancestors(&role).count()).unwrap_or(0);
                    let parent = operator_api::roles::parent(&role);
                    let draft = vec![
                        (roles::NAME, (&*role).into()),
                        (roles::PARENT, parent.into()),
                        (roles::DEPTH, depth.into()),
                    ];
                    let own = self.store.insert(Table::Roles, draft);
                    self.above.insert(role, own);
                }
                (false, Some(own)) => self.store.remove(Table::Roles, own),
                (false, None) => {}
            }
        }
    }
}

impl Source for Projection {
    fn rows(&self, table: Table) -> &Rows {
        self.store.rows(table)
    }

    fn names(&self) -> &Names {
        self.store.names()
    }
}
