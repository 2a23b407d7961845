//! Storage of a cluster that begins: resource providers on some agents, a volume that several tasks share.

use std::sync::{Arc, LazyLock};

use operator_api::v1;
use operator_api::v1::csi_plugin_container_info::Service;
use operator_api::v1::resource::{ReservationInfo, reservation_info};

use super::super::World;
use super::super::amounts::{Amounts, Scalars};
use super::super::ids::{AgentKey, FrameworkKey};
use super::super::pool::{Kind, Pool, Volume};
use super::super::task::Blueprint;

/// Room of a provider, in MB.
const ROOM: i64 = 400_000;

/// The provider that agents have: a plugin that makes logical volumes of the machine's spare disks.
static LVM: LazyLock<Arc<v1::ResourceProviderInfo>> = LazyLock::new(|| {
    let command = "/opt/csi/lvm-plugin --volume-group=spare".to_owned();
    let plugin = v1::CsiPluginContainerInfo {
        services: vec![Service::ControllerService as i32, Service::NodeService as i32],
        command: Some(Box::new(v1::CommandInfo {
            shell: Some(true),
            value: Some(command),
            ..v1::CommandInfo::default()
        })),
        ..v1::CsiPluginContainerInfo::default()
    };
    Arc::new(v1::ResourceProviderInfo {
        r#type: "org.apache.mesos.rp.local.storage".to_owned(),
        name: "lvm".to_owned(),
        default_reservations: vec![ReservationInfo {
            r#type: Some(reservation_info::Type::Dynamic as i32),
            role: Some("storage".to_owned()),
            ..ReservationInfo::default()
        }],
        storage: Some(v1::resource_provider_info::Storage {
            plugin: Box::new(v1::CsiPluginInfo {
                r#type: "org.apache.mesos.csi.lvm".to_owned(),
                name: Some("spare".to_owned()),
                containers: vec![plugin],
                ..v1::CsiPluginInfo::default()
            }),
            reconciliation_interval_seconds: Some(300.0),
        }),
        ..v1::ResourceProviderInfo::default()
    })
});

impl World {
    /// Gives the agents that can have one a resource provider.
    pub(super) fn settle_storage(&mut self) {
        let able: Vec<AgentKey> =
            self.agents.iter().filter(|agent| agent.takes_providers()).map(|agent| agent.key).collect();
        for agent in able {
            self.settle_provider(agent, &LVM, ROOM);
        }
    }

    /// Adds a service whose instances, all on one agent, share a volume.
    pub(super) fn share_volume(&mut self) {
        let (framework, home) = (FrameworkKey(0), AgentKey(4));
        let Some(model) = self.books.first().and_then(|books| books.units.get(5)?.first().cloned()) else {
            return;
        };
        if self.agents.len() <= home.index() {
            return;
        }
        let volume = Volume {
            id: "image-cache".into(),
            principal: Some("marathon".into()),
            container_path: "cache".into(),
        };
        let volume = Kind::reserved(&model.role, true, Some("marathon")).with_volume(volume);
        let shared = Pool {
            kind: Kind { shared: true, ..volume },
            amounts: Amounts::scalars(Scalars::of(0.0, 0, 20_000)),
        };
        let agent = self.agent_mut(home);
        agent.total.subtract(Kind::unreserved(), &shared.amounts);
        agent.total.add(&shared.kind, &shared.amounts);
        let blueprint = Blueprint {
            name: "api/thumbnails".into(),
            pools: model.pools.iter().cloned().chain([shared]).collect(),
            home: Some(home),
            ..(*model).clone()
        };
        self.books[framework.index()].units.push(Arc::from([Arc::new(blueprint)]));
    }
}
