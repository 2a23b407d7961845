//! Roles: names in a tree, weights, quotas.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Guarantees and limits by resource name, in thousandths.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Quota {
    /// What the role gets before others get more.
    pub guarantees: BTreeMap<String, i64>,
    /// What the role gets at most.
    pub limits: BTreeMap<String, i64>,
}

impl Quota {
    /// No guarantee and no limit: as if it had never been set.
    pub fn is_default(&self) -> bool {
        self.guarantees.is_empty() && self.limits.is_empty()
    }
}

/// Whether a role is another one or below it.
pub fn is_within(role: &str, other: &str) -> bool {
    role == other || role.strip_prefix(other).is_some_and(|rest| rest.starts_with('/'))
}

/// A role and all above it, the lowest first.
pub fn lineage(role: &str) -> impl Iterator<Item = &str> {
    let mut next = Some(role);
    std::iter::from_fn(move || {
        let role = next?;
        next = role.rfind('/').map(|at| &role[..at]);
        Some(role)
    })
}

/// Why a name cannot be a role's, in Mesos' words; `None` if it can.
pub fn invalid(role: &str) -> Option<String> {
    if role == "*" {
        return None;
    }
    if role.is_empty() {
        return Some("Role names cannot be the empty string".into());
    }
    if role.starts_with('/') {
        return Some(format!("Role '{role}' cannot start with a slash"));
    }
    if role.ends_with('/') {
        return Some(format!("Role '{role}' cannot end with a slash"));
    }
    if role.contains("//") {
        return Some(format!("Role '{role}' cannot contain two adjacent slashes"));
    }
    role.split('/').find_map(|component| {
        if component == "." || component == ".." || component == "*" {
            return Some(format!("Role '{role}' cannot include '{component}' as a component"));
        }
        if component.starts_with('-') {
            return Some(format!("Role component '{component}' is invalid because it begins with a dash"));
        }
        let blank = |c: char| matches!(c, '\t'..='\r' | ' ' | '\u{7f}' | '\u{8}');
        component.contains(blank).then(|| {
            format!("Role component '{component}' is invalid because it contains backspace or whitespace")
        })
    })
}

impl super::World {
    /// Every role the master knows of, sorted: with frameworks, reservations, weights or quota, and all above those.
    pub fn known_roles(&self) -> BTreeSet<Arc<str>> {
        let mut roles: BTreeSet<Arc<str>> = BTreeSet::new();
        let mut know = |role: &Arc<str>| {
            if !roles.contains(role) {
                roles.extend(lineage(role).map(Arc::from));
            }
        };
        for framework in self.frameworks.iter().filter(|framework| framework.is_present()) {
            framework.roles.iter().for_each(&mut know);
        }
        for agent in self.agents.iter().filter(|agent| agent.is_registered()) {
            agent.total.iter().filter_map(|pool| pool.kind.role()).for_each(&mut know);
        }
        self.weights.keys().for_each(&mut know);
        self.quotas.keys().for_each(&mut know);
        for books in &self.books {
            books.shares.keys().for_each(&mut know);
        }
        roles
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_judged_as_mesos_does() {
        assert_eq!(invalid("eng/web"), None);
        assert_eq!(invalid("*"), None);
        assert_eq!(invalid("..").as_deref(), Some("Role '..' cannot include '..' as a component"));
        assert_eq!(invalid("eng//x").as_deref(), Some("Role 'eng//x' cannot contain two adjacent slashes"));
        assert_eq!(
            invalid("a b").as_deref(),
            Some("Role component 'a b' is invalid because it contains backspace or whitespace")
        );
    }

    #[test]
    fn a_role_is_within_itself_and_those_above() {
        assert!(is_within("eng/web", "eng"));
        assert!(is_within("eng", "eng"));
        assert!(!is_within("engine", "eng"));
        assert_eq!(lineage("a/b/c").collect::<Vec<_>>(), ["a/b/c", "a/b", "a"]);
    }
}
