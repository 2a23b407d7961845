//! `mesoscope demo`: the console for an embedded cluster.

use std::sync::Arc;

use anyhow::Context;
use mesoscope_server::config::{Config, EmbeddedConfig};

use crate::serve;

/// Starts the cluster, then the console on it.
pub async fn demo(config: Config, embedded: EmbeddedConfig) -> anyhow::Result<()> {
    let running = demo_cluster::start(embedded.into()).await.context("the embedded cluster")?;
    let config = Config { masters: vec![running.master_url()], ..config };
    serve::serve(config, Some(Arc::new(running))).await
}
