//! The plan of new weights.

use std::collections::{BTreeMap, BTreeSet};

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, offers, roles as columns};
use operator_api::roles;
use operator_api::rules::weight::{self, Weight as RoleWeight};
use operator_api::rules::{Field, call};
use serde_json::Value;

use crate::change::plan::{DiffRow, Impact, Plan, Step, Weight, unfit};
use crate::paths::Page;
use crate::ui::format::{grouped, plural};

/// What is read of the model.
pub const TABLES: &[Table] = &[Table::Roles, Table::Offers];
/// The read call that weights rest on.
pub const GET_WEIGHTS: &str = "GET_WEIGHTS";
/// Roles beside each other whose shares are compared.
const MOST_BESIDE: usize = 20;

/// What is filled in for one role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub role: String,
    /// Its weight, as it is typed.
    pub weight: String,
}

/// The roles there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Each role, with how many frameworks are subscribed to it.
    pub roles: BTreeMap<String, i64>,
    /// Outstanding offers.
    pub offers: i64,
}

impl Standing {
    /// Reads the rows.
    pub fn read(replica: &Replica) -> Self {
        let role = |slot| {
            let name = replica.text(Table::Roles, slot, columns::NAME).to_owned();
            (name, replica.number(Table::Roles, slot, columns::FRAMEWORKS).unwrap_or(0))
        };
        Self {
            roles: replica.rows(Table::Roles).slots().map(role).collect(),
            offers: replica.count(Table::Offers, offers::KIND, offers::OFFER) as i64,
        }
    }
}

/// What is known of the cluster.
pub struct Known<'a> {
    /// The whole answer of `GET_WEIGHTS`.
    pub weights: &'a Value,
    /// The roles.
    pub standing: &'a Standing,
}

/// A role's part of what those beside it share, now and then.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// Its name.
    pub role: String,
    /// Now, from 0 to 1.
    pub now: f64,
    /// Then.
    pub then: f64,
}

impl Share {
    /// `25 % → 40 %`.
    pub fn words(&self) -> String {
        format!("{} → {}", percent(self.now), percent(self.then))
    }
}

fn percent(part: f64) -> String {
    let tenths = (part * 1_000.0).round() / 10.0;
    format!("{tenths} %")
}

/// The plan, and each entry's share, if it can be told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Made {
    /// The plan.
    pub plan: Plan,
    /// The shares of the roles that are filled in, by name.
    pub shares: BTreeMap<String, Share>,
}

/// Makes the plan.
pub fn plan(entries: &[Entry], known: &Known<'_>) -> Made {
    let now = weight::from_json(known.weights);
    let wanted: Vec<RoleWeight> = entries
        .iter()
        .map(|entry| RoleWeight {
            role: entry.role.trim().to_owned(),
            weight: entry.weight.trim().parse().unwrap_or(f64::NAN),
        })
        .collect();
    let mut plan = Plan::many(action(&wanted), Vec::new());
    plan.problems = weight::check(&wanted);
    let mut seen = BTreeSet::new();
    for (at, entry) in wanted.iter().enumerate() {
        let field = Field::item("weights", at);
        let mut say = |part: &str, words: &str| plan.problems.push(unfit(field.then(part).as_str(), words));
        if !entry.role.is_empty() && !seen.insert(entry.role.as_str()) {
            say("role", "the role is there twice; only the last weight would count");
        } else if entry.weight.to_bits() == of(&now, &entry.role).to_bits() {
            say("weight", "the role has this weight already");
        }
    }
    let mut shares = BTreeMap::new();
    for parent in wanted.iter().map(|entry| roles::parent(&entry.role)).collect::<BTreeSet<_>>() {
        let beside = beside(known.standing, &wanted, parent);
        let found = compare(&beside, &now, &wanted);
        plan.diff.extend(diff(&found, &now, &wanted, parent));
        shares.extend(found.into_iter().map(|share| (share.role.clone(), share)));
    }
    if !wanted.is_empty() {
        let step = Step::master(call::update_weights(&wanted));
        plan.steps.push(step.expecting(GET_WEIGHTS, known.weights.clone()));
    }
    plan.impact = impact(known.standing, &wanted);
    Made { plan, shares }
}

/// The weight that a role has.
pub fn of(weights: &[RoleWeight], role: &str) -> f64 {
    weights.iter().find(|known| known.role == role).map_or(weight::DEFAULT, |known| known.weight)
}

fn action(wanted: &[RoleWeight]) -> String {
    match wanted {
        [one] => format!("Set the weight of {}", one.role),
        many => format!("Set {}", plural(many.len() as i64, "weight", "weights")),
    }
}

/// The roles beside each other below one, or at the top: those that there are and those that are filled in.
fn beside(standing: &Standing, wanted: &[RoleWeight], parent: Option<&str>) -> BTreeSet<String> {
    let named = wanted.iter().map(|entry| entry.role.as_str()).filter(|role| !role.is_empty());
    standing
        .roles
        .keys()
        .map(String::as_str)
        .chain(named)
        .filter(|role| roles::parent(role) == parent)
        .map(str::to_owned)
        .collect()
}

fn compare(beside: &BTreeSet<String>, now: &[RoleWeight], wanted: &[RoleWeight]) -> Vec<Share> {
    let weights = |weight: &dyn Fn(&str) -> f64| -> Vec<RoleWeight> {
        beside.iter().map(|role| RoleWeight { role: role.clone(), weight: weight(role) }).collect()
    };
    let then = |role: &str| {
        let typed = wanted.iter().rev().find(|entry| entry.role == role).map(|entry| entry.weight);
        typed.filter(|weight| weight.is_finite() && *weight > 0.0).unwrap_or_else(|| of(now, role))
    };
    let now = weight::shares(&weights(&|role| of(now, role)));
    let then = weight::shares(&weights(&then));
    beside
        .iter()
        .zip(now.into_iter().zip(then))
        .map(|(role, (now, then))| Share { role: role.clone(), now, then })
        .collect()
}

/// The weights that change, and then the shares of all that are beside them, largest first.
fn diff(shares: &[Share], now: &[RoleWeight], wanted: &[RoleWeight], parent: Option<&str>) -> Vec<DiffRow> {
    let among = parent.map_or_else(|| "at the top".to_owned(), |parent| format!("below {parent}"));
    let changed = wanted.iter().filter(|entry| roles::parent(&entry.role) == parent);
    let weights = changed.map(|entry| DiffRow {
        what: format!("weight of {}", entry.role),
        before: of(now, &entry.role).to_string(),
        after: entry.weight.to_string(),
    });
    let is_named = |share: &Share| wanted.iter().any(|entry| entry.role == share.role);
    let mut sorted: Vec<&Share> = shares.iter().collect();
    sorted.sort_by(|a, b| is_named(b).cmp(&is_named(a)).then(b.then.total_cmp(&a.then)));
    let shares = sorted.into_iter().take(MOST_BESIDE).map(|share| DiffRow {
        what: format!("share of {} among the roles {among}", share.role),
        before: percent(share.now),
        after: percent(share.then),
    });
    weights.chain(shares).collect()
}

/// Mesos takes all offers back if a role with frameworks is among those whose weights change. Whether a role counts that only has them below
/// it is not told.
fn impact(standing: &Standing, wanted: &[RoleWeight]) -> Vec<Impact> {
    let is_below = |role: &str, above: &str| {
        role.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let used = || standing.roles.iter().filter(|(_, count)| **count > 0).map(|(role, _)| role.as_str());
    let is_used = |weight: &RoleWeight| used().any(|role| role == weight.role);
    let is_used_below = |weight: &RoleWeight| used().any(|role| is_below(role, &weight.role));
    let verb = match () {
        () if wanted.iter().any(is_used) => "takes",
        () if wanted.iter().any(is_used_below) => "may take",
        () => {
            let words = "No framework is subscribed to these roles: no offer is taken back.";
            return vec![Impact::new(Weight::Note, words)];
        }
    };
    let now = match standing.offers {
        0 => "there are none now".to_owned(),
        offers => format!("{} now", grouped(offers)),
    };
    let words = format!("Mesos {verb} back all outstanding offers of the cluster, of whatever role: {now}.");
    let share = "A share is what a role gets when all beside it want all they can have. Tasks that run stay.";
    vec![Impact::new(Weight::Warn, words).at(&Page::Offers), Impact::new(Weight::Note, share)]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn made(entries: &[(&str, &str)]) -> Made {
        let entries: Vec<Entry> = entries
            .iter()
            .map(|(role, weight)| Entry { role: (*role).to_owned(), weight: (*weight).to_owned() })
            .collect();
        let weights = json!({ "type": "GET_WEIGHTS", "get_weights": { "weight_infos": [
            { "role": "ops", "weight": 2.0 },
        ] } });
        let roles = [("eng", 2), ("ops", 0), ("ops/db", 1), ("eng/web", 1), ("eng/api", 0)];
        let standing = Standing {
            roles: roles.into_iter().map(|(role, count)| (role.to_owned(), count)).collect(),
            offers: 5,
        };
        plan(&entries, &Known { weights: &weights, standing: &standing })
    }

    fn fields(made: &Made) -> Vec<&str> {
        made.plan.problems.iter().map(|problem| problem.field.as_str()).collect()
    }

    #[test]
    fn several_weights_are_one_call() {
        let made = made(&[(" eng ", "6"), ("qa", "0.5")]);
        assert_eq!(made.plan.problems, []);
        let step = &made.plan.steps[0];
        assert_eq!(
            step.call,
            json!({ "type": "UPDATE_WEIGHTS", "update_weights": { "weight_infos": [
                { "role": "eng", "weight": 6.0 },
                { "role": "qa", "weight": 0.5 },
            ] } })
        );
        assert_eq!(step.expects[0].0, "GET_WEIGHTS");
        assert_eq!(made.plan.action, "Set 2 weights");
    }

    #[test]
    fn a_share_is_among_those_beside_it() {
        let made = made(&[("eng", "6"), ("eng/api", "3")]);
        assert_eq!(made.shares["eng"].words(), "33.3 % → 75 %");
        assert_eq!(made.shares["ops"].words(), "66.7 % → 25 %");
        assert_eq!(made.shares["eng/api"].words(), "50 % → 75 %");
        let rows: Vec<_> = made.plan.diff.iter().map(|row| row.what.as_str()).collect();
        assert_eq!(
            rows,
            [
                "weight of eng",
                "share of eng among the roles at the top",
                "share of ops among the roles at the top",
                "weight of eng/api",
                "share of eng/api among the roles below eng",
                "share of eng/web among the roles below eng",
            ]
        );
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        assert_eq!(fields(&made(&[("eng", "0")])), ["weights[0].weight"]);
        assert_eq!(fields(&made(&[("eng", "much")])), ["weights[0].weight"]);
        assert_eq!(fields(&made(&[("e ng", "2")])), ["weights[0].role"]);
        assert_eq!(fields(&made(&[("", "2")])), ["weights[0].role"]);
        assert_eq!(fields(&made(&[("ops", "2")])), ["weights[0].weight"]);
        assert_eq!(fields(&made(&[("eng", "2"), ("eng", "3")])), ["weights[1].role"]);
    }

    #[test]
    fn offers_are_taken_back_if_a_framework_has_the_role() {
        assert_eq!(made(&[("eng/api", "3")]).plan.weight(), Weight::Note);
        assert!(made(&[("ops", "3")]).plan.impact[0].words.starts_with("Mesos may take back"));
        let made = made(&[("eng", "3")]);
        assert_eq!(made.plan.weight(), Weight::Warn);
        assert!(
            made.plan.impact[0]
                .words
                .ends_with("takes back all outstanding offers of the cluster, of whatever role: 5 now.")
        );
    }
}
