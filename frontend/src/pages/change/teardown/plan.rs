//! The plan of a teardown.

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, frameworks, tasks};
use operator_api::rules::capability::can_teardown;
use operator_api::rules::{FrameworkFacts, Presence, call};
use serde_json::Value;

use crate::call::json::Read;
use crate::change::plan::{DiffRow, Impact, Plan, Step, Typed, Weight, unfit};
use crate::paths::{Page, exactly};
use crate::ui::format::plural;

/// What is read of the model.
pub const TABLES: &[Table] = &[Table::Frameworks, Table::Tasks, Table::Executors];

/// What is known of the framework.
pub struct Known<'a> {
    /// Its id.
    pub id: &'a str,
    /// As `GET_FRAMEWORKS` has it; `null` if it has none.
    pub framework: &'a Value,
    /// Whether the master does not know it, or no longer.
    pub gone: bool,
    /// The rows.
    pub replica: &'a Replica,
}

/// Makes the plan.
pub fn plan(known: &Known<'_>) -> Plan {
    let named = known.framework.text("framework_info.name");
    let name = if named.is_empty() { known.id } else { named };
    let mut plan = Plan::one(format!("Tear {name} down"), Step::master(call::teardown(known.id)));
    let slot = known.replica.find_all(Table::Frameworks, &[(frameworks::ID, known.id)]).next();
    let state = slot.map(|slot| known.replica.text(Table::Frameworks, slot, frameworks::STATE));
    let mut facts = FrameworkFacts::from_json(if known.gone { &Value::Null } else { known.framework });
    if state == Some(frameworks::state::COMPLETED) {
        facts.presence = Presence::Completed;
    }
    if let Err(reason) = can_teardown(&facts) {
        plan.problems.push(unfit("framework", reason.to_string()));
    }
    plan.diff.push(DiffRow {
        what: name.to_owned(),
        before: state.unwrap_or_default().to_owned(),
        after: frameworks::state::COMPLETED.to_owned(),
    });
    let of_it = [(tasks::FRAMEWORK_ID, known.id)];
    let is_active = |slot: &u32| known.replica.text(Table::Tasks, *slot, tasks::LIST) == tasks::ACTIVE;
    let killed = known.replica.find_all(Table::Tasks, &of_it).filter(is_active).count() as i64;
    plan.impact.push(if killed > 0 {
        let are = if killed == 1 { "is" } else { "are" };
        Impact::new(Weight::Harm, format!("{} {are} killed.", plural(killed, "task", "tasks")))
            .in_list(&Page::Tasks, &exactly("framework_id", known.id))
    } else {
        Impact::new(Weight::Note, "It runs no task.")
    });
    plan.typed = Some(Typed {
        name: name.to_owned(),
        what: "framework's name",
        why: "A framework that is torn down can never come back under this id.".to_owned(),
    });
    plan
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn planned(framework: &Value, gone: bool) -> Plan {
        plan(&Known { id: "F1", framework, gone, replica: &Replica::default() })
    }

    #[test]
    fn its_name_has_to_be_typed() {
        let plan = planned(
            &json!({ "framework_info": { "id": { "value": "F1" }, "name": "marathon" }, "active": true }),
            false,
        );
        assert_eq!(plan.problems, []);
        assert_eq!(plan.typed.map(|typed| typed.name), Some("marathon".into()));
        assert_eq!(plan.steps[0].call["teardown"]["framework_id"]["value"], "F1");
    }

    #[test]
    fn one_that_the_master_does_not_know_is_refused() {
        assert_eq!(planned(&Value::Null, false).problems.len(), 1);
    }
}
