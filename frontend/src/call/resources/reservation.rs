//! For whom a resource is reserved: a stack, each role within the one before.

use std::fmt;

use serde_json::Value;

use super::super::json::{Label, Read, labels};

/// One reservation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reservation {
    /// The role it is for.
    pub role: String,
    /// Whether it was made while the agent ran, and can be undone so; else it is the agent's own configuration.
    pub is_dynamic: bool,
    /// Who made it, where that is known.
    pub principal: String,
    /// What its maker wrote on it.
    pub labels: Vec<Label>,
}

/// Reservations from the outermost to the innermost; none for what is not reserved.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stack(pub Vec<Reservation>);

impl Stack {
    /// Reads a resource's reservations. Mesos lists both forms where one is enough; only the newer can hold a stack of two.
    pub fn read(resource: &Value) -> Self {
        let stack = resource.list("reservations");
        if !stack.is_empty() {
            let one = |value: &Value| reservation(value, value.text("role"), value.text("type") != "STATIC");
            return Self(stack.iter().map(one).collect());
        }
        match resource.text("role") {
            "" | "*" => Self::default(),
            role => {
                let made = resource.at("reservation");
                Self(vec![reservation(made, role, !made.is_null())])
            }
        }
    }

    /// Whether it is reserved for nobody.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How it came to be reserved: `dynamic, by ops`.
    pub fn origin(&self) -> String {
        let Some(inner) = self.0.last() else { return String::new() };
        let way = if inner.is_dynamic { "dynamic" } else { "static" };
        if inner.principal.is_empty() { way.to_owned() } else { format!("{way}, by {}", inner.principal) }
    }
}

impl fmt::Display for Stack {
    /// The roles: `eng → eng/web`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let roles: Vec<_> = self.0.iter().map(|reservation| reservation.role.as_str()).collect();
        f.write_str(&roles.join(" → "))
    }
}

fn reservation(value: &Value, role: &str, is_dynamic: bool) -> Reservation {
    Reservation {
        role: role.to_owned(),
        is_dynamic,
        principal: value.text("principal").to_owned(),
        labels: labels(value, "labels"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_forms_say_the_same() {
        let old = json!({ "name": "cpus", "role": "ops", "reservation": { "principal": "ops" } });
        let new = json!({ "name": "cpus", "reservations": [{ "type": "DYNAMIC", "role": "ops", "principal": "ops" }] });
        assert_eq!(Stack::read(&old), Stack::read(&new));
        assert_eq!(Stack::read(&old).to_string(), "ops");
        assert_eq!(Stack::read(&old).origin(), "dynamic, by ops");
    }

    #[test]
    fn a_static_reservation_has_nobody() {
        let stack = Stack::read(&json!({ "name": "cpus", "role": "static" }));
        assert_eq!(stack.origin(), "static");
        assert!(Stack::read(&json!({ "name": "cpus", "role": "*" })).is_empty());
        assert_eq!(Stack::default().origin(), "");
    }

    #[test]
    fn refined_reservations_stack() {
        let resource = json!({ "reservations": [
            { "type": "STATIC", "role": "eng" },
            { "type": "DYNAMIC", "role": "eng/web", "labels": { "labels": [{ "key": "for", "value": "db" }] } },
        ] });
        let stack = Stack::read(&resource);
        assert_eq!(stack.to_string(), "eng → eng/web");
        assert_eq!(stack.origin(), "dynamic");
        assert_eq!(stack.0[1].labels, [("for".to_owned(), "db".to_owned())]);
    }
}
