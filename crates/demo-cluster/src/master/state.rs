//! The state in large: `GET_STATE` and its parts. The world is held only while pointers are copied.

use operator_api::json::WireEnum;
use operator_api::v1::master::Response;
use operator_api::v1::master::call;
use operator_api::v1::master::response::{GetOperations, Type};

use crate::access::Viewer;
use crate::cluster::Cluster;
use crate::http::reply::Reply;
use crate::print::document::{Document, Encoding};

/// `GET_STATE`, `GET_TASKS`, `GET_AGENTS`, `GET_FRAMEWORKS`, `GET_EXECUTORS`
pub(crate) fn read(cluster: &Cluster, call: call::Type, encoding: Encoding, viewer: &Viewer) -> Reply {
    let printer = &cluster.printer;
    let mut document = Document::new(encoding);
    let kind = Type::from_name(call.name()).unwrap_or(Type::Unknown);
    document.word(1, "type", kind.number(), kind.name());
    match call {
        call::Type::GetTasks => {
            let tasks = cluster.look(|world| {
                let mut tasks = world.snapshot_tasks();
                viewer.narrow_tasks(world, &mut tasks);
                tasks
            });
            document.message(13, "get_tasks", |document| printer.write_tasks(document, &tasks));
        }
        call::Type::GetAgents => {
            let agents = cluster.look(|world| world.snapshot_agents());
            document.message(10, "get_agents", |document| printer.write_agents(document, &agents, viewer));
        }
        call::Type::GetFrameworks => {
            let mut frameworks = cluster.look(|world| world.snapshot_frameworks());
            viewer.narrow_frameworks(&mut frameworks);
            document
                .message(11, "get_frameworks", |document| printer.write_frameworks(document, &frameworks));
        }
        call::Type::GetExecutors => {
            let executors = cluster.look(|world| {
                let mut executors = world.snapshot_executors();
                viewer.narrow_executors(world, &mut executors);
                executors
            });
            document.message(12, "get_executors", |document| printer.write_executors(document, &executors));
        }
        _ => {
            let state = cluster.look(|world| {
                let mut state = world.snapshot();
                viewer.narrow(world, &mut state);
                state
            });
            document.message(9, "get_state", |document| printer.write_state(document, &state, viewer));
        }
    }
    Reply::content(encoding, document.finish())
}

/// `GET_OPERATIONS`: those that are not over, and those whose end a framework has yet to take note of.
pub(crate) fn operations(cluster: &Cluster) -> Response {
    let operations = cluster.look(|world| world.operations().cloned().collect::<Vec<_>>());
    let printer = &cluster.printer;
    Response {
        r#type: Some(Type::GetOperations as i32),
        get_operations: Some(GetOperations {
            operations: operations.iter().map(|operation| printer.operation(operation)).collect(),
        }),
        ..Response::default()
    }
}
