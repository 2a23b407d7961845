//! Quotas: limits and guarantees, in the present form and in the old one.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use operator_api::calls::Target::Master;
use serde_json::{Value, json};

use crate::ground::resources::scalar;
use crate::ground::{Expect, Suite, To, bare, call, object};

pub async fn tell(suite: &Suite) -> Result<()> {
    suite.ask(To::Master, "good", bare("GET_QUOTA")).await?;
    limits(suite).await?;
    used(suite).await?;
    of_old(suite).await
}

fn update(configs: Value) -> Value {
    call("UPDATE_QUOTA", object("quota_configs", configs))
}

/// A quota as `GET_QUOTA` has it now.
async fn config(suite: &Suite, role: &str) -> Result<Option<Value>> {
    let quota = suite.read(bare("GET_QUOTA")).await?;
    let mut configs =
        quota["get_quota"]["status"]["configs"].as_array().cloned().unwrap_or_default().into_iter();
    Ok(configs.find(|config| config["role"] == role))
}

async fn limits(suite: &Suite) -> Result<()> {
    let (role, other) = (suite.name("limited"), suite.name("unlimited"));
    let quota = json!({ "role": role, "guarantees": { "cpus": { "value": 0.5 } }, "limits": { "cpus": { "value": 2 }, "mem": { "value": 512 } } });
    suite.master("good", update(json!([quota])), Expect::OK).await?;
    let shown = config(suite, &role).await?.context("GET_QUOTA does not have it")?;
    let roles = suite.read(bare("GET_ROLES")).await?;
    suite.holds(
        Master,
        "UPDATE_QUOTA",
        "it is shown",
        (|| {
            ensure!(
                shown["limits"] == json!({ "cpus": { "value": 2.0 }, "mem": { "value": 512.0 } }),
                "{shown}"
            );
            ensure!(shown["guarantees"] == json!({ "cpus": { "value": 0.5 } }), "{shown}");
            ensure!(roles.to_string().contains(&role), "GET_ROLES does not know the role by its quota");
            Ok(())
        })(),
    );
    suite.cases(To::Master, [
        ("again", update(json!([quota])), Expect::OK),
        ("no quotas", update(json!([])), Expect::OK),
        (
            "a guarantee over the limit",
            update(json!([{ "role": role, "guarantees": { "cpus": { "value": 3 } }, "limits": { "cpus": { "value": 2 } } }])),
            Expect::bad("Invalid QuotaConfig: 'QuotaConfig.guarantees' { cpus: 3 } is not contained within the 'QuotaConfig.limits' { cpus: 2 }"),
        ),
        (
            "one bad of two",
            update(json!([{ "role": other, "limits": { "cpus": { "value": 1 } } }, { "role": role, "limits": { "cpus": { "value": -1 } } }])),
            Expect::bad("Invalid QuotaConfig: Invalid limit configuration {'cpus': -1}: Negative values not supported"),
        ),
        (
            "a nested role",
            update(json!([{ "role": "eng/web", "limits": { "cpus": { "value": 1 } } }])),
            Expect::bad("Updating quota on nested role 'eng/web' is not supported yet"),
        ),
        (
            "no role",
            update(json!([{ "limits": {} }])),
            Expect::bad("Failed to convert JSON into Call protobuf: Missing required fields: update_quota.quota_configs[0].role"),
        ),
        (
            "a text for a number's place",
            update(json!([{ "role": role, "limits": { "cpus": { "value": "much" } } }])),
            Expect::bad("Failed to convert JSON into Call protobuf: Failed to parse 'much' as a JSON number for field 'value': syntax error at line 1 near: much"),
        ),
        (
            "resources in a text",
            update(json!([{ "role": role, "limits": { "cpus": "2" } }])),
            Expect::bad("Failed to convert JSON into Call protobuf: Not expecting a JSON string for field 'value'"),
        ),
        (
            "a limit without a value",
            update(json!([{ "role": role, "limits": { "cpus": {} } }])),
            Expect::bad("Failed to convert JSON into Call protobuf: Missing required fields: update_quota.quota_configs[0].limits[0].value.value"),
        ),
        (
            "more than there is",
            update(json!([{ "role": other, "guarantees": { "cpus": { "value": 99999 } } }])),
            Expect::bad("Invalid QuotaConfig: total quota guarantees 'cpus:…' exceed cluster capacity 'cpus:…' (use 'force' flag to bypass this check)"),
        ),
    ]).await?;
    suite.holds(
        Master,
        "UPDATE_QUOTA",
        "of a bad list nothing is applied",
        match config(suite, &other).await? {
            None => Ok(()),
            Some(shown) => Err(anyhow::anyhow!("{shown}")),
        },
    );
    suite.master("reset", update(json!([{ "role": role }])), Expect::OK).await?;
    let shown = config(suite, &role).await?;
    suite.holds(
        Master,
        "GET_QUOTA",
        "a quota that was reset is not a limit",
        (|| {
            ensure!(shown.as_ref().is_none_or(|shown| shown.get("limits").is_none()), "{shown:?}");
            Ok(())
        })(),
    );
    Ok(())
}

/// A limit below what a role uses takes force.
async fn used(suite: &Suite) -> Result<()> {
    let tasks = suite.read(bare("GET_TASKS")).await?;
    let tasks = tasks["get_tasks"]["tasks"].as_array().cloned().unwrap_or_default();
    let roles = tasks.iter().filter_map(|task| task.pointer("/resources/0/allocation_info/role")?.as_str());
    let roles: BTreeSet<&str> = roles.filter_map(|role| role.split('/').next()).collect();
    let mut free = Vec::new();
    for role in roles {
        // One that has its own quota is not to lose it.
        if config(suite, role).await?.is_none() {
            free.push(role);
        }
    }
    let role = *free.first().context("a role that uses something and has no quota")?;
    let low = json!([{ "role": role, "limits": { "cpus": { "value": 0.01 } } }]);
    let words = format!(
        "Invalid QuotaConfig: Role '{role}' is already consuming 'cpus:…'; this is more than the requested limits 'cpus:0.01' (use 'force' flag to bypass this check)"
    );
    suite.master("a limit below what is used", update(low.clone()), Expect::bad(words)).await?;
    suite
        .master(
            "the same by force",
            call("UPDATE_QUOTA", json!({ "force": true, "quota_configs": low })),
            Expect::OK,
        )
        .await?;
    suite.master("without a limit again", update(json!([{ "role": role }])), Expect::OK).await?;
    Ok(())
}

async fn of_old(suite: &Suite) -> Result<()> {
    let role = suite.name("guaranteed");
    let set = |role: Value, guarantee: Value| {
        call("SET_QUOTA", json!({ "quota_request": { "role": role, "guarantee": guarantee } }))
    };
    let good = json!([scalar("cpus", 0.5), scalar("mem", 64.0)]);
    suite.master("good", set(json!(role), good.clone()), Expect::OK).await?;
    let shown = config(suite, &role).await?.context("GET_QUOTA does not have it")?;
    suite.holds(
        Master,
        "SET_QUOTA",
        "the guarantee is the limit too",
        (|| {
            let amounts = json!({ "cpus": { "value": 0.5 }, "mem": { "value": 64.0 } });
            ensure!(shown["guarantees"] == amounts && shown["limits"] == amounts, "{shown}");
            Ok(())
        })(),
    );
    let invalid = |why: &str| Expect::bad(format!("Failed to validate set quota request: {why}"));
    let other = suite.name("other");
    suite.cases(To::Master, [
        ("again", set(json!(role), good.clone()), invalid(&format!("Cannot set quota for role '{role}' which already has quota"))),
        ("no guarantee", set(json!(other), json!([])), invalid("QuotaInfo with empty 'guarantee'")),
        ("no role", set(json!(""), good.clone()), invalid("QuotaInfo with invalid role: Role names cannot be the empty string")),
        (
            "the same resource twice",
            set(json!(other), json!([scalar("cpus", 1.0), scalar("cpus", 1.0)])),
            invalid("QuotaInfo contains duplicate resource name 'cpus'"),
        ),
        (
            "ports",
            set(json!(other), json!([{ "name": "ports", "type": "RANGES", "ranges": { "range": [{ "begin": 1, "end": 2 }] } }])),
            invalid("QuotaInfo must not include non-scalar resources"),
        ),
        (
            "more than there is",
            set(json!(other), json!([scalar("cpus", 99999.0)])),
            Expect::Refused(409, "Quota guarantees overcommit the cluster (use 'force' to bypass this check): Total quota guarantees '…' exceed cluster capacity 'cpus:…'".to_owned()),
        ),
    ]).await?;
    // Only a quota that is known to be there is removed: the other way ends the process of a real master.
    ensure!(config(suite, &role).await?.is_some(), "the quota of {role} is not there");
    suite.master("good", call("REMOVE_QUOTA", json!({ "role": role })), Expect::OK).await?;
    let shown = config(suite, &role).await?;
    suite.holds(
        Master,
        "REMOVE_QUOTA",
        "it is no quota any more",
        (|| {
            ensure!(shown.as_ref().is_none_or(|shown| shown.get("limits").is_none()), "{shown:?}");
            Ok(())
        })(),
    );
    Ok(())
}
