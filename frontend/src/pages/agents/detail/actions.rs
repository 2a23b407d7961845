//! What can be done to an agent, and why not.

use cluster_model::schema::agents::state;
use operator_api::rules::capability::{
    can_change_resources, can_configure_providers, can_deactivate, can_drain, can_mark_gone, can_reactivate,
    can_resize_volumes,
};
use operator_api::rules::schedule::Schedule;
use operator_api::rules::{AgentFacts, Standing};
use serde_json::Value;

use crate::components::actions::Action;
use crate::components::change_form::agents::AGENT;
use crate::paths::{Form, Query};

/// The menu of an agent, as `GET_AGENTS` has it, in the state of its row, with the answer of `GET_MAINTENANCE_SCHEDULE`.
pub fn actions(id: &str, agent: &Value, state: &str, schedule: &Value) -> Vec<Action> {
    let facts = AgentFacts::from_json(agent, &Schedule::from_json(schedule));
    let standing = match state {
        state::UNREACHABLE => Standing::Unreachable,
        state::GONE => Standing::Gone,
        _ => facts.standing,
    };
    let facts = AgentFacts { standing, ..facts };
    let here = |form| Action::new(form, Query::new().with(AGENT, id));
    let resources = can_change_resources(&facts).err();
    vec![
        here(Form::Drain).named("Drain…").unless(can_drain(&facts).err()),
        here(Form::Deactivate).named("Deactivate…").unless(can_deactivate(&facts).err()),
        here(Form::Reactivate).named("Reactivate…").unless(can_reactivate(&facts).err()),
        here(Form::Schedule).named("Schedule maintenance…"),
        here(Form::Reserve).named("Reserve resources…").unless(resources),
        here(Form::Unreserve).named("Unreserve resources…").unless(resources),
        here(Form::CreateVolume).named("Create a volume…").unless(resources),
        here(Form::ResizeVolume).named("Resize a volume…").unless(can_resize_volumes(&facts).err()),
        here(Form::DestroyVolume).named("Destroy volumes…").unless(resources),
        here(Form::Logging).named("Set the logging level…").unless(resources),
        here(Form::Provider)
            .named("Configure a resource provider…")
            .unless(can_configure_providers(&facts).err()),
        here(Form::LaunchContainer).named("Launch a standalone container…").unless(resources),
        here(Form::PruneImages).named("Prune images…").unless(resources),
        here(Form::MarkGone).named("Mark gone…").unless(can_mark_gone(&facts).err()),
    ]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_agent_that_is_away_can_be_drained_and_not_be_reserved_from() {
        let agent = json!({
            "agent_info": { "id": { "value": "S1" } }, "pid": "slave(1)@10.0.0.1:5051", "active": true,
            "capabilities": [{ "type": "AGENT_DRAINING" }],
        });
        let refused = |state: &str, form: Form| {
            let actions = actions("S1", &agent, state, &Value::Null);
            actions.into_iter().find(|action| action.form == form).and_then(|action| action.refused)
        };
        assert_eq!(refused(state::ACTIVE, Form::Reserve), None);
        assert_eq!(refused(state::UNREACHABLE, Form::Drain), None);
        assert!(refused(state::UNREACHABLE, Form::Reserve).is_some());
        assert_eq!(refused(state::ACTIVE, Form::Reactivate), Some("the agent is active".into()));
    }
}
