//! Goes through the steps of a change, so many at a time, until all of them have ended.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

use super::change::Change;
use super::expected::Expected;
use super::{Run, Waiter};
use crate::app::AppState;
use crate::seat::Seat;

/// Runs a change to its end. `waiter` is who waits for the answer to its first step.
pub(super) async fn run(
    app: AppState,
    seat: Arc<Seat>,
    change: Arc<Change>,
    expects: Vec<Vec<Expected>>,
    mut waiter: Option<Waiter>,
) {
    let slots = Arc::new(Semaphore::new(change.order.at_once));
    let mut steps = JoinSet::new();
    for (at, expects) in expects.into_iter().enumerate() {
        let slot = tokio::select! {
            // A slot that was given back and a halt may come together.
            biased;
            () = change.halted() => break,
            slot = slots.clone().acquire_owned() => slot,
        };
        // It is never closed.
        let Ok(slot) = slot else { break };
        let run =
            Run { app: app.clone(), seat: seat.clone(), change: change.clone(), at, waiter: waiter.take() };
        steps.spawn(step(run, expects, slot));
        // What is done needs no room.
        while steps.try_join_next().is_some() {}
    }
    while let Some(done) = steps.join_next().await {
        if let Err(error) = done {
            tracing::error!(change = change.id, "a step broke off: {error}");
        }
    }
    // Only what broke off is left.
    change.abandon();
    app.changes.register.end(&change);
    change.announce();
}

/// One step, from its turn to its end.
async fn step(mut run: Run, expects: Vec<Expected>, slot: OwnedSemaphorePermit) {
    if let Some(sent) = run.send(&expects).await {
        run.track(sent, slot).await;
    }
}
