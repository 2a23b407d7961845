//! The master's half of the Operator API: one file for each family of calls.

pub(crate) mod about;
mod agents;
mod asked;
pub(crate) mod call;
mod flags;
mod maintenance;
pub(crate) mod metrics;
mod policy;
mod quota;
mod reservations;
mod state;
mod subscribe;
mod volumes;
mod weights;

use std::sync::Arc;

use operator_api::v1::master::call::Type;

use self::call::Valid;
use crate::cluster::Cluster;
use crate::files;
use crate::http::reply::Reply;
use crate::print::document::Encoding;

/// Answers a valid call of a principal, if anybody knows who that is.
pub(crate) async fn answer(
    cluster: Arc<Cluster>,
    valid: Valid,
    encoding: Encoding,
    principal: Option<String>,
) -> Reply {
    match valid.kind {
        Type::Subscribe => subscribe::subscribe(cluster, encoding).await,
        // What prints every task takes seconds in a large cluster; nobody else waits for it.
        Type::GetState | Type::GetTasks | Type::GetAgents | Type::GetExecutors | Type::GetFrameworks => {
            let printed =
                tokio::task::spawn_blocking(move || state::read(&cluster, valid.kind, encoding)).await;
            printed.unwrap_or_else(|_| Reply::error(axum::http::StatusCode::INTERNAL_SERVER_ERROR, ""))
        }
        _ => at_once(&cluster, &valid, encoding, principal.as_deref()),
    }
}

fn at_once(cluster: &Cluster, valid: &Valid, encoding: Encoding, principal: Option<&str>) -> Reply {
    let call = &valid.call;
    let read = |response| Reply::content(encoding, encoding.encode(&response));
    match valid.kind {
        Type::GetHealth => read(about::health()),
        Type::GetVersion => read(about::version()),
        Type::GetMaster => read(about::master(cluster)),
        Type::GetLoggingLevel => read(about::logging_level(cluster)),
        Type::GetFlags => read(flags::flags(cluster)),
        Type::GetMetrics => read(metrics::metrics(cluster)),
        Type::GetOperations => read(state::operations(cluster)),
        Type::GetRoles => read(policy::roles(cluster)),
        Type::GetWeights => read(policy::weights(cluster)),
        Type::GetQuota => read(policy::quota(cluster)),
        Type::GetMaintenanceStatus => read(policy::maintenance_status(cluster)),
        Type::GetMaintenanceSchedule => read(policy::maintenance_schedule(cluster)),
        Type::SetLoggingLevel => about::set_logging_level(cluster, call),
        Type::ListFiles => files::master::list(call, encoding),
        Type::ReadFile => files::master::read(cluster, call, encoding),
        Type::UpdateWeights => weights::update(cluster, call),
        Type::SetQuota => quota::set(cluster, call),
        Type::RemoveQuota => quota::remove(cluster, call),
        Type::UpdateQuota => quota::update(cluster, call),
        Type::ReserveResources => reservations::reserve(cluster, call, principal),
        Type::UnreserveResources => reservations::unreserve(cluster, call),
        Type::CreateVolumes => volumes::create(cluster, call),
        Type::DestroyVolumes => volumes::destroy(cluster, call),
        Type::GrowVolume => volumes::grow(cluster, call),
        Type::ShrinkVolume => volumes::shrink(cluster, call),
        Type::UpdateMaintenanceSchedule => maintenance::update(cluster, call),
        Type::StartMaintenance => maintenance::start(cluster, call),
        Type::StopMaintenance => maintenance::stop(cluster, call),
        Type::DrainAgent => agents::drain(cluster, call),
        Type::DeactivateAgent => agents::deactivate(cluster, call),
        Type::ReactivateAgent => agents::reactivate(cluster, call),
        Type::MarkAgentGone => agents::mark_gone(cluster, call),
        Type::Teardown => agents::teardown(cluster, call),
        _ => Reply::not_implemented(),
    }
}
