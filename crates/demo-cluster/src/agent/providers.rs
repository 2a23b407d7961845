//! Resource providers and images. No agent here has a folder for the configurations of providers, nor images to prune.

use axum::http::StatusCode;
use operator_api::v1;
use operator_api::v1::agent::Call;

use crate::http::reply::Reply;

/// `ADD_RESOURCE_PROVIDER_CONFIG`
pub(super) fn add(call: &Call) -> Reply {
    let Some(wanted) = &call.add_resource_provider_config else { return Reply::done() };
    if wanted.info.id.is_some() {
        return with_id("add_resource_provider_config");
    }
    unfit(&wanted.info)
}

/// `UPDATE_RESOURCE_PROVIDER_CONFIG`
pub(super) fn update(call: &Call) -> Reply {
    match &call.update_resource_provider_config {
        Some(wanted) if wanted.info.id.is_some() => with_id("update_resource_provider_config"),
        Some(wanted) => unfit(&wanted.info),
        None => Reply::done(),
    }
}

/// The id of a provider is the agent's to give.
fn with_id(member: &str) -> Reply {
    Reply::bad_request(format!("Failed to validate agent::Call: Expecting '{member}.info.id' to be unset"))
}

/// A provider without a plugin is refused first, any other for want of a folder.
fn unfit(info: &v1::ResourceProviderInfo) -> Reply {
    if info.storage.as_ref().is_none_or(|storage| storage.plugin.containers.is_empty()) {
        return Reply::bad_request(format!(
            "Failed to validate resource provider config with type '{}' and name '{}': NODE_SERVICE not found",
            info.r#type, info.name
        ));
    }
    without_folder()
}

/// `REMOVE_RESOURCE_PROVIDER_CONFIG`
pub(super) fn remove() -> Reply {
    without_folder()
}

fn without_folder() -> Reply {
    Reply::error(StatusCode::INTERNAL_SERVER_ERROR, "Missing required flag --resource_provider_config_dir")
}
