//! The plan of destroying volumes.

use std::sync::Arc;

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, volumes as column};
use operator_api::resources::Resource;
use operator_api::rules::{Problem, call, volume};
use serde_json::Value;

use crate::change::plan::{Impact, Plan, Typed, Weight};
use crate::change::resources::holder::Holder;
use crate::change::resources::ledger::{Ledger, named};
use crate::change::resources::pool::by_provider;
use crate::change::resources::words;
use crate::ui::format::plural;

/// What is read of the model.
pub const TABLES: &[Table] = &[Table::Volumes, Table::Offers];
/// The field of the volumes.
pub const VOLUMES: &str = "volumes";

/// What is known of the cluster.
pub struct Known<'a> {
    /// The agents that have the volumes, as `GET_AGENTS` has them.
    pub agents: &'a [Arc<Value>],
    /// The rows.
    pub replica: &'a Replica,
}

/// Makes the plan of destroying the volumes of these keys.
pub fn plan(keys: &[String], known: &Known<'_>) -> Plan {
    let holders = Holder::read_all(known.agents);
    let mut ledger = Ledger::new(holders.len());
    let mut all: Vec<&Resource> = Vec::new();
    for holder in &holders {
        let here: Vec<&Resource> = keys.iter().filter_map(|key| holder.volume_of(key)).collect();
        for volumes in by_provider(here.iter().map(|volume| (*volume).clone()).collect()) {
            let destroy = volume::Destroy { volumes };
            let found = volume::check_destroy(&holder.facts, &destroy);
            let in_words = |problem| who_uses_it(problem, holder, &destroy.volumes, known.replica);
            ledger.refuse(holder, found.into_iter().map(in_words));
            ledger.call(holder, call::destroy_volumes(&holder.facts.id, &destroy), &destroy.conversion());
        }
        all.extend(here);
    }
    let ids: Vec<&str> = all.iter().filter_map(|volume| volume.volume_id()).collect();
    let count = plural(ids.len() as i64, "volume", "volumes");
    let action = match ids.as_slice() {
        [one] => format!("Destroy {one}"),
        _ => format!("Destroy {count}"),
    };
    let mut plan = ledger.close(action, known.replica);
    if ids.is_empty() {
        return plan;
    }
    let size = all.iter().copied().cloned().collect::<operator_api::resources::Resources>().sum("disk");
    let harm = format!(
        "The data of {} are lost: {} on {}.",
        named(&ids),
        words::scalar("disk", size),
        hosts(&holders)
    );
    plan.impact.push(Impact::new(Weight::Harm, harm));
    plan.impact.push(Impact::new(Weight::Note, "The disk of it stays reserved."));
    let why = "The data on a volume that is destroyed cannot be brought back.".to_owned();
    plan.typed = Some(match ids.as_slice() {
        [one] => Typed { name: (*one).to_owned(), what: "volume's id", why },
        many => Typed { name: many.len().to_string(), what: "number of volumes", why },
    });
    plan
}

fn hosts(holders: &[Holder]) -> String {
    named(&holders.iter().map(|holder| holder.host.as_str()).collect::<Vec<_>>())
}

/// The rule says that a task uses a volume; the rows know which one. All problems stand at the list of volumes.
fn who_uses_it(problem: Problem, holder: &Holder, asked: &[Resource], replica: &Replica) -> Problem {
    if !problem.field.is_within(VOLUMES) {
        return problem;
    }
    let index = problem.field.as_str().split(['[', ']']).nth(1).and_then(|at| at.parse::<usize>().ok());
    let Some(id) = index.and_then(|at| asked.get(at)?.volume_id()) else { return problem };
    let key = [(column::AGENT_ID, holder.facts.id.as_str()), (column::ID, id)];
    let slot = replica.find(Table::Volumes, &key);
    let cell = slot.map(|slot| replica.text(Table::Volumes, slot, column::USED_BY)).unwrap_or_default();
    let users: Vec<String> = column::users(cell).map(user).collect();
    let words = if users.is_empty() || !problem.words.starts_with("a task uses") {
        format!("the volume {id}: {}", problem.words)
    } else {
        let users: Vec<&str> = users.iter().map(String::as_str).collect();
        format!("the volume {id} is used by {}; end that first", named(&users))
    };
    Problem { words, ..problem }
}

fn user(user: column::User<'_>) -> String {
    let framework = if user.framework.is_empty() { user.framework_id } else { user.framework };
    format!("task {} of {framework}", user.task_id)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn volume(id: &str) -> Value {
        json!({
            "name": "disk", "type": "SCALAR", "scalar": { "value": 32.5 },
            "reservations": [{ "type": "DYNAMIC", "role": "eng" }],
            "disk": { "persistence": { "id": id }, "volume": { "mode": "RW", "container_path": "d" } },
        })
    }

    fn agent(used: &[&str]) -> Arc<Value> {
        let used: Vec<Value> = used
            .iter()
            .map(|id| {
                let mut volume = volume(id);
                volume["allocation_info"] = json!({ "role": "eng" });
                volume
            })
            .collect();
        Arc::new(json!({
            "agent_info": { "id": { "value": "S1" }, "hostname": "n-1" }, "pid": "slave(1)@10.0.0.1:5051", "active": true,
            "total_resources": [volume("a"), volume("b")], "allocated_resources": used,
        }))
    }

    fn planned(ids: &[&str], used: &[&str]) -> Plan {
        let agent = agent(used);
        let holder = Holder::read(&agent);
        let key = |id: &&str| {
            let is_it = |held: &&Resource| held.volume_id() == Some(id);
            let volume = holder.facts.total.iter().find(is_it).unwrap();
            cluster_model::identity::text(cluster_model::identity::of_volume("S1", volume))
        };
        let keys: Vec<String> = ids.iter().map(key).collect();
        plan(&keys, &Known { agents: &[agent], replica: &Replica::default() })
    }

    #[test]
    fn one_is_confirmed_by_its_id_and_several_by_their_number() {
        let one = planned(&["b"], &[]);
        assert_eq!(one.problems, []);
        assert_eq!(one.typed.map(|typed| typed.name), Some("b".into()));
        assert_eq!(one.impact[0].words, "The data of b are lost: 32.5 MiB on n-1.");
        let two = planned(&["a", "b"], &[]);
        assert_eq!(two.typed.map(|typed| typed.name), Some("2".into()));
        assert_eq!((two.steps.len(), two.action.as_str()), (1, "Destroy 2 volumes"));
        let last = two.diff.last().map(|row| (row.what.as_str(), row.before.as_str(), row.after.as_str()));
        assert_eq!(last, Some(("volume b of eng", "32.5 MiB", "")));
    }

    #[test]
    fn what_is_used_is_refused() {
        let plan = planned(&["a", "b"], &["b"]);
        assert_eq!(plan.problems.len(), 1);
        assert_eq!(
            plan.problems[0].to_string(),
            "volumes[1]: the volume b: a task uses the volume; end the task first"
        );
    }
}
