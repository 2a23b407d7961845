//! Operations on resources.

use operator_api::v1;
use operator_api::v1::offer::operation as offer;
use operator_api::v1::resource::disk_info;

use crate::world::operation::{Operation, OperationKind, OperationState, OperationStatus};
use crate::world::pool::{Pools, SourceKind};

use super::{Printer, resources, uuid_bytes};

impl Printer {
    /// An operation as master and agents show it.
    pub fn operation(&self, operation: &Operation) -> v1::Operation {
        let statuses: Vec<_> =
            operation.statuses.iter().map(|status| self.operation_status(operation, status)).collect();
        let pending = OperationStatus { state: OperationState::Pending, uuid: 0, message: None };
        let latest = statuses.last().cloned().unwrap_or_else(|| self.operation_status(operation, &pending));
        v1::Operation {
            framework_id: operation
                .requester
                .as_ref()
                .map(|requester| self.framework_id(requester.framework)),
            agent_id: Some(self.agent_id(operation.agent)),
            info: Box::new(info(operation)),
            latest_status: Box::new(latest),
            statuses,
            uuid: v1::Uuid { value: uuid_bytes(operation.uuid).unwrap_or_default() },
        }
    }

    fn operation_status(&self, operation: &Operation, status: &OperationStatus) -> v1::OperationStatus {
        // Where the master knows the outcome beforehand nobody tells it.
        let told = status.state == OperationState::Finished && !operation.kind.is_speculative();
        let role = operation.requester.as_ref().map(|requester| &*requester.role);
        v1::OperationStatus {
            operation_id: operation.id().map(|id| v1::OperationId { value: id.to_string() }),
            state: Some(status.state as i32),
            message: status.message.as_deref().map(str::to_owned),
            converted_resources: match told {
                true => resources::operated(role, &operation.converted),
                false => Vec::new(),
            },
            uuid: uuid_bytes(status.uuid).map(|value| v1::Uuid { value }),
            agent_id: Some(self.agent_id(operation.agent)),
            resource_provider_id: operation
                .provider()
                .map(|provider| v1::ResourceProviderId { value: provider.to_string() }),
        }
    }
}

/// What an operation is to do, as it was asked for.
fn info(operation: &Operation) -> v1::offer::Operation {
    let role = operation.requester.as_ref().map(|requester| &*requester.role);
    let consumed = || resources::operated(role, &operation.consumed);
    let converted = || resources::operated(role, &operation.converted);
    let mut info = v1::offer::Operation {
        r#type: Some(operation.kind as i32),
        id: operation.id().map(|id| v1::OperationId { value: id.to_string() }),
        ..v1::offer::Operation::default()
    };
    match operation.kind {
        OperationKind::Reserve => {
            info.reserve = Some(offer::Reserve { resources: converted(), ..offer::Reserve::default() });
        }
        OperationKind::Unreserve => info.unreserve = Some(offer::Unreserve { resources: consumed() }),
        OperationKind::Create => info.create = Some(offer::Create { volumes: converted() }),
        OperationKind::Destroy => info.destroy = Some(offer::Destroy { volumes: consumed() }),
        OperationKind::GrowVolume => {
            let (volume, addition) = apart(role, &operation.consumed);
            info.grow_volume = Some(offer::GrowVolume { volume, addition });
        }
        OperationKind::ShrinkVolume => {
            let (volume, _) = apart(role, &operation.consumed);
            let (_, freed) = apart(role, &operation.converted);
            let subtract = freed.scalar.unwrap_or_default();
            info.shrink_volume = Some(offer::ShrinkVolume { volume, subtract });
        }
        OperationKind::CreateDisk => {
            let target = match operation.target {
                Some(SourceKind::Block) => disk_info::source::Type::Block,
                _ => disk_info::source::Type::Mount,
            };
            info.create_disk = Some(offer::CreateDisk {
                source: consumed().pop().map(Box::new).unwrap_or_default(),
                target_type: Some(target as i32),
                target_profile: None,
            });
        }
        OperationKind::DestroyDisk => {
            let source = consumed().pop().map(Box::new).unwrap_or_default();
            info.destroy_disk = Some(offer::DestroyDisk { source });
        }
    }
    info
}

/// The volume and the rest.
fn apart(role: Option<&str>, pools: &Pools) -> (Box<v1::Resource>, Box<v1::Resource>) {
    let pick = |volume: bool| {
        let pools: Pools =
            pools.iter().filter(|pool| pool.kind.volume().is_some() == volume).cloned().collect();
        resources::operated(role, &pools).pop().map(Box::new).unwrap_or_default()
    };
    (pick(true), pick(false))
}
