//! Who leads, since when, which version it runs and how it was started: asked once for each subscription.

use cluster_model::fold::Limits;
use operator_api::v1::master::{Call, call};

use crate::upstream::{Masters, UpstreamError};

/// What a leading master says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Identity {
    /// `host:port`.
    pub leader: Option<String>,
    /// Its Mesos version.
    pub version: Option<String>,
    /// When its process started.
    pub started_ms: Option<i64>,
    /// When it was elected.
    pub elected_ms: Option<i64>,
    /// The cluster's name, its flag `--cluster`.
    pub cluster: Option<String>,
    /// How much history it keeps, by its flags.
    pub limits: Option<Limits>,
}

/// Asks. `GET_FLAGS` may be refused by an ACL: then the defaults of Mesos hold.
pub async fn ask(masters: &Masters) -> Result<Identity, UpstreamError> {
    let mut identity = Identity::default();
    let answer = masters.call(&call(call::Type::GetMaster)).await?;
    if let Some(master) = answer.response.get_master {
        identity.started_ms = master.start_time.map(milliseconds);
        identity.elected_ms = master.elected_time.map(milliseconds);
        if let Some(info) = master.master_info {
            masters.learn(&info);
            let address = info.address.as_ref();
            let host = info.hostname.clone().or_else(|| {
                address.and_then(|address| address.hostname.clone().or_else(|| address.ip.clone()))
            });
            let port = address.map_or(i64::from(info.port), |address| i64::from(address.port));
            identity.leader = host.map(|host| format!("{host}:{port}"));
            identity.version = info.version.clone();
        }
    }
    if let Ok(answer) = masters.call(&call(call::Type::GetVersion)).await
        && let Some(version) = answer.response.get_version
    {
        identity.version = Some(version.version_info.version.clone());
    }
    match masters.call(&call(call::Type::GetFlags)).await {
        Ok(answer) => {
            let flags = answer.response.get_flags.unwrap_or_default().flags;
            let flag = |name: &str| {
                flags.iter().find(|flag| flag.name == name).and_then(|flag| flag.value.as_deref())
            };
            let number = |name: &str| flag(name).and_then(|value| value.parse().ok());
            identity.cluster = flag("cluster").filter(|name| !name.is_empty()).map(str::to_owned);
            let default = Limits::default();
            identity.limits = Some(Limits {
                completed_tasks: number("max_completed_tasks_per_framework")
                    .unwrap_or(default.completed_tasks),
                completed_frameworks: number("max_completed_frameworks")
                    .unwrap_or(default.completed_frameworks),
            });
        }
        Err(error) => tracing::debug!(reason = error.kind(), "the master does not tell its flags: {error}"),
    }
    Ok(identity)
}

/// A call without arguments.
pub fn call(kind: call::Type) -> Call {
    Call { r#type: Some(kind as i32), ..Call::default() }
}

#[expect(clippy::cast_possible_truncation, reason = "a time of this age fits")]
fn milliseconds(seconds: f64) -> i64 {
    (seconds * 1000.0) as i64
}
