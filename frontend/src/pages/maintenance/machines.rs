//! The lists of machines and of what frameworks answered.

use std::collections::{BTreeMap, BTreeSet};

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents, frameworks};

use operator_api::rules::schedule::{Machine, Schedule};

use super::standing::Standing;
use crate::components::listing::{Cells, ColumnHead, number, words};
use crate::components::shown::Shown;
use crate::components::state_chip::StateOf;
use crate::pages::change::machines::{MACHINES, machine_of, to_query};
use crate::pages::change::schedule::moment::ms;
use crate::paths::{Form, Page, Query};
use crate::ui::chip::Tone;

/// The heads of the list of machines.
pub static HEADS: [ColumnHead; 7] = [
    words("Machine"),
    words("State"),
    words("Agent"),
    number("Tasks"),
    words("Window"),
    words("Answers"),
    words("What can be done"),
];
/// The heads of the list of answers.
pub static ANSWERS: [ColumnHead; 4] = [words("Framework"), words("Machine"), words("Answer"), words("When")];

/// What the rest of the console knows of machines and frameworks.
#[derive(Debug, Default)]
pub struct Known {
    agents: BTreeMap<Machine, (String, String, i64)>,
    frameworks: BTreeMap<String, String>,
}

impl Known {
    /// The tables it is from.
    pub const TABLES: [Table; 2] = [Table::Agents, Table::Frameworks];

    /// Looks up the machines and the frameworks that are named.
    pub fn of(replica: &Replica, standings: &[Standing]) -> Self {
        let mut known = Self::default();
        let machines: BTreeSet<&Machine> = standings.iter().map(|standing| &standing.machine).collect();
        for slot in replica.rows(Table::Agents).slots() {
            let machine = machine_of(replica, slot);
            if machines.contains(&machine) {
                let text = |column| replica.text(Table::Agents, slot, column).to_owned();
                let tasks = replica.number(Table::Agents, slot, agents::TASKS).unwrap_or_default();
                known.agents.insert(machine, (text(agents::ID), text(agents::STATE), tasks));
            }
        }
        for Standing { answers, .. } in standings {
            for answer in answers {
                let id = &answer.framework_id;
                if let Some(slot) = replica.find_all(Table::Frameworks, &[(frameworks::ID, id)]).next() {
                    let name = replica.text(Table::Frameworks, slot, frameworks::NAME);
                    known.frameworks.insert(id.clone(), name.to_owned());
                }
            }
        }
        known
    }
}

/// A row for each machine.
pub fn rows(standings: &[Standing], schedule: &Schedule, known: &Known) -> Vec<Cells> {
    standings
        .iter()
        .map(|standing| {
            let machine = &standing.machine;
            let state = if standing.is_down {
                Shown::Chip(Tone::Bad, "down".to_owned())
            } else {
                Shown::Chip(Tone::Warn, "draining".to_owned())
            };
            let (agent, tasks) = match known.agents.get(machine) {
                Some((id, state, tasks)) => {
                    let page = Page::Agent { id: id.clone() };
                    let agent = Shown::Link(page, id.clone());
                    let state = Shown::State(StateOf::Agent, state.clone());
                    (Shown::Many(vec![agent, state]), Shown::Count(*tasks))
                }
                None => (Shown::Text("no agent of this name and address".to_owned()), Shown::None),
            };
            let window = schedule.windows.iter().find(|window| window.machines.contains(machine));
            let form = if standing.is_down { Form::StopMaintenance } else { Form::StartMaintenance };
            let query = Query::new().with(MACHINES, &to_query([machine]));
            let verb = if standing.is_down { "Stop maintenance…" } else { "Start maintenance…" };
            vec![
                Shown::Text(machine.to_string()),
                state,
                agent,
                tasks,
                window.map_or(Shown::None, |window| Shown::Time(ms(window.start))),
                Shown::Text(counted(standing)),
                Shown::Form(form, query, verb.to_owned()),
            ]
        })
        .collect()
}

/// How many accepted, declined and have not said.
fn counted(standing: &Standing) -> String {
    let count = |status: &str| standing.answers.iter().filter(|answer| answer.status == status).count();
    let all = [(count("ACCEPT"), "accepted"), (count("DECLINE"), "declined"), (count("UNKNOWN"), "open")];
    let said: Vec<_> =
        all.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    if said.is_empty() { "none".to_owned() } else { said.join(", ") }
}

/// A row for each answer.
pub fn answers(standings: &[Standing], known: &Known) -> Vec<Cells> {
    let all = standings
        .iter()
        .flat_map(|standing| standing.answers.iter().map(|answer| (standing.machine.to_string(), answer)));
    all.map(|(machine, answer)| {
        let id = answer.framework_id.clone();
        let name =
            known.frameworks.get(&id).filter(|name| !name.is_empty()).cloned().unwrap_or_else(|| id.clone());
        let (tone, word) = match answer.status.as_str() {
            "ACCEPT" => (Tone::Ok, "accepted".to_owned()),
            "DECLINE" => (Tone::Bad, "declined".to_owned()),
            "UNKNOWN" => (Tone::Idle, "not answered".to_owned()),
            other => (Tone::Idle, other.to_lowercase()),
        };
        vec![
            Shown::Link(Page::Framework { id }, name),
            Shown::Text(machine),
            Shown::Chip(tone, word),
            answer.at_ms.map_or(Shown::None, Shown::Time),
        ]
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::standing::Answer;
    use super::*;

    #[test]
    fn answers_are_counted_and_listed() {
        let answer = |status: &str| Answer { framework_id: "F".into(), status: status.into(), at_ms: None };
        let standing = Standing {
            machine: Machine::new("a.test", "10.0.0.1"),
            is_down: false,
            answers: vec![answer("ACCEPT"), answer("DECLINE"), answer("ACCEPT")],
        };
        assert_eq!(counted(&standing), "2 accepted, 1 declined");
        let machines = rows(std::slice::from_ref(&standing), &Schedule::default(), &Known::default());
        assert_eq!(machines[0].len(), HEADS.len());
        assert_eq!(machines[0][6].words(), "Start maintenance…");
        let rows = answers(&[standing], &Known::default());
        assert_eq!(rows[1][2], Shown::Chip(Tone::Bad, "declined".into()));
    }
}
