//! The whole JSON of one object.

use cluster_model::schema::{Table, tasks};
use operator_api::v1::TaskState;

use crate::support::{Console, Mesos, Tab, agent, framework, task};

#[tokio::test]
async fn one_object_whole() {
    let mesos = Mesos::start().await;
    mesos.change(|cluster| {
        cluster.agents.push(agent("a1", "slave(1)@127.0.0.1:5051"));
        cluster.frameworks.push(framework("f1"));
        // An id of Mesos may hold nearly anything.
        cluster.tasks.push(task("f1", "t/1 %2F é", "a1", TaskState::Running));
    });
    let console = Console::to(&[&mesos.url()]);
    let mut tab = Tab::open(&console, console.listen().await).await;
    tab.until("the task", |tab| tab.has(Table::Tasks, tasks::ID, "t/1 %2F é")).await;

    let task = console.get("/api/tasks/f1/t%2F1%20%252F%20%C3%A9").await;
    assert_eq!((task.status.as_u16(), task.header("cache-control")), (200, "no-store"));
    assert_eq!(task.json()["name"], "name of t/1 %2F é");
    assert_eq!(task.json()["listed"], true);
    let agent = console.get("/api/agents/a1").await.json();
    assert_eq!(agent["agent_info"]["hostname"], "a1.test");
    let framework = console.get("/api/frameworks/f1").await.json();
    assert_eq!(framework["framework_info"]["name"], "name of f1");

    for path in ["/api/tasks/f1/t2", "/api/tasks/f2/t", "/api/agents/a2", "/api/frameworks/f2"] {
        assert_eq!(console.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn an_agent_that_is_gone_is_remembered() {
    let mesos = Mesos::start().await;
    mesos.change(|cluster| cluster.agents.push(agent("a1", "slave(1)@127.0.0.1:5051")));
    let console = Console::to(&[&mesos.url()]);
    let _tab = Tab::open(&console, console.listen().await).await;
    mesos.change(|cluster| cluster.agents.clear());
    mesos.asked("GET_AGENTS", "protobuf", 2).await;
    let agent = console.get("/api/agents/a1").await.json();
    assert_eq!((&agent["agent_info"]["hostname"], &agent["listed"]), (&"a1.test".into(), &false.into()));
}

#[tokio::test]
async fn without_a_cluster_the_reason_is_said() {
    let got = Console::alone().get("/api/tasks/f/t").await;
    assert_eq!(got.status, 503);
}
