//! Roles, weights, quotas and maintenance, as they are.

use operator_api::v1::master::Response;
use operator_api::v1::master::response::{
    GetMaintenanceSchedule, GetMaintenanceStatus, GetQuota, GetRoles, GetWeights, Type,
};

use crate::cluster::Cluster;
use crate::print::roles as print;

/// `GET_ROLES`
pub(crate) fn roles(cluster: &Cluster) -> Response {
    let roles = cluster.look(|world| cluster.printer.roles(world));
    Response {
        r#type: Some(Type::GetRoles as i32),
        get_roles: Some(GetRoles { roles }),
        ..Response::default()
    }
}

/// `GET_WEIGHTS`: without any weight there is no answer but the type.
pub(crate) fn weights(cluster: &Cluster) -> Response {
    let weight_infos = cluster.look(print::weights);
    Response {
        r#type: Some(Type::GetWeights as i32),
        get_weights: (!weight_infos.is_empty()).then_some(GetWeights { weight_infos }),
        ..Response::default()
    }
}

/// `GET_QUOTA`
pub(crate) fn quota(cluster: &Cluster) -> Response {
    let status = cluster.look(print::quota_status);
    Response {
        r#type: Some(Type::GetQuota as i32),
        get_quota: Some(GetQuota { status }),
        ..Response::default()
    }
}

/// `GET_MAINTENANCE_STATUS`
pub(crate) fn maintenance_status(cluster: &Cluster) -> Response {
    let status = cluster.look(|world| cluster.printer.maintenance_status(world));
    Response {
        r#type: Some(Type::GetMaintenanceStatus as i32),
        get_maintenance_status: Some(GetMaintenanceStatus { status }),
        ..Response::default()
    }
}

/// `GET_MAINTENANCE_SCHEDULE`
pub(crate) fn maintenance_schedule(cluster: &Cluster) -> Response {
    let schedule = cluster.look(print::schedule);
    Response {
        r#type: Some(Type::GetMaintenanceSchedule as i32),
        get_maintenance_schedule: Some(GetMaintenanceSchedule { schedule }),
        ..Response::default()
    }
}
