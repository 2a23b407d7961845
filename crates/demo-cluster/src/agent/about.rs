//! An agent about itself.

use operator_api::v1;
use operator_api::v1::agent::response::{GetAgent, GetFlags, GetHealth, GetLoggingLevel, GetVersion, Type};
use operator_api::v1::agent::{Call, Response};

use crate::cluster::Cluster;
use crate::http::reply::Reply;
use crate::master::about::version_info;
use crate::print::{agent as print, time};
use crate::world::agent::{Agent, Attribute};

/// `GET_HEALTH`
pub(crate) fn health() -> Response {
    Response {
        r#type: Some(Type::GetHealth as i32),
        get_health: Some(GetHealth { healthy: true }),
        ..Response::default()
    }
}

/// `GET_VERSION`
pub(crate) fn version(agent: &Agent) -> Response {
    let version = agent.version.to_string();
    let info = v1::VersionInfo { git_tag: Some(version.clone()), version, ..version_info() };
    Response {
        r#type: Some(Type::GetVersion as i32),
        get_version: Some(GetVersion { version_info: Box::new(info) }),
        ..Response::default()
    }
}

/// `GET_AGENT`
pub(crate) fn agent(cluster: &Cluster, agent: &Agent) -> Response {
    let drain = agent.drain.as_ref().filter(|drain| !drain.drained);
    Response {
        r#type: Some(Type::GetAgent as i32),
        get_agent: Some(GetAgent {
            agent_info: Some(Box::new(cluster.printer.agent_info(agent))),
            drain_config: drain.map(print::drain_config),
            estimated_drain_start_time: drain.map(|drain| time(drain.since)),
        }),
        ..Response::default()
    }
}

/// `GET_LOGGING_LEVEL`
pub(crate) fn logging_level(cluster: &Cluster, agent: &Agent) -> Response {
    let level = cluster.look(|world| world.agent_logging(agent.key));
    Response {
        r#type: Some(Type::GetLoggingLevel as i32),
        get_logging_level: Some(GetLoggingLevel { level }),
        ..Response::default()
    }
}

/// `SET_LOGGING_LEVEL`: any level, for any time; it goes back by itself.
pub(crate) fn set_logging_level(cluster: &Cluster, agent: &Agent, call: &Call) -> Reply {
    if let Some(wanted) = &call.set_logging_level {
        cluster.act(|world| world.set_agent_logging(agent.key, wanted.level, wanted.duration.nanoseconds));
    }
    Reply::done()
}

/// `GET_FLAGS`
pub(crate) fn flags(cluster: &Cluster, agent: &Agent) -> Response {
    let address = cluster.printer.address;
    let attributes: Vec<String> = agent
        .attributes
        .iter()
        .map(|(name, value)| match value {
            Attribute::Text(text) => format!("{name}:{text}"),
            Attribute::Scalar(number) => format!("{name}:{number}"),
            Attribute::Ranges(begin, end) => format!("{name}:[{begin}-{end}]"),
        })
        .collect();
    let domain = format!(
        r#"{{"fault_domain":{{"region":{{"name":"{}"}},"zone":{{"name":"{}"}}}}}}"#,
        agent.region, agent.zone
    );
    let mut flags: Vec<(&str, String)> = [
        ("authenticate_http_executors", "false"),
        ("authorizer", "local"),
        ("container_disk_watch_interval", "15secs"),
        ("containerizers", "docker,mesos"),
        ("default_role", "*"),
        ("disk_watch_interval", "1mins"),
        ("docker", "docker"),
        ("executor_registration_timeout", "1mins"),
        ("executor_shutdown_grace_period", "5secs"),
        ("gc_delay", "1weeks"),
        ("gc_disk_headroom", "0.1"),
        ("http_heartbeat_interval", "30secs"),
        ("image_providers", "docker"),
        (
            "isolation",
            "cgroups/cpu,cgroups/mem,disk/du,docker/runtime,filesystem/linux,network/cni,volume/sandbox_path",
        ),
        ("launcher", "linux"),
        ("launcher_dir", "/usr/libexec/mesos"),
        ("log_dir", "/var/log/mesos"),
        ("logging_level", "INFO"),
        ("max_completed_executors_per_framework", "150"),
        ("recover", "reconnect"),
        ("recovery_timeout", "15mins"),
        ("registration_backoff_factor", "1secs"),
        ("runtime_dir", "/var/run/mesos"),
        ("strict", "true"),
        ("switch_user", "true"),
        ("version", "false"),
        ("work_dir", "/var/lib/mesos/agent"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into();
    let authenticate = cluster.asks().to_string();
    flags.extend([
        ("attributes", attributes.join(";")),
        ("authenticate_http_readonly", authenticate.clone()),
        ("authenticate_http_readwrite", authenticate),
        ("domain", domain),
        ("hostname", agent.hostname.to_string()),
        ("ip", address.ip().to_string()),
        ("master", address.to_string()),
        ("port", address.port().to_string()),
    ]);
    if agent.takes_providers() {
        flags.push(("resource_provider_config_dir", "/etc/mesos/resource-providers".to_owned()));
    }
    flags.sort_unstable_by_key(|(name, _)| *name);
    let flags = flags
        .into_iter()
        .map(|(name, value)| v1::Flag { name: name.to_owned(), value: Some(value) })
        .collect();
    Response {
        r#type: Some(Type::GetFlags as i32),
        get_flags: Some(GetFlags { flags }),
        ..Response::default()
    }
}
