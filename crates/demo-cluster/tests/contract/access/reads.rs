//! What a principal may not see is not in the answers, and nothing says so.

use anyhow::{Result, ensure};
use operator_api::calls::Target::Master;
use serde_json::{Value, json};

use super::guarded::{ANALYST, Guarded, OPERATOR, list};
use crate::ground::{Expect, Suite, bare, call};

pub async fn tell(suite: &Suite, guarded: &Guarded) -> Result<()> {
    set_up(suite, guarded).await?;
    let read = async |who, name: &str| guarded.read(Some(who), bare(name)).await;
    let (all, some) = (read(OPERATOR, "GET_STATE").await?, read(ANALYST, "GET_STATE").await?);
    let (all, some) = (&all["get_state"], &some["get_state"]);
    let own: Vec<&Value> = list(&all["get_frameworks"]["frameworks"])
        .chain(list(&all["get_frameworks"]["completed_frameworks"]))
        .filter(|framework| framework["framework_info"]["user"] == "spark")
        .map(|framework| &framework["framework_info"]["id"])
        .collect();
    let mine = |of: &Value| own.contains(&&of["framework_id"]);

    let frameworks = |state: &Value| ids(&state["get_frameworks"]["frameworks"], "/framework_info/id/value");
    let seen = frameworks(some);
    let outcome =
        check(&seen, frameworks(all).into_iter().filter(|id| own.iter().any(|own| own["value"] == *id)));
    suite.holds(
        Master,
        "GET_FRAMEWORKS",
        "those of its user",
        outcome.and_then(|()| fewer(&seen, &frameworks(all))),
    );
    for kind in ["tasks", "completed_tasks", "unreachable_tasks"] {
        let of = |state: &Value| ids(&state["get_tasks"][kind], "/task_id/value");
        let expected = list(&all["get_tasks"][kind])
            .filter(|task| mine(task))
            .filter_map(|task| task.pointer("/task_id/value").and_then(Value::as_str).map(str::to_owned));
        suite.holds(Master, "GET_TASKS", &format!("{kind} of its user"), check(&of(some), expected));
    }
    let tasks = |state: &Value| ids(&state["get_tasks"]["tasks"], "/task_id/value");
    suite.holds(Master, "GET_TASKS", "not all of them", fewer(&tasks(some), &tasks(all)));
    let executors = list(&some["get_executors"]["executors"])
        .all(|executor| own.contains(&&executor["executor_info"]["framework_id"]));
    suite.holds(
        Master,
        "GET_EXECUTORS",
        "those of its user",
        executors.then_some(()).ok_or_else(|| anyhow::anyhow!("{some}")),
    );
    suite.holds(Master, "GET_AGENTS", "all, with what it may see of them", agents(all, some));
    for (name, of) in
        [("GET_FRAMEWORKS", "get_frameworks"), ("GET_TASKS", "get_tasks"), ("GET_EXECUTORS", "get_executors")]
    {
        let alone = read(ANALYST, name).await?;
        let same = alone[of].to_string().len() == some[of].to_string().len();
        suite.holds(
            Master,
            name,
            "alone as in the state",
            same.then_some(()).ok_or_else(|| anyhow::anyhow!("{alone}")),
        );
    }
    policies(suite, guarded).await?;
    let log = json!({ "path": "/master/log", "offset": 0, "length": 10 });
    let forbidden = || Expect::Refused(403, "403 Forbidden.".to_owned());
    let unseen = Expect::Refused(403, String::new());
    guarded
        .cases(
            suite,
            ANALYST,
            Master,
            &[
                ("not allowed", bare("GET_FLAGS"), forbidden()),
                ("not allowed", call("LIST_FILES", json!({ "path": "/master/log" })), unseen.clone()),
                ("not allowed", call("READ_FILE", log.clone()), unseen),
                ("nothing there", call("LIST_FILES", json!({ "path": "/" })), Expect::no_file()),
                ("open to all", bare("GET_HEALTH"), Expect::Content),
                ("open to all", bare("GET_VERSION"), Expect::Content),
                ("open to all", bare("GET_MASTER"), Expect::Content),
                ("open to all", bare("GET_LOGGING_LEVEL"), Expect::Content),
                ("open to all", call("GET_METRICS", json!({})), Expect::Content),
                ("open to all", bare("GET_OPERATIONS"), Expect::Content),
            ],
        )
        .await?;
    guarded
        .cases(
            suite,
            OPERATOR,
            Master,
            &[
                ("allowed", bare("GET_FLAGS"), Expect::Content),
                ("allowed", call("LIST_FILES", json!({ "path": "/master/log" })), Expect::Content),
                ("allowed", call("READ_FILE", log), Expect::Content),
            ],
        )
        .await
}

/// Weights, quotas and a schedule of which the analyst may see a part or nothing.
async fn set_up(suite: &Suite, guarded: &Guarded) -> Result<()> {
    let weights =
        json!({ "weight_infos": [{ "role": "eng", "weight": 2.0 }, { "role": "analytics", "weight": 3.0 }] });
    let quota = |role: &str| json!({ "role": role, "limits": { "cpus": { "value": 10_000.0 } } });
    let window = json!({ "machine_ids": [{ "hostname": "guarded.test" }], "unavailability": { "start": { "nanoseconds": 1_900_000_000_000_000_000_i64 } } });
    let schedule = json!({ "schedule": { "windows": [window] } });
    guarded
        .cases(
            suite,
            OPERATOR,
            Master,
            &[
                ("allowed", call("UPDATE_WEIGHTS", weights), Expect::OK),
                (
                    "allowed",
                    call("UPDATE_QUOTA", json!({ "quota_configs": [quota("eng"), quota("analytics")] })),
                    Expect::OK,
                ),
                ("allowed", call("UPDATE_MAINTENANCE_SCHEDULE", schedule), Expect::OK),
            ],
        )
        .await
}

async fn policies(suite: &Suite, guarded: &Guarded) -> Result<()> {
    let read = async |who, name: &str| guarded.read(Some(who), bare(name)).await;
    let own = |role: &String| role == "analytics" || role.starts_with("analytics/");
    for (name, pointer, id) in [
        ("GET_ROLES", "/get_roles/roles", "/name"),
        ("GET_WEIGHTS", "/get_weights/weight_infos", "/role"),
        ("GET_QUOTA", "/get_quota/status/configs", "/role"),
        ("GET_QUOTA", "/get_quota/status/infos", "/role"),
    ] {
        let (all, some) = (read(OPERATOR, name).await?, read(ANALYST, name).await?);
        let of = |answer: &Value| {
            let mut names = ids(answer.pointer(pointer).unwrap_or(&Value::Null), id);
            names.sort();
            names
        };
        let outcome = check(&of(&some), of(&all).into_iter().filter(own));
        suite.holds(
            Master,
            name,
            "of the roles it may see",
            outcome.and_then(|()| fewer(&of(&some), &of(&all))),
        );
    }
    for (name, pointer) in [
        ("GET_MAINTENANCE_SCHEDULE", "/get_maintenance_schedule/schedule"),
        ("GET_MAINTENANCE_STATUS", "/get_maintenance_status/status"),
    ] {
        let (all, some) = (read(OPERATOR, name).await?, read(ANALYST, name).await?);
        let outcome = (|| {
            ensure!(some.pointer(pointer) == Some(&json!({})), "{some}");
            ensure!(all.pointer(pointer) != Some(&json!({})), "{all}");
            Ok(())
        })();
        suite.holds(Master, name, "nothing of what it may not see", outcome);
    }
    Ok(())
}

/// Agents are seen by everybody; of their resources those of roles one may see, in all roles they have to do with.
fn agents(all: &Value, some: &Value) -> Result<()> {
    let own = |role: &str| role == "*" || role == "analytics" || role.starts_with("analytics/");
    let seen = |resource: &&Value| {
        let reserved = list(&resource["reservations"]).filter_map(|reservation| reservation["role"].as_str());
        let allocated = resource["allocation_info"]["role"].as_str();
        let role = resource["role"].as_str();
        reserved.chain(allocated).chain(role).all(own)
    };
    let (all, some) = (&all["get_agents"]["agents"], &some["get_agents"]["agents"]);
    ensure!(all.as_array().map(Vec::len) == some.as_array().map(Vec::len), "{some}");
    let mut hidden = 0;
    for (whole, part) in list(all).zip(list(some)) {
        for kind in ["total_resources", "allocated_resources"] {
            let expected: Vec<&Value> = list(&whole[kind]).filter(seen).collect();
            let found: Vec<&Value> = list(&part[kind]).collect();
            ensure!(found == expected, "{kind}: {found:?} instead of {expected:?}");
            hidden += list(&whole[kind]).count() - found.len();
        }
    }
    ensure!(hidden > 0, "nothing was hidden");
    Ok(())
}

fn ids(items: &Value, pointer: &str) -> Vec<String> {
    list(items).filter_map(|item| item.pointer(pointer)?.as_str()).map(str::to_owned).collect()
}

fn check(found: &[String], expected: impl Iterator<Item = String>) -> Result<()> {
    let mut expected: Vec<String> = expected.collect();
    let mut found = found.to_vec();
    expected.sort();
    found.sort();
    ensure!(found == expected, "{found:?} instead of {expected:?}");
    Ok(())
}

/// Something is seen and something is not, or the case says nothing.
fn fewer(some: &[String], all: &[String]) -> Result<()> {
    ensure!(!some.is_empty() && some.len() < all.len(), "{} of {}", some.len(), all.len());
    Ok(())
}
