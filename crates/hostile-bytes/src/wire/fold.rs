//! What the model makes of anything that can be said to it: events and answers in any order. Whatever they tell, a replica that followed the frames is
//! the same as one that begins with a snapshot, for everybody and for somebody who is bound.

use cluster_model::bound::{Projection, Reach, Touched};
use cluster_model::fold::{Cluster, Scope};
use cluster_model::replica::Replica;
use cluster_model::rows::Cell;
use cluster_model::schema::Table;
use operator_api::encoded::{Event, Response};
use operator_api::recordio::{Decoder, encode};
use prost::Message;

use crate::seeds::{self, Server};

const EPOCH: u64 = 7;

/// A stream of records, the first byte of each saying what the rest is.
pub(super) fn check(bytes: &[u8]) {
    let mut decoder = Decoder::new(1 << 20);
    decoder.push(bytes.to_vec());
    let mut played = Played::new();
    let mut now_ms = 0;
    while let Ok(Some(record)) = decoder.next_record() {
        let Some((kind, _)) = record.split_first() else { continue };
        let rest = record.slice(1..);
        now_ms += 1000;
        if kind & 1 == 0 {
            if let Ok(event) = Event::decode(rest) {
                played.event(event, now_ms);
            }
        } else if let Ok(answer) = Response::decode(rest) {
            played.answer(answer, now_ms);
        }
        if kind & 2 == 0 {
            played.cut();
        }
    }
    played.cut();
    played.compare();
}

struct Played {
    cluster: Cluster,
    whole: Replica,
    bound: Projection,
    part: Replica,
}

impl Played {
    fn new() -> Self {
        let cluster = Cluster::new(EPOCH);
        let whole = replica(&cluster.snapshot());
        let reach = Reach::new(&["eng", "*"]).expect("roles");
        let bound = Projection::new(reach, EPOCH + 1, &cluster);
        let part = replica(&bound.snapshot());
        Self { cluster, whole, bound, part }
    }

    fn event(&mut self, event: Event, now_ms: i64) {
        // As the hub does: the state that comes with a subscription goes another way.
        match event.subscribed {
            Some(subscribed) => {
                self.cluster.subscribed(subscribed.get_state.unwrap_or_default(), Scope::All, now_ms);
            }
            None => self.cluster.apply(event, now_ms),
        }
    }

    fn answer(&mut self, answer: Response, now_ms: i64) {
        let cluster = &mut self.cluster;
        let mark = cluster.mark();
        if let Some(agents) = answer.get_agents {
            cluster.polled_agents(agents, mark, now_ms);
        }
        if let Some(frameworks) = &answer.get_frameworks {
            cluster.polled_frameworks(frameworks, mark, now_ms);
        }
        if let Some(executors) = &answer.get_executors {
            cluster.polled_executors(executors, mark);
        }
        if let Some(tasks) = answer.get_tasks {
            cluster.polled_tasks(tasks, Scope::All, mark, now_ms);
        }
        if let Some(roles) = &answer.get_roles {
            cluster.polled_roles(roles);
        }
        if let Some(weights) = &answer.get_weights {
            cluster.polled_weights(weights);
        }
        if let Some(quota) = &answer.get_quota {
            cluster.polled_quota(quota);
        }
        if let Some(operations) = &answer.get_operations {
            cluster.polled_operations(operations, mark, now_ms);
        }
    }

    fn cut(&mut self) {
        let Some(frame) = self.cluster.cut() else { return };
        self.whole.apply(&frame).expect("a frame of our own");
        let touched = Touched::read(&frame).expect("a frame of our own");
        if let Some(frame) = self.bound.apply(&self.cluster, &touched) {
            self.part.apply(&frame).expect("a frame of our own");
        }
    }

    fn compare(&self) {
        assert_eq!(told(&self.whole), told(&replica(&self.cluster.snapshot())), "the whole");
        assert_eq!(told(&self.part), told(&replica(&self.bound.snapshot())), "what is bound");
        let anew = Projection::new(self.bound.reach().clone(), EPOCH + 1, &self.cluster);
        let (mut anew, mut followed) = (told(&replica(&anew.snapshot())), told(&self.part));
        anew.sort();
        followed.sort();
        assert_eq!(followed, anew, "what is bound, from scratch");
    }
}

fn replica(frames: &[Vec<u8>]) -> Replica {
    let mut replica = Replica::new();
    for frame in frames {
        replica.apply(frame).expect("a snapshot of our own");
    }
    assert!(replica.is_whole());
    replica
}

/// Every cell of every row.
pub(crate) fn told(replica: &Replica) -> Vec<Vec<String>> {
    let rows =
        Table::ALL.into_iter().flat_map(|table| replica.rows(table).slots().map(move |slot| (table, slot)));
    rows.map(|(table, slot)| {
        let cells = (0..table.columns().len()).map(|column| match replica.cell(table, slot, column) {
            Cell::Text(text) => text.to_owned(),
            Cell::Number(number) => format!("{number:?}"),
        });
        std::iter::once(format!("{table:?}")).chain(cells).collect()
    })
    .collect()
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let record = |kind: u8, bytes: &[u8]| encode(&[&[kind], bytes].concat());
    let (events, answers) = (seeds::events(), seeds::protobuf_answers(Server::Master));
    let all_events: Vec<u8> = events.iter().flat_map(|event| record(0, event)).collect();
    let all_answers: Vec<u8> = answers.iter().flat_map(|answer| record(1, answer)).collect();
    let mixed: Vec<u8> = events
        .chunks(3)
        .zip(answers.iter().cycle())
        .flat_map(|(events, answer)| {
            let events = events.iter().flat_map(|event| record(2, event));
            events.chain(record(1, answer)).collect::<Vec<_>>()
        })
        .collect();
    let alone = answers.iter().map(|answer| record(1, answer).to_vec());
    [all_events, all_answers, mixed].into_iter().chain(alone).collect()
}

/// Frames of a real cluster: a snapshot's, and those of the events after it.
pub(crate) fn frames() -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let mut cluster = Cluster::new(EPOCH);
    for answer in seeds::protobuf_answers(Server::Master) {
        if let Ok(answer) = Response::decode(answer.as_slice()) {
            let mut played = Played { cluster, ..Played::new() };
            played.answer(answer, 1000);
            cluster = played.cluster;
        }
    }
    let _ = cluster.cut();
    let snapshot = cluster.snapshot();
    let mut later = Vec::new();
    for event in seeds::events() {
        if let Ok(event) = Event::decode(event.as_slice()) {
            match event.subscribed {
                Some(subscribed) => {
                    cluster.subscribed(subscribed.get_state.unwrap_or_default(), Scope::All, 2000);
                }
                None => cluster.apply(event, 2000),
            }
            later.extend(cluster.cut());
        }
    }
    (snapshot, later)
}
