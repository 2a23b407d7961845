//! Operations by kind and state.

use std::collections::BTreeMap;

use super::Gauges;
use crate::world::World;
use crate::world::operation::{OperationKind, OperationState};

pub(super) fn operations(gauges: &mut Gauges, world: &World) {
    let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
    for kind in OperationKind::ALL {
        let mut total = 0;
        for state in OperationState::ALL {
            let count = world.count_operations_in(kind, state);
            total += count;
            *sums.entry(state.metric()).or_default() += count;
            gauges.count(format!("master/operations/{}/{}", kind.metric(), state.metric()), count);
        }
        gauges.count(format!("master/operations/{}/total", kind.metric()), total);
        *sums.entry("total").or_default() += total;
    }
    for (state, count) in sums {
        gauges.count(format!("master/operations/{state}"), count);
    }
}
