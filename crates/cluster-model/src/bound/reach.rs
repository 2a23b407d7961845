//! The roles that somebody is bound to.

use operator_api::roles::{self, RoleError};

/// Some roles, and all below them. Two that reach the same roles are equal, however they were written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reach {
    /// Sorted, none below another.
    roots: Box<[Box<str>]>,
}

impl Reach {
    /// These roles and all below them; no role if there is none.
    ///
    /// # Errors
    /// The first that cannot be a role's name: an empty one would otherwise reach what says no role.
    pub fn new(roles: &[impl AsRef<str>]) -> Result<Self, RoleError> {
        let mut roots: Vec<Box<str>> = Vec::with_capacity(roles.len());
        for role in roles {
            roles::validate(role.as_ref())?;
            roots.push(role.as_ref().into());
        }
        roots.sort_unstable();
        roots.dedup();
        let all = roots.clone();
        roots.retain(|role| !all.iter().any(|other| other != role && roles::is_within(role, other)));
        Ok(Reach { roots: roots.into() })
    }

    /// Whether it is one of the roles, or below one.
    #[must_use]
    pub fn contains(&self, role: &str) -> bool {
        self.roots.iter().any(|root| roles::is_within(role, root))
    }

    /// The roles that nothing is above.
    pub fn roots(&self) -> impl Iterator<Item = &str> {
        self.roots.iter().map(|root| &**root)
    }

    /// Of roles between commas, as columns have them, those that are reached.
    pub(super) fn among(&self, roles: &str) -> String {
        listed(roles).filter(|role| self.contains(role)).collect::<Vec<_>>().join(", ")
    }

    /// Whether there are roles between these commas, and all of them are reached.
    pub(super) fn contains_all(&self, roles: &str) -> bool {
        listed(roles).all(|role| self.contains(role))
    }
}

/// No role has a space in it, so that none can pass for two.
fn listed(roles: &str) -> impl Iterator<Item = &str> {
    roles.split(", ")
}

#[cfg(test)]
mod tests {
    use super::Reach;

    fn reach(roles: &[&str]) -> Reach {
        Reach::new(roles).unwrap()
    }

    #[test]
    fn a_role_and_those_below_it_are_reached() {
        let eng = reach(&["eng"]);
        assert!(["eng", "eng/web", "eng/web/blue"].iter().all(|role| eng.contains(role)));
        assert!(
            ["", "*", "en", "engine", "engine/web", "ops/eng", "ENG", "eng "]
                .iter()
                .all(|role| !eng.contains(role))
        );
        assert!(reach(&["*"]).contains("*") && !reach(&["*"]).contains("eng"));
        assert!(!reach(&[]).contains("") && !reach(&[]).contains("eng"));
    }

    #[test]
    fn what_reaches_the_same_is_equal() {
        assert_eq!(reach(&["ops", "eng/web", "eng", "ops"]), reach(&["eng", "ops"]));
        assert_eq!(reach(&["eng", "eng-a", "eng/web"]).roots().collect::<Vec<_>>(), ["eng", "eng-a"]);
    }

    #[test]
    fn what_is_no_role_is_refused() {
        for role in ["", "/", "eng/", "a b", ".."] {
            assert!(Reach::new(&[role]).is_err(), "{role:?}");
        }
    }

    #[test]
    fn roles_between_commas() {
        let eng = reach(&["eng"]);
        assert_eq!(eng.among("ops, eng/web, eng, engine"), "eng/web, eng");
        assert!(eng.contains_all("eng, eng/web"));
        assert!(!eng.contains_all("eng, ops") && !eng.contains_all(""));
    }
}
