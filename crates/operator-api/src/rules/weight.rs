//! `UPDATE_WEIGHTS`. It takes back all outstanding offers of the cluster if a role it names has frameworks.

use serde_json::Value;

use super::{Field, Problem};
use crate::member::{items, number};
use crate::roles;

/// The weight of a role that was given none.
pub const DEFAULT: f64 = 1.0;

/// The weight of a role.
#[derive(Clone, Debug, PartialEq)]
pub struct Weight {
    /// Whose it is. Mesos leaves out space around it.
    pub role: String,
    /// How much more than the roles beside it the role may have.
    pub weight: f64,
}

/// The weights of a whole answer to `GET_WEIGHTS`; a role that is not among them has [`DEFAULT`]. Without any, the answer has no member at all.
pub fn from_json(answer: &Value) -> Vec<Weight> {
    weights(&answer["get_weights"]["weight_infos"])
}

/// The weights that an `UPDATE_WEIGHTS` asks for.
pub fn of_call(call: &Value) -> Vec<Weight> {
    weights(&call["update_weights"]["weight_infos"])
}

fn weights(infos: &Value) -> Vec<Weight> {
    let weight = |info: &Value| {
        let role = info["role"].as_str().unwrap_or_default().trim().to_owned();
        Some(Weight { role, weight: number(&info["weight"])? })
    };
    items(infos).iter().filter_map(weight).collect()
}

/// All that is wrong with new weights. All roles can have one, `*` and such that nobody uses too (`master/UPDATE_WEIGHTS-star`,
/// `-unknown-role`); of a role that is there twice the last one counts (`-duplicate`).
pub fn check(plan: &[Weight]) -> Vec<Problem> {
    let rules = |(at, weight): (usize, &Weight)| {
        let field = Field::item("weights", at);
        [valid_role(&field, &weight.role), positive(&field, weight.weight)]
    };
    plan.iter().enumerate().flat_map(rules).flatten().collect()
}

/// The role can be called so (`master/UPDATE_WEIGHTS-bad-role`, `-dot-role`, `-empty-role`).
pub fn valid_role(field: &Field, role: &str) -> Option<Problem> {
    roles::validate(role.trim()).err().map(|error| Problem::refused(field.then("role"), error.to_string()))
}

/// The weight is a number above 0 (`src/master/weights_handler.cpp`; `master/UPDATE_WEIGHTS-negative`, `-zero`, `-text`).
pub fn positive(field: &Field, weight: f64) -> Option<Problem> {
    (!(weight.is_finite() && weight > 0.0))
        .then(|| Problem::refused(field.then("weight"), "a weight is a number above 0, such as 2.5"))
}

/// The part of its parent's resources that each role would get if all of these, which are beside each other, wanted all they can have.
pub fn shares(beside: &[Weight]) -> Vec<f64> {
    let sum: f64 = beside.iter().map(|role| role.weight).sum();
    beside.iter().map(|role| if sum > 0.0 { role.weight / sum } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_by_weight() {
        let weight = |role: &str, weight| Weight { role: role.into(), weight };
        assert_eq!(shares(&[weight("a", 1.0), weight("b", 3.0)]), [0.25, 0.75]);
        assert_eq!(shares(&[]), [0.0; 0]);
    }

    #[test]
    fn a_weight_is_a_positive_number() {
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(positive(&Field::item("weights", 0), bad).is_some(), "{bad}");
        }
    }
}
