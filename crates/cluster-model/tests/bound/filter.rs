//! The plain filter: looks at the whole model, table by table, as slowly as it likes.

use std::borrow::Cow;
use std::collections::BTreeSet;

use cluster_model::bound::Reach;
use cluster_model::replica::Replica;
use cluster_model::rows::Cell;
use cluster_model::schema::{
    Table, agents, executors, frameworks, offers, operations, reservations, roles, tasks, volumes,
};
use operator_api::roles::ancestors;

pub fn show(cell: Cell<'_>) -> String {
    match cell {
        Cell::Text(text) => text.to_owned(),
        Cell::Number(Some(number)) => number.to_string(),
        Cell::Number(None) => "-".to_owned(),
    }
}

/// A row of the whole model.
#[derive(Clone, Copy)]
struct Row<'a> {
    whole: &'a Replica,
    table: Table,
    slot: u32,
}

impl<'a> Row<'a> {
    fn text(&self, column: usize) -> &'a str {
        self.whole.text(self.table, self.slot, column)
    }

    fn number(&self, column: usize) -> i64 {
        self.whole.number(self.table, self.slot, column).unwrap_or(0)
    }

    fn cells(&self) -> Vec<String> {
        let columns = 0..self.table.columns().len();
        columns.map(|column| show(self.whole.cell(self.table, self.slot, column))).collect()
    }
}

fn all(whole: &Replica, table: Table) -> impl Iterator<Item = Row<'_>> {
    whole.rows(table).slots().map(move |slot| Row { whole, table, slot })
}

fn seen_tasks<'a>(whole: &'a Replica, reach: &Reach) -> Vec<Row<'a>> {
    all(whole, Table::Tasks).filter(|task| reach.contains(task.text(tasks::ROLE))).collect()
}

fn active_tasks<'a>(whole: &'a Replica, reach: &Reach) -> Vec<Row<'a>> {
    let mut tasks = seen_tasks(whole, reach);
    tasks.retain(|task| task.text(tasks::LIST) == tasks::ACTIVE);
    tasks
}

fn is_crew(task: &Row<'_>, executor: &Row<'_>) -> bool {
    task.text(tasks::AGENT_ID) == executor.text(executors::AGENT_ID)
        && task.text(tasks::FRAMEWORK_ID) == executor.text(executors::FRAMEWORK_ID)
        && task.text(tasks::EXECUTOR) == executor.text(executors::ID)
}

fn sees(whole: &Replica, reach: &Reach, row: &Row<'_>) -> bool {
    match row.table {
        Table::Tasks => reach.contains(row.text(tasks::ROLE)),
        Table::Executors if row.text(executors::ROLE).is_empty() => {
            seen_tasks(whole, reach).iter().any(|task| is_crew(task, row))
        }
        Table::Executors => reach.contains(row.text(executors::ROLE)),
        Table::Offers if row.text(offers::KIND) == offers::INVERSE => {
            active_tasks(whole, reach).iter().any(|task| {
                task.text(tasks::AGENT_ID) == row.text(offers::AGENT_ID)
                    && task.text(tasks::FRAMEWORK_ID) == row.text(offers::FRAMEWORK_ID)
            })
        }
        Table::Offers => reach.contains(row.text(offers::ROLE)),
        Table::Operations => row.text(operations::ROLE).split(", ").all(|role| reach.contains(role)),
        Table::Reservations => reach.contains(row.text(reservations::ROLE)),
        Table::Volumes => reach.contains(row.text(volumes::ROLE)),
        Table::Roles => reach.contains(row.text(roles::NAME)),
        Table::Frameworks => {
            row.text(frameworks::ROLES).split(", ").any(|role| reach.contains(role))
                || having(whole, reach, row.text(frameworks::ID), false).next().is_some()
        }
        Table::Agents => having(whole, reach, row.text(agents::ID), true).next().is_some(),
    }
}

/// The rows that are seen and name an agent, or a framework.
fn having<'a>(
    whole: &'a Replica,
    reach: &'a Reach,
    id: &'a str,
    agent: bool,
) -> impl Iterator<Item = Row<'a>> + 'a {
    let tables = [
        (Table::Tasks, tasks::FRAMEWORK_ID, tasks::AGENT_ID),
        (Table::Executors, executors::FRAMEWORK_ID, executors::AGENT_ID),
        (Table::Offers, offers::FRAMEWORK_ID, offers::AGENT_ID),
        (Table::Operations, operations::FRAMEWORK_ID, operations::AGENT_ID),
        (Table::Reservations, usize::MAX, reservations::AGENT_ID),
        (Table::Volumes, usize::MAX, volumes::AGENT_ID),
    ];
    tables.into_iter().flat_map(move |(table, of_framework, on_agent)| {
        let column = if agent { on_agent } else { of_framework };
        let names = move |row: &Row<'_>| column != usize::MAX && row.text(column) == id;
        all(whole, table).filter(names).filter(move |row| sees(whole, reach, row))
    })
}

/// What active tasks, executors and offers among these have: allocated and offered.
fn held(rows: &[Row<'_>], at: usize) -> (i64, i64) {
    let (mut allocated, mut offered) = (0, 0);
    for row in rows {
        match row.table {
            Table::Tasks if row.text(tasks::LIST) == tasks::ACTIVE => {
                allocated += row.number(tasks::CPUS + at);
            }
            Table::Executors => allocated += row.number(executors::CPUS + at),
            Table::Offers if row.text(offers::KIND) == offers::OFFER => {
                offered += row.number(offers::CPUS + at);
            }
            _ => {}
        }
    }
    (allocated, offered)
}

fn framework(whole: &Replica, reach: &Reach, row: &Row<'_>, cells: &mut [String]) {
    let has: Vec<Row<'_>> = having(whole, reach, row.text(frameworks::ID), false).collect();
    let roles = row.text(frameworks::ROLES).split(", ").filter(|role| reach.contains(role));
    cells[frameworks::ROLES] = roles.collect::<Vec<_>>().join(", ");
    let count = |wanted: &dyn Fn(&str, &str) -> bool| {
        let tasks = has.iter().filter(|row| row.table == Table::Tasks);
        tasks.filter(|task| wanted(task.text(tasks::LIST), task.text(tasks::STATE))).count().to_string()
    };
    let early = ["TASK_STAGING", "TASK_STARTING"];
    let bad =
        ["TASK_FAILED", "TASK_LOST", "TASK_ERROR", "TASK_DROPPED", "TASK_GONE", "TASK_GONE_BY_OPERATOR"];
    cells[frameworks::TASKS] = count(&|list, _| list == "active");
    cells[frameworks::STAGING] = count(&|list, state| list == "active" && early.contains(&state));
    cells[frameworks::RUNNING] = count(&|list, state| list == "active" && state == "TASK_RUNNING");
    cells[frameworks::UNREACHABLE] = count(&|list, _| list == "unreachable");
    cells[frameworks::COMPLETED] = count(&|list, _| list == "completed");
    cells[frameworks::FAILED] = count(&|list, state| list == "completed" && bad.contains(&state));
    for at in 0..4 {
        cells[frameworks::CPUS + at] = held(&has, at).0.to_string();
    }
    cells[frameworks::CPUS_OFFERED] = held(&has, 0).1.to_string();
    cells[frameworks::MEM_OFFERED] = held(&has, 1).1.to_string();
    let offers =
        has.iter().filter(|row| row.table == Table::Offers && row.text(offers::KIND) == offers::OFFER);
    cells[frameworks::OFFERS] = offers.count().to_string();
}

fn agent(whole: &Replica, reach: &Reach, row: &Row<'_>, cells: &mut [String]) {
    let has: Vec<Row<'_>> = having(whole, reach, row.text(agents::ID), true).collect();
    let active = |row: &&Row<'_>| row.table == Table::Tasks && row.text(tasks::LIST) == "active";
    let tasks = has.iter().filter(active).count();
    cells[agents::TASKS] = tasks.to_string();
    if ["draining", "drained"].contains(&row.text(agents::STATE)) {
        cells[agents::STATE] = if tasks == 0 { "drained" } else { "draining" }.to_owned();
        cells[agents::SINCE] = "-".to_owned();
    }
    let is_listed = cells[agents::CPUS_TOTAL] != "-";
    for (at, (_, first)) in agents::RESOURCES.into_iter().enumerate() {
        let (used, offered) = held(&has, at);
        let reservations = || has.iter().filter(|row| row.table == Table::Reservations);
        let (_, total, allocated) = reservations::RESOURCES[at];
        let reserved: i64 = reservations().map(|row| row.number(total)).sum();
        let from: i64 = reservations().map(|row| row.number(allocated)).sum();
        let plain = (used - from).max(0);
        let idle = (reserved - from - offered).max(0);
        let figures = [plain + from + offered + idle, plain, from, offered, idle];
        for (offset, figure) in figures.into_iter().enumerate() {
            cells[first + offset] = if is_listed { figure.to_string() } else { "-".to_owned() };
        }
        cells[first + 5] = "-".to_owned();
    }
}

/// What of a table is seen.
pub fn rows(whole: &Replica, reach: &Reach, table: Table) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for row in all(whole, table).filter(|row| sees(whole, reach, row)) {
        let mut cells = row.cells();
        match table {
            Table::Frameworks => framework(whole, reach, &row, &mut cells),
            Table::Agents => agent(whole, reach, &row, &mut cells),
            Table::Executors => {
                let crew = active_tasks(whole, reach).iter().filter(|task| is_crew(task, &row)).count();
                cells[executors::TASKS] = crew.to_string();
            }
            Table::Offers if row.text(offers::KIND) == offers::INVERSE => {
                (offers::CPUS..=offers::GPUS).for_each(|column| cells[column] = "-".to_owned());
            }
            Table::Volumes => {
                let roles = row.text(volumes::ALLOCATED_TO).split(", ").filter(|role| reach.contains(role));
                cells[volumes::ALLOCATED_TO] = roles.collect::<Vec<_>>().join(", ");
                let tasks = seen_tasks(whole, reach);
                let users = volumes::users(row.text(volumes::USED_BY)).filter(|user| {
                    let is_it = |task: &Row<'_>| {
                        task.text(tasks::ID) == user.task_id
                            && task.text(tasks::FRAMEWORK_ID) == user.framework_id
                    };
                    tasks.iter().any(is_it)
                });
                cells[volumes::USED_BY] = volumes::used_by(users);
            }
            _ => {}
        }
        found.push(cells);
    }
    if table == Table::Roles {
        let seen: BTreeSet<Cow<'_, str>> = found.iter().map(|row| row[roles::NAME].clone().into()).collect();
        let above: BTreeSet<String> =
            seen.iter().flat_map(|role| ancestors(role).map(str::to_owned).collect::<Vec<_>>()).collect();
        for role in above.iter().filter(|role| !reach.contains(role)) {
            let mut row = vec!["-".to_owned(); table.columns().len()];
            row[roles::NAME] = role.clone();
            row[roles::PARENT] = ancestors(role).next().unwrap_or_default().to_owned();
            row[roles::DEPTH] = ancestors(role).count().to_string();
            found.push(row);
        }
    }
    found.sort();
    found
}
