//! The master's half of the Operator API: one file for each family of calls.

pub(crate) mod about;
pub(crate) mod call;
mod flags;
pub(crate) mod metrics;
mod policy;
mod state;
mod subscribe;

use std::sync::Arc;

use operator_api::v1::master::call::Type;

use self::call::Valid;
use crate::cluster::Cluster;
use crate::http::reply::Reply;
use crate::print::document::Encoding;

/// Answers a valid call.
pub(crate) async fn answer(cluster: Arc<Cluster>, valid: Valid, encoding: Encoding) -> Reply {
    match valid.kind {
        Type::Subscribe => subscribe::subscribe(cluster, encoding).await,
        // What prints every task takes seconds in a large cluster; nobody else waits for it.
        Type::GetState | Type::GetTasks | Type::GetAgents | Type::GetExecutors | Type::GetFrameworks => {
            let printed =
                tokio::task::spawn_blocking(move || state::read(&cluster, valid.kind, encoding)).await;
            printed.unwrap_or_else(|_| Reply::error(axum::http::StatusCode::INTERNAL_SERVER_ERROR, ""))
        }
        _ => at_once(&cluster, &valid, encoding),
    }
}

fn at_once(cluster: &Cluster, valid: &Valid, encoding: Encoding) -> Reply {
    let read = |response| Reply::content(encoding, encoding.encode(&response));
    match valid.kind {
        Type::GetHealth => read(about::health()),
        Type::GetVersion => read(about::version()),
        Type::GetMaster => read(about::master(cluster)),
        Type::GetLoggingLevel => read(about::logging_level(cluster)),
        Type::GetFlags => read(flags::flags(cluster)),
        Type::GetMetrics => read(metrics::metrics(cluster)),
        Type::GetOperations => read(state::operations()),
        Type::GetRoles => read(policy::roles(cluster)),
        Type::GetWeights => read(policy::weights(cluster)),
        Type::GetQuota => read(policy::quota(cluster)),
        Type::GetMaintenanceStatus => read(policy::maintenance_status(cluster)),
        Type::GetMaintenanceSchedule => read(policy::maintenance_schedule(cluster)),
        Type::SetLoggingLevel => about::set_logging_level(cluster, &valid.call),
        _ => Reply::not_implemented(),
    }
}
