//! What masters and agents say.

pub(crate) mod fold;

use std::fmt::Debug;

use bytes::Bytes;
use operator_api::arriving::{ArrivingError, Json, Protobuf};
use operator_api::calls::Target;
use operator_api::effect::Effect;
use operator_api::recordio::{Decoder, RecordIoError, encode};
use operator_api::resources::Resources;
use operator_api::v1::{agent, master};
use operator_api::{danger, encoded, refusal};
use prost::Message;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::seeds::{self, Server};
use crate::{LITTLE, Memory, Subject};

/// What this module checks.
pub const SUBJECTS: &[Subject] = &[
    Subject { name: "recordio", check: recordio, seeds: seeds::streams, memory: LITTLE },
    // Two bytes are enough for an empty message, and an empty task or agent is some kilobytes of fields that are not there.
    Subject {
        name: "protobuf",
        check: protobuf,
        seeds: protobuf_seeds,
        memory: Memory { fixed: 4 << 20, each: 4 << 10 },
    },
    Subject {
        name: "json",
        check: json,
        seeds: json_seeds,
        memory: Memory { fixed: 4 << 20, each: 4 << 10 },
    },
    Subject {
        name: "calls",
        check: calls,
        seeds: seeds::calls,
        memory: Memory { fixed: 1 << 20, each: 1 << 10 },
    },
    Subject {
        name: "resources",
        check: resources,
        seeds: resource_seeds,
        memory: Memory { fixed: 512 << 10, each: 2 << 10 },
    },
    Subject {
        name: "cluster",
        check: fold::check,
        seeds: fold::seeds,
        memory: Memory { fixed: 16 << 20, each: 8 << 10 },
    },
];

/// The largest record that is taken.
const LIMIT: usize = 1 << 20;

/// Framing: the same records and the same end however the stream is cut, and nothing in them that was not in it.
fn recordio(bytes: &[u8]) {
    let (whole, end) = records([Bytes::copy_from_slice(bytes)]);
    let again: Vec<u8> = whole.iter().flat_map(|record| encode(record)).collect();
    // A length may have zeros before it.
    assert!(again.len() <= bytes.len());
    for piece in [1, 2, 7, 4096] {
        let (parts, parts_end) = records(bytes.chunks(piece).map(Bytes::copy_from_slice));
        assert_eq!(parts, whole, "in pieces of {piece}");
        assert_eq!(parts_end.is_ok(), end.is_ok(), "in pieces of {piece}");
    }
}

fn records(chunks: impl IntoIterator<Item = Bytes>) -> (Vec<Bytes>, Result<(), RecordIoError>) {
    let mut decoder = Decoder::new(LIMIT);
    let mut records = Vec::new();
    for chunk in chunks {
        decoder.push(chunk);
        loop {
            match decoder.next_record() {
                Ok(Some(record)) => records.push(record),
                Ok(None) => break,
                Err(error) => return (records, Err(error)),
            }
        }
    }
    let end = decoder.finish();
    (records, end)
}

/// Messages in protobuf: what is read is written and read again as the same, in protobuf and in JSON.
fn protobuf(bytes: &[u8]) {
    fn through<M: Message + Default + Serialize + DeserializeOwned>(bytes: &[u8]) {
        let Ok(message) = M::decode(bytes) else { return };
        let written = message.encode_to_vec();
        let again = M::decode(written.as_slice()).expect("what was written");
        assert_eq!(again.encode_to_vec(), written);
        let json = serde_json::to_vec(&message).expect("any message has JSON");
        serde_json::from_slice::<M>(&json).expect("what was written");
    }
    let Some((kind, bytes)) = bytes.split_first() else { return };
    match kind % 8 {
        0 => through::<master::Call>(bytes),
        1 => through::<master::Response>(bytes),
        2 => through::<master::Event>(bytes),
        3 => through::<agent::Call>(bytes),
        4 => through::<agent::Response>(bytes),
        5 => through::<agent::ProcessIo>(bytes),
        6 => drop(apart(
            encoded::Event::decode(bytes).ok(),
            bytes,
            Protobuf::default,
            Protobuf::push,
            Protobuf::finish,
        )),
        _ => {
            let answer = encoded::Response::decode(bytes).ok();
            if let Some(answer) = apart(answer, bytes, Protobuf::default, Protobuf::push, Protobuf::finish) {
                for agent in answer.get_agents.iter().flat_map(|agents| &agents.agents) {
                    if let Some(key) = encoded::AgentKey::read(agent) {
                        assert!(key.agent_id().len() <= agent.len());
                    }
                }
                let tasks = answer.get_tasks.unwrap_or_default();
                for task in tasks.tasks.iter().chain(&tasks.completed_tasks).chain(&tasks.unreachable_tasks) {
                    if let Some(key) = encoded::TaskKey::read(task) {
                        assert!(key.task_id().len() + key.framework_id().len() <= task.len());
                    }
                }
            }
        }
    }
}

/// A message that is taken apart while it arrives in pieces is the one that was decoded whole, if it is one at all.
fn apart<M: PartialEq + Debug, A>(
    whole: Option<M>,
    bytes: &[u8],
    begin: impl Fn() -> A,
    push: impl Fn(&mut A, &[u8]) -> Result<(), ArrivingError>,
    finish: impl Fn(A) -> Result<M, ArrivingError>,
) -> Option<M> {
    for piece in [1, 7, 4096] {
        let mut arriving = begin();
        let pushed = bytes.chunks(piece).try_for_each(|piece| push(&mut arriving, piece));
        if let Ok(message) = pushed.and_then(|()| finish(arriving)) {
            assert_eq!(Some(message), whole, "in pieces of {piece}");
        }
    }
    whole
}

fn tagged(kind: u8, seeds: Vec<Vec<u8>>) -> impl Iterator<Item = Vec<u8>> {
    seeds.into_iter().map(move |seed| [&[kind], seed.as_slice()].concat())
}

fn protobuf_seeds() -> Vec<Vec<u8>> {
    let masters = || seeds::protobuf_answers(Server::Master);
    tagged(1, masters())
        .chain(tagged(7, masters()))
        .chain(tagged(4, seeds::protobuf_answers(Server::Agent)))
        .chain(tagged(2, seeds::events()))
        .chain(tagged(6, seeds::events()))
        .collect()
}

/// Messages in JSON: what is read can be written in either encoding.
fn json(bytes: &[u8]) {
    fn through<M: Message + Default + Serialize + DeserializeOwned + Debug>(bytes: &[u8]) {
        let Ok(message) = serde_json::from_slice::<M>(bytes) else { return };
        let written = serde_json::to_vec(&message).expect("any message has JSON");
        serde_json::from_slice::<M>(&written).expect("what was written");
        M::decode(message.encode_to_vec().as_slice()).expect("what was written");
    }
    let Some((kind, bytes)) = bytes.split_first() else { return };
    match kind % 6 {
        0 => through::<master::Call>(bytes),
        1 => through::<master::Response>(bytes),
        2 => through::<master::Event>(bytes),
        3 => through::<agent::Call>(bytes),
        4 => through::<agent::Response>(bytes),
        _ => {
            let answer = serde_json::from_slice::<encoded::Response>(bytes).ok();
            apart(answer, bytes, Json::default, Json::push, Json::finish);
            let event = serde_json::from_slice::<encoded::Event>(bytes).ok();
            apart(event, bytes, Json::default, Json::push, Json::finish);
        }
    }
}

fn json_seeds() -> Vec<Vec<u8>> {
    tagged(1, seeds::json_answers(Server::Master))
        .chain(tagged(4, seeds::json_answers(Server::Agent)))
        .chain(tagged(5, seeds::json_answers(Server::Master)))
        .chain(tagged(0, seeds::calls()))
        .chain(tagged(3, seeds::calls()))
        .collect()
}

/// Any JSON as a call that is judged, followed, and refused with any words.
fn calls(bytes: &[u8]) {
    let Ok(call) = serde_json::from_slice::<Value>(bytes) else { return };
    for target in [Target::Master, Target::Agent] {
        for danger in danger::dangers(target, &call, &danger::Context::default()) {
            assert!(!danger.to_string().is_empty());
        }
        if let Some(mut effect) = Effect::of(target, Some("S1"), &call) {
            assert!(!effect.title().is_empty());
            let _ = effect.source();
            // The call itself is as good a stranger's answer as any.
            effect.remember(&call);
            let _ = effect.seen(&call);
            let _ = effect.seen(&Value::Null);
        }
        for words in
            [String::from_utf8_lossy(bytes).into_owned(), "Expecting 'type' to be present".to_owned()]
        {
            let _ = refusal::field(target, &call, 400, &words);
        }
    }
    let resources = Resources::from_json(&call);
    let written: Value = resources.iter().map(|resource| resource.to_json()).collect();
    assert_eq!(Resources::from_json(&written).len(), resources.len());
}

/// Resources as people write them: what is read is printed and read again as the same.
fn resources(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(resources) = text.parse::<Resources>() else { return };
    assert_eq!(Resources::from_messages(&resources.to_messages()), resources);
    let doubled = &resources + &resources;
    assert!(doubled.contains(&resources));
    assert!(resources.contains(&(&doubled - &resources)));
}

fn resource_seeds() -> Vec<Vec<u8>> {
    [
        "cpus:8;mem:1024.5;ports:[31000-32000, 80-80]",
        "cpus(eng):1;disk(ops):10",
        "zones:{a,b,c};gpus:0.001",
        "[{\"name\":\"cpus\",\"type\":\"SCALAR\",\"scalar\":{\"value\":1}}]",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec()
}
