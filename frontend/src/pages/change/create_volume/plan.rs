//! The plan of a new volume.

use std::sync::Arc;

use cluster_model::replica::Replica;
use cluster_model::schema::Table;
use operator_api::resources::{Reservation, Resource, Resources, Scalar, Value as Quantity};
use operator_api::rules::{Field, Problem, call, volume};
use serde_json::Value;

use crate::change::plan::{Impact, Plan, Weight, unfit};
use crate::change::resources::amount::{Amount, read};
use crate::change::resources::holder::Holder;
use crate::change::resources::ledger::Ledger;
use crate::change::resources::pool::{Pool, pools, short_of, shortages};
use crate::change::resources::words;

/// What is read of the model.
pub const TABLES: &[Table] = &[Table::Offers];

/// The names of the fields, as Mesos' refusals have them: the reservation is what the volume as a whole is of.
pub const RESERVATION: &str = "volumes[0]";
/// Which disk of the reservation.
pub const DISK: &str = "volumes[0].disk";
/// How large.
pub const SIZE: &str = "volumes[0].value";
/// Its id.
pub const ID: &str = "volumes[0].id";
/// Where its tasks see it.
pub const PATH: &str = "volumes[0].container_path";
/// In whose name.
pub const PRINCIPAL: &str = "volumes[0].principal";

/// What is filled in.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The key of the reservation.
    pub key: String,
    /// The key of the disk, if there are several to choose from.
    pub disk: String,
    /// Its id.
    pub id: String,
    /// Where its tasks see it.
    pub path: String,
    /// In MiB, as typed.
    pub size: String,
    /// Whether several tasks may use it at once.
    pub is_shared: bool,
    /// In whose name; may be empty.
    pub principal: String,
}

/// What is known of the cluster.
pub struct Known<'a> {
    /// The agent, as `GET_AGENTS` has it.
    pub agents: &'a [Arc<Value>],
    /// The rows.
    pub replica: &'a Replica,
    /// The principal that the master knows the console by.
    pub caller: Option<&'a str>,
}

/// A disk that a volume can be made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disk {
    /// What it is called in the form.
    pub key: String,
    /// What people call it: `root, 1,024 MiB free`.
    pub words: String,
    /// How much of it is free: `1,024 MiB`.
    pub free: String,
    /// Whether a volume has all of it.
    pub is_whole: bool,
}

/// What a form can offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// The disks of the reservation.
    pub disks: Vec<Disk>,
    /// The one that is chosen, or the only one.
    pub disk: Option<Disk>,
    /// An id that no volume of the role has.
    pub id: String,
}

/// What the reservation has for the form to offer.
pub fn offer(key: &str, disk: &str, agents: &[Arc<Value>]) -> Offer {
    let holders = Holder::read_all(agents);
    let Some((holder, stack)) = reservation(&holders, key) else { return Offer::default() };
    let disks: Vec<Disk> = disks_of(holder, stack).iter().map(shown).collect();
    let chosen =
        disks.iter().find(|one| one.key == disk).or(if disks.len() == 1 { disks.first() } else { None });
    Offer { disk: chosen.cloned(), id: suggestion(&holder.facts.total, stack), disks }
}

fn reservation<'a>(holders: &'a [Holder], key: &str) -> Option<(&'a Holder, &'a [Reservation])> {
    holders.iter().find_map(|holder| Some((holder, holder.stack_of(key)?)))
}

fn disks_of(holder: &Holder, stack: &[Reservation]) -> Vec<Pool> {
    pools(&holder.available, stack).into_iter().filter(|pool| pool.free.name == "disk").collect()
}

fn shown(pool: &Pool) -> Disk {
    let free = words::amount("disk", &pool.free.value);
    let source = words::source(&pool.free).unwrap_or_else(|| "root".to_owned());
    let is_whole = pool.free.is_whole();
    let how = if is_whole { "taken whole" } else { "free" };
    Disk { key: pool.key.clone(), words: format!("{source}: {free} {how}"), free, is_whole }
}

/// The role's last name and the first number that no volume of the role has.
fn suggestion(total: &Resources, stack: &[Reservation]) -> String {
    let role = stack.last().map_or("", |level| level.role.as_str());
    let name = role.rsplit('/').next().unwrap_or(role);
    let is_taken = |id: &str| {
        total.iter().any(|held| held.reserved_role() == Some(role) && held.volume_id() == Some(id))
    };
    (1..).map(|number| format!("{name}-{number}")).find(|id| !is_taken(id)).unwrap_or_default()
}

/// Makes the plan.
pub fn plan(inputs: &Inputs, known: &Known<'_>) -> Plan {
    let holders = Holder::read_all(known.agents);
    let mut ledger = Ledger::new(1);
    let action = format!("Create {}", inputs.id.trim());
    let Some((holder, stack)) = reservation(&holders, &inputs.key) else {
        return ledger.close(action, known.replica);
    };
    let disks = disks_of(holder, stack);
    let mut problems = Vec::new();
    let chosen = match disks.as_slice() {
        [] => {
            problems.push(unfit(RESERVATION, "no disk of this reservation is free"));
            None
        }
        [one] => Some(one),
        many => many.iter().find(|pool| pool.key == inputs.disk),
    };
    if chosen.is_none() && disks.len() > 1 {
        problems.push(unfit(DISK, "choose the disk"));
    }
    let size = chosen.and_then(|pool| size(inputs, &pool.free, &mut problems));
    if let (Some(pool), Some(size)) = (chosen, size) {
        let principal = Some(inputs.principal.trim()).filter(|name| !name.is_empty());
        let wanted = volume::Wanted {
            id: inputs.id.trim(),
            container_path: inputs.path.trim(),
            principal,
            size,
            shared: inputs.is_shared,
        };
        let create = volume::Create { volumes: vec![wanted.on(&pool.free)] };
        let found = volume::check(&holder.facts, &create, known.caller);
        let volume = &create.volumes[0];
        problems.extend(found.into_iter().map(|problem| at_field(problem, volume, &pool.free)));
        if !problems.iter().any(|problem| problem.field.is_within(SIZE)) {
            let short = shortages(&create.volumes, &disks).into_iter();
            problems.extend(short.map(|problem| unfit(SIZE, problem.words)));
        }
        ledger.call(holder, call::create_volumes(&holder.facts.id, &create), &create.conversion());
    }
    let mut plan =
        ledger.close(format!("{action} on {}", holder.host), known.replica).with_problems(problems);
    let role = stack.last().map_or("", |level| level.role.as_str());
    let words = format!("No task stops. Tasks of {role} on this agent can use the volume.");
    plan.impact.push(Impact::new(Weight::Note, words));
    plan
}

/// How large it is to be.
fn size(inputs: &Inputs, disk: &Resource, problems: &mut Vec<Problem>) -> Option<Scalar> {
    let Quantity::Scalar(all) = disk.value else { return None };
    if disk.is_whole() {
        return Some(all);
    }
    match read(&inputs.size, "disk", &disk.value) {
        Ok(Some(Amount::All)) => return Some(all),
        Ok(Some(Amount::Some(Quantity::Scalar(size)))) => return Some(size),
        Ok(_) => problems.push(unfit(SIZE, "say how large it is to be")),
        Err(words) => problems.push(unfit(SIZE, words)),
    }
    None
}

/// That the disk has not so much is about the size, which is asked for unless the disk is taken whole.
fn at_field(problem: Problem, volume: &Resource, disk: &Resource) -> Problem {
    match problem.field.as_str() {
        RESERVATION if !disk.is_whole() => {
            Problem { field: Field::new(SIZE), ..short_of(problem, volume, Some(disk)) }
        }
        _ => problem,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn disk(value: f64, source: Option<&str>) -> Value {
        let mut disk = json!({
            "name": "disk", "type": "SCALAR", "scalar": { "value": value },
            "reservations": [{ "type": "DYNAMIC", "role": "eng/web" }],
        });
        if let Some(root) = source {
            disk["disk"] = json!({ "source": { "type": "MOUNT", "mount": { "root": root } } });
        }
        disk
    }

    fn agent(total: &[Value]) -> Arc<Value> {
        Arc::new(json!({
            "agent_info": { "id": { "value": "S1" }, "hostname": "n-1" }, "pid": "slave(1)@10.0.0.1:5051", "active": true,
            "capabilities": [{ "type": "HIERARCHICAL_ROLE" }], "total_resources": total,
        }))
    }

    fn with_volume() -> Arc<Value> {
        let mut volume = disk(32.0, None);
        volume["disk"] =
            json!({ "persistence": { "id": "web-1" }, "volume": { "mode": "RW", "container_path": "d" } });
        agent(&[disk(64.0, None), volume])
    }

    fn key(agent: &Value) -> String {
        let holder = Holder::read(agent);
        holder.key_of(holder.stacks()[0])
    }

    fn planned(agent: &Arc<Value>, inputs: Inputs) -> Plan {
        let inputs = Inputs { key: key(agent), ..inputs };
        plan(
            &inputs,
            &Known { agents: std::slice::from_ref(agent), replica: &Replica::default(), caller: None },
        )
    }

    fn filled() -> Inputs {
        Inputs { id: "web-2".into(), path: "data".into(), size: "48".into(), ..Inputs::default() }
    }

    fn fields(plan: &Plan) -> Vec<&str> {
        plan.problems.iter().map(|problem| problem.field.as_str()).collect()
    }

    #[test]
    fn a_volume_is_made_of_the_reservations_disk() {
        let agent = with_volume();
        let plan = planned(&agent, filled());
        assert_eq!(plan.problems, []);
        assert_eq!(plan.action, "Create web-2 on n-1");
        let volume = &plan.steps[0].call["create_volumes"]["volumes"][0];
        assert_eq!(volume["disk"]["persistence"], json!({ "id": "web-2" }));
        assert_eq!(volume["disk"]["volume"], json!({ "mode": "RW", "container_path": "data" }));
        assert_eq!(volume["scalar"]["value"], 48.0);
        let rows: Vec<_> = plan.diff.iter().map(|row| (row.what.as_str(), row.after.as_str())).collect();
        assert_eq!(
            rows,
            [("disk, reserved for eng/web (dynamic)", "16 MiB"), ("volume web-2 of eng/web", "48 MiB")]
        );
    }

    #[test]
    fn the_id_that_is_offered_is_free() {
        let agent = with_volume();
        assert_eq!(offer(&key(&agent), "", std::slice::from_ref(&agent)).id, "web-2");
        let taken = planned(&agent, Inputs { id: "web-1".into(), ..filled() });
        assert_eq!(fields(&taken), [ID]);
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        let agent = with_volume();
        assert_eq!(fields(&planned(&agent, Inputs { id: "a/b".into(), ..filled() })), [ID]);
        assert_eq!(fields(&planned(&agent, Inputs { path: String::new(), ..filled() })), [PATH]);
        for size in ["", "0", "65", "x"] {
            let found = planned(&agent, Inputs { size: size.into(), ..filled() });
            assert!(found.problems.iter().all(|problem| problem.field.is_within(SIZE)), "{size}");
            assert_eq!(found.problems.len(), 1, "{size}");
        }
    }

    #[test]
    fn a_mounted_disk_is_taken_whole_and_chosen_among_several() {
        let agent = agent(&[disk(64.0, None), disk(1000.0, Some("/mnt/ssd"))]);
        assert_eq!(fields(&planned(&agent, filled())), [DISK]);
        let disks = offer(&key(&agent), "", std::slice::from_ref(&agent)).disks;
        assert_eq!(disks[1].words, "MOUNT /mnt/ssd: 1,000 MiB taken whole");
        let whole = planned(&agent, Inputs { disk: disks[1].key.clone(), size: String::new(), ..filled() });
        assert_eq!(whole.problems, []);
        assert_eq!(whole.steps[0].call["create_volumes"]["volumes"][0]["scalar"]["value"], 1000.0);
    }
}
