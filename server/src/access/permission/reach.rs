//! How far an action reaches: what somebody who is bound to some Mesos roles may ask for at all, and what still depends on the arguments.

use operator_api::calls::{self, Target};
use serde_json::Value;

use super::Permission;
use crate::access::identity::Identity;

/// How far something reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It tells nothing of anybody's work.
    Nothing,
    /// What is seen by it is filtered where it is answered.
    Filtered,
    /// Its arguments name reservations, each with its role: [`beyond`] tells.
    Reservations,
    /// Its arguments name a framework, which has to have one of the roles.
    Framework,
    /// Its arguments name a container, which has to belong to a framework that has one of the roles.
    Container,
    /// Others' work, for certain.
    Cluster,
}

/// How far an action reaches. What is not listed reaches the whole cluster.
#[must_use]
pub fn reach(permission: Permission) -> Reach {
    match permission {
        Permission::See | Permission::Files => Reach::Filtered,
        Permission::Terminal => Reach::Container,
        Permission::Read(call) => match call {
            "GET_HEALTH" | "GET_VERSION" => Reach::Nothing,
            "LIST_FILES" | "READ_FILE" => Reach::Filtered,
            _ => Reach::Cluster,
        },
        Permission::Change(call) => match call {
            "RESERVE_RESOURCES"
            | "UNRESERVE_RESOURCES"
            | "CREATE_VOLUMES"
            | "DESTROY_VOLUMES"
            | "GROW_VOLUME"
            | "SHRINK_VOLUME" => Reach::Reservations,
            "TEARDOWN" => Reach::Framework,
            "KILL_NESTED_CONTAINER" | "REMOVE_NESTED_CONTAINER" => Reach::Container,
            _ => Reach::Cluster,
        },
        Permission::Logs
        | Permission::Audit
        | Permission::Faults
        | Permission::Dashboards
        | Permission::Metrics => Reach::Cluster,
    }
}

/// Whether a call about reservations reaches beyond what somebody is bound to: every resource in its arguments, and whatever in them is a
/// resource's source, must be reserved for a role within. Default deny: a call without any reservation reaches beyond.
#[must_use]
pub fn beyond(who: &Identity, call: &Value) -> bool {
    if who.bound.is_none() {
        return false;
    }
    let arguments = calls::of(Target::Master, call)
        .and_then(|known| known.arguments.member())
        .and_then(|member| call.get(member));
    let Some(arguments) = arguments else { return true };
    let mut resources = Vec::new();
    collect(arguments, &mut resources);
    resources.is_empty() || resources.iter().any(|resource| !is_ours(who, resource))
}

/// Everything that is a resource: it has a type beside its name.
fn collect<'a>(value: &'a Value, into: &mut Vec<&'a Value>) {
    match value {
        Value::Object(members) if members.contains_key("name") && members.contains_key("type") => {
            into.push(value);
        }
        Value::Object(members) => members.values().for_each(|member| collect(member, into)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, into)),
        _ => {}
    }
}

/// All reservations of a resource are stacked one upon the other; the first is for the role that is highest in the tree.
fn is_ours(who: &Identity, resource: &Value) -> bool {
    let stack = resource["reservations"].as_array().map(Vec::as_slice).unwrap_or_default();
    let old = resource.get("role").and_then(Value::as_str).filter(|role| *role != "*");
    let mut roles =
        stack.iter().map(|reservation| reservation["role"].as_str()).chain(old.map(Some)).peekable();
    roles.peek().is_some() && roles.all(|role| role.is_some_and(|role| who.sees_role(role)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::beyond;
    use crate::access::identity::{Identity, Role};

    fn reserve(resources: &Value) -> Value {
        json!({"type": "RESERVE_RESOURCES", "reserve_resources": {"agent_id": {"value": "a"}, "resources": resources}})
    }

    fn disk(roles: &[&str]) -> Value {
        let stack: Vec<_> = roles.iter().map(|role| json!({"type": "DYNAMIC", "role": role})).collect();
        json!({"name": "disk", "type": "SCALAR", "scalar": {"value": 5}, "reservations": stack})
    }

    fn bound() -> Identity {
        Identity { bound: Some(vec!["eng".to_owned()]), ..Identity::open(Role::Operator) }
    }

    #[test]
    fn only_reservations_of_its_own_roles_are_within() {
        for (resources, is_beyond) in [
            (json!([disk(&["eng"])]), false),
            (json!([disk(&["eng", "eng/web"])]), false),
            (json!([disk(&["eng"]), disk(&["ops"])]), true),
            (json!([disk(&["ops", "eng"])]), true),
            (json!([disk(&[])]), true),
            (json!([]), true),
        ] {
            assert_eq!(beyond(&bound(), &reserve(&resources)), is_beyond, "{resources}");
            assert!(!beyond(&Identity::open(Role::Operator), &reserve(&resources)));
        }
    }

    #[test]
    fn what_is_no_resource_list_is_beyond() {
        let mut call = reserve(&json!([disk(&["eng"])]));
        call["reserve_resources"]["source"] = json!([disk(&["ops"])]);
        assert!(beyond(&bound(), &call));
        assert!(beyond(&bound(), &json!({"type": "RESERVE_RESOURCES"})));
        assert!(beyond(&bound(), &json!({"type": "NO_CALL", "no_call": [disk(&["eng"])]})));
    }

    #[test]
    fn the_old_way_to_write_a_role_counts() {
        let old = json!({"name": "cpus", "type": "SCALAR", "scalar": {"value": 1}, "role": "ops", "reservation": {}});
        assert!(beyond(&bound(), &reserve(&json!([old]))));
        let both =
            json!({"name": "cpus", "type": "SCALAR", "role": "ops", "reservations": [{"role": "eng"}]});
        assert!(beyond(&bound(), &reserve(&json!([both]))));
    }
}
