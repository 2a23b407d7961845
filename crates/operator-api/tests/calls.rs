//! The table of calls says something of every call of the schema, and nothing of any other.

use operator_api::calls::{self, Arguments, Kind, Target};
use serde_json::json;

fn table(target: Target) -> String {
    let line = |call: &calls::Call| {
        let undo = match (call.kind, call.undone_by) {
            (Kind::Change, None) => "final",
            (_, undo) => undo.unwrap_or("-"),
        };
        let instead = call.replaced_by.map_or_else(String::new, |call| format!(" [deprecated: {call}]"));
        let arguments = match call.arguments {
            Arguments::None => "-".into(),
            Arguments::Optional(member) => format!("({member})"),
            Arguments::Required(member) => member.to_owned(),
        };
        format!(
            "{:<32} {:<7} {:<4} {arguments:<32} {undo:<32} {}{instead}",
            call.name,
            format!("{:?}", call.kind),
            call.since.to_string(),
            call.about
        )
    };
    calls::all(target).iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_master_table() {
    insta::assert_snapshot!(table(Target::Master));
}

#[test]
fn the_agent_table() {
    insta::assert_snapshot!(table(Target::Agent));
}

#[test]
fn what_undoes_or_replaces_a_call_is_a_call_of_the_same_target() {
    for target in [Target::Master, Target::Agent] {
        for call in calls::all(target) {
            for other in call.undone_by.into_iter().chain(call.replaced_by) {
                assert!(calls::find(target, other).is_some(), "{}: {other}", call.name);
            }
            assert!(call.undone_by.is_none() || call.kind == Kind::Change, "{}", call.name);
            assert_eq!(calls::find(target, call.name), Some(call), "two calls have one name");
        }
    }
}

#[test]
fn draining_is_final_only_when_the_agent_is_marked_gone() {
    let mut drain = json!({ "type": "DRAIN_AGENT", "drain_agent": { "agent_id": { "value": "S1" } } });
    let call = calls::of(Target::Master, &drain).expect("a call");
    assert!(!call.is_final(&drain));
    drain["drain_agent"]["mark_gone"] = true.into();
    assert!(call.is_final(&drain));
}

#[test]
fn what_is_no_call_is_none() {
    assert_eq!(calls::of(Target::Master, &json!({ "type": "UNKNOWN" })), None);
    assert_eq!(calls::of(Target::Agent, &json!({ "type": "GET_MASTER" })), None);
    assert_eq!(calls::of(Target::Agent, &json!([])), None);
}

#[cfg(feature = "messages")]
#[test]
fn every_call_of_the_schema_is_in_the_table() {
    use operator_api::json::WireEnum;
    use operator_api::v1::{agent, master};

    fn names<E: WireEnum>() -> Vec<&'static str> {
        E::ALL.iter().map(|call| call.name()).filter(|name| *name != "UNKNOWN").collect()
    }
    let table = |target| calls::all(target).iter().map(|call| call.name).collect::<Vec<_>>();
    assert_eq!(table(Target::Master), names::<master::call::Type>());
    assert_eq!(table(Target::Agent), names::<agent::call::Type>());
}

#[cfg(feature = "messages")]
#[test]
fn arguments_are_members_of_the_schema() {
    use operator_api::v1::{agent, master};

    fn keeps<T: serde::de::DeserializeOwned + serde::Serialize>(call: &calls::Call) {
        let Some(member) = call.arguments.member() else { return };
        let written = json!({ "type": call.name, member: {} });
        let read: T = serde_json::from_value(written).expect(call.name);
        assert!(serde_json::to_value(read).unwrap().get(member).is_some(), "{} has no {member}", call.name);
    }
    calls::all(Target::Master).iter().for_each(keeps::<master::Call>);
    calls::all(Target::Agent).iter().for_each(keeps::<agent::Call>);
}
