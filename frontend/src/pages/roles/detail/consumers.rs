//! Who uses what of a role: frameworks, by what their active tasks and executors have of it, and those that only wait for offers.

use std::collections::BTreeMap;
use std::time::Duration;

use cluster_model::names::Symbol;
use cluster_model::replica::Replica;
use cluster_model::schema::{Table, executors, frameworks, tasks};

use crate::components::listing::{Cells, ColumnHead, number, words};
use crate::components::resource_bar::ResourceKind;
use crate::components::shown::Shown;
use crate::components::state_chip::StateOf;
use crate::paths::{Page, exactly, one_of};

/// Reckoning looks at every task; eyes do not follow faster.
pub const PACE: Duration = Duration::from_millis(500);

/// The heads of the list.
pub static HEADS: &[ColumnHead] = &[
    words("Framework"),
    words("State"),
    words("Roles"),
    number("Active tasks"),
    number("Executors"),
    number("cpus"),
    number("mem"),
    number("disk"),
    number("gpus"),
];

const TASK_AMOUNTS: [usize; 4] = [tasks::CPUS, tasks::MEM, tasks::DISK, tasks::GPUS];
const EXECUTOR_AMOUNTS: [usize; 4] = [executors::CPUS, executors::MEM, executors::DISK, executors::GPUS];

/// A framework and what it has of the roles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consumer {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its state.
    pub state: String,
    /// Those of the roles that it uses or is subscribed to.
    pub roles: Vec<String>,
    /// Its active tasks for them.
    pub tasks: i64,
    /// Its executors for them.
    pub executors: i64,
    /// What these have of each kind of resource, in thousandths.
    pub amounts: [i64; 4],
}

/// The frameworks that use something of the roles or are subscribed to one of them, who has most CPUs first.
pub fn consumers(replica: &Replica, subtree: &[String]) -> Vec<Consumer> {
    let names = replica.names();
    let wanted: Vec<Symbol> = subtree.iter().filter_map(|role| names.find(role)).collect();
    let mut found: BTreeMap<Symbol, Consumer> = BTreeMap::new();
    let mut used: Vec<(Symbol, Symbol)> = Vec::new();
    let mut take = |framework: Symbol, role: Symbol, counts: (i64, i64), amounts: [i64; 4]| {
        let consumer = found.entry(framework).or_default();
        consumer.tasks += counts.0;
        consumer.executors += counts.1;
        for (sum, amount) in consumer.amounts.iter_mut().zip(amounts) {
            *sum += amount;
        }
        // A handful of pairs.
        if !used.contains(&(framework, role)) {
            used.push((framework, role));
        }
    };
    let rows = replica.rows(Table::Tasks);
    let active = names.find(tasks::ACTIVE);
    for slot in rows.slots() {
        let role = rows.symbol(slot, tasks::ROLE);
        if Some(rows.symbol(slot, tasks::LIST)) == active && wanted.contains(&role) {
            let amounts = TASK_AMOUNTS.map(|column| rows.number(slot, column).unwrap_or(0));
            take(rows.symbol(slot, tasks::FRAMEWORK_ID), role, (1, 0), amounts);
        }
    }
    let rows = replica.rows(Table::Executors);
    for slot in rows.slots() {
        let role = rows.symbol(slot, executors::ROLE);
        if wanted.contains(&role) {
            let amounts = EXECUTOR_AMOUNTS.map(|column| rows.number(slot, column).unwrap_or(0));
            take(rows.symbol(slot, executors::FRAMEWORK_ID), role, (0, 1), amounts);
        }
    }
    let rows = replica.rows(Table::Frameworks);
    for slot in rows.slots() {
        let text = |column| replica.text(Table::Frameworks, slot, column);
        let id = rows.symbol(slot, frameworks::ID);
        let has_left = text(frameworks::STATE) == frameworks::state::COMPLETED;
        let subscribed: Vec<&String> = if has_left {
            Vec::new()
        } else {
            let roles = text(frameworks::ROLES).split(", ");
            roles.filter_map(|role| subtree.iter().find(|wanted| *wanted == role)).collect()
        };
        if subscribed.is_empty() && !found.contains_key(&id) {
            continue;
        }
        let consumer = found.entry(id).or_default();
        consumer.name = text(frameworks::NAME).to_owned();
        consumer.state = text(frameworks::STATE).to_owned();
        consumer.roles.extend(subscribed.into_iter().cloned());
    }
    let with_roles = found.into_iter().map(|(id, mut consumer)| {
        let of_it = used.iter().filter(|(framework, _)| *framework == id);
        consumer.roles.extend(of_it.map(|(_, role)| names.get(*role).to_owned()));
        consumer.roles.sort_unstable();
        consumer.roles.dedup();
        consumer.id = names.get(id).to_owned();
        consumer
    });
    let mut consumers: Vec<Consumer> = with_roles.collect();
    consumers.sort_by(|a, b| b.amounts.cmp(&a.amounts).then_with(|| a.name.cmp(&b.name)));
    consumers
}

/// The row of one.
pub fn cells(consumer: &Consumer) -> Cells {
    let Consumer { id, name, state, roles, tasks, executors, amounts } = consumer;
    let name = if name.is_empty() { id.clone() } else { name.clone() };
    let roles_page = |role: &String| Shown::Link(Page::Role { name: role.clone() }, role.clone());
    let filter = format!(
        "{} {} {}",
        exactly("framework_id", id),
        one_of("role", roles.iter().map(String::as_str)),
        exactly("list", tasks::ACTIVE),
    );
    let tasks_page = if *tasks > 0 {
        Shown::Href(Page::Tasks.filtered(&filter), tasks.to_string())
    } else {
        Shown::Count(0)
    };
    let mut cells = vec![
        Shown::Link(Page::Framework { id: id.clone() }, name),
        Shown::State(StateOf::Framework, state.clone()),
        Shown::Many(roles.iter().map(roles_page).collect()),
        tasks_page,
        Shown::Count(*executors),
    ];
    cells.extend(
        ResourceKind::ALL.into_iter().zip(amounts).map(|(kind, amount)| Shown::Amount(kind, *amount)),
    );
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_consumer_leads_to_its_tasks_for_these_roles() {
        let consumer = Consumer {
            id: "F1".into(),
            name: "marathon".into(),
            state: "active".into(),
            roles: vec!["eng".into(), "eng/web".into()],
            tasks: 3,
            executors: 1,
            amounts: [1_500, 0, 0, 0],
        };
        let cells = cells(&consumer);
        assert_eq!(cells.len(), HEADS.len());
        let filter = "framework_id=F1 role=eng,eng/web list=active";
        assert_eq!(cells[3], Shown::Href(Page::Tasks.filtered(filter), "3".into()));
        assert_eq!(consumers(&Replica::new(), &["eng".to_owned()]), []);
    }
}
