//! The plan of taking machines down, or up again.

use operator_api::rules::maintenance::{Status, check_start, check_stop};
use operator_api::rules::schedule::{Machine, Schedule};
use operator_api::rules::{Field, Problem, call};

use crate::change::plan::{Bars, DiffRow, Impact, Plan, Step, Typed, Weight};
use crate::components::resource_bar::ResourceKind;
use crate::pages::change::machines::load::{Hit, Load, OnAgent, unmet_guarantees, with_tasks};
use crate::pages::change::machines::{as_sentence, key, name, names};
use crate::pages::change::schedule::moment::{ZoneAt, said_span};
use crate::paths::{Form, Page, exactly};
use crate::ui::format::plural;

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// `START_MAINTENANCE`
    Down,
    /// `STOP_MAINTENANCE`
    Up,
}

impl Way {
    /// The form that goes this way.
    pub const fn form(self) -> Form {
        match self {
            Self::Down => Form::StartMaintenance,
            Self::Up => Form::StopMaintenance,
        }
    }

    /// The machines that can go this way.
    pub fn candidates(self, status: &Status) -> &[Machine] {
        match self {
            Self::Down => &status.draining,
            Self::Up => &status.down,
        }
    }
}

/// What is known of the cluster.
pub struct Known<'a> {
    /// What `GET_MAINTENANCE_STATUS` tells.
    pub status: &'a Status,
    /// What `GET_MAINTENANCE_SCHEDULE` tells.
    pub schedule: &'a Schedule,
    /// What is on the machines.
    pub load: &'a Load,
    /// The reader's zone.
    pub zone_at: ZoneAt<'a>,
}

/// The field of a machine.
pub fn field(machine: &Machine) -> String {
    format!("machines[{}]", key(machine))
}

/// How a machine stands, as Mesos names it.
pub fn mode(status: &Status, machine: &Machine) -> &'static str {
    if status.down.contains(machine) {
        "down"
    } else if status.draining.contains(machine) {
        "draining"
    } else {
        "up"
    }
}

/// Makes the plan.
pub fn plan(way: Way, machines: &[Machine], known: &Known<'_>) -> Plan {
    let (call, problems, verb) = match way {
        Way::Down => (call::start_maintenance(machines), check_start(known.status, machines), "Take down"),
        Way::Up => (call::stop_maintenance(machines), check_stop(known.status, machines), "Take up"),
    };
    let action = match machines {
        [one] => format!("{verb} {}", name(one)),
        many => format!("{verb} {}", plural(many.len() as i64, "machine", "machines")),
    };
    let mut plan = Plan::one(action, Step::master(call));
    plan.problems =
        problems.into_iter().map(|problem| as_sentence(at_machine(problem, machines), machines)).collect();
    plan.diff = machines.iter().map(|machine| diff(way, machine, known)).collect();
    if machines.is_empty() {
        return plan;
    }
    let agents: Vec<&OnAgent> = known.load.on(machines).collect();
    match way {
        Way::Down => {
            plan.impact = down(machines, &agents, known.load);
            plan.bars = bars(&agents, known.load);
            plan.typed = Some(typed(machines));
        }
        Way::Up => plan.impact = up(machines),
    }
    plan
}

/// A problem of the list's first, second … machine, at that machine.
fn at_machine(problem: Problem, machines: &[Machine]) -> Problem {
    let place = problem.field.as_str().strip_prefix("machines[").and_then(|rest| rest.split_once(']'));
    let machine = place.and_then(|(at, _)| machines.get(at.parse::<usize>().ok()?));
    match machine {
        Some(machine) => Problem { field: Field::new(&field(machine)), ..problem },
        None => problem,
    }
}

fn diff(way: Way, machine: &Machine, known: &Known<'_>) -> DiffRow {
    let window = known.schedule.windows.iter().find(|window| window.machines.contains(machine));
    let window = window.map(|window| said_span(window.start, window.duration, known.zone_at));
    let its_window = window.map(|window| format!("; window {window}")).unwrap_or_default();
    let after = match way {
        Way::Down => format!("down, until its maintenance is stopped{its_window}"),
        Way::Up => "up; no longer in the schedule".to_owned(),
    };
    DiffRow {
        what: machine.to_string(),
        before: format!("{}{its_window}", mode(known.status, machine)),
        after,
    }
}

fn typed(machines: &[Machine]) -> Typed {
    let why = "The agents' processes end now, and what runs there is lost. Stopping the maintenance does not bring it back.".to_owned();
    match machines {
        [one] if one.hostname.is_some() => Typed { name: name(one), what: "host name", why },
        [one] => Typed { name: name(one), what: "address", why },
        many => Typed { name: many.len().to_string(), what: "number of machines", why },
    }
}

/// Who loses what when machines go down.
fn down(machines: &[Machine], agents: &[&OnAgent], load: &Load) -> Vec<Impact> {
    const LISTED: usize = 20;
    if agents.is_empty() {
        return vec![Impact::new(Weight::Note, format!("No agent is on {}: nothing ends.", names(machines)))];
    }
    let mut impact = Vec::new();
    let count = agents.len() as i64;
    let words = format!(
        "{} on {} {}, and no agent there can register until the maintenance is stopped.",
        plural(count, "agent", "agents"),
        names(machines),
        if count == 1 { "is shut down: its process ends" } else { "are shut down: their processes end" },
    );
    impact.push(Impact::new(Weight::Harm, words));
    let hit = Hit::of(agents);
    if hit.tasks == 0 {
        impact.push(Impact::new(Weight::Note, "No task runs there: none is lost."));
    } else {
        let lost = if hit.tasks == 1 { "is lost" } else { "are lost" };
        impact
            .push(with_tasks(Impact::new(Weight::Harm, format!("{} {lost} at once.", hit.words())), agents));
        for (id, (name, tasks)) in hit.frameworks.iter().take(LISTED) {
            let words = format!("{name} loses {}.", plural(*tasks, "task", "tasks"));
            let one = agents.iter().map(|agent| exactly("agent_id", &agent.id)).next().filter(|_| count == 1);
            let filter = format!("{} {}", exactly("framework_id", id), one.unwrap_or_default());
            impact.push(Impact::new(Weight::Harm, words).in_list(&Page::Tasks, filter.trim_end()));
        }
        let more = hit.frameworks.len().saturating_sub(LISTED) as i64;
        if more > 0 {
            let words = format!("{} more lose tasks.", plural(more, "framework", "frameworks"));
            impact.push(Impact::new(Weight::Harm, words));
        }
    }
    impact.extend(unmet_guarantees(load, agents, &format!("Without {}", names(machines))));
    impact
}

fn up(machines: &[Machine]) -> Vec<Impact> {
    let words = format!(
        "{} may have agents again. Mesos starts no process: an agent comes back when its own is started there. The machines leave the schedule; for \
         another maintenance they need another window.",
        names(machines)
    );
    vec![Impact::new(Weight::Note, words)]
}

fn bars(agents: &[&OnAgent], load: &Load) -> Vec<Bars> {
    if agents.is_empty() {
        return Vec::new();
    }
    let left = load.without(agents);
    let kinds = ResourceKind::ALL.into_iter().enumerate();
    kinds
        .filter(|(at, _)| load.cluster[*at].total() > 0)
        .map(|(at, resource)| Bars { resource, now: load.cluster[at], then: left[at] })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::change::machines::load::tests::{agent, load};
    use crate::ui::format::Zone;

    fn machine(host: &str) -> Machine {
        Machine::new(&format!("{host}.test"), "10.0.0.1")
    }

    fn planned(way: Way, hosts: &[&str], status: &Status) -> Plan {
        let load = load(vec![agent("a", 1_000, 3_000, "eng")], 4_000);
        let schedule = Schedule::default();
        let machines: Vec<Machine> = hosts.iter().map(|host| machine(host)).collect();
        plan(way, &machines, &Known { status, schedule: &schedule, load: &load, zone_at: &|_| Zone(0) })
    }

    fn status() -> Status {
        Status { draining: vec![machine("a")], down: vec![machine("b")] }
    }

    #[test]
    fn a_machine_in_the_wrong_state_is_refused_by_name() {
        let down = planned(Way::Down, &["a", "b", "c"], &status());
        let said: Vec<_> =
            down.problems.iter().map(|problem| (problem.field.as_str(), problem.words.as_str())).collect();
        assert_eq!(
            said,
            [
                ("machines[b.test/10.0.0.1]", "the machine b.test (10.0.0.1) is down already"),
                (
                    "machines[c.test/10.0.0.1]",
                    "the machine c.test (10.0.0.1) is not in the maintenance schedule; give it a window first"
                ),
            ]
        );
        let up = planned(Way::Up, &["a"], &status());
        assert_eq!(up.problems[0].words, "the machine a.test (10.0.0.1) is not down for maintenance");
        assert_eq!(planned(Way::Up, &[], &status()).problems[0].field.as_str(), "machines");
    }

    #[test]
    fn taking_down_says_what_is_lost_and_asks_for_the_name() {
        let down = planned(Way::Down, &["a"], &status());
        assert_eq!(down.problems, []);
        assert_eq!(down.steps[0].call["start_maintenance"]["machines"][0]["hostname"], "a.test");
        assert_eq!(down.typed.map(|typed| typed.name), Some("a.test".into()));
        let words: Vec<_> = down.impact.iter().map(|impact| impact.words.as_str()).collect();
        assert!(words[0].starts_with("1 agent on a.test (10.0.0.1) is shut down: its process ends"));
        assert_eq!(words[1..], ["1 task of 1 framework (role eng) is lost at once.", "web loses 1 task."]);
        assert_eq!(down.bars[0].then.total(), 4_000);
    }

    #[test]
    fn taking_up_asks_for_nothing() {
        let up = planned(Way::Up, &["b"], &status());
        assert!(up.is_sound() && up.typed.is_none());
        assert_eq!((up.action.as_str(), up.diff[0].before.as_str()), ("Take up b.test", "down"));
    }
}
