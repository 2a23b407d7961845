//! A cluster that is folded by hand, and those who see parts of it.

use std::sync::Arc;
use std::time::Duration;

use cluster_model::bound::Reach;
use cluster_model::fold::{Cluster, Scope};
use cluster_model::replica::Replica;
use cluster_model::schema::{Table, tasks};
use operator_api::encoded::{Event, GetTasks};
use operator_api::v1::Task;
use operator_api::v1::master::response;
use serde_json::json;

use super::kept::TooMany;
use super::{Bound, Bounds};
use crate::live::Pace;
use crate::live::edge::Edge;
use crate::live::events::Buffer;

struct Whole {
    cluster: Cluster,
    edge: Edge,
    bounds: Bounds,
}

impl Whole {
    fn new() -> Self {
        let (cluster, pace) = (Cluster::new(1), Pace::default());
        let edge = Edge::new(1, cluster.revision(), Buffer::new(100), pace.ring_bytes, &pace);
        Self { cluster, edge, bounds: Bounds::default() }
    }

    fn cut(&mut self) {
        let frame = self.cluster.cut();
        self.bounds.follow(&self.cluster, frame.as_deref(), &self.edge);
    }

    fn bound(&mut self, role: &str) -> Result<Arc<Bound>, TooMany> {
        self.cut();
        let reach = Reach::new(&[role]).unwrap();
        self.bounds.get_or_make(reach, &self.cluster, &self.edge, &Pace::default())
    }

    /// An event of the stream, with the moment it is told.
    fn happens(&mut self, event: serde_json::Value) {
        let event: Event = serde_json::from_value(event).unwrap();
        self.edge.events().stream(&event, &self.cluster, 5);
        self.cluster.apply(event, 5);
    }

    fn begins(&mut self, role: &str, id: &str) {
        let task = task(role, id);
        self.happens(json!({ "type": "TASK_ADDED", "task_added": { "task": task } }));
    }
}

fn task(role: &str, id: &str) -> Task {
    serde_json::from_value(json!({
        "name": id, "task_id": { "value": id }, "framework_id": { "value": format!("of-{role}") },
        "agent_id": { "value": "a" }, "state": "TASK_RUNNING",
        "resources": [{ "name": "cpus", "type": "SCALAR", "scalar": { "value": 1.0 }, "allocation_info": { "role": role } }],
    }))
    .unwrap()
}

/// Ids of the events that are heard of, with their numbers.
fn heard(bound: &Bound) -> Vec<(u64, String)> {
    let events = bound.edge.events();
    events.since(0).map(|(seq, _, told)| (seq, format!("{}{}", told.task_id, told.framework_id))).collect()
}

fn known(bound: &Bound) -> Vec<String> {
    let mut replica = Replica::new();
    let (frames, reached) = bound.edge.ring().after(1, usize::MAX).unwrap();
    // A new one has nothing before its first revision but its snapshot.
    bound.still().frames().for_each(|frame| drop(replica.apply(&frame).unwrap()));
    assert_eq!((replica.revision(), frames.len() as u64 + 1), (reached, reached));
    let rows = replica.rows(Table::Tasks).slots();
    rows.map(|slot| replica.text(Table::Tasks, slot, tasks::ID).to_owned()).collect()
}

#[test]
fn each_follows_what_is_his_and_hears_of_it() {
    let mut whole = Whole::new();
    let (eng, ops) = (whole.bound("eng").unwrap(), whole.bound("ops").unwrap());
    for (role, id) in [("eng", "1"), ("ops", "2"), ("eng/web", "3")] {
        whole.begins(role, id);
        whole.cut();
    }
    assert_eq!((known(&eng), known(&ops)), (vec!["1".to_owned(), "3".to_owned()], vec!["2".to_owned()]));
    assert_eq!(heard(&eng), [(1, "1of-eng".to_owned()), (2, "3of-eng/web".to_owned())]);
    assert_eq!(heard(&ops), [(1, "2of-ops".to_owned())]);
    // One revision each for what is theirs.
    assert_eq!((*eng.edge.revision.borrow(), *ops.edge.revision.borrow()), (3, 2));
}

#[test]
fn who_comes_later_has_heard_the_same() {
    let mut whole = Whole::new();
    let before = whole.bound("eng").unwrap();
    for (role, id) in [("ops", "1"), ("eng", "2"), ("eng", "3")] {
        whole.begins(role, id);
    }
    whole.happens(json!({ "type": "TASK_UPDATED", "task_updated": {
        "framework_id": { "value": "of-eng" }, "state": "TASK_FINISHED",
        "status": { "task_id": { "value": "2" }, "state": "TASK_FINISHED" } } }));
    whole.cut();
    // Task 2 is forgotten by everybody but the events.
    let listed = response::GetTasks { tasks: vec![task("ops", "1"), task("eng", "3")], ..Default::default() };
    whole.cluster.polled_tasks(GetTasks::from(&listed), Scope::All, whole.cluster.mark(), 6);
    whole.cut();
    whole.bounds.forget_unused(Duration::ZERO);
    let heard_before = heard(&before);
    drop(before);
    whole.bounds.forget_unused(Duration::ZERO);
    let after = whole.bound("eng").unwrap();
    assert_eq!(heard(&after), heard_before);
    assert_eq!(
        heard(&after).iter().map(|(_, id)| &**id).collect::<Vec<_>>(),
        ["2of-eng", "3of-eng", "2of-eng"]
    );
}

#[test]
fn what_comes_and_what_goes_is_heard_of() {
    let mut whole = Whole::new();
    let (eng, ops) = (whole.bound("eng").unwrap(), whole.bound("ops").unwrap());
    let framework = json!({ "framework_info": { "user": "u", "name": "n", "id": { "value": "F" }, "roles": ["eng"] },
        "active": true, "connected": true, "recovered": false });
    whole.happens(json!({ "type": "FRAMEWORK_ADDED", "framework_added": { "framework": framework } }));
    assert_eq!(heard(&eng), [], "its row is not there yet");
    whole.cut();
    assert_eq!(heard(&eng), [(1, "F".to_owned())]);
    whole.happens(json!({ "type": "FRAMEWORK_REMOVED", "framework_removed": { "framework_info": framework["framework_info"] } }));
    whole.cut();
    whole.edge.events().leader("m1", "m2", 7);
    whole.cut();
    assert_eq!(heard(&eng).len(), 3);
    assert_eq!(heard(&ops), [(1, String::new())], "of the leader everybody hears");
}

#[test]
fn what_was_dropped_before_it_was_judged_is_not_heard_of() {
    let mut whole = Whole::new();
    let eng = whole.bound("eng").unwrap();
    for number in 0..150 {
        whole.begins("eng", &number.to_string());
    }
    whole.cut();
    let heard = heard(&eng);
    assert_eq!((heard.len(), &heard[0], heard[99].0), (100, &(1, "50of-eng".to_owned()), 100));
}

#[test]
fn a_frame_that_does_not_parse_ends_them_all() {
    let mut whole = Whole::new();
    let eng = whole.bound("eng").unwrap();
    whole.bounds.follow(&whole.cluster, Some(b"no frame"), &whole.edge);
    assert!(eng.over.is_cancelled());
    let anew = whole.bound("eng").unwrap();
    assert!(!anew.over.is_cancelled() && anew.edge.epoch != eng.edge.epoch);
}

#[test]
fn there_are_not_more_than_fit() {
    let mut whole = Whole::new();
    let mut number = 0;
    let refused = loop {
        match whole.bound(&format!("role-{number}")) {
            Ok(_) => number += 1,
            Err(refused) => break refused,
        }
    };
    assert_eq!(number, 256);
    assert!(refused.to_string().contains("too many"));
    assert!(whole.bound("role-7").is_ok(), "one that is there is there for everybody");
    whole.bounds.forget_unused(Duration::ZERO);
    assert!(whole.bound("another").is_ok());
}
