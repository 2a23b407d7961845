//! Serves a cluster until it is interrupted: `cargo run -p demo-cluster --example serve -- small 127.0.0.1:5050`.
//!
//! Prints how long the start took and how much memory it needs.

use std::time::Instant;

use demo_cluster::{Options, Scenario};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let scenario: Scenario = arguments.next().as_deref().unwrap_or("small").parse()?;
    let mut options = Options::new(scenario);
    if let Some(listen) = arguments.next() {
        options.listen = listen.parse()?;
    }
    if let Some(rate) = arguments.next() {
        options.updates_per_second = Some(rate.parse()?);
    }
    let from = Instant::now();
    let cluster = demo_cluster::start(options).await?;
    println!(
        "{} ({scenario}) after {:.1} s, {}",
        cluster.master_url(),
        from.elapsed().as_secs_f64(),
        memory()
    );
    tokio::signal::ctrl_c().await?;
    println!("at the end {}", memory());
    cluster.stop().await;
    Ok(())
}

/// This process' memory, where the system says.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = |name: &str| {
        status.lines().find_map(|line| line.strip_prefix(name)).map_or("?", str::trim).to_owned()
    };
    format!("{} resident, {} at most", line("VmRSS:"), line("VmHWM:"))
}
