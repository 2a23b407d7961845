//! What a schedule would mean for those who run there: tasks, frameworks, roles, quota, and what is left of the cluster.

use operator_api::rules::schedule::{Edit, Machine, Schedule, Window};

use super::moment::said;
use super::plan::Known;
use crate::change::plan::{Bars, Impact, Weight};
use crate::components::resource_bar::ResourceKind;
use crate::pages::change::machines::load::{Hit, Load, OnAgent, unmet_guarantees, with_tasks};
use crate::pages::change::machines::names;
use crate::ui::format::plural;

/// So many windows are told of one by one.
const TOLD: usize = 8;

/// What would happen.
pub fn impact(edit: &Edit, merged: &Schedule, known: &Known<'_>) -> Vec<Impact> {
    let mut impact = Vec::new();
    for window in edit.added.iter().take(TOLD) {
        impact.extend(of_window(window, merged, known));
    }
    let more = edit.added.len().saturating_sub(TOLD);
    if more > 0 {
        let words = format!("{} are not told of here.", plural(more as i64, "more window", "more windows"));
        impact.push(Impact::new(Weight::Note, words));
    }
    if !edit.added.is_empty() {
        impact.push(Impact::new(
            Weight::Note,
            "The machines drain as soon as the schedule is set, whenever their window begins: frameworks are asked for what they use there by \
             inverse offers, and offers of these machines carry the window. Mesos kills nothing until maintenance is started.",
        ));
    }
    let freed: Vec<Machine> = edit
        .removed
        .iter()
        .flat_map(|window| &window.machines)
        .filter(|machine| !merged.names(machine))
        .cloned()
        .collect();
    if !freed.is_empty() {
        let words = format!(
            "{} {} no window any more: inverse offers are called off, and offers carry no window.",
            names(&freed),
            if freed.len() == 1 { "has" } else { "have" }
        );
        impact.push(Impact::new(Weight::Note, words));
    }
    impact
}

fn of_window(window: &Window, merged: &Schedule, known: &Known<'_>) -> Vec<Impact> {
    let load = known.load;
    let who = names(&window.machines);
    let agents: Vec<&OnAgent> = load.on(&window.machines).collect();
    let mut impact = Vec::new();
    if !agents.is_empty() {
        let hit = Hit::of(&agents);
        let on = plural(agents.len() as i64, "agent", "agents");
        impact.push(if hit.tasks > 0 {
            let words = format!("{who}: {} on {on}.", hit.words());
            with_tasks(Impact::new(Weight::Warn, words), &agents)
        } else {
            Impact::new(Weight::Note, format!("{who}: no task runs on {on}."))
        });
    }
    impact.extend(without_agent(window, load));
    if window.start < known.now {
        let words = format!(
            "The window of {who} begins in the past: its machines count as unavailable from {}.",
            said(window.start, known.zone_at)
        );
        impact.push(Impact::new(Weight::Warn, words));
    }
    impact.extend(same_place(window, merged, load));
    let (machines, at) = worst(window, merged, load);
    let together: Vec<&OnAgent> = load.on(&machines).collect();
    if !together.is_empty() {
        let others = machines.len().saturating_sub(window.machines.len());
        let with = if others > 0 {
            format!(", with {} in other windows", plural(others as i64, "machine", "machines"))
        } else {
            String::new()
        };
        let at = said(at, known.zone_at);
        impact.push(left_over(load, &together, &format!("Without {who}{with}, from {at}")));
        impact.extend(unmet_guarantees(load, &together, &format!("Without {who}{with}")));
    }
    impact
}

/// Machines that no agent is on, and agents that were probably meant.
fn without_agent(window: &Window, load: &Load) -> Vec<Impact> {
    let has_agent = |machine: &Machine| load.agents.iter().any(|agent| agent.machine == *machine);
    let without: Vec<Machine> =
        window.machines.iter().filter(|machine| !has_agent(machine)).cloned().collect();
    let mut impact: Vec<Impact> = without
        .iter()
        .filter_map(|machine| load.near.get(machine).map(|near| (machine, near)))
        .map(|(machine, near)| {
            let words = format!(
                "{machine} is no agent's machine: the agent of this host name is {near}. Mesos compares host name and address, both."
            );
            Impact::new(Weight::Warn, words)
        })
        .collect();
    let unknown: Vec<Machine> =
        without.into_iter().filter(|machine| !load.near.contains_key(machine)).collect();
    if !unknown.is_empty() {
        impact.push(Impact::new(Weight::Note, format!("No agent is on {} now.", names(&unknown))));
    }
    impact
}

fn ends(window: &Window) -> i64 {
    window.duration.map_or(i64::MAX, |duration| window.start.saturating_add(duration))
}

fn overlap(one: &Window, other: &Window) -> bool {
    one.start < ends(other) && other.start < ends(one)
}

/// Other windows at the same time that take machines of the same zone, or else of the same region.
fn same_place(window: &Window, merged: &Schedule, load: &Load) -> Vec<Impact> {
    let others = merged.windows.iter().filter(|other| !other.is_same(window) && overlap(window, other));
    let said = others.filter_map(|other| {
        let here: Vec<&OnAgent> = load.on(&window.machines).collect();
        let shared = |part: fn(&OnAgent) -> &str| {
            let is_shared =
                |agent: &&OnAgent| !part(agent).is_empty() && here.iter().any(|its| part(its) == part(agent));
            load.on(&other.machines).find(is_shared).map(|agent| part(agent).to_owned())
        };
        let zone = shared(|agent| &agent.domain.1).map(|zone| format!("zone {zone}"));
        let place =
            zone.or_else(|| shared(|agent| &agent.domain.0).map(|region| format!("region {region}")))?;
        let words = format!(
            "The windows of {} and {} are at the same time, both in {place}.",
            names(&window.machines),
            names(&other.machines)
        );
        Some(Impact::new(Weight::Warn, words))
    });
    said.take(TOLD).collect()
}

/// The machines that are away at the worst moment of a window, and when that begins.
fn worst(window: &Window, merged: &Schedule, load: &Load) -> (Vec<Machine>, i64) {
    let away_at = |at: i64| {
        let away = merged.windows.iter().filter(|other| other.start <= at && at < ends(other));
        away.flat_map(|other| other.machines.clone()).collect::<Vec<_>>()
    };
    let begins = merged.windows.iter().map(|other| other.start);
    let moments = begins.filter(|at| window.start < *at && *at < ends(window));
    let mut worst = (window.machines.clone(), window.start);
    let mut most = -1;
    for at in std::iter::once(window.start).chain(moments) {
        let away = away_at(at);
        let cpus = load.on(&away).map(|agent| agent.shares[0].total()).sum();
        if cpus > most {
            most = cpus;
            worst = (away, at);
        }
    }
    worst
}

fn left_over(load: &Load, agents: &[&OnAgent], whose: &str) -> Impact {
    let left = load.without(agents);
    let parts: Vec<String> = ResourceKind::ALL
        .into_iter()
        .enumerate()
        .filter(|(at, _)| load.cluster[*at].total() > 0)
        .map(|(at, kind)| {
            format!("{} {}", kind.amount_of(left[at].total(), load.cluster[at].total()), kind.name())
        })
        .collect();
    Impact::new(Weight::Note, format!("{whose}, the cluster has {} left.", parts.join(", ")))
}

/// The cluster now, and without all machines that are away at the worst moment.
pub fn bars(edit: &Edit, merged: &Schedule, load: &Load) -> Vec<Bars> {
    let away = |window: &Window| {
        let machines = worst(window, merged, load).0;
        let agents: Vec<&OnAgent> = load.on(&machines).collect();
        (agents.iter().map(|agent| agent.shares[0].total()).sum::<i64>(), load.without(&agents))
    };
    let Some((gone, left)) = edit.added.iter().map(away).max_by_key(|(gone, _)| *gone) else {
        return Vec::new();
    };
    if gone == 0 {
        return Vec::new();
    }
    let kinds = ResourceKind::ALL.into_iter().enumerate();
    kinds
        .filter(|(at, _)| load.cluster[*at].total() > 0)
        .map(|(at, resource)| Bars { resource, now: load.cluster[at], then: left[at] })
        .collect()
}

#[cfg(test)]
mod tests {
    use operator_api::rules::maintenance::Status;
    use serde_json::Value;

    use super::*;
    use crate::pages::change::machines::load::tests::{agent, load};
    use crate::ui::format::Zone;

    fn window(host: &str, start: i64, duration: Option<i64>) -> Window {
        Window { machines: vec![Machine::new(&format!("{host}.test"), "10.0.0.1")], start, duration }
    }

    fn told(windows: &[Window], load: &Load) -> Vec<String> {
        let merged = Schedule { windows: windows.to_vec() };
        let edit = Edit { removed: Vec::new(), added: vec![windows[0].clone()] };
        let status = Status::default();
        let known = Known { answer: &Value::Null, status: &status, load, zone_at: &|_| Zone(0), now: 0 };
        impact(&edit, &merged, &known).into_iter().map(|impact| impact.words).collect()
    }

    #[test]
    fn what_runs_there_and_what_is_left_is_told() {
        let load = load(vec![agent("a", 1_000, 3_000, "eng/web")], 12_000);
        let told = told(&[window("a", 5, None)], &load);
        assert_eq!(told[0], "a.test (10.0.0.1): 1 task of 1 framework (role eng/web) on 1 agent.");
        assert_eq!(
            told[1],
            "Without a.test (10.0.0.1), from 1 Jan 1970, 00:00 UTC, the cluster has 12 of 16 cpus left."
        );
        assert!(told[2].contains("inverse offers") && told.len() == 3);
    }

    #[test]
    fn windows_at_the_same_time_in_one_place_are_told() {
        let load = load(vec![agent("a", 1, 0, ""), agent("b", 2, 0, "")], 0);
        let windows = [window("a", 0, Some(10)), window("b", 5, None), window("b", 10, None)];
        let together = told(&windows[..2], &load);
        assert!(
            together.iter().any(|words| words.ends_with("are at the same time, both in zone eu-a.")),
            "{together:?}"
        );
        assert!(together.iter().any(|words| words.contains(", with 1 machine in other windows, from")));
        let apart = told(&[windows[0].clone(), windows[2].clone()], &load);
        assert!(!apart.iter().any(|words| words.contains("same time")), "{apart:?}");
        let merged = Schedule { windows: windows[..2].to_vec() };
        let edit = Edit { removed: vec![], added: vec![windows[0].clone()] };
        assert_eq!(bars(&edit, &merged, &load)[0].then.total(), 0);
    }

    #[test]
    fn a_machine_that_is_nearly_an_agents_is_told() {
        let mut load = load(Vec::new(), 1_000);
        let meant = Machine::new("a.test", "10.0.0.7");
        load.near.insert(Machine::new("a.test", "10.0.0.1"), meant);
        let told = told(&[window("a", -5, Some(1))], &load);
        assert!(told[0].contains("the agent of this host name is a.test (10.0.0.7)"), "{told:?}");
        assert!(told[1].contains("begins in the past"), "{told:?}");
    }
}
