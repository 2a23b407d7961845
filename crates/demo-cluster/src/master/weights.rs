//! Weights changed.

use std::sync::Arc;

use operator_api::v1::master::Call;

use crate::access::{Action, Viewer};
use crate::cluster::Cluster;
use crate::http::reply::Reply;
use crate::world::roles::invalid;

/// `UPDATE_WEIGHTS`: all of them or none; of a role that comes twice the last one counts.
pub(crate) fn update(cluster: &Cluster, call: &Call, viewer: &Viewer) -> Reply {
    let Some(wanted) = &call.update_weights else { return Reply::done() };
    for info in &wanted.weight_infos {
        let role = info.role.as_deref().unwrap_or_default().trim();
        if let Some(reason) = invalid(role) {
            return Reply::bad_request(format!(
                "Failed to validate update weights request JSON: Invalid role '{role}': {reason}"
            ));
        }
        if info.weight.is_nan() || info.weight <= 0.0 {
            return Reply::bad_request(format!(
                "Failed to validate update weights request JSON for role '{role}': Invalid weight '{}': Weights must be positive",
                info.weight
            ));
        }
    }
    // Who may not change every weight may not change none of them either.
    let roles = || wanted.weight_infos.iter().map(|info| info.role.as_deref().unwrap_or_default().trim());
    let allowed = match wanted.weight_infos.is_empty() {
        true => viewer.may_always(Action::UpdateWeight),
        false => roles().all(|role| viewer.may_to(Action::UpdateWeight, role)),
    };
    if !allowed {
        return Reply::forbidden();
    }
    cluster.act(|world| {
        for info in &wanted.weight_infos {
            let role = info.role.as_deref().unwrap_or_default().trim();
            world.weights.insert(Arc::from(role), info.weight);
        }
        if !wanted.weight_infos.is_empty() {
            world.rescind_all();
        }
    });
    Reply::done()
}
