//! Whether the picture of the cluster has arrived, for what is shown from it.

use cluster_model::schema::Table;
use leptos::prelude::*;

use super::{freshness_chip::Freshness, panel::Condition};
use crate::live::Live;

/// The condition of what is shown from the replica: on its way until a master has been heard, then here. Before that, "none" would
/// mean "not yet". How old it is the page says above.
pub fn arrival(live: Live) -> Memo<Condition> {
    let status = live.status();
    let freshness = live.surroundings().freshness;
    let has_come = Memo::new(move |_| {
        let is_heard = status.with(|status| status.heard_ms.is_some());
        let has_rows = || {
            live.watch(&Table::ALL, |replica| Table::ALL.iter().any(|table| !replica.rows(*table).is_empty()))
        };
        live.is_whole() && (is_heard || has_rows())
    });
    Memo::new(move |_| {
        if has_come.get() {
            Condition::Ready
        } else if freshness.with(Freshness::is_stale) {
            Condition::Empty(
                "No picture of the cluster has come yet. The line above says why, and the console keeps trying."
                    .to_owned(),
            )
        } else {
            Condition::Loading
        }
    })
}
