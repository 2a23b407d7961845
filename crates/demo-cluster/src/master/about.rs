//! The master about itself: health, version, who it is, the level of its log.

use std::net::IpAddr;

use operator_api::v1;
use operator_api::v1::master::response::{GetHealth, GetLoggingLevel, GetMaster, GetVersion, Type};
use operator_api::v1::master::{Call, Response};

use crate::cluster::Cluster;
use crate::http::reply::Reply;
use crate::print::document::Encoding;
use crate::print::{agent, seconds};

/// The release this cluster behaves as.
pub(crate) const VERSION: &str = "1.11.0";

/// `GET_HEALTH`
pub(crate) fn health() -> Response {
    Response {
        r#type: Some(Type::GetHealth as i32),
        get_health: Some(GetHealth { healthy: true }),
        ..Response::default()
    }
}

/// What the software says of itself, master or agent.
pub(crate) fn version_info() -> v1::VersionInfo {
    v1::VersionInfo {
        version: VERSION.to_owned(),
        build_date: Some("2020-11-24 15:38:37".to_owned()),
        build_time: Some(1_606_232_317.0),
        build_user: Some("mesoscope-demo".to_owned()),
        git_sha: Some("04bc7ee1984d86fbb0bd782ccc69ce44c13ae4b9".to_owned()),
        git_branch: None,
        git_tag: Some(VERSION.to_owned()),
    }
}

/// `GET_VERSION`
pub(crate) fn version() -> Response {
    Response {
        r#type: Some(Type::GetVersion as i32),
        get_version: Some(GetVersion { version_info: Box::new(version_info()) }),
        ..Response::default()
    }
}

/// The page `/version`.
pub(crate) fn version_page() -> Reply {
    Reply::content(Encoding::Json, Encoding::Json.encode(&version_info()))
}

/// `GET_MASTER`
pub(crate) fn master(cluster: &Cluster) -> Response {
    let address = cluster.printer.address;
    let ip = address.ip().to_string();
    let number = match address.ip() {
        // In network byte order, as a number: 127.0.0.1 is 16777343.
        IpAddr::V4(ip) => u32::from_le_bytes(ip.octets()),
        IpAddr::V6(_) => 0,
    };
    let capability = |capability: v1::master_info::capability::Type| v1::master_info::Capability {
        r#type: Some(capability as i32),
    };
    let info = v1::MasterInfo {
        id: cluster.printer.ids.master().to_string(),
        ip: number,
        port: u32::from(address.port()),
        pid: Some(format!("master@{address}")),
        hostname: Some(ip.clone()),
        version: Some(VERSION.to_owned()),
        address: Some(v1::Address {
            hostname: Some(ip.clone()),
            ip: Some(ip),
            port: i32::from(address.port()),
        }),
        domain: Some(agent::domain("eu-west", "eu-west-1a")),
        capabilities: vec![
            capability(v1::master_info::capability::Type::AgentUpdate),
            capability(v1::master_info::capability::Type::AgentDraining),
            capability(v1::master_info::capability::Type::QuotaV2),
        ],
    };
    let started = cluster.look(|world| world.started);
    Response {
        r#type: Some(Type::GetMaster as i32),
        get_master: Some(GetMaster {
            master_info: Some(Box::new(info)),
            start_time: Some(seconds(started)),
            elected_time: Some(seconds(started + 1_300_000)),
        }),
        ..Response::default()
    }
}

/// `GET_LOGGING_LEVEL`
pub(crate) fn logging_level(cluster: &Cluster) -> Response {
    let level = cluster.look(|world| world.logging.level);
    Response {
        r#type: Some(Type::GetLoggingLevel as i32),
        get_logging_level: Some(GetLoggingLevel { level }),
        ..Response::default()
    }
}

/// `SET_LOGGING_LEVEL`: any level, for any time; it goes back by itself.
pub(crate) fn set_logging_level(cluster: &Cluster, call: &Call) -> Reply {
    if let Some(wanted) = &call.set_logging_level {
        cluster.act(|world| world.set_logging(wanted.level, wanted.duration.nanoseconds));
    }
    Reply::done()
}
