//! What can be done to a role, and why not.

use operator_api::roles;

use crate::components::actions::Action;
use crate::paths::{Form, Query};

/// The menu of the role of this name.
pub fn actions(name: &str) -> Vec<Action> {
    let about = |form| Action::new(form, Query::new().with("role", name));
    let above = roles::is_nested(name).then(|| {
        let top = name.split('/').next().unwrap_or_default();
        format!("only a role at the top can have a quota; that of {top} counts for all roles below it")
    });
    vec![
        about(Form::Quota).named("Set quota…").unless(above),
        about(Form::Weights).named("Set its weight…"),
        about(Form::Reserve)
            .named("Reserve resources for it…")
            .unless((name == roles::UNRESERVED).then_some("what is not reserved is what everybody gets")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nested_role_has_no_quota_of_its_own() {
        let refused = |name: &str| -> Vec<bool> {
            actions(name).into_iter().map(|action| action.refused.is_some()).collect()
        };
        assert_eq!(refused("eng"), [false, false, false]);
        assert_eq!(refused("eng/web"), [true, false, false]);
        assert_eq!(refused("*"), [false, false, true]);
    }
}
