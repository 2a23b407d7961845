//! What the stream and the polls tell, as events to keep.

use cluster_model::fold::{Cluster, Noticed};
use operator_api::encoded::Event;
use operator_api::json::WireEnum;
use operator_api::v1;
use operator_api::v1::master::event::Type;

use super::buffer::{Buffer, Told};
use super::kind::Kind;

impl Buffer {
    /// An event of the stream, before it is folded into the cluster: afterwards what it removes has no name any more.
    pub(in crate::live) fn stream(&mut self, event: &Event, cluster: &Cluster, at_ms: i64) {
        match event.r#type() {
            Type::TaskAdded => {
                if let Some(added) = &event.task_added {
                    let task = &added.task;
                    let (framework_id, agent_id) = (&*task.framework_id.value, &*task.agent_id.value);
                    let status = task.statuses.last();
                    self.push(
                        &Told {
                            framework_id,
                            framework: cluster.framework_name(framework_id),
                            agent_id,
                            host: cluster.agent_host(agent_id),
                            task_id: &task.task_id.value,
                            task_role: allocated_to(task),
                            state: task.state().name(),
                            message: status.and_then(|status| status.message.as_deref()).unwrap_or_default(),
                            ..Told::new(Kind::TaskAdded)
                        },
                        at_ms,
                    );
                }
            }
            Type::TaskUpdated => {
                if let Some(updated) = &event.task_updated {
                    let (status, framework_id) = (&updated.status, &*updated.framework_id.value);
                    let task_id = &*status.task_id.value;
                    let told = status.agent_id.as_ref().map(|id| &*id.value);
                    let agent_id =
                        told.or_else(|| cluster.agent_of_task(framework_id, task_id)).unwrap_or_default();
                    self.push(
                        &Told {
                            framework_id,
                            framework: cluster.framework_name(framework_id),
                            agent_id,
                            host: cluster.agent_host(agent_id),
                            task_id,
                            task_role: cluster.role_of_task(framework_id, task_id),
                            state: updated.state().name(),
                            reason: status.reason.and_then(reason).unwrap_or_default(),
                            message: status.message.as_deref().unwrap_or_default(),
                            ..Told::new(Kind::TaskUpdated)
                        },
                        at_ms,
                    );
                }
            }
            Type::AgentAdded => {
                if let Some(added) = &event.agent_added {
                    let info = &added.agent.agent_info;
                    let agent_id = info.id.as_ref().map_or("", |id| &id.value);
                    self.push(&Told { agent_id, host: &info.hostname, ..Told::new(Kind::AgentAdded) }, at_ms);
                }
            }
            Type::AgentRemoved => {
                if let Some(removed) = &event.agent_removed {
                    let agent_id = &*removed.agent_id.value;
                    let host = cluster.agent_host(agent_id);
                    self.push(&Told { agent_id, host, ..Told::new(Kind::AgentRemoved) }, at_ms);
                }
            }
            Type::FrameworkAdded => {
                if let Some(added) = &event.framework_added {
                    self.push(&framework(Kind::FrameworkAdded, &added.framework.framework_info), at_ms);
                }
            }
            Type::FrameworkUpdated => {
                if let Some(updated) = &event.framework_updated {
                    self.push(&framework(Kind::FrameworkUpdated, &updated.framework.framework_info), at_ms);
                }
            }
            Type::FrameworkRemoved => {
                if let Some(removed) = &event.framework_removed {
                    self.push(&framework(Kind::FrameworkRemoved, &removed.framework_info), at_ms);
                }
            }
            Type::Unknown | Type::Subscribed | Type::Heartbeat => {}
        }
    }

    /// What polls found that no event tells of.
    pub(in crate::live) fn noticed(&mut self, noticed: &[Noticed], at_ms: i64) {
        for noticed in noticed {
            let told = match noticed {
                Noticed::Agent { id, host, from, to } => {
                    Told { agent_id: id, host, before: from, state: to, ..Told::new(Kind::AgentState) }
                }
                Noticed::Framework { id, name, from, to } => Told {
                    framework_id: id,
                    framework: name,
                    before: from,
                    state: to,
                    ..Told::new(Kind::FrameworkState)
                },
                Noticed::Quota { role, from, to } => {
                    Told { role, before: from, state: to, ..Told::new(Kind::Quota) }
                }
                Noticed::Weight { role, from, to } => {
                    Told { role, before: from, state: to, ..Told::new(Kind::Weight) }
                }
            };
            self.push(&told, at_ms);
        }
    }

    /// Whether the console is connected to that master, and if not, why.
    pub(in crate::live) fn connection(&mut self, is_there: bool, master: &str, why: &str, at_ms: i64) {
        let state = if is_there { "connected" } else { "lost" };
        self.push(&Told { host: master, state, message: why, ..Told::new(Kind::Connection) }, at_ms);
    }

    /// That master leads now; `before` led until now.
    pub(in crate::live) fn leader(&mut self, before: &str, leader: &str, at_ms: i64) {
        self.push(&Told { before, state: leader, ..Told::new(Kind::Leader) }, at_ms);
    }
}

/// The role that a task's resources are allocated to: Mesos allocates all of them to one.
fn allocated_to(task: &v1::Task) -> &str {
    let mut roles = task.resources.iter().filter_map(|resource| resource.allocation_info.as_ref());
    roles.find_map(|info| info.role.as_deref()).unwrap_or_default()
}

fn framework(kind: Kind, info: &v1::FrameworkInfo) -> Told<'_> {
    let framework_id = info.id.as_ref().map_or("", |id| &id.value);
    Told { framework_id, framework: &info.name, ..Told::new(kind) }
}

fn reason(number: i32) -> Option<&'static str> {
    v1::task_status::Reason::from_number(number).map(WireEnum::name)
}
