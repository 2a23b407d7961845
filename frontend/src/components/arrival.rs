//! Whether the picture of the cluster has arrived, for what is shown from it.

use cluster_model::live::Upstream;
use cluster_model::schema::Table;
use leptos::prelude::*;

use super::panel::Condition;
use crate::live::Live;

/// The condition of what is shown from the replica: on its way until a master has been heard, then here. Before that, "none" would
/// mean "not yet". How old it is the page says above.
pub fn arrival(live: Live) -> Memo<Condition> {
    Memo::new(move |_| {
        let status = live.status();
        let is_heard = status.with(|status| status.heard_ms.is_some());
        let has_rows = || {
            live.watch(&Table::ALL, |replica| Table::ALL.iter().any(|table| !replica.rows(*table).is_empty()))
        };
        if live.is_whole() && (is_heard || has_rows()) {
            return Condition::Ready;
        }
        match status.with(|status| status.upstream.clone()) {
            Upstream::Disconnected { .. } => Condition::Empty(
                "No picture of the cluster has come yet. The line above says why, and the console keeps trying.".to_owned(),
            ),
            Upstream::Connecting | Upstream::Live | Upstream::Quiet { .. } => Condition::Loading,
        }
    })
}
