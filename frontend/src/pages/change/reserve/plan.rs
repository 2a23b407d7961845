//! The plan of a reservation.

use std::sync::Arc;

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, roles as column};
use operator_api::resources::{Reservation, ReservationKind, Resource};
use operator_api::rules::{Problem, call, reserve};
use serde_json::Value;

use crate::call::json::Label;
use crate::change::plan::{Impact, Plan, Weight, unfit};
use crate::change::resources::holder::{Holder, Source, sources};
use crate::change::resources::ledger::Ledger;
use crate::change::resources::pool::{
    AMOUNTS, FROM, Line, Pool, by_provider, in_form, lines, pools, shortages, take, wanted,
};
use crate::ui::format::plural;

/// What is read of the model.
pub const TABLES: &[Table] = &[Table::Offers, Table::Roles];

/// The names of the fields, as Mesos' refusals have them.
pub const ROLE: &str = "resources[0].role";
/// In whose name.
pub const PRINCIPAL: &str = "resources[0].principal";
/// What is written on it.
pub const LABELS: &str = "resources[0].labels";
/// Whether it is refined or moved.
pub const WAY: &str = "source";

/// What is filled in.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// What is taken from: the value of a [`Source`].
    pub from: String,
    /// Whether a reservation is moved to another role, rather than refined.
    pub moves: bool,
    /// For which role.
    pub role: String,
    /// In whose name; may be empty.
    pub principal: String,
    /// What is written on it.
    pub labels: Vec<Label>,
    /// How much of each pool, as typed.
    pub amounts: Vec<(String, String)>,
}

/// What is known of the cluster.
pub struct Known<'a> {
    /// The agents, as `GET_AGENTS` has them.
    pub agents: &'a [Arc<Value>],
    /// The rows.
    pub replica: &'a Replica,
    /// The key of the reservation in the form's address; may be empty.
    pub key: &'a str,
    /// The principal that the master knows the console by.
    pub caller: Option<&'a str>,
    /// The master's version.
    pub version: &'a str,
}

/// What can be taken from, and how much there is of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offer {
    /// All that can be taken from.
    pub sources: Vec<Source>,
    /// What is chosen of it, unless it is there no more.
    pub chosen: Option<Source>,
    /// A line for each resource of what is chosen.
    pub lines: Vec<Line>,
}

/// What the agents have for the form to offer.
pub fn offer(from: &str, agents: &[Arc<Value>], key: &str) -> Offer {
    offer_of(from, &Holder::read_all(agents), key).0
}

fn offer_of(from: &str, holders: &[Holder], key: &str) -> (Offer, Vec<Vec<Pool>>) {
    let sources = sources(holders, key);
    let chosen = sources.iter().find(|source| source.value == from).cloned();
    let stack = chosen.as_ref().map_or(&[][..], |source| &source.stack);
    let pools: Vec<Vec<Pool>> = holders.iter().map(|holder| pools(&holder.available, stack)).collect();
    let lines = if chosen.is_some() { lines(&pools) } else { Vec::new() };
    (Offer { sources, chosen, lines }, pools)
}

/// Makes the plan.
pub fn plan(inputs: &Inputs, known: &Known<'_>) -> Plan {
    let holders = Holder::read_all(known.agents);
    let (offer, pools) = offer_of(&inputs.from, &holders, known.key);
    let mut problems = of_the_form(inputs, &offer, known.version);
    let wanted = wanted(&offer.lines, &inputs.amounts, &mut problems);
    if wanted.is_empty() && problems.iter().all(|problem| !problem.field.is_within(AMOUNTS)) {
        problems.push(unfit(AMOUNTS, "say how much of at least one resource"));
    }
    let role = inputs.role.trim();
    if role.is_empty() {
        problems.push(unfit(ROLE, "name the role"));
    }
    let level = Reservation {
        kind: ReservationKind::Dynamic,
        role: role.to_owned(),
        principal: Some(inputs.principal.trim()).filter(|name| !name.is_empty()).map(str::to_owned),
        labels: inputs.labels.iter().map(label).collect(),
    };
    let moves = inputs.moves && !inputs.from.is_empty();
    let mut ledger = Ledger::new(holders.len());
    for (holder, pools) in holders.iter().zip(&pools) {
        let mut missing = Vec::new();
        for taken in by_provider(take(holder, pools, &wanted, &mut missing)) {
            let reserve = reservation(taken, &level, moves);
            let found = reserve::check(&holder.facts, &reserve, known.caller);
            let is_said = |problem: &Problem| !(role.is_empty() && problem.field.as_str() == ROLE);
            let found =
                found.into_iter().map(|problem| in_form(problem, &reserve.resources, pools)).filter(is_said);
            ledger.refuse(holder, found.chain(shortages(&reserve.resources, pools)));
            ledger.call(holder, call::reserve(&holder.facts.id, &reserve), &reserve.conversion());
        }
        ledger.refuse_all(missing);
    }
    let verb = if moves { "Move to" } else { "Reserve for" };
    let where_to = match holders.as_slice() {
        [one] => one.host.clone(),
        many => plural(many.len() as i64, "agent", "agents"),
    };
    let mut plan =
        ledger.close(format!("{verb} {role} on {where_to}"), known.replica).with_problems(problems);
    plan.impact.push(Impact::new(Weight::Note, "No task stops."));
    plan.impact.extend(unheard(known.replica, role));
    plan
}

fn label((key, value): &Label) -> (String, Option<String>) {
    (key.trim().to_owned(), Some(value.trim().to_owned()).filter(|value| !value.is_empty()))
}

fn reservation(taken: Vec<Resource>, level: &Reservation, moves: bool) -> reserve::Reserve {
    let with_level = |resource: &Resource| {
        let mut resource = resource.clone();
        if moves {
            resource.reservations.pop();
        }
        resource.reservations.push(level.clone());
        resource
    };
    let resources = taken.iter().map(with_level).collect();
    reserve::Reserve { resources, source: if moves { taken } else { Vec::new() } }
}

fn of_the_form(inputs: &Inputs, offer: &Offer, version: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if offer.chosen.is_none() {
        problems.push(unfit(FROM, "none of the agents has this reservation any more"));
    }
    if inputs.moves && !inputs.from.is_empty() && !moves_reservations(version) {
        let words = format!(
            "the master is {version}, and masters move reservations since 1.10; unreserve it, then reserve anew"
        );
        problems.push(unfit(WAY, words));
    }
    let keyless = inputs.labels.iter().enumerate().filter(|(_, (key, _))| key.trim().is_empty());
    problems.extend(keyless.map(|(at, _)| unfit(&format!("{LABELS}[{at}]"), "a label needs a key")));
    problems
}

/// Whether a master of this version takes a `source`, as 1.10 and later do. What cannot be read is taken for new.
fn moves_reservations(version: &str) -> bool {
    let mut parts = version.split('.').map_while(|part| part.parse::<u32>().ok());
    parts.next().zip(parts.next()).is_none_or(|version| version >= (1, 10))
}

/// Nobody is offered what is reserved for a role without a framework.
fn unheard(replica: &Replica, role: &str) -> Option<Impact> {
    if role.is_empty() {
        return None;
    }
    let slot = replica.find(Table::Roles, &[(column::NAME, role)]);
    let frameworks =
        slot.and_then(|slot| replica.number(Table::Roles, slot, column::FRAMEWORKS)).unwrap_or(0);
    let words = format!("No framework is subscribed to {role}: until one is, nobody is offered it.");
    (frameworks == 0).then(|| Impact::new(Weight::Note, words))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn agent(id: &str, total: &Value) -> Arc<Value> {
        Arc::new(json!({
            "agent_info": { "id": { "value": id }, "hostname": format!("{id}.test") },
            "pid": "slave(1)@10.0.0.1:5051", "active": true,
            "capabilities": [{ "type": "HIERARCHICAL_ROLE" }, { "type": "RESERVATION_REFINEMENT" }],
            "total_resources": total,
            "allocated_resources": [{ "name": "cpus", "type": "SCALAR", "scalar": { "value": 1 }, "allocation_info": { "role": "x" } }],
        }))
    }

    fn scalar(name: &str, value: f64) -> Value {
        json!({ "name": name, "type": "SCALAR", "scalar": { "value": value } })
    }

    fn reserved(name: &str, value: f64, role: &str) -> Value {
        let mut resource = scalar(name, value);
        resource["reservations"] = json!([{ "type": "DYNAMIC", "role": role }]);
        resource
    }

    fn small(id: &str) -> Arc<Value> {
        let ports = json!({ "name": "ports", "type": "RANGES", "ranges": { "range": [{ "begin": 31000, "end": 31010 }] } });
        agent(id, &json!([scalar("cpus", 4.0), scalar("mem", 1024.0), ports, reserved("cpus", 2.0, "eng")]))
    }

    fn planned(inputs: &Inputs, agents: &[Arc<Value>]) -> Plan {
        let replica = Replica::default();
        plan(inputs, &Known { agents, replica: &replica, key: "", caller: None, version: "1.11.0" })
    }

    fn inputs(amounts: &[(&str, &str)]) -> Inputs {
        let amounts = amounts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
        Inputs { role: "eng/web".into(), amounts, ..Inputs::default() }
    }

    fn said(plan: &Plan) -> Vec<String> {
        plan.problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn scalars_and_ranges_are_reserved_in_one_call() {
        let filled = Inputs {
            principal: "ops".into(),
            labels: vec![("for".into(), "db".into()), ("spare".into(), String::new())],
            ..inputs(&[("cpus", "2.5"), ("ports", "31000-31001")])
        };
        let plan = planned(&filled, &[small("a")]);
        assert_eq!(said(&plan), [""; 0]);
        assert_eq!(plan.action, "Reserve for eng/web on a.test");
        let level = json!([{
            "type": "DYNAMIC", "role": "eng/web", "principal": "ops",
            "labels": { "labels": [{ "key": "for", "value": "db" }, { "key": "spare" }] },
        }]);
        assert_eq!(
            plan.steps[0].call["reserve_resources"]["resources"],
            json!([
                { "name": "cpus", "type": "SCALAR", "scalar": { "value": 2.5 }, "reservations": level },
                { "name": "ports", "type": "RANGES", "ranges": { "range": [{ "begin": 31000, "end": 31001 }] }, "reservations": level },
            ])
        );
        assert_eq!(plan.bars.len(), 1);
    }

    #[test]
    fn too_much_is_said_at_its_field_and_names_the_agent_that_lacks_it() {
        let one = planned(&inputs(&[("cpus", "3.5"), ("mem", "2048")]), &[small("a")]);
        assert_eq!(
            said(&one),
            ["resources[cpus]: only 3 is free", "resources[mem]: only 1,024 MiB is free",]
        );
        let less = agent("b", &json!([scalar("cpus", 2.0)]));
        let two = planned(&inputs(&[("cpus", "2")]), &[small("a"), less]);
        assert_eq!(said(&two), ["resources[cpus]: on b.test: only 1 is free"]);
    }

    #[test]
    fn all_is_what_each_agent_has() {
        let plan =
            planned(&inputs(&[("cpus", "all")]), &[small("a"), agent("b", &json!([scalar("cpus", 2.0)]))]);
        assert_eq!(said(&plan), [""; 0]);
        let asked =
            |at: usize| plan.steps[at].call["reserve_resources"]["resources"][0]["scalar"]["value"].clone();
        assert_eq!([asked(0), asked(1)], [3.0, 1.0]);
        assert_eq!((plan.at_once, plan.bars.len()), (10, 0));
    }

    #[test]
    fn what_is_not_filled_in_is_said_once() {
        let empty = planned(&Inputs::default(), &[small("a")]);
        assert_eq!(
            said(&empty),
            ["resources: say how much of at least one resource", "resources[0].role: name the role"]
        );
        let without_role =
            planned(&Inputs { role: String::new(), ..inputs(&[("cpus", "9")]) }, &[small("a")]);
        assert_eq!(
            said(&without_role),
            ["resources[cpus]: only 3 is free", "resources[0].role: name the role"]
        );
        let nothing = planned(&Inputs { role: "../x".into(), ..inputs(&[("cpus", "0")]) }, &[small("a")]);
        let fields: Vec<_> =
            nothing.problems.iter().map(|problem| problem.field.as_str().to_owned()).collect();
        assert_eq!(fields, ["resources[cpus]", "resources[0].role"]);
    }

    #[test]
    fn a_reservation_is_refined_or_moved() {
        let from = offer("", &[small("a")], "").sources[1].value.clone();
        let refined = planned(&Inputs { from: from.clone(), ..inputs(&[("cpus", "1")]) }, &[small("a")]);
        assert_eq!(said(&refined), [""; 0]);
        let arguments = &refined.steps[0].call["reserve_resources"];
        assert_eq!(arguments["resources"][0]["reservations"].as_array().map(Vec::len), Some(2));
        let moved = Inputs { from, moves: true, role: "ops".into(), ..inputs(&[("cpus", "2")]) };
        let moved = planned(&moved, &[small("a")]);
        assert_eq!(said(&moved), [""; 0]);
        assert_eq!(moved.action, "Move to ops on a.test");
        let arguments = &moved.steps[0].call["reserve_resources"];
        assert_eq!(arguments["source"][0]["reservations"][0]["role"], "eng");
        assert_eq!(arguments["resources"][0]["reservations"], json!([{ "type": "DYNAMIC", "role": "ops" }]));
    }

    #[test]
    fn a_refinement_is_for_a_role_below() {
        let from = offer("", &[small("a")], "").sources[1].value.clone();
        let plan = planned(&Inputs { from, role: "ops".into(), ..inputs(&[("cpus", "1")]) }, &[small("a")]);
        assert_eq!(plan.problems[0].field.as_str(), ROLE);
        assert!(plan.problems[0].words.contains("a role below that, such as eng/web"));
    }

    #[test]
    fn a_static_reservation_cannot_be_moved() {
        let mut cpus = scalar("cpus", 2.0);
        cpus["reservations"] = json!([{ "type": "STATIC", "role": "eng" }]);
        let agents = [agent("a", &json!([scalar("cpus", 2.0), cpus]))];
        let from = offer("", &agents, "").sources[1].value.clone();
        let inputs = Inputs { from, moves: true, role: "ops".into(), ..inputs(&[("cpus", "1")]) };
        assert_eq!(planned(&inputs, &agents).problems[0].field.as_str(), FROM);
    }

    #[test]
    fn older_masters_do_not_move_reservations() {
        assert_eq!(
            ["1.9.0", "1.10.0", "1.11.0", "2.0", ""].map(moves_reservations),
            [false, true, true, true, true]
        );
    }

    #[test]
    fn an_authenticated_caller_reserves_in_its_own_name() {
        let replica = Replica::default();
        let known = Known {
            agents: &[small("a")],
            replica: &replica,
            key: "",
            caller: Some("ops"),
            version: "1.11.0",
        };
        let plan = plan(&inputs(&[("cpus", "1")]), &known);
        assert_eq!(plan.problems[0].field.as_str(), PRINCIPAL);
    }

    #[test]
    fn a_reservation_that_is_gone_is_said() {
        let plan =
            planned(&Inputs { from: "(DYNAMIC,gone)".into(), ..inputs(&[("cpus", "1")]) }, &[small("a")]);
        assert_eq!(plan.problems[0].field.as_str(), FROM);
    }
}
