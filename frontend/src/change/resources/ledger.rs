//! What is done to the resources of agents, kept agent by agent until it is a plan.

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, offers};
use operator_api::resources::{Resource, Resources};
use operator_api::rules::{Conversion, Field, Problem, diff};
use serde_json::Value;

use super::holder::Holder;
use super::words;
use crate::change::plan::{Bars, DiffRow, Impact, Plan, Step, Weight};
use crate::components::resource_bar::{ResourceKind, Shares};
use crate::paths::{Page, exactly};
use crate::ui::format::plural;

/// Calls to different agents that are under way at once. Each is a small operation of its own agent.
const AT_ONCE: usize = 10;
/// How many agents are named before the others are counted.
const NAMED: usize = 4;
/// How many different problems of one field are said.
const SAID: usize = 3;

/// One agent, now and then.
struct Entry<'a> {
    holder: &'a Holder,
    /// What it has afterwards.
    then: Resources,
    /// What the calls take.
    consumed: Resources,
}

impl Entry<'_> {
    /// Whether something of what is taken is on offer.
    fn is_offered(&self) -> bool {
        &self.holder.offered - &self.consumed != self.holder.offered
    }
}

/// What is done.
pub struct Ledger<'a> {
    steps: Vec<Step>,
    entries: Vec<Entry<'a>>,
    found: Vec<(String, Problem)>,
    /// How many agents the form is about.
    agents: usize,
}

impl<'a> Ledger<'a> {
    /// Nothing yet; the form is about so many agents.
    pub fn new(agents: usize) -> Self {
        Self { steps: Vec::new(), entries: Vec::new(), found: Vec::new(), agents }
    }

    /// What is wrong on an agent.
    pub fn refuse(&mut self, holder: &Holder, problems: impl IntoIterator<Item = Problem>) {
        self.found.extend(problems.into_iter().map(|problem| (holder.host.clone(), problem)));
    }

    /// What is wrong on agents, by their names.
    pub fn refuse_all(&mut self, problems: Vec<(String, Problem)>) {
        self.found.extend(problems);
    }

    /// A call to the master about an agent, and what it does there.
    pub fn call(&mut self, holder: &'a Holder, call: Value, conversion: &Conversion) {
        self.steps.push(Step::master(call));
        let is_here = |entry: &Entry<'_>| std::ptr::eq(entry.holder, holder);
        let at = self.entries.iter().position(is_here).unwrap_or_else(|| {
            let (then, consumed) = (holder.facts.total.clone(), Resources::new());
            self.entries.push(Entry { holder, then, consumed });
            self.entries.len() - 1
        });
        let entry = &mut self.entries[at];
        // What cannot be applied is a problem, and has been said.
        if let Some(then) = conversion.apply(&entry.then) {
            entry.then = then;
            entry.consumed += &conversion.consumed;
        }
    }

    /// The plan; `action` is what its button says.
    pub fn close(self, action: String, replica: &Replica) -> Plan {
        let names_agents = self.agents > 1;
        let mut plan = Plan { at_once: AT_ONCE, ..Plan::many(action, self.steps) };
        plan.problems = gathered(self.found, self.agents);
        for entry in &self.entries {
            let lines = diff::resources(&entry.holder.facts.total, &entry.then);
            plan.diff.extend(lines.into_iter().map(|line| row(line, entry.holder, names_agents)));
        }
        if let [one] = self.entries.as_slice()
            && !names_agents
        {
            plan.bars = bars(one);
        }
        plan.impact.extend(rescinded(replica, &self.entries));
        plan
    }
}

fn row(
    line: diff::Line<Resource, operator_api::resources::Value>,
    holder: &Holder,
    names_agents: bool,
) -> DiffRow {
    let side = |value: Option<operator_api::resources::Value>| {
        value.map(|value| words::amount(&line.what.name, &value)).unwrap_or_default()
    };
    let subject = words::subject(&line.what);
    DiffRow {
        what: if names_agents { format!("{}: {subject}", holder.host) } else { subject },
        before: side(line.before),
        after: side(line.after),
    }
}

fn bars(entry: &Entry<'_>) -> Vec<Bars> {
    let holder = entry.holder;
    // The master takes offers back that have something of it.
    let offered = if entry.is_offered() { Resources::new() } else { holder.offered.clone() };
    let both = ResourceKind::ALL.into_iter().map(|resource| Bars {
        resource,
        now: shares(resource, holder, &holder.facts.total, &holder.offered),
        then: shares(resource, holder, &entry.then, &offered),
    });
    both.filter(|bars| bars.now != bars.then).collect()
}

/// Where a resource of an agent is, as the lists of agents have it.
fn shares(kind: ResourceKind, holder: &Holder, total: &Resources, offered: &Resources) -> Shares {
    let of = |resources: &Resources| resources.sum(kind.name()).milli();
    let taken = &holder.facts.allocated;
    let (allocated, from_reservation) = (of(&taken.unreserved()), of(&taken.reserved()));
    let reserved = (of(&total.reserved()) - from_reservation - of(&offered.reserved())).max(0);
    let free = (of(total) - allocated - from_reservation - of(offered) - reserved).max(0);
    Shares { allocated, from_reservation, offered: of(offered), reserved, free }
}

/// What becomes of the offers that the agents' resources are in.
fn rescinded(replica: &Replica, entries: &[Entry<'_>]) -> Option<Impact> {
    let text = |slot, column| replica.text(Table::Offers, slot, column);
    let is_hit = |slot: &u32| {
        let agent = text(*slot, offers::AGENT_ID);
        text(*slot, offers::KIND) == offers::OFFER
            && entries.iter().any(|entry| entry.is_offered() && entry.holder.facts.id == agent)
    };
    let mut frameworks: Vec<&str> = Vec::new();
    let mut count = 0;
    for slot in replica.rows(Table::Offers).slots().filter(is_hit) {
        count += 1;
        let framework = text(slot, offers::FRAMEWORK);
        if !frameworks.contains(&framework) {
            frameworks.push(framework);
        }
    }
    if count == 0 {
        return None;
    }
    let words = format!(
        "{} of {} may be rescinded.",
        plural(count, "outstanding offer", "outstanding offers"),
        named(&frameworks)
    );
    let impact = Impact::new(Weight::Warn, words);
    Some(match entries {
        [one] => impact.in_list(&Page::Offers, &exactly("agent_id", &one.holder.facts.id)),
        _ => impact,
    })
}

/// Names in a sentence: `a, b and 3 more`.
pub fn named(names: &[&str]) -> String {
    let shown = names[..names.len().min(NAMED)].join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => match shown.rsplit_once(", ") {
            Some((first, last)) => format!("{first} and {last}"),
            None => shown,
        },
        more => format!("{shown} and {more} more"),
    }
}

/// The problems of all agents, those that are alike as one that names the agents.
fn gathered(found: Vec<(String, Problem)>, agents: usize) -> Vec<Problem> {
    let mut alike: Vec<(Problem, Vec<String>)> = Vec::new();
    for (host, problem) in found {
        match alike.iter_mut().find(|(other, _)| *other == problem) {
            Some((_, hosts)) if hosts.contains(&host) => {}
            Some((_, hosts)) => hosts.push(host),
            None => alike.push((problem, vec![host])),
        }
    }
    // The fields that name agents, each with how many different problems it says, and on how many agents there are others.
    let mut said: Vec<(Field, usize, usize)> = Vec::new();
    let mut problems: Vec<Problem> = Vec::new();
    for (mut problem, hosts) in alike {
        // What is wrong on all of them is about what was filled in.
        if hosts.len() < agents {
            let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
            problem.words = format!("on {}: {}", named(&hosts), problem.words);
            match said.iter_mut().find(|(field, ..)| *field == problem.field) {
                Some((_, SAID, more)) => {
                    *more += hosts.len();
                    continue;
                }
                Some((_, count, _)) => *count += 1,
                None => said.push((problem.field.clone(), 1, 0)),
            }
        }
        problems.push(problem);
    }
    for (field, _, more) in said.into_iter().filter(|(.., more)| *more > 0) {
        if let Some(last) = problems.iter_mut().rfind(|problem| problem.field == field) {
            last.words
                .push_str(&format!(", and the like on {}", plural(more as i64, "more agent", "more agents")));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use operator_api::rules::{AgentFacts, reserve};

    use super::*;
    use crate::change::plan::unfit;

    fn holder(total: &str, allocated: &str, offered: &str) -> Holder {
        let [total, allocated, offered] =
            [total, allocated, offered].map(|text| text.parse::<Resources>().unwrap());
        let facts = AgentFacts { total, allocated, ..AgentFacts::registered("S1") };
        Holder { host: "n-1".into(), available: facts.available(), facts, offered }
    }

    #[test]
    fn bars_show_what_is_reserved_out_of_what_was_offered() {
        let holder = holder("cpus:8;cpus(ops):2;mem:64", "cpus:3;cpus(ops):1", "cpus:5");
        let mut ledger = Ledger::new(1);
        let plan = reserve::Reserve::new("eng", None, &"cpus:2".parse().unwrap());
        ledger.call(&holder, Value::Null, &plan.conversion());
        let plan = ledger.close("Reserve".into(), &Replica::default());
        let [bars] = plan.bars.as_slice() else { panic!("{:?}", plan.bars) };
        assert_eq!(
            bars.now,
            Shares { allocated: 3_000, from_reservation: 1_000, offered: 5_000, reserved: 1_000, free: 0 }
        );
        assert_eq!(
            bars.then,
            Shares { allocated: 3_000, from_reservation: 1_000, offered: 0, reserved: 3_000, free: 3_000 }
        );
        let rows: Vec<_> = plan
            .diff
            .iter()
            .map(|row| [row.what.as_str(), row.before.as_str(), row.after.as_str()])
            .collect();
        assert_eq!(rows, [["cpus, unreserved", "8", "6"], ["cpus, reserved for eng (dynamic)", "", "2"]]);
    }

    #[test]
    fn two_calls_about_one_agent_are_one_before_and_after() {
        let holder = holder("cpus:8;mem:64", "", "");
        let mut ledger = Ledger::new(3);
        for what in ["cpus:2", "mem:64"] {
            let plan = reserve::Reserve::new("eng", None, &what.parse().unwrap());
            ledger.call(&holder, Value::Null, &plan.conversion());
        }
        let plan = ledger.close(String::new(), &Replica::default());
        assert_eq!((plan.steps.len(), plan.diff.len(), plan.bars.len()), (2, 4, 0));
        assert_eq!(plan.diff[0].what, "n-1: cpus, unreserved");
    }

    #[test]
    fn what_is_wrong_on_several_agents_names_them() {
        let problem = |words: &str| unfit("resources[cpus]", words);
        let found = |hosts: &[&str], words: &str| {
            hosts.iter().map(|host| ((*host).to_owned(), problem(words))).collect::<Vec<_>>()
        };
        let said = |found, agents| {
            gathered(found, agents).into_iter().map(|problem| problem.words).collect::<Vec<_>>()
        };
        assert_eq!(said(found(&["a", "b"], "too much"), 2), ["too much"]);
        assert_eq!(said(found(&["a", "b", "b"], "too much"), 3), ["on a and b: too much"]);
        let many = found(&["a", "b", "c", "d", "e", "f"], "too much");
        assert_eq!(said(many, 9), ["on a, b, c, d and 2 more: too much"]);
        let different: Vec<_> =
            (0..9).flat_map(|at| found(&[&format!("n-{at}")], &format!("has only {at}"))).collect();
        assert_eq!(
            said(different, 9),
            ["on n-0: has only 0", "on n-1: has only 1", "on n-2: has only 2, and the like on 6 more agents"]
        );
    }
}
