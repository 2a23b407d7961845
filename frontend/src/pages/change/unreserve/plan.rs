//! The plan of giving reservations back.

use std::sync::Arc;

use cluster_model::replica::Replica;
use cluster_model::schema::Table;
use operator_api::rules::{Field, Problem, call, reserve};
use serde_json::Value;

use crate::change::plan::{Impact, Plan, Weight, unfit};
use crate::change::resources::holder::Holder;
use crate::change::resources::ledger::{Ledger, named};
use crate::change::resources::pool::{
    AMOUNTS, Line, Pool, all_of, by_provider, in_form, lines, pools, take, wanted,
};
use crate::paths::{Page, exactly};
use crate::ui::format::plural;

/// What is read of the model.
pub const TABLES: &[Table] = &[Table::Offers, Table::Volumes];

/// What is filled in.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The keys of the reservations.
    pub keys: Vec<String>,
    /// How much of each pool, as typed; of several reservations it is all.
    pub amounts: Vec<(String, String)>,
}

/// What is known of the cluster.
pub struct Known<'a> {
    /// The agents that have the reservations, as `GET_AGENTS` has them.
    pub agents: &'a [Arc<Value>],
    /// The rows.
    pub replica: &'a Replica,
}

/// One reservation that is given back.
struct Chosen<'a> {
    holder: &'a Holder,
    volumes: usize,
    /// What of it nothing uses.
    pools: Vec<Pool>,
}

fn chosen<'a>(holders: &'a [Holder], keys: &[String]) -> Vec<Chosen<'a>> {
    let of_one = |holder: &'a Holder| {
        let stacks = holder.stacks().into_iter().filter(|stack| keys.contains(&holder.key_of(stack)));
        stacks
            .map(|stack| {
                let on_it = holder.facts.total.iter().filter(|held| held.reservations == stack);
                Chosen {
                    holder,
                    volumes: on_it.filter(|held| held.volume_id().is_some()).count(),
                    pools: pools(&holder.available, stack),
                }
            })
            .collect::<Vec<_>>()
    };
    holders.iter().flat_map(of_one).collect()
}

/// A line for each resource of the reservation, if it is one.
pub fn amounts(keys: &[String], agents: &[Arc<Value>]) -> Vec<Line> {
    match chosen(&Holder::read_all(agents), keys).as_slice() {
        [one] => lines(std::slice::from_ref(&one.pools)),
        _ => Vec::new(),
    }
}

/// Makes the plan.
pub fn plan(inputs: &Inputs, known: &Known<'_>) -> Plan {
    let holders = Holder::read_all(known.agents);
    let chosen = chosen(&holders, &inputs.keys);
    let mut problems = Vec::new();
    let mut ledger = Ledger::new(holders.len());
    let mut left_out: Vec<&str> = Vec::new();
    for one in &chosen {
        let lines = lines(std::slice::from_ref(&one.pools));
        let all = all_of(&lines);
        let typed = if chosen.len() == 1 { &inputs.amounts } else { &all };
        let wanted = wanted(&lines, typed, &mut problems);
        if lines.is_empty() {
            left_out.push(&one.holder.host);
        } else if wanted.is_empty() && problems.is_empty() {
            problems.push(unfit(AMOUNTS, "say how much of at least one resource"));
        }
        let mut missing = Vec::new();
        for resources in by_provider(take(one.holder, &one.pools, &wanted, &mut missing)) {
            let unreserve = reserve::Unreserve { resources };
            let found = reserve::check_unreserve(&one.holder.facts, &unreserve);
            let at_field = |problem| in_form_of(problem, &unreserve, &one.pools, chosen.len() == 1);
            ledger.refuse(one.holder, found.into_iter().map(at_field));
            let id = &one.holder.facts.id;
            ledger.call(one.holder, call::unreserve(id, &unreserve), &unreserve.conversion());
        }
        ledger.refuse_all(missing);
    }
    if !chosen.is_empty() && left_out.len() == chosen.len() {
        let words =
            "nothing of it is idle: tasks use it, or volumes are on it, which have to be destroyed first";
        problems.push(unfit(AMOUNTS, words));
    }
    let action = match chosen.as_slice() {
        [one] => format!("Unreserve on {}", one.holder.host),
        many => format!("Unreserve {}", plural(many.len() as i64, "reservation", "reservations")),
    };
    let mut plan = ledger.close(action, known.replica).with_problems(problems);
    plan.impact.push(Impact::new(Weight::Note, "No task stops. What tasks use stays reserved."));
    plan.impact.extend(kept(&chosen));
    if !left_out.is_empty() && left_out.len() < chosen.len() {
        let words =
            format!("Nothing of the reservations on {} is idle: they are left out.", named(&left_out));
        plan.impact.push(Impact::new(Weight::Note, words));
    }
    plan
}

/// A field for an amount is there only if one reservation is given back.
fn in_form_of(problem: Problem, unreserve: &reserve::Unreserve, pools: &[Pool], is_one: bool) -> Problem {
    let problem = in_form(problem, &unreserve.resources, pools);
    let is_static = problem.field.as_str().ends_with(".role");
    if is_static || (!is_one && problem.field.is_within(AMOUNTS)) {
        return Problem { field: Field::new(AMOUNTS), ..problem };
    }
    problem
}

/// Volumes keep their disk.
fn kept(chosen: &[Chosen<'_>]) -> Option<Impact> {
    let count: usize = chosen.iter().map(|one| one.volumes).sum();
    if count == 0 {
        return None;
    }
    let words =
        format!("{} on it and the disk of it stay reserved.", plural(count as i64, "volume", "volumes"));
    let impact = Impact::new(Weight::Note, words);
    Some(match chosen {
        [one] => {
            let agent = &one.holder.facts.id;
            impact.in_list(&Page::Volumes, &exactly("agent_id", agent))
        }
        _ => impact,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn reserved(name: &str, value: f64, role: &str, kind: &str) -> Value {
        json!({
            "name": name, "type": "SCALAR", "scalar": { "value": value },
            "reservations": [{ "type": kind, "role": role, "principal": "ops" }],
        })
    }

    fn agent() -> Arc<Value> {
        let mut volume = reserved("disk", 64.0, "eng", "DYNAMIC");
        volume["disk"] =
            json!({ "persistence": { "id": "db" }, "volume": { "mode": "RW", "container_path": "d" } });
        Arc::new(json!({
            "agent_info": { "id": { "value": "S1" }, "hostname": "n-1" }, "pid": "slave(1)@10.0.0.1:5051", "active": true,
            "total_resources": [
                { "name": "cpus", "type": "SCALAR", "scalar": { "value": 4 } },
                reserved("cpus", 2.0, "eng", "DYNAMIC"), reserved("disk", 32.0, "eng", "DYNAMIC"), volume,
                reserved("mem", 64.0, "ops", "DYNAMIC"), reserved("cpus", 1.0, "old", "STATIC"),
            ],
            "allocated_resources": [{
                "name": "cpus", "type": "SCALAR", "scalar": { "value": 0.5 }, "allocation_info": { "role": "eng" },
                "reservations": [{ "type": "DYNAMIC", "role": "eng", "principal": "ops" }],
            }],
        }))
    }

    fn key(role: &str) -> String {
        let holder = Holder::read(&agent());
        let stacks = holder.stacks();
        holder.key_of(stacks.iter().find(|stack| stack[0].role == role).unwrap())
    }

    fn planned(roles: &[&str], amounts: &[(&str, &str)]) -> Plan {
        let inputs = Inputs {
            keys: roles.iter().map(|role| key(role)).collect(),
            amounts: amounts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect(),
        };
        plan(&inputs, &Known { agents: &[agent()], replica: &Replica::default() })
    }

    #[test]
    fn only_what_is_idle_and_no_volume_can_be_given_back() {
        let lines = amounts(&[key("eng")], &[agent()]);
        let free: Vec<_> = lines.iter().map(|line| (line.key.as_str(), line.aside.as_str())).collect();
        assert_eq!(free, [("cpus", "of 1.5 free"), ("disk", "of 32 MiB free")]);
        let all = planned(&["eng"], &[("cpus", "all"), ("disk", "all")]);
        assert_eq!(all.problems, []);
        assert_eq!(all.steps[0].call["unreserve_resources"]["resources"].as_array().map(Vec::len), Some(2));
        assert!(all.impact.iter().any(|impact| impact.words.starts_with("1 volume on it")));
        let more = planned(&["eng"], &[("cpus", "2")]);
        assert_eq!(more.problems[0].to_string(), "resources[cpus]: only 1.5 is free");
    }

    #[test]
    fn of_several_reservations_all_that_is_idle_is_given_back() {
        let plan = planned(&["eng", "ops"], &[]);
        assert_eq!(plan.problems, []);
        assert_eq!((plan.action.as_str(), plan.steps.len()), ("Unreserve 2 reservations", 2));
        assert_eq!(plan.steps[1].call["unreserve_resources"]["resources"][0]["scalar"]["value"], 64.0);
    }

    #[test]
    fn what_is_all_in_use_is_left_out_of_several_and_refused_alone() {
        let mut busy = agent().as_ref().clone();
        let mut memory = reserved("mem", 64.0, "ops", "DYNAMIC");
        memory["allocation_info"] = json!({ "role": "ops" });
        busy["allocated_resources"] = json!([memory]);
        let planned = |roles: &[&str]| {
            let keys = roles.iter().map(|role| key(role)).collect();
            let inputs = Inputs { keys, amounts: Vec::new() };
            plan(&inputs, &Known { agents: &[Arc::new(busy.clone())], replica: &Replica::default() })
        };
        assert_eq!(planned(&["ops"]).problems[0].field.as_str(), AMOUNTS);
        let several = planned(&["eng", "ops"]);
        assert_eq!((several.problems.as_slice(), several.steps.len()), (&[][..], 1));
        assert!(several.impact.iter().any(|impact| impact.words.contains("they are left out")));
    }

    #[test]
    fn what_the_agents_flags_reserve_stays() {
        let plan = planned(&["old"], &[("cpus", "all")]);
        assert_eq!(plan.problems[0].field.as_str(), AMOUNTS);
        assert!(plan.problems[0].words.contains("by the agent's flags"));
    }

    #[test]
    fn nothing_asked_for_is_said() {
        assert_eq!(planned(&["ops"], &[("mem", "")]).problems[0].field.as_str(), AMOUNTS);
    }
}
