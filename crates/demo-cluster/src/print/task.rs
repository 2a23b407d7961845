//! Tasks and their statuses.

use std::net::Ipv4Addr;

use operator_api::v1;
use operator_api::v1::health_check::{HttpCheckInfo, TcpCheckInfo};
use operator_api::v1::network_info::IpAddress;

use crate::world::ids::uuid_text;
use crate::world::task::{Blueprint, Check, Image, Origin, State, Status, Task};

use super::{Printer, labels, resources, seconds, time, uuid_bytes};

impl Printer {
    /// A task as the master shows it: one that has no executor of its own names none.
    pub fn task(&self, task: &Task) -> v1::Task {
        let blueprint = &*task.blueprint;
        let latest = task.latest_update();
        v1::Task {
            name: blueprint.name.to_string(),
            task_id: v1::TaskId { value: task.id.to_string() },
            framework_id: self.framework_id(task.framework),
            executor_id: task.executor.as_ref().map(|runner| v1::ExecutorId { value: runner.id.to_string() }),
            agent_id: self.agent_id(task.agent),
            state: Some(task.state as i32),
            resources: resources::taken(&blueprint.role, &task.pools().collect::<Vec<_>>()),
            statuses: task.statuses.iter().map(|status| self.status(task, status)).collect(),
            status_update_state: latest.map(|status| status.state as i32),
            status_update_uuid: latest.and_then(|status| uuid_bytes(status.uuid)),
            labels: labels(&blueprint.labels),
            discovery: discovery(task),
            container: container(blueprint),
            health_check: health_check(task),
            kill_policy: blueprint
                .extras
                .grace
                .map(|nanoseconds| v1::KillPolicy { grace_period: Some(v1::DurationInfo { nanoseconds }) }),
            user: blueprint.user.as_deref().map(str::to_owned),
            limits: limit(blueprint).into_iter().collect(),
        }
    }

    /// A status of a task.
    pub fn status(&self, task: &Task, status: &Status) -> v1::TaskStatus {
        // What the master makes up itself knows nothing of the container.
        let told = status.origin != Origin::Master;
        let executor = match &task.executor {
            Some(runner) => runner.id.to_string(),
            None => task.id.to_string(),
        };
        v1::TaskStatus {
            task_id: v1::TaskId { value: task.id.to_string() },
            state: Some(status.state as i32),
            message: status.message.as_deref().map(str::to_owned),
            source: Some(status.origin as i32),
            reason: status.reason.map(|reason| reason as i32),
            agent_id: Some(self.agent_id(task.agent)),
            executor_id: told.then_some(v1::ExecutorId { value: executor }),
            timestamp: Some(seconds(status.time)),
            uuid: uuid_bytes(status.uuid),
            healthy: status.healthy,
            container_status: told.then(|| container_status(task, status)),
            unreachable_time: (status.state == State::Unreachable).then(|| time(status.time)),
            ..v1::TaskStatus::default()
        }
    }
}

/// A container's id with its parent, as statuses and containers have it.
pub fn container_id(container: u128, parent: Option<u128>) -> v1::ContainerId {
    v1::ContainerId {
        value: uuid_text(container),
        parent: parent.map(|parent| Box::new(container_id(parent, None))),
    }
}

fn container_status(task: &Task, status: &Status) -> v1::ContainerStatus {
    let id = match &task.executor {
        // Before its own container is there, a task of a pod is in the executor's.
        Some(runner) if !runner.default || status.state == State::Starting => {
            container_id(runner.container, None)
        }
        Some(runner) => container_id(task.container, Some(runner.container)),
        None => container_id(task.container, None),
    };
    v1::ContainerStatus {
        container_id: Some(id),
        network_infos: vec![v1::NetworkInfo {
            ip_addresses: vec![IpAddress {
                protocol: Some(v1::network_info::Protocol::IPv4 as i32),
                ip_address: Some(Ipv4Addr::from(task.address).to_string()),
            }],
            name: task.blueprint.network.as_deref().map(str::to_owned),
            ..v1::NetworkInfo::default()
        }],
        cgroup_info: None,
        executor_pid: Some(task.pid),
    }
}

fn discovery(task: &Task) -> Option<Box<v1::DiscoveryInfo>> {
    let blueprint = &task.blueprint;
    blueprint.discoverable.then(|| {
        let ports = (0..blueprint.ports).map(|at| v1::Port {
            number: u32::from(task.port + at),
            name: Some(if at == 0 { "http".to_owned() } else { format!("port-{at}") }),
            protocol: Some("tcp".to_owned()),
            ..v1::Port::default()
        });
        Box::new(v1::DiscoveryInfo {
            visibility: Some(v1::discovery_info::Visibility::Framework as i32),
            // Host names are made of it, so it is written from right to left.
            name: Some(blueprint.name.rsplit('/').collect::<Vec<_>>().join(".")),
            ports: (blueprint.ports > 0).then(|| v1::Ports { ports: ports.collect() }),
            ..v1::DiscoveryInfo::default()
        })
    })
}

fn limit(blueprint: &Blueprint) -> Option<(String, v1::value::Scalar)> {
    blueprint.extras.memory_limit.map(|limit| ("mem".to_owned(), resources::quantity(limit)))
}

fn container(blueprint: &Blueprint) -> Option<Box<v1::ContainerInfo>> {
    let networks = blueprint
        .network
        .iter()
        .map(|name| v1::NetworkInfo { name: Some(name.to_string()), ..v1::NetworkInfo::default() });
    let networks: Vec<_> = networks.collect();
    match &blueprint.image {
        Image::None if networks.is_empty() && !blueprint.extras.tty => None,
        Image::None => Some(Box::new(v1::ContainerInfo {
            r#type: Some(v1::container_info::Type::Mesos as i32),
            tty_info: blueprint.extras.tty.then(|| {
                let size = v1::tty_info::WindowSize { rows: 24, columns: 80 };
                v1::TtyInfo { window_size: Some(size) }
            }),
            network_infos: networks,
            ..v1::ContainerInfo::default()
        })),
        Image::Mesos(name) => Some(Box::new(v1::ContainerInfo {
            r#type: Some(v1::container_info::Type::Mesos as i32),
            mesos: Some(v1::container_info::MesosInfo {
                image: Some(v1::Image {
                    r#type: Some(v1::image::Type::Docker as i32),
                    docker: Some(Box::new(v1::image::Docker {
                        name: name.to_string(),
                        ..v1::image::Docker::default()
                    })),
                    cached: Some(true),
                    ..v1::Image::default()
                }),
            }),
            network_infos: networks,
            ..v1::ContainerInfo::default()
        })),
        Image::Docker(name) => Some(Box::new(v1::ContainerInfo {
            r#type: Some(v1::container_info::Type::Docker as i32),
            docker: Some(Box::new(v1::container_info::DockerInfo {
                image: name.to_string(),
                network: Some(v1::container_info::docker_info::Network::Host as i32),
                privileged: Some(false),
                force_pull_image: Some(false),
                ..v1::container_info::DockerInfo::default()
            })),
            network_infos: networks,
            ..v1::ContainerInfo::default()
        })),
    }
}

fn health_check(task: &Task) -> Option<Box<v1::HealthCheck>> {
    let check = task.blueprint.check.as_ref()?;
    let plain = v1::HealthCheck {
        delay_seconds: Some(0.0),
        interval_seconds: Some(10.0),
        timeout_seconds: Some(5.0),
        consecutive_failures: Some(3),
        grace_period_seconds: Some(30.0),
        ..v1::HealthCheck::default()
    };
    let port = u32::from(task.port);
    Some(Box::new(match check {
        Check::Command(value) => v1::HealthCheck {
            r#type: Some(v1::health_check::Type::Command as i32),
            command: Some(Box::new(v1::CommandInfo {
                shell: Some(true),
                value: Some(value.to_string()),
                ..v1::CommandInfo::default()
            })),
            ..plain
        },
        Check::Http(path) => v1::HealthCheck {
            r#type: Some(v1::health_check::Type::Http as i32),
            http: Some(HttpCheckInfo {
                protocol: Some(v1::network_info::Protocol::IPv4 as i32),
                scheme: Some("http".to_owned()),
                port,
                path: Some(path.to_string()),
                statuses: Vec::new(),
            }),
            ..plain
        },
        Check::Tcp => v1::HealthCheck {
            r#type: Some(v1::health_check::Type::Tcp as i32),
            tcp: Some(TcpCheckInfo { protocol: Some(v1::network_info::Protocol::IPv4 as i32), port }),
            ..plain
        },
    }))
}
