//! `mesoscope demo`: the console for an embedded cluster.

use anyhow::Context;
use mesoscope_server::config::{Config, DemoConfig};

use crate::serve;

/// Starts the cluster, then the console on it.
pub async fn demo(config: Config, demo: DemoConfig) -> anyhow::Result<()> {
    let options = demo_cluster::Options {
        seed: demo.seed,
        listen: demo.master_listen,
        updates_per_second: demo.updates_per_second,
        ..demo_cluster::Options::new(demo.scenario)
    };
    let running = demo_cluster::start(options).await.context("the embedded cluster")?;
    let config = Config { masters: vec![running.master_url()], ..config };
    serve::serve(config, true).await
}
