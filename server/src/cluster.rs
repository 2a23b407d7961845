//! `mesoscope cluster`: the embedded cluster on its own, for whoever tests a client of Mesos.

use std::io::Write;
use std::time::Instant;

use mesoscope_server::config::{Config, EmbeddedConfig};
use mesoscope_server::telemetry;

use crate::serve;

/// Serves master and agents until a signal comes. The first lines on standard output say where they are.
pub async fn cluster(config: Config, embedded: EmbeddedConfig) -> anyhow::Result<()> {
    telemetry::log(&config)?;
    let scenario = embedded.scenario;
    let began = Instant::now();
    let running = demo_cluster::start(embedded.into()).await?;
    tracing::info!(%scenario, seconds = began.elapsed().as_secs_f64(), "the cluster runs");
    let master = running.master_url();
    println!("master   {master}/api/v1");
    // Their processes share the master's listener, as they do when Mesos runs them in one process.
    println!("agents   {master}/slave(N)/api/v1, by the pid in GET_AGENTS");
    std::io::stdout().flush()?;
    serve::signal().await;
    tracing::info!("stopping");
    running.stop().await;
    Ok(())
}
