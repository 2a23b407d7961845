//! Access control lists as `--acls` takes them, and what Mesos' local authorizer makes of them.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Who may do what, in the form of Mesos' own flag `--acls`. Without any list about an action everybody may.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Acls {
    lists: BTreeMap<String, Vec<Rule>>,
}

/// These are no access control lists, and why.
#[derive(Debug)]
pub struct BadAcls(String);

impl std::fmt::Display for BadAcls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the access control lists cannot be read: {}", self.0)
    }
}

impl std::error::Error for BadAcls {}

/// One line of a list: some principals, and what they may do it to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    principals: Entity,
    objects: Entity,
}

/// Those a rule is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Entity {
    Any,
    Nobody,
    Some(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    r#type: Option<String>,
    #[serde(default)]
    values: Vec<String>,
}

impl TryFrom<Written> for Entity {
    type Error = BadAcls;

    fn try_from(written: Written) -> Result<Self, BadAcls> {
        match written.r#type.as_deref() {
            None | Some("SOME") => Ok(Self::Some(written.values)),
            Some("ANY") => Ok(Self::Any),
            Some("NONE") => Ok(Self::Nobody),
            Some(other) => Err(BadAcls(format!("{other} is none of SOME, ANY and NONE"))),
        }
    }
}

/// What an action is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Object<'a> {
    /// Whatever there is: only who may do it to anything may.
    Any,
    /// A user, a role or a principal, by its name.
    One(&'a str),
}

impl Entity {
    /// Whether a rule about these is the one that decides.
    fn is_about(&self, asked: Object<'_>) -> bool {
        match (self, asked) {
            (Self::Any | Self::Nobody, _) => true,
            (Self::Some(_), Object::Any) => false,
            (Self::Some(names), Object::One(asked)) => names.iter().any(|name| covers(name, asked)),
        }
    }

    fn allows(&self, asked: Object<'_>) -> bool {
        *self != Self::Nobody && self.is_about(asked)
    }
}

/// `eng` is that role only, `eng/%` are all below it.
fn covers(name: &str, asked: &str) -> bool {
    match name.strip_suffix("/%") {
        Some(parent) => asked.strip_prefix(parent).is_some_and(|rest| rest.starts_with('/')),
        None => name == asked,
    }
}

impl Acls {
    /// Reads the JSON of `--acls`.
    pub fn read(json: &str) -> Result<Self, BadAcls> {
        let written: BTreeMap<String, Vec<BTreeMap<String, Written>>> =
            serde_json::from_str(json).map_err(|error| BadAcls(error.to_string()))?;
        let mut lists = BTreeMap::new();
        for (action, rules) in written {
            let rules: Result<Vec<_>, _> = rules.into_iter().map(|rule| rule_of(&action, rule)).collect();
            lists.insert(action, rules?);
        }
        Ok(Self { lists })
    }

    /// Whether everybody may do everything.
    pub(crate) fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// Whether a principal may do something. The first rule about both of them decides.
    pub(crate) fn allow(&self, principal: Option<&str>, action: &str, object: Object<'_>) -> bool {
        let principal = principal.map_or(Object::Any, Object::One);
        let rules = self.lists.get(action).into_iter().flatten();
        let mut about =
            rules.filter(|rule| rule.principals.is_about(principal) && rule.objects.is_about(object));
        about.next().is_none_or(|rule| rule.principals.allows(principal) && rule.objects.allows(object))
    }
}

fn rule_of(action: &str, mut written: BTreeMap<String, Written>) -> Result<Rule, BadAcls> {
    let missing = |what: &str| BadAcls(format!("a rule of {action} has no {what}"));
    let principals = written.remove("principals").ok_or_else(|| missing("principals"))?;
    let objects = written.pop_first().map(|(_, objects)| objects);
    if let Some((name, _)) = written.pop_first() {
        return Err(BadAcls(format!("a rule of {action} is about {name} too, which is one thing too many")));
    }
    Ok(Rule {
        principals: principals.try_into()?,
        objects: objects.ok_or_else(|| missing("objects"))?.try_into()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acls() -> Acls {
        Acls::read(
            r#"{"view_roles": [
                {"principals": {"values": ["a", "b"]}, "roles": {"values": ["eng", "ops/%"]}},
                {"principals": {"values": ["c"]}, "roles": {"type": "ANY"}},
                {"principals": {"type": "ANY"}, "roles": {"type": "NONE"}}]}"#,
        )
        .unwrap()
    }

    #[test]
    fn the_first_rule_about_both_decides() {
        let may = |who, role| acls().allow(Some(who), "view_roles", Object::One(role));
        assert!(may("a", "eng") && may("b", "ops/x") && may("c", "ops"));
        assert!(!may("a", "eng/web"), "a role is not those below it");
        assert!(!may("a", "ops"), "those below a role are not the role");
        assert!(!may("d", "eng"));
        assert!(acls().allow(Some("d"), "view_flags", Object::Any), "nothing is said about flags");
    }

    #[test]
    fn who_is_bound_to_some_may_not_do_it_to_any() {
        assert!(!acls().allow(Some("a"), "view_roles", Object::Any));
        assert!(acls().allow(Some("c"), "view_roles", Object::Any));
        assert!(!acls().allow(None, "view_roles", Object::One("eng")), "nobody knows who this is");
    }

    #[test]
    fn what_is_no_list_is_refused_with_a_reason() {
        for (json, reason) in [
            ("[]", "invalid type"),
            (r#"{"view_roles": [{"roles": {"type": "ANY"}}]}"#, "has no principals"),
            (r#"{"view_roles": [{"principals": {"type": "ANY"}}]}"#, "has no objects"),
            (r#"{"x": [{"principals": {"type": "ALL"}, "y": {"type": "ANY"}}]}"#, "ALL is none of"),
        ] {
            let error = Acls::read(json).unwrap_err().to_string();
            assert!(error.contains(reason), "{error}");
        }
    }
}
