//! What a principal may not change is refused: before anything else is looked at, or where what it is about is known.

use anyhow::{Context, Result, ensure};
use operator_api::calls::Target::Master;
use serde_json::{Value, json};

use super::guarded::{ANALYST, Guarded, OPERATOR, list};
use crate::ground::resources::scalar;
use crate::ground::suite::wait_until;
use crate::ground::{Expect, Suite, bare, call, seconds};

fn forbidden() -> Expect {
    Expect::Refused(403, "403 Forbidden.".to_owned())
}

pub async fn tell(suite: &Suite, guarded: &Guarded) -> Result<()> {
    at_once(suite, guarded).await?;
    judged(suite, guarded).await?;
    reservations(suite, guarded).await?;
    volumes(suite, guarded).await?;
    unharmed(suite, guarded).await
}

/// Nothing of these is looked at for somebody who may not make them.
async fn at_once(suite: &Suite, guarded: &Guarded) -> Result<()> {
    let logging = json!({ "level": 1, "duration": seconds(1) });
    let mut cases = vec![("not allowed", call("SET_LOGGING_LEVEL", logging), forbidden())];
    for name in ["DRAIN_AGENT", "DEACTIVATE_AGENT", "REACTIVATE_AGENT", "MARK_AGENT_GONE"] {
        let of = |id: &str| call(name, json!({ "agent_id": { "value": id } }));
        cases.push(("not allowed", of(&guarded.agent), forbidden()));
        cases.push(("not allowed, nobody", of("nobody"), forbidden()));
    }
    guarded.cases(suite, ANALYST, Master, &cases).await
}

/// A call that cannot be is told so first.
async fn judged(suite: &Suite, guarded: &Guarded) -> Result<()> {
    let weights = |infos: Value| call("UPDATE_WEIGHTS", json!({ "weight_infos": infos }));
    let quota = |configs: Value| call("UPDATE_QUOTA", json!({ "quota_configs": configs }));
    let set = |guarantee: Value| {
        call("SET_QUOTA", json!({ "quota_request": { "role": "ops", "guarantee": guarantee } }))
    };
    let schedule = |machines: Value| {
        let window = json!({ "machine_ids": machines, "unavailability": { "start": { "nanoseconds": 1 } } });
        call("UPDATE_MAINTENANCE_SCHEDULE", json!({ "schedule": { "windows": [window] } }))
    };
    let machines = |name: &str| call(name, json!({ "machines": [{ "hostname": "guarded.test" }] }));
    let teardown = |id: &Value| call("TEARDOWN", json!({ "framework_id": id }));
    let frameworks = guarded.read(Some(OPERATOR), bare("GET_FRAMEWORKS")).await?;
    let mut frameworks = list(&frameworks["get_frameworks"]["frameworks"]);
    let web = frameworks.find(|framework| framework["framework_info"]["user"] == "root");
    let web = web.context("a framework of root")?["framework_info"]["id"].clone();
    let limit = |role: &str, cpus: f64| json!([{ "role": role, "limits": { "cpus": { "value": cpus } } }]);
    guarded.cases(suite, ANALYST, Master, &[
        ("not allowed", weights(json!([{ "role": "eng", "weight": 5.0 }])), forbidden()),
        ("not even none", weights(json!([])), forbidden()),
        ("negative", weights(json!([{ "role": "eng", "weight": -2.0 }])), Expect::bad("Failed to validate update weights request JSON for role 'eng': Invalid weight '-2': Weights must be positive")),
        ("not allowed", quota(limit("eng", 20_000.0)), forbidden()),
        ("none of them", quota(json!([])), Expect::OK),
        ("nested", quota(limit("eng/web", 1.0)), Expect::bad("Updating quota on nested role 'eng/web' is not supported yet")),
        ("negative", quota(limit("eng", -3.0)), Expect::bad("Invalid QuotaConfig: Invalid limit configuration {'cpus': -3}: Negative values not supported")),
        ("too much", quota(json!([{ "role": "eng", "guarantees": { "cpus": { "value": 300_000.0 } } }])), Expect::bad("Invalid QuotaConfig: total quota guarantees 'cpus:3…' exceed cluster capacity '…' (use 'force' flag to bypass this check)")),
        ("not allowed", set(json!([scalar("cpus", 1.0)])), forbidden()),
        ("too much, and not allowed", set(json!([scalar("cpus", 300_000.0)])), forbidden()),
        ("nothing", set(json!([])), Expect::bad("Failed to validate set quota request: QuotaInfo with empty 'guarantee'")),
        ("not allowed", call("REMOVE_QUOTA", json!({ "role": "eng" })), forbidden()),
        ("not allowed", schedule(json!([{ "hostname": "guarded.test" }])), forbidden()),
        ("no machine", schedule(json!([])), Expect::bad("List of machines in the maintenance window is empty")),
        ("not allowed", machines("START_MAINTENANCE"), forbidden()),
        ("none", call("START_MAINTENANCE", json!({ "machines": [] })), Expect::bad("List of machines is empty")),
        ("not down", machines("STOP_MAINTENANCE"), Expect::bad("Machine '{\"hostname\":\"guarded.test\"}' is not in DOWN mode and cannot be brought up")),
        ("not allowed", teardown(&web), forbidden()),
        ("nobody", teardown(&json!({ "value": "nobody" })), Expect::bad("No framework found with specified ID")),
    ]).await
}

/// A scalar that is reserved for a role in somebody's name.
fn reserved(name: &str, value: f64, role: &str, principal: Option<&str>) -> Value {
    let mut resource = scalar(name, value);
    let mut reservation = json!({ "type": "DYNAMIC", "role": role });
    if let Some(principal) = principal {
        reservation["principal"] = json!(principal);
    }
    resource["reservations"] = json!([reservation]);
    resource
}

async fn reservations(suite: &Suite, guarded: &Guarded) -> Result<()> {
    let id = json!({ "value": guarded.agent });
    let on = |id: &Value, resources: Value| {
        call("RESERVE_RESOURCES", json!({ "agent_id": id, "resources": resources }))
    };
    let reserve = |resources: Value| on(&id, resources);
    let unreserve =
        |resources: Value| call("UNRESERVE_RESOURCES", json!({ "agent_id": id, "resources": resources }));
    let own = reserved("disk", 8.0, "analytics/contract", Some(ANALYST));
    let foreign = |amount: f64| reserved("disk", amount, "eng", Some(ANALYST));
    let operators = reserved("disk", 64.0, "eng", Some(OPERATOR));
    let principal = "Invalid RESERVE operation on agent …: A reserve operation was attempted by";
    guarded.cases(suite, ANALYST, Master, &[
        ("for its role", reserve(json!([own])), Expect::ACCEPTED),
        ("for another role", reserve(json!([foreign(8.0)])), forbidden()),
        ("more than there is, for another role", reserve(json!([foreign(1e9)])), forbidden()),
        ("nobody's", on(&json!({ "value": "nobody" }), json!([foreign(8.0)])), Expect::bad("No agent found with specified ID")),
        ("nothing", reserve(json!([])), Expect::bad("Invalid RESERVE operation on agent …: Invalid resources: The resources have multiple resource providers: ")),
        ("in nobody's name", reserve(json!([reserved("disk", 8.0, "analytics", None)])), Expect::bad(format!("{principal} principal 'analyst', but there is a reserved resource in the request with no principal set"))),
        ("in another name", reserve(json!([reserved("disk", 8.0, "analytics", Some("other"))])), Expect::bad(format!("{principal} authenticated principal 'analyst', which does not match a reserved resource in the request with principal 'other'"))),
    ]).await?;
    guarded
        .cases(suite, OPERATOR, Master, &[("for any role", reserve(json!([operators])), Expect::ACCEPTED)])
        .await?;
    let came = wait_until(async || {
        let seen = total(guarded, OPERATOR).await?;
        ensure!(has(&seen, "analytics/contract", None) && has(&seen, "eng", None), "{seen}");
        let seen = total(guarded, ANALYST).await?;
        ensure!(has(&seen, "analytics/contract", None) && !has(&seen, "eng", None), "{seen}");
        Ok(())
    });
    suite.holds(Master, "RESERVE_RESOURCES", "whoever may see it sees it", came.await);
    guarded
        .cases(
            suite,
            ANALYST,
            Master,
            &[
                ("another's", unreserve(json!([operators])), forbidden()),
                ("its own", unreserve(json!([own])), Expect::ACCEPTED),
            ],
        )
        .await
}

async fn volumes(suite: &Suite, guarded: &Guarded) -> Result<()> {
    let id = json!({ "value": guarded.agent });
    let volume = |amount: f64, role: &str, reserver: &str, creator: Option<&str>| {
        let mut volume = reserved("disk", amount, role, Some(reserver));
        volume["disk"] = json!({ "persistence": { "id": format!("of-{role}") }, "volume": { "mode": "RW", "container_path": "data" } });
        if let Some(creator) = creator {
            volume["disk"]["persistence"]["principal"] = json!(creator);
        }
        volume
    };
    let list = |name: &str, volumes: Value| call(name, json!({ "agent_id": id, "volumes": volumes }));
    let create = |volume: Value| list("CREATE_VOLUMES", json!([volume]));
    let destroy = |volume: Value| list("DESTROY_VOLUMES", json!([volume]));
    let grow = |volume: Value, addition: Value| {
        call("GROW_VOLUME", json!({ "agent_id": id, "volume": volume, "addition": addition }))
    };
    let shrink = |volume: Value, amount: f64| {
        call("SHRINK_VOLUME", json!({ "agent_id": id, "volume": volume, "subtract": { "value": amount } }))
    };
    let theirs = volume(32.0, "eng", OPERATOR, Some(OPERATOR));
    guarded
        .cases(suite, OPERATOR, Master, &[("of any role", create(theirs.clone()), Expect::ACCEPTED)])
        .await?;
    let came = wait_until(async || {
        let seen = total(guarded, OPERATOR).await?;
        ensure!(has(&seen, "eng", Some("of-eng")), "{seen}");
        let seen = total(guarded, ANALYST).await?;
        ensure!(!has(&seen, "eng", Some("of-eng")), "{seen}");
        Ok(())
    });
    suite.holds(Master, "CREATE_VOLUMES", "whoever may see it sees it", came.await);
    let words = "Invalid CREATE operation on agent …: Create volume operation attempted by";
    guarded.cases(suite, ANALYST, Master, &[
        ("in nobody's name", create(volume(8.0, "eng", OPERATOR, None)), Expect::bad("Invalid CREATE operation on agent …")),
        ("in nobody's name, of its role", create(volume(8.0, "analytics", ANALYST, None)), Expect::bad(format!("{words} principal 'analyst', but there is a volume in the operation with no principal set in 'disk.persistence'"))),
        ("in another name", create(volume(8.0, "analytics", ANALYST, Some("other"))), Expect::bad(format!("{words} authenticated principal 'analyst', which does not match a volume in the operation with principal 'other' set in 'disk.persistence'"))),
        ("of another role", create(volume_of("another", volume(8.0, "eng", OPERATOR, Some(ANALYST)))), forbidden()),
        ("another's", destroy(theirs.clone()), forbidden()),
        ("another's", grow(theirs.clone(), reserved("disk", 8.0, "eng", Some(OPERATOR))), forbidden()),
        ("another's", shrink(theirs.clone(), 8.0), forbidden()),
        ("another's, by too much", shrink(theirs.clone(), 800.0), Expect::bad("Invalid SHRINK_VOLUME operation on agent …: Value of 'ShrinkVolume.subtract' must be smaller than the size of 'ShrinkVolume.volume'")),
    ]).await?;
    guarded.cases(suite, OPERATOR, Master, &[("of any role", destroy(theirs), Expect::ACCEPTED)]).await
}

fn volume_of(id: &str, mut volume: Value) -> Value {
    volume["disk"]["persistence"]["id"] = json!(id);
    volume
}

/// What somebody sees of all that the agent has.
async fn total(guarded: &Guarded, who: &str) -> Result<Value> {
    let agents = guarded.read(Some(who), bare("GET_AGENTS")).await?;
    let mut agents = list(&agents["get_agents"]["agents"]);
    let agent = agents.find(|agent| agent["agent_info"]["id"]["value"] == guarded.agent);
    Ok(agent.context("the agent is not listed")?["total_resources"].clone())
}

/// Whether there is something reserved for a role, as a volume or not.
fn has(resources: &Value, role: &str, volume: Option<&str>) -> bool {
    list(resources).any(|resource| {
        let through = list(&resource["reservations"]).last();
        through.is_some_and(|reservation| reservation["role"] == role)
            && resource.pointer("/disk/persistence/id").and_then(Value::as_str) == volume
    })
}

/// What was refused was not done.
async fn unharmed(suite: &Suite, guarded: &Guarded) -> Result<()> {
    let agents = guarded.read(Some(OPERATOR), bare("GET_AGENTS")).await?;
    let mut agents = list(&agents["get_agents"]["agents"]);
    let agent = agents.find(|agent| agent["agent_info"]["id"]["value"] == guarded.agent);
    let outcome = (|| {
        let agent = agent.context("it is not listed")?;
        ensure!(agent["deactivated"] == false && agent["drain_info"].is_null(), "{agent}");
        Ok(())
    })();
    suite.holds(Master, "DRAIN_AGENT", "what is refused is not done", outcome);
    let weights = guarded.read(Some(OPERATOR), bare("GET_WEIGHTS")).await?;
    let kept = list(&weights["get_weights"]["weight_infos"])
        .any(|info| info["role"] == "eng" && info["weight"] == 2.0);
    suite.holds(
        Master,
        "UPDATE_WEIGHTS",
        "what is refused is not done",
        kept.then_some(()).context("the weight is another"),
    );
    Ok(())
}
