//! People who are bound to some Mesos roles, at the live doors over real HTTP: what others have is nowhere in what they are sent, and what they have
//! themselves is all there.

mod console;
mod doors;
mod following;
#[cfg(feature = "demo")]
mod interleaved;
mod sessions;
mod tab;
mod words;

use operator_api::v1::TaskState;
use operator_api::v1::master::response::get_frameworks::Framework;
use operator_api::v1::{Resource, Task, resource::AllocationInfo};

use crate::support::{Mesos, agent, framework, task};

/// A framework that is subscribed to a role.
fn in_role(id: &str, role: &str) -> Framework {
    let mut framework = framework(id);
    framework.framework_info.roles = vec![role.to_owned()];
    framework
}

/// A task whose resources are allocated to a role.
fn of_role(role: &str, framework: &str, id: &str, agent: &str, state: TaskState) -> Task {
    let mut task = task(framework, id, agent, state);
    let allocated = AllocationInfo { role: Some(role.to_owned()) };
    task.resources = task
        .resources
        .into_iter()
        .map(|resource| Resource { allocation_info: Some(allocated.clone()), ..resource })
        .collect();
    task
}

/// Two teams with a framework and a task each, on an agent of their own and on one together.
async fn two_teams() -> Mesos {
    let mesos = Mesos::start().await;
    mesos.change(|cluster| {
        for (number, id) in ["agent-eng", "agent-ops", "agent-both"].into_iter().enumerate() {
            cluster.agents.push(agent(id, &format!("slave({number})@127.0.0.1:5051")));
        }
        for (role, framework) in [("eng/web", "framework-eng"), ("ops", "framework-ops")] {
            cluster.frameworks.push(in_role(framework, role));
            for agent in ["both", if role == "ops" { "ops" } else { "eng" }] {
                let id = format!("{framework}-on-{agent}");
                let task = of_role(role, framework, &id, &format!("agent-{agent}"), TaskState::Running);
                if agent == "both" {
                    cluster.agents[2].allocated_resources.extend(task.resources.clone());
                }
                cluster.tasks.push(task);
            }
        }
    });
    mesos
}
