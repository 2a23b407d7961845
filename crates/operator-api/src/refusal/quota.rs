//! `UPDATE_QUOTA`, `SET_QUOTA` and `REMOVE_QUOTA`.

use serde_json::Value;

use super::quoted;
use crate::rules::Field;
use crate::rules::quota::{Config, configs_of_call, guaranteed_within_limits, quantities};

pub(super) fn field(call: &Value, words: &str) -> Option<Field> {
    let configs = configs_of_call(call);
    match call["type"].as_str() {
        Some("UPDATE_QUOTA") => of_update(&configs, words),
        _ => of_legacy(configs.first()?, words),
    }
}

fn of_update(configs: &[Config], words: &str) -> Option<Field> {
    let each = || configs.iter().enumerate().map(|(at, config)| (Field::item("configs", at), config));
    if words.contains("total quota guarantees") {
        let mut asking = each().filter(|(_, config)| !config.guarantees.is_empty());
        return Some(asking.next().map_or(Field::new("configs"), |(field, _)| field.then("guarantees")));
    }
    // The words tell the resources and not the role; the rules know where they would be wrong.
    let rule: fn(&Field, &Config) -> Vec<crate::rules::Problem> = match words {
        words if words.contains("is not contained within") => guaranteed_within_limits,
        words if words.contains("configuration {") => quantities,
        words => {
            let (field, _) = each().find(|(_, config)| Some(config.role.as_str()) == role(words))?;
            let consuming = words.contains("is already consuming");
            return Some(field.then(if consuming { "limits" } else { "role" }));
        }
    };
    each().find_map(|(field, config)| rule(&field, config).into_iter().next()).map(|problem| problem.field)
}

/// The role that the words are about.
fn role(words: &str) -> Option<&str> {
    ["nested role ", "Role ", "role "].into_iter().find_map(|before| quoted(words, before))
}

fn of_legacy(config: &Config, words: &str) -> Option<Field> {
    let guarantees = || Field::new("quota").then("guarantees");
    if words.contains("empty 'guarantee'") {
        return Some(Field::new("guarantees"));
    }
    if let Some(name) = quoted(words, "duplicate resource name ") {
        return Some(guarantees().then(name));
    }
    if words.contains("guarantee") || words.contains("QuotaInfo must not") {
        return Some(guarantees());
    }
    let negative = quantities(&Field::new("quota"), config).into_iter().next();
    negative
        .map(|problem| problem.field)
        .or_else(|| (words.contains("role") || words.contains("Role")).then(|| Field::new("role")))
}
