//! Calls that a master refuses, and what only they and other polls tell.

use cluster_model::schema::{Table, executors, roles};
use http::StatusCode;
use operator_api::v1::master::response::get_executors::Executor;
use operator_api::v1::quota::QuotaConfig;
use operator_api::v1::{AgentId, ExecutorId, ExecutorInfo, FrameworkId, Role, TaskState, value};

use crate::support::{Console, Mesos, Tab, agent, framework, task};

async fn mesos() -> Mesos {
    let mesos = Mesos::start().await;
    mesos.change(|cluster| {
        cluster.agents.push(agent("a1", "slave(1)@127.0.0.1:5051"));
        cluster.frameworks.push(framework("f1"));
        let mut task = task("f1", "t1", "a1", TaskState::Running);
        task.executor_id = Some(ExecutorId { value: "e1".into() });
        cluster.tasks.push(task);
        let info = ExecutorInfo {
            executor_id: ExecutorId { value: "e1".into() },
            framework_id: Some(FrameworkId { value: "f1".into() }),
            ..ExecutorInfo::default()
        };
        let agent_id = AgentId { value: "a1".into() };
        cluster.executors.push(Executor { executor_info: Box::new(info), agent_id });
        cluster.roles.push(Role { name: "eng/web".into(), weight: 2.0, ..Role::default() });
        let limits = [("cpus".to_owned(), value::Scalar { value: 8.0 })].into_iter().collect();
        cluster.quotas.push(QuotaConfig { role: "eng".into(), limits, ..QuotaConfig::default() });
    });
    mesos
}

#[tokio::test]
async fn roles_quotas_and_executors_are_polled() {
    let mesos = mesos().await;
    let console = Console::to(&[&mesos.url()]);
    let mut tab = Tab::open(&console, console.listen().await).await;
    tab.until("the executor", |tab| tab.has(Table::Executors, executors::ID, "e1")).await;
    tab.until("the role", |tab| {
        let eng = tab.replica.find(Table::Roles, &[(roles::NAME, "eng")]);
        eng.is_some_and(|slot| tab.replica.number(Table::Roles, slot, roles::CPUS_LIMIT) == Some(8_000))
            && tab.has(Table::Roles, roles::NAME, "eng/web")
    })
    .await;
    let slot = tab.replica.find(Table::Roles, &[(roles::NAME, "eng/web")]).unwrap();
    assert_eq!(tab.replica.number(Table::Roles, slot, roles::WEIGHT), Some(2_000));
    assert_eq!(tab.replica.text(Table::Roles, slot, roles::PARENT), "eng");
    let slot = tab.replica.find(Table::Executors, &[(executors::ID, "e1")]).unwrap();
    assert_eq!(tab.replica.number(Table::Executors, slot, executors::TASKS), Some(1));
    assert_eq!(tab.replica.text(Table::Executors, slot, executors::HOST), "a1.test");

    // A quota that is lifted, and an executor that ends.
    mesos.change(|cluster| {
        cluster.quotas.clear();
        cluster.executors.clear();
    });
    tab.until("the lift", |tab| {
        let eng = tab.replica.find(Table::Roles, &[(roles::NAME, "eng")]);
        eng.is_some_and(|slot| tab.replica.number(Table::Roles, slot, roles::CPUS_LIMIT).is_none())
            && !tab.has(Table::Executors, executors::ID, "e1")
    })
    .await;
    assert!(tab.status.is_none_or(|status| status.refused.is_empty()));
}

#[tokio::test]
async fn a_refused_call_is_told_and_stops_no_other() {
    let mesos = mesos().await;
    mesos.change(|cluster| {
        cluster.refused.insert("GET_QUOTA", StatusCode::FORBIDDEN);
        cluster.refused.insert("GET_OPERATIONS", StatusCode::NOT_IMPLEMENTED);
        // What may pass is no refusal.
        cluster.refused.insert("GET_WEIGHTS", StatusCode::INTERNAL_SERVER_ERROR);
    });
    let console = Console::to(&[&mesos.url()]);
    let mut tab = Tab::open(&console, console.listen().await).await;
    tab.until("the refusal", |tab| {
        tab.status.as_ref().is_some_and(|status| status.refused.len() == 2)
            && tab.has(Table::Roles, roles::NAME, "eng/web")
    })
    .await;
    let refused = tab.status.clone().unwrap().refused;
    assert_eq!(refused.keys().collect::<Vec<_>>(), ["GET_OPERATIONS", "GET_QUOTA"]);
    assert!(refused["GET_QUOTA"].contains("does not allow"), "{refused:?}");
    // The others go on; those are not asked again and again.
    let asked = ["GET_QUOTA", "GET_OPERATIONS"].map(|call| mesos.count(call));
    mesos.asked("GET_AGENTS", "protobuf", 5).await;
    mesos.asked("GET_WEIGHTS", "protobuf", 3).await;
    assert_eq!(["GET_QUOTA", "GET_OPERATIONS"].map(|call| mesos.count(call)), asked);
    // A new subscription is a new chance: the ACLs may be others.
    mesos.change(|cluster| cluster.refused.clear());
    mesos.end_streams();
    tab.until("the answer", |tab| {
        tab.status.as_ref().is_some_and(|status| status.refused.is_empty())
            && tab.replica.find(Table::Roles, &[(roles::NAME, "eng")]).is_some()
    })
    .await;
}
