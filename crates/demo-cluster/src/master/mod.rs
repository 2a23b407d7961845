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
use crate::access::{Action, Viewer};
use crate::cluster::Cluster;
use crate::files;
use crate::http::reply::Reply;
use crate::print::document::Encoding;

/// Answers a valid call of somebody who was let in.
pub(crate) async fn answer(cluster: Arc<Cluster>, valid: Valid, encoding: Encoding, viewer: Viewer) -> Reply {
    match valid.kind {
        Type::Subscribe => subscribe::subscribe(cluster, encoding, viewer).await,
        // What prints every task takes seconds in a large cluster; nobody else waits for it.
        Type::GetState | Type::GetTasks | Type::GetAgents | Type::GetExecutors | Type::GetFrameworks => {
            let printed =
                tokio::task::spawn_blocking(move || state::read(&cluster, valid.kind, encoding, &viewer))
                    .await;
            printed.unwrap_or_else(|_| Reply::error(axum::http::StatusCode::INTERNAL_SERVER_ERROR, ""))
        }
        _ => at_once(&cluster, &valid, encoding, &viewer),
    }
}

/// What must be allowed before anything else is looked at. Other calls are judged where what they are about is known.
fn needs(call: Type) -> Option<Action> {
    match call {
        Type::GetFlags => Some(Action::ViewFlags),
        Type::SetLoggingLevel => Some(Action::SetLogLevel),
        Type::DrainAgent => Some(Action::DrainAgent),
        Type::DeactivateAgent => Some(Action::DeactivateAgent),
        Type::ReactivateAgent => Some(Action::ReactivateAgent),
        Type::MarkAgentGone => Some(Action::MarkAgentGone),
        _ => None,
    }
}

fn at_once(cluster: &Cluster, valid: &Valid, encoding: Encoding, viewer: &Viewer) -> Reply {
    if needs(valid.kind).is_some_and(|action| !viewer.may_always(action)) {
        return Reply::forbidden();
    }
    let call = &valid.call;
    let read = |mut response| {
        viewer.narrow_master(&mut response);
        Reply::content(encoding, encoding.encode(&response))
    };
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
        Type::ListFiles => files::master::list(call, encoding, viewer),
        Type::ReadFile => files::master::read(cluster, call, encoding, viewer),
        Type::UpdateWeights => weights::update(cluster, call, viewer),
        Type::SetQuota => quota::set(cluster, call, viewer),
        Type::RemoveQuota => quota::remove(cluster, call, viewer),
        Type::UpdateQuota => quota::update(cluster, call, viewer),
        Type::ReserveResources => reservations::reserve(cluster, call, viewer),
        Type::UnreserveResources => reservations::unreserve(cluster, call, viewer),
        Type::CreateVolumes => volumes::create(cluster, call, viewer),
        Type::DestroyVolumes => volumes::destroy(cluster, call, viewer),
        Type::GrowVolume => volumes::grow(cluster, call, viewer),
        Type::ShrinkVolume => volumes::shrink(cluster, call, viewer),
        Type::UpdateMaintenanceSchedule => maintenance::update(cluster, call, viewer),
        Type::StartMaintenance => maintenance::start(cluster, call, viewer),
        Type::StopMaintenance => maintenance::stop(cluster, call, viewer),
        Type::DrainAgent => agents::drain(cluster, call),
        Type::DeactivateAgent => agents::deactivate(cluster, call),
        Type::ReactivateAgent => agents::reactivate(cluster, call),
        Type::MarkAgentGone => agents::mark_gone(cluster, call),
        Type::Teardown => agents::teardown(cluster, call, viewer),
        _ => Reply::not_implemented(),
    }
}
