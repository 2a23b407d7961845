//! Names and groups in a token's claims.

use openidconnect::AdditionalClaims;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::access::users;

/// Every claim that OpenID Connect itself does not name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    #[serde(flatten)]
    all: Map<String, Value>,
}

impl AdditionalClaims for Claims {}

/// A claim by its name, which may have dots in it, or by the way to it.
fn claim<'a>(claims: &'a Value, name: &str) -> Option<&'a Value> {
    claims.get(name).or_else(|| name.split('.').try_fold(claims, |within, member| within.get(member)))
}

/// The name that a claim gives, if it is one.
pub(super) fn name(claims: &Value, claim_name: &str) -> Option<String> {
    let name = claim(claims, claim_name)?.as_str()?;
    users::is_name(name).is_ok().then(|| name.to_owned())
}

/// The groups: a list of texts, or one text.
pub(super) fn groups(claims: &Value, claim_name: &str) -> Option<Vec<String>> {
    match claim(claims, claim_name)? {
        Value::String(group) => Some(vec![group.clone()]),
        Value::Array(groups) => Some(groups.iter().filter_map(Value::as_str).map(str::to_owned).collect()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{groups, name};

    #[test]
    fn claims_are_found_by_name_and_by_the_way_to_them() {
        let claims = json!({
            "sub": "1", "preferred_username": "ada", "bad": "a\nb",
            "https://example.org/groups": ["a", 5, "b"], "realm_access": {"roles": ["sre"]}, "one": "x"
        });
        assert_eq!(name(&claims, "preferred_username").unwrap(), "ada");
        assert_eq!(name(&claims, "bad"), None);
        assert_eq!(groups(&claims, "https://example.org/groups").unwrap(), ["a", "b"]);
        assert_eq!(groups(&claims, "realm_access.roles").unwrap(), ["sre"]);
        assert_eq!(groups(&claims, "one").unwrap(), ["x"]);
        assert_eq!(groups(&claims, "none.roles"), None);
    }
}
