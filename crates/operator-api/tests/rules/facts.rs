//! Facts out of what real Mesos answered.

use operator_api::rules::quota::{self, Config};
use operator_api::rules::schedule::{Machine, Schedule};
use operator_api::rules::weight::{self, Weight};
use operator_api::rules::{AgentFacts, Capability, FrameworkFacts, Presence, Standing, maintenance};
use serde_json::{Value, json};

#[cfg(feature = "messages")]
use crate::recordings::recordings;
use crate::recordings::{answer, request};

fn agents(name: &str) -> Vec<AgentFacts> {
    let answer = answer("master", name);
    let agents = answer["get_agents"]["agents"].as_array().unwrap();
    agents.iter().map(|agent| AgentFacts::from_json(agent, &Schedule::default())).collect()
}

fn agent(name: &str, number: &str) -> AgentFacts {
    agents(name).into_iter().find(|agent| agent.id.ends_with(number)).unwrap()
}

#[test]
fn an_agent_is_what_its_master_says() {
    let agent = agent("GET_AGENTS-with-volume", "-S0");
    assert_eq!((agent.standing, agent.connected), (Standing::Registered, true));
    assert!((agent.deactivated, agent.draining, agent.scheduled) == (false, false, false));
    assert_eq!(agent.capabilities.len(), 5, "all that rules ask for: {:?}", agent.capabilities);
    assert!(agent.total.contains(&agent.allocated.unallocated()));
    assert!(!agent.allocated.is_empty());
    assert!(agent.total.iter().any(|resource| resource.volume_id() == Some("vol-1")));
}

#[test]
fn an_agent_drains_has_drained_and_is_active_again() {
    let states = ["-deactivated", "-draining", "-drained", "-reactivated"].map(|name| {
        let agent = agent(&format!("GET_AGENTS{name}"), "-S2");
        (agent.connected, agent.deactivated, agent.draining)
    });
    assert_eq!(states, [(true, true, false), (true, true, true), (true, true, false), (true, false, false)]);
    assert!(!agent("GET_AGENTS-disconnected", "-S3").connected);
}

#[test]
fn an_agent_can_be_away_in_four_ways() {
    let standing = |agent: Value| AgentFacts::from_json(&agent, &Schedule::default()).standing;
    assert_eq!(standing(Value::Null), Standing::Unknown);
    assert_eq!(standing(json!({ "agent_info": { "hostname": "h" }, "active": false })), Standing::Recovered);
    let mut away = json!({ "agent_info": {}, "pid": "slave(1)@10.0.0.1:5051", "listed": false });
    assert_eq!(standing(away.clone()), Standing::Unreachable);
    away["drain_info"] = json!({ "state": "DRAINED", "config": { "mark_gone": true } });
    assert_eq!(standing(away), Standing::Gone);
    let recovered = &answer("master", "restart-GET_AGENTS")["get_agents"]["recovered_agents"][0];
    assert_eq!(standing(json!({ "agent_info": recovered, "active": false })), Standing::Recovered);
}

#[test]
fn an_agent_is_scheduled_by_both_its_name_and_its_address() {
    let answer = answer("master", "GET_AGENTS-scheduled-for-maintenance");
    let agent = &answer["get_agents"]["agents"][0];
    let machine = Machine::of_agent(agent);
    assert_eq!(machine.ip.as_deref(), Some("127.0.0.1"));
    assert!(machine.hostname.as_deref().is_some_and(|name| name.ends_with(".test")));
    let schedule = |machine: Machine| {
        let window = operator_api::rules::schedule::Window { machines: vec![machine], ..Default::default() };
        Schedule { windows: vec![window] }
    };
    let by_name = Machine { ip: None, ..machine.clone() };
    assert!(AgentFacts::from_json(agent, &schedule(machine)).scheduled);
    assert!(!AgentFacts::from_json(agent, &schedule(by_name)).scheduled);
}

#[test]
fn flags_tell_whether_an_agent_takes_providers() {
    let flags = answer("agent", "GET_FLAGS");
    assert!(!AgentFacts::registered("S").with_flags(&flags).takes_providers);
    let flag = json!([{ "name": "resource_provider_config_dir", "value": "/etc/mesos/rp" }]);
    assert!(
        AgentFacts::registered("S").with_flags(&json!({ "get_flags": { "flags": flag } })).takes_providers
    );
    assert!(AgentFacts::from_json(&Value::Null, &Schedule::default()).capabilities.is_empty());
    assert_eq!(Capability::from_name("AGENT_DRAINING"), Some(Capability::AgentDraining));
}

#[test]
fn frameworks_are_present_recovered_or_completed() {
    let answer = answer("master", "GET_FRAMEWORKS");
    let present = FrameworkFacts::from_json(&answer["get_frameworks"]["frameworks"][0]);
    assert_eq!(present.presence, Presence::Present);
    assert!(!present.id.is_empty());
    let presence = |framework: Value| FrameworkFacts::from_json(&framework).presence;
    assert_eq!(presence(json!({ "framework_info": {}, "listed": false })), Presence::Completed);
    assert_eq!(presence(json!({ "framework_info": {}, "recovered": true })), Presence::Recovered);
    assert_eq!(presence(Value::Null), Presence::Unknown);
}

#[test]
fn a_schedule_is_told_as_it_was_written() {
    let call = request("master", "UPDATE_MAINTENANCE_SCHEDULE");
    let mut written = Schedule::of_call(&call).unwrap();
    let told = |name: &str| Schedule::from_json(&answer("master", name));
    assert_eq!(written.machines().count(), 3);
    assert!(written.is_same(&told("GET_MAINTENANCE_SCHEDULE-after-update")));
    let up = maintenance::machines_of_call(&request("master", "STOP_MAINTENANCE"));
    written.windows[0].machines.retain(|machine| !up.contains(machine));
    assert!(written.is_same(&told("GET_MAINTENANCE_SCHEDULE-after-stop")));
    assert_eq!(told("GET_MAINTENANCE_SCHEDULE"), Schedule::default());
    assert_eq!(Schedule::of_call(&request("master", "UPDATE_MAINTENANCE_SCHEDULE-no-unavailability")), None);
    assert_eq!(Schedule::of_call(&request("master", "UPDATE_MAINTENANCE_SCHEDULE-no-schedule")), None);
}

#[test]
fn machines_are_draining_and_down() {
    let status = maintenance::Status::from_json(&answer("master", "GET_MAINTENANCE_STATUS-down"));
    let machine = Machine::new("agent3.test", "127.0.0.1");
    assert_eq!(status.down, std::slice::from_ref(&machine));
    let status = maintenance::Status::from_json(&answer("master", "GET_MAINTENANCE_STATUS-draining"));
    assert!(status.draining.contains(&machine) && status.down.is_empty());
}

#[test]
fn quotas_are_as_they_were_set() {
    let role = |name: &str, role: &str| -> Config {
        let configs = quota::configs_from_json(&answer("master", name));
        configs.into_iter().find(|config| config.role == role).unwrap()
    };
    let star = role("GET_QUOTA-after-removal", "*");
    assert_eq!((star.guarantees["cpus"], star.limits["cpus"]), (1.0, 1.0));
    assert_eq!(role("GET_QUOTA-after-removal", "ops").limits["cpus"], 2.5);
    let old = json!({ "get_quota": { "status": { "infos": [
        { "role": "eng", "guarantee": [{ "name": "cpus", "type": "SCALAR", "scalar": { "value": 2 } }] }] } } });
    let old = &quota::configs_from_json(&old)[0];
    assert_eq!((old.guarantees["cpus"], old.limits["cpus"]), (2.0, 2.0));
    assert_eq!(quota::configs_from_json(&answer("auth", "master-admin-GET_QUOTA")), []);
}

#[test]
fn weights_are_as_they_were_set() {
    let weights = weight::from_json(&answer("master", "GET_WEIGHTS-after-update"));
    assert!(weights.contains(&Weight { role: "eng/web".into(), weight: 2.5 }));
    assert_eq!(weight::from_json(&answer("master", "GET_WEIGHTS")), []);
}

/// As the messages write it: from their memory of a protobuf answer.
#[test]
#[cfg(feature = "messages")]
fn entries_say_the_same_once_the_messages_have_read_them() {
    use operator_api::v1::master::response::get_agents::Agent;

    let mut seen = 0;
    for exchange in recordings() {
        let agents = exchange["response"]["body"]["get_agents"]["agents"].as_array();
        for agent in agents.into_iter().flatten() {
            let message: Agent = serde_json::from_value(agent.clone()).unwrap();
            let again = serde_json::to_value(&message).unwrap();
            let facts = |json: &Value| AgentFacts::from_json(json, &Schedule::default());
            assert_eq!(facts(&again), facts(agent));
            assert_eq!(Machine::of_agent(&again), Machine::of_agent(agent));
            assert_eq!(again["drain_info"], agent["drain_info"], "by which drains are told apart");
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen}");
}
