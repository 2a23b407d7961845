//! Weights changed.

use std::sync::Arc;

use operator_api::v1::master::Call;

use crate::cluster::Cluster;
use crate::http::reply::Reply;
use crate::world::roles::invalid;

/// `UPDATE_WEIGHTS`: all of them or none; of a role that comes twice the last one counts.
pub(crate) fn update(cluster: &Cluster, call: &Call) -> Reply {
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
