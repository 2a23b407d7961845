//! Offers that a framework has not answered, and inverse offers.

use operator_api::resources::Resources;
use operator_api::v1;
use operator_api::v1::master::response::get_frameworks::Framework;

use super::agent::Agents;
use super::holding::sums;
use super::owned::{Row, key};
use super::reservation::ports;
use super::store::{Draft, Store};
use crate::schema::offers as column;

/// The offers of one framework.
pub(super) fn rows<'a>(
    store: &Store,
    agents: &Agents,
    framework: &'a Framework,
    now_ms: i64,
) -> Vec<Row<'a>> {
    let row = |id: &'a str, kind: &'static str, agent_id: &'a str, mut cells: Draft<'a>| {
        let info = &framework.framework_info;
        let framework_id = info.id.as_ref().map(|id| id.value.as_str());
        cells.extend([
            (column::ID, id.into()),
            (column::KIND, kind.into()),
            (column::FRAMEWORK_ID, framework_id.into()),
            (column::FRAMEWORK, info.name.as_str().into()),
            (column::AGENT_ID, agent_id.into()),
            (column::HOST, agents.host(store, agent_id).to_owned().into()),
        ]);
        Row { key: key(&[kind, id]), cells, at_first: vec![(column::SINCE, now_ms.into())] }
    };
    let offers = framework.offers.iter().map(|offer| {
        let role = offer.allocation_info.as_ref().and_then(|info| info.role.as_deref());
        row(&offer.id.value, column::OFFER, &offer.agent_id.value, cells(&offer.resources, role))
    });
    let inverse = framework.inverse_offers.iter().map(|offer| {
        let agent_id = offer.agent_id.as_ref().map_or("", |id| id.value.as_str());
        row(&offer.id.value, column::INVERSE, agent_id, cells(&offer.resources, None))
    });
    offers.chain(inverse).collect()
}

fn cells<'a>(resources: &'a [v1::Resource], role: Option<&'a str>) -> Draft<'a> {
    let allocated =
        || resources.iter().find_map(|resource| resource.allocation_info.as_ref()?.role.as_deref());
    let offered = Resources::from_messages(resources);
    let [cpus, mem, disk, gpus] = sums(&offered);
    vec![
        (column::ROLE, role.or_else(allocated).into()),
        (column::CPUS, cpus.into()),
        (column::MEM, mem.into()),
        (column::DISK, disk.into()),
        (column::GPUS, gpus.into()),
        (column::PORTS, ports(&offered.ranges("ports")).into()),
    ]
}
