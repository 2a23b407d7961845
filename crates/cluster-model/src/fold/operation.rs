//! Offer operations. No event tells of them.

use std::collections::BTreeSet;

use operator_api::json::WireEnum;
use operator_api::resources::{Resource, Resources};
use operator_api::v1;
use operator_api::v1::offer::operation::Type;

use super::agent::Agents;
use super::framework::Frameworks;
use super::owned::{Owned, Row, key};
use super::store::Store;
use crate::schema::Table;
use crate::schema::operations as column;

/// The row of an operation. What the console saw of it before is in `known`.
pub(super) fn row<'a>(
    store: &Store,
    known: &Owned,
    agents: &Agents,
    frameworks: &Frameworks,
    operation: &'a v1::Operation,
    now_ms: i64,
) -> Row<'a> {
    let uuid = print_uuid(&operation.uuid.value);
    let agent_id = agent_of(operation);
    let framework_id = operation.framework_id.as_ref().map_or("", |id| id.value.as_str());
    let status = &operation.latest_status;
    let state = status.state().name();
    let resources = concerned(&operation.info);
    let roles: BTreeSet<&str> = resources.iter().filter_map(role_of).collect();
    let role = roles.into_iter().collect::<Vec<_>>().join(", ");
    let key = key(&[&uuid]);
    let seen = known.slot(agent_id, key);
    let same = seen.filter(|&slot| store.name(Table::Operations, slot, column::STATE) == state);
    let updated = same.and_then(|slot| store.number(Table::Operations, slot, column::UPDATED));
    let cells = vec![
        (column::UUID, uuid.into()),
        (column::ID, operation.info.id.as_ref().map(|id| id.value.as_str()).into()),
        (column::TYPE, operation.info.r#type().name().into()),
        (column::STATE, state.into()),
        (column::FRAMEWORK_ID, framework_id.into()),
        (column::FRAMEWORK, frameworks.name(store, framework_id).to_owned().into()),
        (column::AGENT_ID, agent_id.into()),
        (column::HOST, agents.host(store, agent_id).to_owned().into()),
        (column::PROVIDER, status.resource_provider_id.as_ref().map(|id| id.value.as_str()).into()),
        (column::ROLE, role.into()),
        (column::RESOURCES, resources.unallocated().to_string().into()),
        (column::MESSAGE, status.message.as_deref().into()),
        (column::UPDATED, updated.unwrap_or(now_ms).into()),
    ];
    Row { key, cells, at_first: vec![(column::SEEN, now_ms.into())] }
}

/// The agent that carries it out; empty for one that none does.
pub(super) fn agent_of(operation: &v1::Operation) -> &str {
    let told = operation.agent_id.as_ref().or(operation.latest_status.agent_id.as_ref());
    told.map_or("", |id| id.value.as_str())
}

/// The role a resource is reserved to, or else allocated to.
fn role_of(resource: &Resource) -> Option<&str> {
    resource.reserved_role().or(resource.allocation_role.as_deref())
}

/// The resources that an operation makes or changes.
fn concerned(operation: &v1::offer::Operation) -> Resources {
    let of =
        |resources: Option<&Vec<v1::Resource>>| Resources::from_messages(resources.into_iter().flatten());
    let one = |resource: Option<&v1::Resource>| Resources::from_messages(resource);
    match operation.r#type() {
        Type::Reserve => of(operation.reserve.as_ref().map(|reserve| &reserve.resources)),
        Type::Unreserve => of(operation.unreserve.as_ref().map(|unreserve| &unreserve.resources)),
        Type::Create => of(operation.create.as_ref().map(|create| &create.volumes)),
        Type::Destroy => of(operation.destroy.as_ref().map(|destroy| &destroy.volumes)),
        Type::GrowVolume => one(operation.grow_volume.as_ref().map(|grow| &*grow.volume)),
        Type::ShrinkVolume => one(operation.shrink_volume.as_ref().map(|shrink| &*shrink.volume)),
        Type::CreateDisk => one(operation.create_disk.as_ref().map(|create| &*create.source)),
        Type::DestroyDisk => one(operation.destroy_disk.as_ref().map(|destroy| &*destroy.source)),
        Type::Unknown | Type::Launch | Type::LaunchGroup => Resources::new(),
    }
}

/// `0b3f3c3e-…`: 16 bytes as people write them, or others as they are.
fn print_uuid(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(36);
    for (at, byte) in bytes.iter().enumerate() {
        if bytes.len() == 16 && [4, 6, 8, 10].contains(&at) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_is_written_in_five_groups() {
        let bytes: Vec<u8> = (0..16).collect();
        assert_eq!(print_uuid(&bytes), "00010203-0405-0607-0809-0a0b0c0d0e0f");
        assert_eq!(print_uuid(&[0xab, 1]), "ab01");
    }
}
