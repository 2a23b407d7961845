//! Machines, as the maintenance calls name them: the agents on them, and their form in an address.

pub mod load;

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents};
use operator_api::rules::{Problem, schedule::Machine};

/// The name of machines in a form's query.
pub const MACHINES: &str = "machines";

/// Machines in a form's query: `n-1.test/10.0.0.1,n-2.test/10.0.0.2`.
pub fn to_query<'a>(machines: impl IntoIterator<Item = &'a Machine>) -> String {
    let all: Vec<String> = machines.into_iter().map(key).collect();
    all.join(",")
}

/// The machines of a form's query, each once.
pub fn from_query(text: &str) -> Vec<Machine> {
    let mut machines: Vec<Machine> = Vec::new();
    for one in text.split(',') {
        let (hostname, ip) = one.split_once('/').unwrap_or((one, ""));
        let machine = Machine::new(hostname, ip);
        if machine != Machine::default() && !machines.contains(&machine) {
            machines.push(machine);
        }
    }
    machines
}

/// A machine as a short text without spaces: `n-1.test/10.0.0.1`.
pub fn key(machine: &Machine) -> String {
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    format!("{}/{}", part(&machine.hostname), part(&machine.ip))
}

/// What people type to name it: the host name, or else the address.
pub fn name(machine: &Machine) -> String {
    machine.hostname.clone().or_else(|| machine.ip.clone()).unwrap_or_default()
}

/// The first machines of several, and how many more there are.
pub fn names(machines: &[Machine]) -> String {
    const SAID: usize = 3;
    let mut names: Vec<String> = machines.iter().take(SAID).map(Machine::to_string).collect();
    let more = machines.len().saturating_sub(SAID);
    if more > 0 {
        names.push(format!("and {more} more"));
    }
    if names.is_empty() { "no machine yet".to_owned() } else { names.join(", ") }
}

/// A problem that is said as a sentence: one that begins with a machine's name says that it is one, so that no name gets a capital letter.
#[must_use]
pub fn as_sentence<'a>(problem: Problem, machines: impl IntoIterator<Item = &'a Machine>) -> Problem {
    let is_first = |machine: &Machine| problem.words.starts_with(&machine.to_string());
    if machines.into_iter().any(is_first) {
        return Problem { words: format!("the machine {}", problem.words), ..problem };
    }
    problem
}

/// The machine that an agent is on, by its row.
pub fn machine_of(replica: &Replica, slot: u32) -> Machine {
    let address = replica.text(Table::Agents, slot, agents::ADDRESS);
    let ip = address.rsplit_once(':').map_or(address, |(ip, _)| ip);
    Machine::new(replica.text(Table::Agents, slot, agents::HOST), ip)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_stand_in_an_address_with_both_of_their_names() {
        let all =
            [Machine::new("A.test", "10.0.0.1"), Machine::new("", "10.0.0.2"), Machine::new("c.test", "")];
        let text = to_query(&all);
        assert_eq!(text, "a.test/10.0.0.1,/10.0.0.2,c.test/");
        assert_eq!(from_query(&text), all);
        assert_eq!(from_query(",/,c.test"), [all[2].clone()]);
    }

    #[test]
    fn long_lists_are_cut() {
        let all: Vec<_> = (1..=5).map(|at| Machine::new(&format!("n-{at}"), "")).collect();
        assert_eq!(names(&all), "n-1, n-2, n-3, and 2 more");
        assert_eq!(names(&[]), "no machine yet");
    }
}
