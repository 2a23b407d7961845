//! What the rows that are seen add up to, for each framework and agent.

use std::collections::BTreeMap;

use operator_api::json::WireEnum;
use operator_api::roles::ancestors;
use operator_api::v1::TaskState;

use super::links::{Links, TaskIds};
use super::owners::Owners;
use super::{Reach, Source, Touched};
use crate::fold::store::Store;
use crate::fold::{FrameworkCounts, Group, List, list_of};
use crate::schema::{
    Table, agents, executors, frameworks, offers, operations, reservations, roles, tasks, volumes,
};

/// CPUs, memory, disk and GPUs.
pub(super) type Four = [i64; 4];

/// What a framework has that is seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct OfFramework {
    /// Rows that name it.
    pub rows: i64,
    pub counts: FrameworkCounts,
    pub allocated: Four,
    pub offered: Four,
    pub offers: i64,
}

/// What is seen on an agent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct OnAgent {
    /// Rows that name it.
    pub rows: i64,
    /// Active tasks.
    pub tasks: i64,
    pub allocated: Four,
    pub offered: Four,
    pub reserved: Four,
    /// What of the reserved is allocated.
    pub from_reservation: Four,
}

/// All of it.
#[derive(Debug)]
pub(super) struct Sums {
    pub frameworks: Owners<OfFramework>,
    pub agents: Owners<OnAgent>,
    pub links: Links,
    /// How many roles that are seen each role has below it that is not.
    above: BTreeMap<Box<str>, i64>,
}

impl Default for Sums {
    fn default() -> Self {
        Sums {
            frameworks: Owners::new(Table::Frameworks, frameworks::ID),
            agents: Owners::new(Table::Agents, agents::ID),
            links: Links::default(),
            above: BTreeMap::new(),
        }
    }
}

impl Sums {
    /// Where frameworks and agents are in the whole model.
    pub(super) fn find(&mut self, source: &dyn Source, touched: &Touched) {
        self.frameworks.find(source, touched.slots(Table::Frameworks));
        self.agents.find(source, touched.slots(Table::Agents));
    }

    /// Adds what a row is (`sign` 1), or takes it away (-1).
    pub(super) fn weigh(&mut self, store: &Store, table: Table, slot: u32, sign: i64) {
        let row = Row { store, table, slot };
        let (framework, agent) = match table {
            Table::Tasks => (tasks::FRAMEWORK_ID, tasks::AGENT_ID),
            Table::Executors => (executors::FRAMEWORK_ID, executors::AGENT_ID),
            Table::Offers => (offers::FRAMEWORK_ID, offers::AGENT_ID),
            Table::Operations => (operations::FRAMEWORK_ID, operations::AGENT_ID),
            Table::Reservations => return self.weigh_reservation(row, sign),
            Table::Volumes => return self.agents.weigh(row.text(volumes::AGENT_ID), |sum| sum.rows += sign),
            Table::Roles => return self.weigh_role(row.text(roles::NAME), sign),
            Table::Frameworks | Table::Agents => return,
        };
        let (mut of_framework, mut on_agent) = (OfFramework::default(), OnAgent::default());
        match table {
            Table::Tasks => {
                self.links.weigh(&TaskIds::of(|column| row.text(column)), sign);
                let list = List::of_name(row.text(tasks::LIST));
                let state = TaskState::from_name(row.text(tasks::STATE));
                of_framework.counts.weigh(list, state.map_or(Group::Other, Group::of), sign);
                if list == List::Active {
                    on_agent.tasks = sign;
                    // A task that has ended holds nothing, even if nobody has acknowledged that.
                    if state.is_none_or(|state| list_of(state) == List::Active) {
                        on_agent.allocated = row.four(tasks::CPUS);
                    }
                }
            }
            Table::Executors => on_agent.allocated = row.four(executors::CPUS),
            Table::Offers if row.text(offers::KIND) == offers::OFFER => {
                on_agent.offered = row.four(offers::CPUS);
                of_framework.offers = sign;
            }
            _ => {}
        }
        self.frameworks.weigh(row.text(framework), |sum| {
            sum.rows += sign;
            sum.counts.add(of_framework.counts);
            sum.offers += of_framework.offers;
            add(&mut sum.allocated, on_agent.allocated, sign);
            add(&mut sum.offered, on_agent.offered, sign);
        });
        self.agents.weigh(row.text(agent), |sum| {
            sum.rows += sign;
            sum.tasks += on_agent.tasks;
            add(&mut sum.allocated, on_agent.allocated, sign);
            add(&mut sum.offered, on_agent.offered, sign);
        });
    }

    fn weigh_reservation(&mut self, row: Row<'_>, sign: i64) {
        let figures = |at: fn(&(&'static str, usize, usize)) -> usize| {
            reservations::RESOURCES.map(|resource| row.number(at(&resource)))
        };
        let (reserved, allocated) = (figures(|resource| resource.1), figures(|resource| resource.2));
        self.agents.weigh(row.text(reservations::AGENT_ID), |sum| {
            sum.rows += sign;
            add(&mut sum.reserved, reserved, sign);
            add(&mut sum.from_reservation, allocated, sign);
        });
    }

    fn weigh_role(&mut self, role: &str, sign: i64) {
        for above in ancestors(role) {
            match self.above.get_mut(above) {
                Some(count) => *count += sign,
                None => drop(self.above.insert(above.into(), sign)),
            }
        }
    }

    /// The roles above those that are reached, and whether one below them is seen.
    pub(super) fn take_above(&mut self, reach: &Reach) -> Vec<(Box<str>, bool)> {
        let above = self.above.iter().filter(|(role, _)| !reach.contains(role));
        let above = above.map(|(role, count)| (role.clone(), *count > 0)).collect();
        self.above.retain(|_, count| *count > 0);
        above
    }
}

fn add(sum: &mut Four, more: Four, sign: i64) {
    sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += sign * more);
}

/// A row here.
#[derive(Clone, Copy)]
struct Row<'a> {
    store: &'a Store,
    table: Table,
    slot: u32,
}

impl<'a> Row<'a> {
    /// The text of a cell.
    fn text(&self, column: usize) -> &'a str {
        let rows = self.store.rows(self.table);
        match rows.cell(self.store.names(), self.slot, column) {
            crate::rows::Cell::Text(text) => text,
            crate::rows::Cell::Number(_) => "",
        }
    }

    fn number(&self, column: usize) -> i64 {
        self.store.number(self.table, self.slot, column).unwrap_or(0)
    }

    /// Four columns, one after the other.
    fn four(&self, first: usize) -> Four {
        std::array::from_fn(|at| self.number(first + at))
    }
}
