//! The listener that master and agents share, and its connections.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::door;
use crate::cluster::Cluster;
use crate::faults::Switches;

/// How long the world rests between two moves.
const TICK: Duration = Duration::from_millis(20);

/// Serves until it is dropped; all connections end with it.
pub(crate) async fn serve(listener: TcpListener, cluster: Arc<Cluster>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) if *cluster.switches.refusing.borrow() => drop(stream),
                Ok((stream, _)) => {
                    let cluster = cluster.clone();
                    // Small records must not wait for each other.
                    let _ = stream.set_nodelay(true);
                    connections.spawn(async move {
                        let answering = cluster.clone();
                        let service = service_fn(move |request| door::answer(answering.clone(), request));
                        let connection = http1::Builder::new()
                            .timer(TokioTimer::new())
                            .title_case_headers(true)
                            .serve_connection(TokioIo::new(stream), service);
                        tokio::select! {
                            // Who is gone answers nothing more.
                            biased;
                            () = Switches::turned_on(&cluster.switches.refusing) => {}
                            // A client that goes away, or is sent away by command, is no news.
                            ended = connection => if let Err(error) = ended {
                                tracing::trace!(%error, "a connection ended early");
                            },
                        }
                    });
                }
                Err(error) => wait_for_room(&error).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Out of files, most likely: others close theirs in a moment.
async fn wait_for_room(error: &io::Error) {
    tracing::warn!(%error, "the embedded cluster could not accept a connection");
    tokio::time::sleep(Duration::from_millis(100)).await;
}

/// Moves the world until it is dropped.
pub(crate) async fn run(cluster: Arc<Cluster>) {
    let mut ticks = tokio::time::interval(TICK);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    loop {
        ticks.tick().await;
        cluster.tick();
    }
}
