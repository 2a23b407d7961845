//! Cuts a revision whenever something has been folded, not more often than the pace allows; and notices when the stream falls silent, which no
//! event tells.

use std::sync::Arc;

use tokio::time::Instant;

use super::hub::Shared;
use crate::telemetry;

/// A quarter of the time at most goes into making revisions.
const TIMES_ITS_COST: u32 = 4;

/// Cuts revisions, for ever: at once after a quiet time.
pub(super) async fn cut(shared: Arc<Shared>) {
    loop {
        shared.folded.notified().await;
        let mut cluster = shared.cluster.clone().lock_owned().await;
        let began = Instant::now();
        let cutting = shared.clone();
        // A revision after a new subscription may hold every row.
        let cut = tokio::task::spawn_blocking(move || cutting.cut(&mut cluster)).await;
        match cut {
            Ok(revision) => {
                #[expect(clippy::cast_precision_loss, reason = "a gauge is a float")]
                metrics::gauge!(telemetry::REVISION, "principal" => shared.principal()).set(revision as f64);
            }
            Err(error) => tracing::error!("a revision could not be cut: {error}"),
        }
        let wait = shared.pace.cut_every.max(began.elapsed() * TIMES_ITS_COST);
        tokio::time::sleep_until(began + wait).await;
    }
}

/// Tells browsers that changes have got further, not more often than the pace allows; for ever.
pub(super) async fn announce_changes(shared: Arc<Shared>) {
    loop {
        shared.changed.notified().await;
        shared.edge.announce_changes();
        for bound in shared.bounds.all() {
            bound.edge.announce_changes();
        }
        tokio::time::sleep(shared.pace.changes_every).await;
    }
}

/// Looks at the clock, for ever.
pub(super) async fn watch_freshness(shared: Arc<Shared>) {
    let mut tick = tokio::time::interval(shared.pace.status_every.div_f64(8.0));
    loop {
        tick.tick().await;
        shared.stand(|_| {});
    }
}
