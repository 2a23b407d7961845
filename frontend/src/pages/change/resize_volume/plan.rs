//! The plan of a volume that grows or shrinks.

use std::sync::Arc;

use cluster_model::replica::Replica;
use cluster_model::schema::Table;
use operator_api::resources::{Resource, Scalar, Value as Quantity};
use operator_api::rules::{Problem, call, resize};
use serde_json::Value;

use crate::change::plan::{Impact, Plan, Weight, unfit};
use crate::change::resources::amount::{Amount, read};
use crate::change::resources::holder::Holder;
use crate::change::resources::ledger::Ledger;
use crate::change::resources::pool::pools;
use crate::change::resources::words;

/// What is read of the model.
pub const TABLES: &[Table] = &[Table::Offers];
/// The field of the volume.
pub const VOLUME: &str = "volume";
/// By how much it grows.
pub const ADDITION: &str = "addition";
/// By how much it shrinks.
pub const SUBTRACT: &str = "subtract";

/// What is filled in.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The key of the volume.
    pub key: String,
    /// Whether it grows; else it shrinks.
    pub grows: bool,
    /// By how many MiB, as typed.
    pub by: String,
}

/// What is known of the cluster.
pub struct Known<'a> {
    /// The agent that has the volume, as `GET_AGENTS` has it.
    pub agents: &'a [Arc<Value>],
    /// The rows.
    pub replica: &'a Replica,
}

/// What there is of a volume.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// How large it is.
    pub now: Scalar,
    /// How much of the same disk, reserved alike, is free.
    pub free: Scalar,
}

/// How large the volume is and could be.
pub fn size(key: &str, agents: &[Arc<Value>]) -> Option<Size> {
    let holders = Holder::read_all(agents);
    volume(&holders, key).map(|(holder, volume)| size_of(holder, volume))
}

fn volume<'a>(holders: &'a [Holder], key: &str) -> Option<(&'a Holder, &'a Resource)> {
    holders.iter().find_map(|holder| Some((holder, holder.volume_of(key)?)))
}

fn size_of(holder: &Holder, volume: &Resource) -> Size {
    let bare = resize::Grow::by(volume, Scalar::ZERO).addition;
    let pools = pools(&holder.available, &volume.reservations);
    let free = pools.iter().find(|pool| pool.free.is_like(&bare)).map(|pool| amount(&pool.free));
    Size { now: amount(volume), free: free.unwrap_or_default() }
}

fn amount(resource: &Resource) -> Scalar {
    match resource.value {
        Quantity::Scalar(amount) => amount,
        Quantity::Ranges(_) | Quantity::Set(_) => Scalar::ZERO,
    }
}

/// Makes the plan.
pub fn plan(inputs: &Inputs, known: &Known<'_>) -> Plan {
    let holders = Holder::read_all(known.agents);
    let mut ledger = Ledger::new(1);
    let Some((holder, volume)) = volume(&holders, &inputs.key) else {
        return ledger.close("Resize".to_owned(), known.replica);
    };
    let size = size_of(holder, volume);
    let (field, verb) = if inputs.grows { (ADDITION, "Grow") } else { (SUBTRACT, "Shrink") };
    let by = match read(&inputs.by, "disk", &volume.value) {
        Ok(Some(Amount::All)) if inputs.grows => Ok(size.free),
        Ok(Some(Amount::Some(Quantity::Scalar(by)))) => Ok(by),
        Ok(None) => Err("say by how much".to_owned()),
        Ok(_) => Err("some of it must be left; to have none, destroy it".to_owned()),
        Err(words) => Err(words),
    };
    // What is wrong with the volume itself is said before any amount is typed.
    let (amount, mut problems) = match by {
        Ok(by) => (by, Vec::new()),
        Err(words) => (Scalar::from_milli(1), vec![unfit(field, words)]),
    };
    let is_known = problems.is_empty();
    let id = &holder.facts.id;
    let (found, call, conversion) = if inputs.grows {
        let grow = resize::Grow::by(volume, amount);
        let mut found = resize::check_grow(&holder.facts, &grow);
        if let Some(problem) = found.iter_mut().find(|problem| problem.field.as_str() == ADDITION)
            && amount > size.free
        {
            problem.words =
                format!("only {} more of the reservation is free", words::scalar("disk", size.free));
        }
        (found, call::grow_volume(id, &grow), grow.conversion())
    } else {
        let shrink = resize::Shrink { volume: volume.clone(), subtract: amount };
        (resize::check_shrink(&holder.facts, &shrink), call::shrink_volume(id, &shrink), shrink.conversion())
    };
    problems
        .extend(found.into_iter().filter(|problem| is_known || !problem.field.is_within(field)).map(in_use));
    if is_known {
        ledger.call(holder, call, &conversion);
    }
    let action = format!("{verb} {} on {}", volume.volume_id().unwrap_or_default(), holder.host);
    let mut plan = ledger.close(action, known.replica).with_problems(problems);
    if is_known && plan.problems.is_empty() {
        let then = if inputs.grows { size.now + amount } else { size.now - amount };
        let sizes = [size.now, then].map(|size| words::scalar("disk", size));
        let words = format!("It is {} now, and {} then. What is on it stays.", sizes[0], sizes[1]);
        plan.impact.push(Impact::new(Weight::Note, words));
    }
    plan
}

/// Of a volume, that nothing of it is free means that a task has it.
fn in_use(problem: Problem) -> Problem {
    if problem.field.as_str() == VOLUME && problem.words.starts_with("all of it is in use") {
        return unfit(VOLUME, "a task uses the volume; end the task first");
    }
    problem
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn disk(value: f64) -> Value {
        json!({
            "name": "disk", "type": "SCALAR", "scalar": { "value": value },
            "reservations": [{ "type": "DYNAMIC", "role": "eng" }],
        })
    }

    fn volume() -> Value {
        let mut volume = disk(64.0);
        volume["disk"] =
            json!({ "persistence": { "id": "db" }, "volume": { "mode": "RW", "container_path": "d" } });
        volume
    }

    fn planned(grows: bool, by: &str, volume: &Value, allocated: &Value) -> Plan {
        let agent = Arc::new(json!({
            "agent_info": { "id": { "value": "S1" }, "hostname": "n-1" }, "pid": "slave(1)@10.0.0.1:5051", "active": true,
            "capabilities": [{ "type": "RESIZE_VOLUME" }],
            "total_resources": [disk(32.0), volume], "allocated_resources": allocated,
        }));
        let held = Resource::from_json(volume).unwrap();
        let key = cluster_model::identity::text(cluster_model::identity::of_volume("S1", &held));
        let inputs = Inputs { key, grows, by: by.to_owned() };
        plan(&inputs, &Known { agents: &[agent], replica: &Replica::default() })
    }

    fn said(plan: &Plan) -> Vec<String> {
        plan.problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn it_grows_with_what_is_free_of_its_reservation() {
        let plan = planned(true, "all", &volume(), &json!([]));
        assert_eq!(said(&plan), [""; 0]);
        assert_eq!(plan.steps[0].call["grow_volume"]["addition"]["scalar"]["value"], 32.0);
        assert_eq!(
            plan.diff.last().map(|row| (row.before.as_str(), row.after.as_str())),
            Some(("64 MiB", "96 MiB"))
        );
        assert_eq!(planned(true, "33", &volume(), &json!([])).problems[0].field.as_str(), ADDITION);
        assert_eq!(said(&planned(true, "", &volume(), &json!([]))), ["addition: say by how much"]);
    }

    #[test]
    fn it_shrinks_and_something_is_left() {
        let plan = planned(false, "63.5", &volume(), &json!([]));
        assert_eq!(said(&plan), [""; 0]);
        assert_eq!(plan.steps[0].call["shrink_volume"]["subtract"], json!({ "value": 63.5 }));
        for by in ["64", "0", "all", "x"] {
            assert_eq!(
                planned(false, by, &volume(), &json!([])).problems[0].field.as_str(),
                SUBTRACT,
                "{by}"
            );
        }
    }

    #[test]
    fn why_it_cannot_be_is_said_before_anything_is_typed() {
        let mut shared = volume();
        shared["shared"] = json!({});
        let plan = planned(true, "", &shared, &json!([]));
        assert_eq!(said(&plan), ["addition: say by how much", "volume: a shared volume cannot be resized"]);
        let mut used = volume();
        used["allocation_info"] = json!({ "role": "eng" });
        let plan = planned(false, "1", &volume(), &json!([used]));
        assert_eq!(said(&plan), ["volume: a task uses the volume; end the task first"]);
    }
}
