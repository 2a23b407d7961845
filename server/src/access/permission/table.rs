//! Who may what, here: the defaults, what the configuration says otherwise, and read-only on top.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde::Deserialize;

use super::reach::{Reach, reach};
use super::{Action, Denied, Permission, actions};
use crate::access::identity::{Identity, Role, Way};

/// The calls that pages of a dashboard read: what is planned and promised is no row.
const ON_DASHBOARDS: [&str; 3] = ["GET_QUOTA", "GET_MAINTENANCE_SCHEDULE", "GET_MAINTENANCE_STATUS"];

/// What it takes to be allowed something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// This role, or one above it.
    Role(Role),
    /// It is switched off.
    Nobody,
}

impl fmt::Display for Need {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Role(role) => role.fmt(out),
            Self::Nobody => out.write_str("nobody"),
        }
    }
}

impl<'de> Deserialize<'de> for Need {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Ok(match text.as_ref() {
            "viewer" => Self::Role(Role::Viewer),
            "operator" => Self::Role(Role::Operator),
            "admin" => Self::Role(Role::Admin),
            "nobody" => Self::Nobody,
            other => {
                let words = format!("`{other}` is none of viewer, operator, admin and nobody");
                return Err(serde::de::Error::custom(words));
            }
        })
    }
}

/// Who may what.
#[derive(Clone, Debug)]
pub struct Table {
    lines: HashMap<&'static str, Action>,
    read_only: bool,
}

impl Table {
    /// The defaults.
    #[must_use]
    pub fn new(read_only: bool) -> Self {
        Self { lines: actions().map(|action| (action.name, action)).collect(), read_only }
    }

    /// With what the configuration says: a name is a group (`drain`) or an action (`MARK_AGENT_GONE`), and an action's own line wins over its group's.
    ///
    /// # Errors
    /// The names that mean nothing here, and those that could never hold: a viewer changes nothing.
    pub fn with(mut self, told: &BTreeMap<String, Need>) -> Result<Self, Vec<String>> {
        let mut wrong = Vec::new();
        for (name, need) in told {
            let meant = actions().filter(|action| action.name == name || action.group == name);
            let mut meant = meant.peekable();
            if meant.peek().is_none() {
                wrong.push(format!("`{name}` is neither an action nor a group of actions"));
            }
            for action in meant {
                if action.changes && *need == Need::Role(Role::Viewer) {
                    wrong.push(format!("{} changes the cluster, and viewers change nothing", action.name));
                    break;
                }
                let by_group = action.name != name;
                let own_line = by_group && told.contains_key(action.name);
                if !own_line && let Some(line) = self.lines.get_mut(action.name) {
                    line.need = *need;
                }
            }
        }
        if wrong.is_empty() { Ok(self) } else { Err(wrong) }
    }

    /// Whether somebody may do something. Of who is bound, only what reaches beyond its roles for certain is refused here: what a call's own
    /// arguments are about has still to be looked at, see [`super::reach()`].
    ///
    /// # Errors
    /// Why not, and what would be needed.
    pub fn decide(&self, who: &Identity, permission: Permission) -> Result<(), Denied> {
        let name = permission.name();
        let line = self.lines.get(name).filter(|line| line.changes == asks_for_change(permission));
        let Some(line) = line else { return Err(Denied::Unknown(name.to_owned())) };
        if self.read_only && line.changes {
            return Err(Denied::ReadOnly(line.name));
        }
        if who.way == Way::Dashboard && !is_shown(permission) {
            return Err(Denied::Dashboard(line.name));
        }
        let needed = match line.need {
            Need::Nobody => return Err(Denied::Nobody(line.name)),
            Need::Role(needed) => needed,
        };
        if who.role < needed {
            return Err(Denied::Role { action: line.name, needed, name: who.name.clone(), role: who.role });
        }
        match &who.bound {
            Some(roles) if reach(permission) == Reach::Cluster => {
                Err(Denied::Bound { action: line.name, name: who.name.clone(), roles: roles.clone() })
            }
            _ => Ok(()),
        }
    }

    /// Everything with its decision, for the page to mirror.
    pub fn decisions<'a>(
        &'a self,
        who: &'a Identity,
    ) -> impl Iterator<Item = (&'static str, Result<(), Denied>)> + 'a {
        actions().map(|action| (action.name, self.decide(who, permission(&action))))
    }
}

/// Whether a dashboard shows it: the rows and details, and what its pages read beside them.
fn is_shown(permission: Permission) -> bool {
    match permission {
        Permission::See => true,
        Permission::Read(call) => ON_DASHBOARDS.contains(&call),
        _ => false,
    }
}

fn asks_for_change(permission: Permission) -> bool {
    matches!(permission, Permission::Change(_) | Permission::Terminal | Permission::Faults)
}

fn permission(action: &Action) -> Permission {
    match action.name {
        "see" => Permission::See,
        "files" => Permission::Files,
        "logs" => Permission::Logs,
        "terminal" => Permission::Terminal,
        "audit" => Permission::Audit,
        "faults" => Permission::Faults,
        "dashboards" => Permission::Dashboards,
        "metrics" => Permission::Metrics,
        call if action.changes => Permission::Change(call),
        call => Permission::Read(call),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::{Denied, Permission};
    use super::{Need, ON_DASHBOARDS, Table, permission};
    use crate::access::identity::{Identity, Role, Way};
    use crate::access::permission::actions;

    fn told(pairs: &[(&str, Need)]) -> BTreeMap<String, Need> {
        pairs.iter().map(|(name, need)| ((*name).to_owned(), *need)).collect()
    }

    #[test]
    fn a_viewer_changes_nothing_and_a_read_only_console_neither() {
        let table = Table::new(false);
        let read_only = Table::new(true);
        for action in actions().filter(|action| action.changes) {
            let asked = permission(&action);
            let denied = table.decide(&Identity::open(Role::Viewer), asked).unwrap_err();
            assert!(matches!(denied, Denied::Role { .. }), "{}", action.name);
            assert_eq!(table.decide(&Identity::open(Role::Admin), asked), Ok(()), "{}", action.name);
            let denied = read_only.decide(&Identity::open(Role::Admin), asked).unwrap_err();
            assert_eq!(denied, Denied::ReadOnly(action.name));
        }
    }

    #[test]
    fn what_has_no_line_is_refused() {
        let table = Table::new(false);
        let admin = Identity::open(Role::Admin);
        // The last two have a line of the other kind.
        for asked in [
            Permission::Change("SHUT_DOWN"),
            Permission::Read("SUBSCRIBE"),
            Permission::Change("GET_STATE"),
            Permission::Read("TEARDOWN"),
        ] {
            assert!(matches!(table.decide(&admin, asked), Err(Denied::Unknown(_))), "{asked:?}");
        }
    }

    #[test]
    fn the_configuration_wins_and_the_narrower_line_over_the_group() {
        let told = told(&[
            ("drain", Need::Role(Role::Admin)),
            ("DEACTIVATE_AGENT", Need::Role(Role::Operator)),
            ("terminal", Need::Nobody),
        ]);
        let table = Table::new(false).with(&told).unwrap();
        let operator = Identity::open(Role::Operator);
        assert!(table.decide(&operator, Permission::Change("DRAIN_AGENT")).is_err());
        assert_eq!(table.decide(&operator, Permission::Change("DEACTIVATE_AGENT")), Ok(()));
        assert_eq!(
            table.decide(&Identity::open(Role::Admin), Permission::Terminal),
            Err(Denied::Nobody("terminal"))
        );
    }

    #[test]
    fn what_the_configuration_cannot_mean_is_told() {
        let told = told(&[("drian", Need::Nobody), ("gone", Need::Role(Role::Viewer))]);
        insta::assert_snapshot!(Table::new(false).with(&told).unwrap_err().join("\n"));
    }

    #[test]
    fn a_dashboard_looks_and_does_nothing_else() {
        let table = Table::new(false);
        let board = Identity { way: Way::Dashboard, ..Identity::open(Role::Admin) };
        for action in actions() {
            assert_eq!(
                table.decide(&board, permission(&action)).is_ok(),
                action.name == "see" || ON_DASHBOARDS.contains(&action.name),
                "{}",
                action.name
            );
        }
    }

    #[test]
    fn who_is_bound_does_nothing_that_reaches_beyond() {
        let table = Table::new(false);
        let bound = Identity { bound: Some(vec!["eng".to_owned()]), ..Identity::open(Role::Admin) };
        let may: Vec<_> =
            table.decisions(&bound).filter(|(_, decision)| decision.is_ok()).map(|(name, _)| name).collect();
        insta::assert_snapshot!(may.join("\n"));
    }

    #[test]
    fn the_reasons_are_sentences() {
        let told = told(&[("terminal", Need::Nobody)]);
        let table = Table::new(false).with(&told).unwrap();
        let ada = |role, bound: Option<&[&str]>| Identity {
            name: "ada".to_owned(),
            bound: bound.map(|roles| roles.iter().map(|role| (*role).to_owned()).collect()),
            ..Identity::open(role)
        };
        let board = Identity { way: Way::Dashboard, ..Identity::open(Role::Viewer) };
        let words = [
            table.decide(&ada(Role::Viewer, None), Permission::Change("TEARDOWN")),
            table.decide(&ada(Role::Admin, None), Permission::Terminal),
            table.decide(&ada(Role::Admin, Some(&["eng", "ops"])), Permission::Change("DRAIN_AGENT")),
            table.decide(&ada(Role::Admin, Some(&[])), Permission::Read("GET_STATE")),
            table.decide(&ada(Role::Admin, None), Permission::Change("EXPLODE")),
            table.decide(&board, Permission::Files),
            Table::new(true).decide(&ada(Role::Admin, None), Permission::Change("DRAIN_AGENT")),
        ]
        .map(|decision| decision.unwrap_err().to_string());
        insta::assert_snapshot!(words.join("\n"));
    }
}
