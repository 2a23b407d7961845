//! What is on machines: their agents, whose tasks run there, what counts against which quota.

use std::collections::{BTreeMap, BTreeSet};

use cluster_model::replica::Replica;
use cluster_model::schema::roles::figure;
use cluster_model::schema::{Table, agents, reservations, roles, tasks};
use operator_api::rules::schedule::Machine;

use super::machine_of;
use crate::change::plan::{Impact, Weight};
use crate::components::resource_bar::{ResourceKind, Shares};
use crate::components::shares::shares;
use crate::paths::{Page, one_of};
use crate::ui::format::plural;

/// Amounts of each kind of resource, in the order of [`ResourceKind::ALL`].
pub type Amounts = [i64; 4];

/// The columns of a task's amounts, in the order of [`ResourceKind::ALL`].
const TASK_AMOUNTS: [usize; 4] = [tasks::CPUS, tasks::MEM, tasks::DISK, tasks::GPUS];

/// An agent and what is on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OnAgent {
    /// The agent's id.
    pub id: String,
    /// Its machine.
    pub machine: Machine,
    /// Its state, as `cluster_model::schema::agents::state` names it.
    pub state: String,
    /// Its fault domain's region and zone; empty if it has none.
    pub domain: (String, String),
    /// Where its resources are.
    pub shares: [Shares; 4],
    /// Active tasks by framework: its id, its name, how many.
    pub tasks: BTreeMap<String, (String, i64)>,
    /// The roles that tasks run in.
    pub roles: BTreeSet<String>,
    /// What counts against the quota of each role at the top.
    pub consumed: BTreeMap<String, Amounts>,
}

/// A role with guarantees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guarantee {
    /// Its name.
    pub role: String,
    /// What it is guaranteed.
    pub guaranteed: Amounts,
    /// What it consumes, wherever.
    pub consumed: Amounts,
}

/// What is on some machines, beside the whole cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// The machines' agents.
    pub agents: Vec<OnAgent>,
    /// The machine of an agent that has the host name of a machine without an agent.
    pub near: BTreeMap<Machine, Machine>,
    /// The roles with guarantees.
    pub guarantees: Vec<Guarantee>,
    /// Where the whole cluster's resources are.
    pub cluster: [Shares; 4],
}

impl Load {
    /// The tables it is read from.
    pub const TABLES: &[Table] = &[Table::Agents, Table::Tasks, Table::Roles, Table::Reservations];

    /// Reads what is on these machines.
    pub fn of(replica: &Replica, machines: &BTreeSet<Machine>) -> Self {
        let mut load = Self::default();
        let mut places = BTreeMap::new();
        let mut by_name = BTreeMap::new();
        for slot in replica.rows(Table::Agents).slots() {
            let text = |column| replica.text(Table::Agents, slot, column);
            if text(agents::STATE) == agents::state::GONE {
                continue;
            }
            let machine = machine_of(replica, slot);
            if machines.contains(&machine) {
                places.insert(text(agents::ID), load.agents.len());
                let number = |column| replica.number(Table::Agents, slot, column).unwrap_or(0);
                load.agents.push(OnAgent {
                    id: text(agents::ID).to_owned(),
                    state: text(agents::STATE).to_owned(),
                    domain: (text(agents::REGION).to_owned(), text(agents::ZONE).to_owned()),
                    shares: ResourceKind::ALL.map(|kind| shares(kind, number)),
                    machine,
                    ..OnAgent::default()
                });
            } else if let Some(name) = machine.hostname.clone() {
                by_name.insert(name, machine);
            }
        }
        for machine in machines {
            let has_agent = load.agents.iter().any(|agent| agent.machine == *machine);
            let near = machine.hostname.as_ref().and_then(|name| by_name.get(name));
            if let (false, Some(near)) = (has_agent, near) {
                load.near.insert(machine.clone(), near.clone());
            }
        }
        if !places.is_empty() {
            load.read_tasks(replica, &places);
            load.read_reservations(replica, &places);
        }
        load.read_guarantees(replica);
        let totals = replica.totals(Table::Agents);
        load.cluster = ResourceKind::ALL.map(|kind| shares(kind, |column| totals.sum(column)));
        load
    }

    fn read_tasks(&mut self, replica: &Replica, places: &BTreeMap<&str, usize>) {
        for slot in replica.rows(Table::Tasks).slots() {
            let text = |column| replica.text(Table::Tasks, slot, column);
            let Some(at) = places.get(text(tasks::AGENT_ID)) else { continue };
            if text(tasks::LIST) != tasks::ACTIVE {
                continue;
            }
            let agent = &mut self.agents[*at];
            let name = || (text(tasks::FRAMEWORK).to_owned(), 0);
            agent.tasks.entry(text(tasks::FRAMEWORK_ID).to_owned()).or_insert_with(name).1 += 1;
            let role = text(tasks::ROLE);
            if !agent.roles.contains(role) {
                agent.roles.insert(role.to_owned());
            }
            let amounts = TASK_AMOUNTS.map(|column| replica.number(Table::Tasks, slot, column).unwrap_or(0));
            agent.consume(role, amounts);
        }
    }

    /// What is reserved and not allocated counts against the quota, too.
    fn read_reservations(&mut self, replica: &Replica, places: &BTreeMap<&str, usize>) {
        for slot in replica.rows(Table::Reservations).slots() {
            let text = |column| replica.text(Table::Reservations, slot, column);
            let Some(at) = places.get(text(reservations::AGENT_ID)) else { continue };
            let number = |column| replica.number(Table::Reservations, slot, column).unwrap_or(0);
            let idle = reservations::RESOURCES.map(|(_, all, used)| (number(all) - number(used)).max(0));
            self.agents[*at].consume(text(reservations::ROLE), idle);
        }
    }

    fn read_guarantees(&mut self, replica: &Replica) {
        for slot in replica.rows(Table::Roles).slots() {
            let number = |column| replica.number(Table::Roles, slot, column).unwrap_or(0);
            let guaranteed = roles::RESOURCES.map(|(_, first)| number(first + figure::GUARANTEE));
            if guaranteed.iter().any(|amount| *amount > 0) {
                let consumed = roles::RESOURCES.map(|(_, first)| number(first + figure::CONSUMED));
                let role = replica.text(Table::Roles, slot, roles::NAME).to_owned();
                self.guarantees.push(Guarantee { role, guaranteed, consumed });
            }
        }
        self.guarantees.sort_by(|a, b| a.role.cmp(&b.role));
    }

    /// The agents on some of the machines.
    pub fn on<'a>(&'a self, machines: &'a [Machine]) -> impl Iterator<Item = &'a OnAgent> {
        self.agents.iter().filter(|agent| machines.contains(&agent.machine))
    }

    /// Where the cluster's resources are without these agents.
    pub fn without(&self, agents: &[&OnAgent]) -> [Shares; 4] {
        std::array::from_fn(|at| {
            let mut left = self.cluster[at];
            for agent in agents {
                let its = agent.shares[at];
                left.allocated -= its.allocated;
                left.from_reservation -= its.from_reservation;
                left.offered -= its.offered;
                left.reserved -= its.reserved;
                left.free -= its.free;
            }
            left
        })
    }

    /// The guarantees that cannot be met without these agents, however empty the others get of what is offered and free: the role, the
    /// resource, how much it could have at most, how much it is guaranteed.
    pub fn unmet(&self, agents: &[&OnAgent]) -> Vec<(&str, ResourceKind, i64, i64)> {
        let left = self.without(agents);
        let mut unmet = Vec::new();
        for quota in &self.guarantees {
            for (at, kind) in ResourceKind::ALL.into_iter().enumerate() {
                let here: i64 = agents
                    .iter()
                    .filter_map(|agent| agent.consumed.get(&quota.role))
                    .map(|its| its[at])
                    .sum();
                let most = (quota.consumed[at] - here).max(0) + left[at].free + left[at].offered;
                if most < quota.guaranteed[at] {
                    unmet.push((quota.role.as_str(), kind, most, quota.guaranteed[at]));
                }
            }
        }
        unmet
    }
}

impl OnAgent {
    /// How many active tasks are on it.
    pub fn count(&self) -> i64 {
        self.tasks.values().map(|(_, count)| count).sum()
    }

    fn consume(&mut self, role: &str, amounts: Amounts) {
        let top = role.split('/').next().unwrap_or_default();
        let sums = self.consumed.entry(top.to_owned()).or_default();
        for (sum, amount) in sums.iter_mut().zip(amounts) {
            *sum += amount;
        }
    }
}

/// Who is on some agents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hit {
    /// Active tasks.
    pub tasks: i64,
    /// The frameworks they are of: id, name, how many tasks.
    pub frameworks: BTreeMap<String, (String, i64)>,
    /// The roles they run in.
    pub roles: BTreeSet<String>,
}

impl Hit {
    /// Adds up who is on these agents.
    pub fn of(agents: &[&OnAgent]) -> Self {
        let mut hit = Self::default();
        for agent in agents {
            hit.tasks += agent.count();
            for (id, (name, count)) in &agent.tasks {
                hit.frameworks.entry(id.clone()).or_insert_with(|| (name.clone(), 0)).1 += count;
            }
            hit.roles.extend(agent.roles.iter().cloned());
        }
        hit
    }

    /// `12 tasks of 3 frameworks (roles batch, eng/web)`.
    pub fn words(&self) -> String {
        const SAID: usize = 4;
        let mut roles: Vec<&str> = self.roles.iter().take(SAID).map(String::as_str).collect();
        let more = format!("{} more", self.roles.len().saturating_sub(SAID));
        if self.roles.len() > SAID {
            roles.push(&more);
        }
        format!(
            "{} of {} ({} {})",
            plural(self.tasks, "task", "tasks"),
            plural(self.frameworks.len() as i64, "framework", "frameworks"),
            if self.roles.len() == 1 { "role" } else { "roles" },
            roles.join(", "),
        )
    }
}

/// Links to the tasks of these agents, unless there are too many for an address.
pub fn with_tasks(impact: Impact, agents: &[&OnAgent]) -> Impact {
    const MOST: usize = 40;
    if agents.is_empty() || agents.len() > MOST {
        return impact;
    }
    impact.in_list(&Page::Tasks, &one_of("agent_id", agents.iter().map(|agent| agent.id.as_str())))
}

/// Guarantees that cannot be met without these agents, as sentences. `whose` says when: `While the window of n-1 lasts`.
pub fn unmet_guarantees(load: &Load, agents: &[&OnAgent], whose: &str) -> Vec<Impact> {
    let words = |(role, kind, most, guaranteed): (&str, ResourceKind, i64, i64)| {
        let (most, guaranteed) = (kind.amount(most), kind.amount(guaranteed));
        let name = kind.name();
        let words = format!(
            "{whose}, quota is hit: {role} can have {most} {name} at most of the {guaranteed} it is guaranteed."
        );
        Impact::new(Weight::Warn, words).at(&Page::Role { name: role.to_owned() })
    };
    load.unmet(agents).into_iter().map(words).collect()
}

#[cfg(test)]
pub(in crate::pages::change) mod tests {
    use super::*;

    /// An agent with so many CPUs free and so many allocated to one task of a role.
    pub fn agent(id: &str, free: i64, used: i64, role: &str) -> OnAgent {
        let mut agent = OnAgent {
            id: id.to_owned(),
            machine: Machine::new(&format!("{id}.test"), "10.0.0.1"),
            state: agents::state::ACTIVE.to_owned(),
            domain: ("eu".to_owned(), "eu-a".to_owned()),
            ..OnAgent::default()
        };
        agent.shares[0] = Shares { allocated: used, free, ..Shares::default() };
        if used > 0 {
            agent.tasks.insert("F1".to_owned(), ("web".to_owned(), 1));
            agent.roles.insert(role.to_owned());
            agent.consume(role, [used, 0, 0, 0]);
        }
        agent
    }

    /// What is on these agents, in a cluster of them and so many CPUs free elsewhere.
    pub fn load(agents: Vec<OnAgent>, elsewhere: i64) -> Load {
        let mut load = Load { agents, ..Load::default() };
        load.cluster[0].free = elsewhere;
        for agent in &load.agents {
            load.cluster[0].free += agent.shares[0].free;
            load.cluster[0].allocated += agent.shares[0].allocated;
        }
        load
    }

    #[test]
    fn a_guarantee_is_hit_when_the_rest_cannot_meet_it() {
        let mut load = load(vec![agent("a", 1_000, 3_000, "eng/web")], 4_000);
        load.guarantees =
            vec![Guarantee { role: "eng".into(), guaranteed: [6_000, 0, 0, 0], consumed: [4_000, 0, 0, 0] }];
        assert_eq!(load.unmet(&[]), []);
        let all: Vec<_> = load.agents.iter().collect();
        // A CPU of its own and four that are free are elsewhere.
        assert_eq!(load.unmet(&all), [("eng", ResourceKind::Cpus, 5_000, 6_000)]);
        assert_eq!(load.without(&all)[0], Shares { free: 4_000, ..Shares::default() });
    }

    #[test]
    fn who_is_hit_is_said_in_a_few_words() {
        let agents = [agent("a", 0, 1, "eng/web"), agent("b", 0, 1, "batch")];
        let hit = Hit::of(&agents.iter().collect::<Vec<_>>());
        assert_eq!(hit.words(), "2 tasks of 1 framework (roles batch, eng/web)");
        assert_eq!(hit.frameworks["F1"].1, 2);
    }
}
