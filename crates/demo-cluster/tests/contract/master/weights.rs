//! Weights.

use anyhow::{Result, ensure};
use operator_api::calls::Target::Master;
use serde_json::{Value, json};

use crate::ground::{Expect, Suite, To, bare, call};

pub async fn tell(suite: &Suite) -> Result<()> {
    let (role, below) = (suite.name("weighed"), format!("{}/below", suite.name("weighed")));
    let update = |infos: Value| call("UPDATE_WEIGHTS", json!({ "weight_infos": infos }));
    let one = |role: &str, weight: Value| update(json!([{ "role": role, "weight": weight }]));

    suite.ask(To::Master, "before", bare("GET_WEIGHTS")).await?;
    suite.cases(To::Master, [
        ("good", update(json!([{ "role": role, "weight": 2.5 }, { "role": below, "weight": 3 }])), Expect::OK),
        ("a number as text", one(&below, json!("4")), Expect::OK),
        ("none", update(json!([])), Expect::OK),
        (
            "zero",
            one(&role, json!(0)),
            Expect::bad(format!("Failed to validate update weights request JSON for role '{role}': Invalid weight '0': Weights must be positive")),
        ),
        (
            "negative",
            one(&role, json!(-1)),
            Expect::bad(format!("Failed to validate update weights request JSON for role '{role}': Invalid weight '-1': Weights must be positive")),
        ),
        (
            "a word",
            one(&role, json!("heavy")),
            Expect::bad("Failed to convert JSON into Call protobuf: Failed to parse 'heavy' as a JSON number for field 'weight': syntax error at line 1 near: heavy"),
        ),
        (
            "no weight",
            update(json!([{ "role": role }])),
            Expect::bad("Failed to convert JSON into Call protobuf: Missing required fields: update_weights.weight_infos[0].weight"),
        ),
        (
            "no role",
            update(json!([{ "weight": 1 }])),
            Expect::bad("Failed to validate update weights request JSON: Invalid role '': Role names cannot be the empty string"),
        ),
        (
            "a role that cannot be",
            one("..", json!(1)),
            Expect::bad("Failed to validate update weights request JSON: Invalid role '..': Role '..' cannot include '..' as a component"),
        ),
    ]).await?;

    let weights = suite.ask(To::Master, "after", bare("GET_WEIGHTS")).await?;
    let weights = weights["get_weights"]["weight_infos"].as_array().cloned().unwrap_or_default();
    let roles = suite.read(bare("GET_ROLES")).await?;
    let roles = roles["get_roles"]["roles"].as_array().cloned().unwrap_or_default();
    let outcome = || {
        for (role, weight) in [(&role, 2.5), (&below, 4.0)] {
            let shown =
                weights.iter().find(|info| info["role"] == **role).map(|info| info["weight"].as_f64());
            ensure!(shown == Some(Some(weight)), "GET_WEIGHTS has {shown:?} for {role} instead of {weight}");
            let shown =
                roles.iter().find(|known| known["name"] == **role).map(|known| known["weight"].as_f64());
            ensure!(shown == Some(Some(weight)), "GET_ROLES has {shown:?} for {role} instead of {weight}");
        }
        Ok(())
    };
    suite.holds(Master, "UPDATE_WEIGHTS", "they are shown, and the roles are known by them", outcome());
    Ok(())
}
