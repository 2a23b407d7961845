//! Quotas as masters tell them, and as calls ask for them.

use serde_json::Value;

use super::{Amounts, Config};
use crate::member::{items, number, text};

/// The quotas of a whole answer to `GET_QUOTA`. A quota that was reset stays listed, and says nothing ([`Config::is_default`]).
///
/// Masters before 1.9 tell of `infos` only, whose guarantee is the limit too.
pub fn configs_from_json(answer: &Value) -> Vec<Config> {
    let status = &answer["get_quota"]["status"];
    match status.get("configs") {
        Some(configs) => items(configs).iter().map(config).collect(),
        None => items(&status["infos"]).iter().map(legacy).collect(),
    }
}

/// The quotas that an `UPDATE_QUOTA` or a `SET_QUOTA` asks for, and the one that a `REMOVE_QUOTA` takes away as one that says nothing.
/// None of any other call.
pub fn configs_of_call(call: &Value) -> Vec<Config> {
    match call["type"].as_str() {
        Some("UPDATE_QUOTA") => items(&call["update_quota"]["quota_configs"]).iter().map(config).collect(),
        Some("SET_QUOTA") => call["set_quota"].get("quota_request").map(legacy).into_iter().collect(),
        Some("REMOVE_QUOTA") => {
            let role = text(&call["remove_quota"]["role"]);
            role.map(|role| Config { role, ..Config::default() }).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// A `QuotaConfig`.
fn config(json: &Value) -> Config {
    let amounts = |json: &Value| -> Amounts {
        let members = json.as_object().into_iter().flatten();
        members.filter_map(|(name, value)| Some((name.clone(), number(&value["value"])?))).collect()
    };
    Config {
        role: text(&json["role"]).unwrap_or_default(),
        guarantees: amounts(&json["guarantees"]),
        limits: amounts(&json["limits"]),
    }
}

/// A `QuotaInfo` or a `QuotaRequest`.
fn legacy(json: &Value) -> Config {
    let amount = |resource: &Value| Some((text(&resource["name"])?, number(&resource["scalar"]["value"])?));
    let guarantee: Amounts = items(&json["guarantee"]).iter().filter_map(amount).collect();
    Config { role: text(&json["role"]).unwrap_or_default(), guarantees: guarantee.clone(), limits: guarantee }
}
