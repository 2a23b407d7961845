//! Resource providers configured by an operator, and images. Most agents have no folder for configurations, and none has
//! images to prune.

use axum::http::StatusCode;
use operator_api::v1;
use operator_api::v1::agent::Call;
use operator_api::v1::csi_plugin_container_info::Service;

use crate::cluster::Cluster;
use crate::http::reply::Reply;
use crate::world::agent::Agent;
use crate::world::provider::Configured;

/// Room of a plugin that does not say how much it has, in MB.
const ROOM: i64 = 100 * 1024;

/// `ADD_RESOURCE_PROVIDER_CONFIG`
pub(super) fn add(cluster: &Cluster, agent: &Agent, call: &Call) -> Reply {
    let Some(wanted) = &call.add_resource_provider_config else { return Reply::done() };
    if wanted.info.id.is_some() {
        return with_id("add_resource_provider_config");
    }
    if let Some(refusal) = unfit(agent, &wanted.info) {
        return refusal;
    }
    let (info, room) = ((*wanted.info).clone(), room(&wanted.info));
    match cluster.act(|world| world.add_provider(agent.key, info, room)) {
        Configured::Exists => Reply::conflict("409 Conflict."),
        Configured::Done | Configured::Missing => Reply::done(),
    }
}

/// `UPDATE_RESOURCE_PROVIDER_CONFIG`
pub(super) fn update(cluster: &Cluster, agent: &Agent, call: &Call) -> Reply {
    let Some(wanted) = &call.update_resource_provider_config else { return Reply::done() };
    if wanted.info.id.is_some() {
        return with_id("update_resource_provider_config");
    }
    if let Some(refusal) = unfit(agent, &wanted.info) {
        return refusal;
    }
    let info = (*wanted.info).clone();
    match cluster.act(|world| world.update_provider(agent.key, info)) {
        Configured::Missing => Reply::not_found(),
        Configured::Done | Configured::Exists => Reply::done(),
    }
}

/// `REMOVE_RESOURCE_PROVIDER_CONFIG`: what is not there is removed already.
pub(super) fn remove(cluster: &Cluster, agent: &Agent, call: &Call) -> Reply {
    let Some(wanted) = &call.remove_resource_provider_config else { return Reply::done() };
    if !agent.takes_providers() {
        return without_folder();
    }
    cluster.act(|world| world.remove_provider(agent.key, &wanted.r#type, &wanted.name));
    Reply::done()
}

/// `MARK_RESOURCE_PROVIDER_GONE`: one that nobody knows is gone already.
pub(super) fn mark_gone(cluster: &Cluster, agent: &Agent, call: &Call) -> Reply {
    let Some(wanted) = &call.mark_resource_provider_gone else { return Reply::done() };
    let id = &wanted.resource_provider_id.value;
    match cluster.act(|world| world.forget_provider(agent.key, id)) {
        Ok(()) => Reply::done(),
        Err(_) => Reply::error(
            StatusCode::INTERNAL_SERVER_ERROR,
            format!("Could not mark resource provider '{id}' as gone: Resource provider has resources"),
        ),
    }
}

/// The id of a provider is the agent's to give.
fn with_id(member: &str) -> Reply {
    Reply::bad_request(format!("Failed to validate agent::Call: Expecting '{member}.info.id' to be unset"))
}

/// A provider whose plugin cannot mount is refused first, any other for want of a folder.
fn unfit(agent: &Agent, info: &v1::ResourceProviderInfo) -> Option<Reply> {
    let mut containers = info.storage.iter().flat_map(|storage| &storage.plugin.containers);
    if !containers.any(|container| container.services.contains(&(Service::NodeService as i32))) {
        return Some(Reply::bad_request(format!(
            "Failed to validate resource provider config with type '{}' and name '{}': NODE_SERVICE not found",
            info.r#type, info.name
        )));
    }
    (!agent.takes_providers()).then(without_folder)
}

fn without_folder() -> Reply {
    Reply::error(StatusCode::INTERNAL_SERVER_ERROR, "Missing required flag --resource_provider_config_dir")
}

/// The room a plugin is told it has, in MB: `--available_capacity=2GB`, as Mesos' own test plugin takes it.
fn room(info: &v1::ResourceProviderInfo) -> i64 {
    let containers = info.storage.iter().flat_map(|storage| &storage.plugin.containers);
    let commands = containers.filter_map(|container| container.command.as_ref());
    let mut words = commands.flat_map(|command| {
        let line = command.value.iter().flat_map(|value| value.split_whitespace());
        line.chain(command.arguments.iter().map(String::as_str))
    });
    words.find_map(|word| megabytes(word.strip_prefix("--available_capacity=")?)).unwrap_or(ROOM)
}

fn megabytes(amount: &str) -> Option<i64> {
    let digits = amount.find(|c: char| !c.is_ascii_digit()).unwrap_or(amount.len());
    let number: i64 = amount[..digits].parse().ok()?;
    let factor = match &amount[digits..] {
        "MB" => 1,
        "GB" => 1024,
        "TB" => 1024 * 1024,
        _ => return None,
    };
    number.checked_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_read_in_the_units_of_mesos() {
        assert_eq!(megabytes("512MB"), Some(512));
        assert_eq!(megabytes("2GB"), Some(2048));
        assert_eq!(megabytes("1TB"), Some(1_048_576));
        assert_eq!(megabytes("much"), None);
        assert_eq!(megabytes("2"), None, "a number of nothing");
    }
}
