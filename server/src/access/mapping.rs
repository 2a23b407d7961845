//! From groups, as a proxy or a provider tells them, to a role here and the Mesos roles somebody is bound to.

use serde::Deserialize;

use super::identity::Role;

/// What one group means.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rule {
    /// The group, exactly as it is told.
    pub group: String,
    /// The role its people have.
    pub role: Role,
    /// The Mesos roles they are bound to; not bound if left out.
    pub bind: Option<Vec<String>>,
}

/// The rules, in order.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    rules: Vec<Rule>,
    otherwise: Option<Role>,
}

/// What somebody's groups add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapped {
    /// The role.
    pub role: Role,
    /// The Mesos roles, if bound.
    pub bound: Option<Vec<String>>,
}

impl Mapping {
    /// With the role of those whom no rule names; they are refused if it is `None`.
    #[must_use]
    pub fn new(rules: Vec<Rule>, otherwise: Option<Role>) -> Self {
        Self { rules, otherwise }
    }

    /// The first rule that names one of the groups decides. If it binds, the bindings of later rules with the same role are added to its own: who works
    /// for two teams sees both. Nothing else is added up, so that no two groups together give more than one of them was meant to.
    #[must_use]
    pub fn of(&self, groups: &[String]) -> Option<Mapped> {
        let mut named = self.rules.iter().filter(|rule| groups.contains(&rule.group));
        let Some(first) = named.next() else {
            return self.otherwise.map(|role| Mapped { role, bound: None });
        };
        let mut bound = first.bind.clone();
        if let Some(bound) = &mut bound {
            let more =
                named.filter(|rule| rule.role == first.role).flat_map(|rule| rule.bind.iter().flatten());
            for role in more {
                if !bound.contains(role) {
                    bound.push(role.clone());
                }
            }
        }
        Some(Mapped { role: first.role, bound })
    }
}

#[cfg(test)]
mod tests {
    use super::{Mapped, Mapping, Role, Rule};

    fn mapping(otherwise: Option<Role>) -> Mapping {
        let rule = |group: &str, role, bind: Option<&[&str]>| Rule {
            group: group.to_owned(),
            role,
            bind: bind.map(|roles| roles.iter().map(|role| (*role).to_owned()).collect()),
        };
        let rules = vec![
            rule("eng-leads", Role::Operator, Some(&["eng"])),
            rule("data", Role::Viewer, Some(&["data"])),
            rule("web", Role::Viewer, Some(&["web", "data"])),
            rule("sre", Role::Admin, None),
        ];
        Mapping::new(rules, otherwise)
    }

    fn of(mapping: &Mapping, groups: &[&str]) -> Option<Mapped> {
        mapping.of(&groups.iter().map(|group| (*group).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn the_first_rule_decides_and_two_groups_never_give_more() {
        let both = of(&mapping(None), &["sre", "eng-leads"]).unwrap();
        assert_eq!(both, Mapped { role: Role::Operator, bound: Some(vec!["eng".to_owned()]) });
        let lead = of(&mapping(None), &["data", "eng-leads"]).unwrap();
        assert_eq!(lead.bound.unwrap(), ["eng"], "what viewers of data see is not operated by leads of eng");
    }

    #[test]
    fn bindings_of_the_same_role_are_added() {
        let two = of(&mapping(None), &["web", "data"]).unwrap();
        assert_eq!(
            two,
            Mapped { role: Role::Viewer, bound: Some(vec!["data".to_owned(), "web".to_owned()]) }
        );
    }

    #[test]
    fn whom_no_rule_names_is_refused_unless_told_otherwise() {
        assert_eq!(of(&mapping(None), &["SRE", ""]), None);
        assert_eq!(of(&mapping(Some(Role::Viewer)), &[]).unwrap().role, Role::Viewer);
    }
}
