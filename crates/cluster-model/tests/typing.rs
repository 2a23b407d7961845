//! A filter that is typed on looks only at the rows that pass already; what it shows must be what a new view would.
#![expect(clippy::unwrap_used, reason = "a test")]

use std::sync::LazyLock;

use cluster_model::fold::{Cluster, Scope};
use cluster_model::query::Query;
use cluster_model::replica::Replica;
use cluster_model::schema::Table;
use cluster_model::view::{Sort, View};
use operator_api::encoded::GetState;
use operator_api::v1::master::response::GetTasks;
use operator_api::v1::{AgentId, FrameworkId, Task, TaskId, TaskState, TaskStatus};
use proptest::prelude::*;

fn task(number: u32) -> Task {
    let state = if number.is_multiple_of(3) { TaskState::Running } else { TaskState::Staging };
    let status = TaskStatus {
        state: Some(state as i32),
        timestamp: Some(1e9 + f64::from(number)),
        ..TaskStatus::default()
    };
    Task {
        name: ["web", "web-api", "Api.web", "db"][number as usize % 4].to_owned(),
        task_id: TaskId { value: format!("task-{number}") },
        framework_id: FrameworkId { value: format!("f{}", number % 5) },
        agent_id: AgentId { value: format!("a{}", number % 7) },
        state: Some(state as i32),
        statuses: vec![status],
        ..Task::default()
    }
}

static REPLICA: LazyLock<Replica> = LazyLock::new(|| {
    let tasks = GetTasks { tasks: (0..60).map(task).collect(), ..GetTasks::default() };
    let mut cluster = Cluster::new(1);
    cluster.subscribed(GetState { get_tasks: Some((&tasks).into()), ..GetState::default() }, Scope::All, 0);
    cluster.cut();
    let mut replica = Replica::new();
    for frame in cluster.snapshot() {
        replica.apply(&frame).unwrap();
    }
    replica
});

/// Filters of terms such as people type, whole and half.
fn filter() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        Just(""),
        Just("name:"),
        Just("id~"),
        Just("state:"),
        Just("name="),
        Just("-"),
        Just("-name:")
    ];
    let value = prop_oneof!["(web|api|db|we|task-1|1|2|r|ru|st)?", "[weapi1]{1,3}", "web,db", "web,d"];
    let age = prop_oneof![Just("updated>10s".to_owned()), Just("updated<4m".to_owned())];
    let term = prop_oneof![8 => (key, value).prop_map(|(key, value)| format!("{key}{value}")), 1 => age];
    prop::collection::vec(term, 1..3).prop_map(|terms| terms.join(" "))
}

proptest! {
    #[test]
    fn each_letter_shows_what_a_new_view_would(filters in prop::collection::vec(filter(), 1..6), hurry in 2usize..9) {
        let replica = &*REPLICA;
        let sorts = Sort::parse("-updated", Table::Tasks);
        let mut view = View::new(Table::Tasks, Query::parse("", Table::Tasks), sorts.clone());
        view.rebuild(replica, 0);
        let typed = filters.iter().flat_map(|filter| (0..=filter.len()).map(|end| &filter[..end]));
        for (second, source) in typed.enumerate() {
            let now_ms = 1_000_000_000_000 + second as i64 * 20_000;
            let query = Query::parse(source, Table::Tasks);
            view.begin(replica, query.clone(), sorts.clone(), now_ms);
            // A letter may come while the search for the one before goes on.
            if second % hurry == 0 {
                view.go_on(replica, 7);
                view.stop();
                continue;
            }
            while view.go_on(replica, 7) {}
            let mut anew = View::new(Table::Tasks, query, sorts.clone());
            anew.rebuild(replica, now_ms);
            prop_assert_eq!(
                view.slots_from(0).collect::<Vec<_>>(),
                anew.slots_from(0).collect::<Vec<_>>(),
                "{}", source
            );
        }
    }
}
