//! What is taken apart while it arrives is what would have been decoded at once, however it is cut.

use std::fmt::Debug;

use operator_api::arriving::{Apart, ArrivingError, Json, Protobuf};
use operator_api::encoded::{Event, GetAgents, GetState, GetTasks, Response, Subscribed};
use operator_api::v1;
use operator_api::v1::master::{event, response};
use proptest::prelude::*;
use prost::Message;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Bytes in pieces that end at these places.
fn pieces<'a>(bytes: &'a [u8], cuts: &[usize]) -> Vec<&'a [u8]> {
    let mut ends: Vec<usize> =
        cuts.iter().map(|cut| cut % (bytes.len() + 1)).chain([0, bytes.len()]).collect();
    ends.sort_unstable();
    ends.windows(2).map(|ends| &bytes[ends[0]..ends[1]]).collect()
}

fn protobuf<M: Apart + Default>(pieces: &[&[u8]]) -> Result<M, ArrivingError> {
    let mut arriving = Protobuf::default();
    pieces.iter().try_for_each(|piece| arriving.push(piece))?;
    arriving.finish()
}

fn json<M: Apart + Default + DeserializeOwned>(pieces: &[&[u8]]) -> Result<M, ArrivingError> {
    let mut arriving = Json::default();
    pieces.iter().try_for_each(|piece| arriving.push(piece))?;
    arriving.finish()
}

fn task(id: &str, message: &str) -> v1::Task {
    let status = v1::TaskStatus { message: Some(message.to_owned()), ..v1::TaskStatus::default() };
    v1::Task {
        name: message.to_owned(),
        task_id: v1::TaskId { value: id.to_owned() },
        statuses: vec![status],
        ..v1::Task::default()
    }
}

fn agent(id: &str) -> response::get_agents::Agent {
    let info = v1::AgentInfo {
        id: Some(v1::AgentId { value: id.to_owned() }),
        hostname: "host".to_owned(),
        ..v1::AgentInfo::default()
    };
    response::get_agents::Agent { agent_info: info.into(), active: true, ..Default::default() }
}

/// The state of some cluster, with text that is not easy in JSON.
fn states() -> impl Strategy<Value = response::GetState> {
    let tasks = || {
        prop::collection::vec(
            (".{0,12}", "[\"\\\\{}\\[\\],: a-cé\n]{0,40}").prop_map(|(id, message)| task(&id, &message)),
            0..5,
        )
    };
    let agents = prop::collection::vec("[A-Z]{0,9}".prop_map(|id| agent(&id)), 0..4);
    let frameworks = prop::collection::vec("[a-z\"]{0,9}", 0..3);
    (prop::option::of((tasks(), tasks(), tasks())), prop::option::of(agents), frameworks).prop_map(
        |(tasks, agents, names)| {
            let frameworks = names.into_iter().map(|name| response::get_frameworks::Framework {
                framework_info: v1::FrameworkInfo { name, ..v1::FrameworkInfo::default() }.into(),
                ..Default::default()
            });
            response::GetState {
                get_tasks: tasks.map(|(tasks, completed_tasks, unreachable_tasks)| {
                    response::GetTasks { tasks, completed_tasks, unreachable_tasks, ..Default::default() }
                        .into()
                }),
                get_agents: agents.map(|agents| response::GetAgents {
                    agents,
                    recovered_agents: vec![*agent("R").agent_info],
                }),
                get_frameworks: Some(response::GetFrameworks {
                    frameworks: frameworks.collect(),
                    ..Default::default()
                }),
                ..Default::default()
            }
        },
    )
}

fn subscribed(state: response::GetState) -> v1::master::Event {
    let subscribed =
        event::Subscribed { get_state: Some(state.into()), heartbeat_interval_seconds: Some(15.0) };
    v1::master::Event {
        r#type: Some(event::Type::Subscribed as i32),
        subscribed: Some(subscribed),
        ..Default::default()
    }
}

fn same<M>(whole: Result<M, impl Debug>, apart: Result<M, ArrivingError>) -> Result<(), TestCaseError>
where
    M: PartialEq + Debug,
{
    match (whole, apart) {
        (Ok(whole), Ok(apart)) => prop_assert_eq!(whole, apart),
        (Err(_), Err(_)) => {}
        (whole, apart) => prop_assert!(false, "{whole:?} and {apart:?}"),
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_state_in_any_cut_is_decoded_as_the_whole(state in states(), cuts in prop::collection::vec(any::<usize>(), 0..40)) {
        let event = subscribed(state);
        let bytes = event.encode_to_vec();
        prop_assert_eq!(protobuf::<Event>(&pieces(&bytes, &cuts)).unwrap(), Event::decode(&*bytes).unwrap());
        for bytes in [serde_json::to_vec(&event).unwrap(), serde_json::to_vec_pretty(&event).unwrap()] {
            prop_assert_eq!(json::<Event>(&pieces(&bytes, &cuts)).unwrap(), serde_json::from_slice::<Event>(&bytes).unwrap());
        }
    }

    #[test]
    fn what_ends_early_is_an_error(state in states(), end in any::<usize>(), cuts in prop::collection::vec(any::<usize>(), 0..9)) {
        let event = subscribed(state);
        let bytes = serde_json::to_vec(&event).unwrap();
        let short = &bytes[..end % bytes.len()];
        prop_assert!(json::<Event>(&pieces(short, &cuts)).is_err());
        let bytes = event.encode_to_vec();
        let short = &bytes[..end % bytes.len()];
        same(Event::decode(short), protobuf::<Event>(&pieces(short, &cuts)))?;
    }

    #[test]
    fn what_is_broken_is_judged_as_the_whole(
        state in states(),
        breaks in prop::collection::vec((any::<usize>(), any::<u8>()), 1..4),
        cuts in prop::collection::vec(any::<usize>(), 0..9),
    ) {
        let event = subscribed(state);
        let mut bytes = event.encode_to_vec();
        let size = bytes.len();
        breaks.iter().for_each(|(at, byte)| bytes[at % size] = *byte);
        match (Event::decode(&*bytes), protobuf::<Event>(&pieces(&bytes, &cuts))) {
            (Ok(whole), Ok(apart)) => prop_assert_eq!(whole, apart),
            // Groups are refused, where prost skips them.
            (_, Err(_)) => {}
            (Err(error), Ok(apart)) => prop_assert!(false, "{error} and {apart:?}"),
        }
        let mut bytes = serde_json::to_vec(&event).unwrap();
        let size = bytes.len();
        breaks.iter().for_each(|(at, byte)| bytes[at % size] = b"\"\\{}[],: 1n"[usize::from(*byte) % 11]);
        same(serde_json::from_slice::<Event>(&bytes), json::<Event>(&pieces(&bytes, &cuts)))?;
    }
}

#[test]
fn what_is_not_a_list_is_judged_by_the_whole() {
    for (document, is_message) in [
        (json!({}), true),
        (json!({ "get_tasks": null }), true),
        (json!({ "get_tasks": {} }), true),
        (json!({ "get_tasks": { "tasks": [], "of the future": [[{}], "]"] } }), true),
        (json!({ "get_tasks": { "tasks": {} } }), false),
        (json!({ "get_tasks": [] , "get_agents": 1 }), false),
        (json!({ "get_tasks": { "tasks": [1] } }), false),
        // Serde takes a list for an object whose fields have no names.
        (json!([]), true),
        (json!("get_tasks"), false),
        (Value::Null, false),
    ] {
        let text = document.to_string();
        let whole = serde_json::from_str::<Response>(&text);
        assert_eq!(whole.is_ok(), is_message, "{text}");
        assert_eq!(json::<Response>(&[text.as_bytes()]).ok(), whole.ok(), "{text}");
    }
    for broken in [
        "",
        " ",
        r#"{"get_tasks":{"tasks":[,]}}"#,
        r#"{"get_tasks":{"tasks":[{},]}}"#,
        r#"{"get_tasks":{"tasks":[{} {}]}}"#,
        r#"{"get_tasks":{"tasks":[{}}}"#,
        r#"{"get_tasks":{"tasks" [{}]}}"#,
        r#"{"get_tasks":{"tasks":[{}]} "get_agents":{}}"#,
        r#"{"get_tasks":{"tasks":[{}]}}}"#,
        r#"{"get_tasks":{"tasks":[{}],"tasks":[]}}"#,
        r#"{"get_tasks":{"tasks":[{}]"#,
    ] {
        assert!(json::<Response>(&[broken.as_bytes()]).is_err(), "{broken}");
        assert!(serde_json::from_str::<Response>(broken).is_err(), "{broken}");
    }
}

#[test]
fn a_name_written_another_way_is_the_same_name() {
    let text = r#"{"get_t\u0061sks":{"tasks":[{"name":"web"}]},"get_agents":{"agents":[{}]}}"#;
    assert_eq!(json::<Response>(&[text.as_bytes()]).unwrap(), serde_json::from_str(text).unwrap());
}

#[test]
fn a_field_must_fit_into_what_it_is_in() {
    let tasks = GetTasks { tasks: vec![task("a", "b").encode_to_vec().into()], ..GetTasks::default() };
    let state = GetState { get_tasks: Some(tasks), ..GetState::default() };
    let event = Event {
        subscribed: Some(Subscribed { get_state: Some(state), ..Subscribed::default() }),
        ..Event::default()
    };
    let bytes = event.encode_to_vec();
    // The length of `get_state` is one less than that of what is in it.
    let mut shorter = bytes.clone();
    assert_eq!(shorter[3], bytes.len() as u8 - 4);
    shorter[3] -= 1;
    assert!(matches!(protobuf::<Event>(&[&shorter]), Err(ArrivingError::TooLong)));
    assert!(matches!(protobuf::<Event>(&[&bytes[..bytes.len() - 1]]), Err(ArrivingError::Truncated)));
    assert!(matches!(protobuf::<Event>(&[b"\x00"]), Err(ArrivingError::NoField)));
    assert!(matches!(
        protobuf::<Event>(&[&[0xff; 30]]),
        Err(ArrivingError::NoField | ArrivingError::Field(_))
    ));
}

#[test]
fn a_length_alone_reserves_little() {
    // A list's entry of 2^40 bytes, of which nothing comes.
    let mut arriving = Protobuf::<Response>::default();
    arriving
        .push(&[0x6a, 0xff, 0xff, 0xff, 0xff, 0xff, 0x3f, 0x12, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20])
        .unwrap();
    assert!(matches!(arriving.finish(), Err(ArrivingError::Truncated)));
}

#[test]
fn entries_of_lists_are_allocated_one_by_one() {
    let agents = GetAgents {
        agents: vec![agent("S1").encode_to_vec().into(), agent("S2").encode_to_vec().into()],
        ..GetAgents::default()
    };
    let whole = Response { get_agents: Some(agents), ..Response::default() };
    let bytes = whole.encode_to_vec();
    let apart = protobuf::<Response>(&[&bytes]).unwrap();
    assert_eq!(apart, whole);
    assert!(apart.get_agents.unwrap().agents.iter().all(bytes::Bytes::is_unique));
}
