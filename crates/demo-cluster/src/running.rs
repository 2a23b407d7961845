//! A cluster from its start to its end.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::cluster::{Cluster, now};
use crate::faults::Faults;
use crate::http::server;
use crate::options::Options;
use crate::print::Printer;
use crate::world::World;
use crate::world::settings::Settings;

/// A cluster that runs. It ends when this is dropped.
pub struct Running {
    cluster: Arc<Cluster>,
    address: SocketAddr,
    tasks: Vec<JoinHandle<()>>,
}

/// Starts a cluster; it answers from the moment this returns.
pub async fn start(options: Options) -> anyhow::Result<Running> {
    let listener = TcpListener::bind(options.listen)
        .await
        .with_context(|| format!("the embedded cluster cannot listen on {}", options.listen))?;
    let address = listener.local_addr()?;
    let mut settings = Settings::new(options.scenario, options.seed);
    settings.agents = options.agents.unwrap_or(settings.agents);
    settings.tasks = options.tasks.unwrap_or(settings.tasks);
    let (agents, tasks) = options.scenario.least();
    anyhow::ensure!(
        settings.agents >= agents && settings.tasks >= tasks,
        "the scenario {} needs at least {agents} agents and {tasks} tasks",
        options.scenario
    );
    if let Some(rate) = options.updates_per_second {
        settings.updates_per_second = rate;
    }
    let ip = match address.ip() {
        // Whoever listens everywhere can be reached here.
        ip if ip.is_unspecified() => Ipv4Addr::LOCALHOST,
        IpAddr::V4(ip) => ip,
        IpAddr::V6(_) => Ipv4Addr::LOCALHOST,
    };
    // Making forty thousand agents takes a moment in which others can work.
    let world = tokio::task::spawn_blocking(move || World::new(settings, now(), ip))
        .await
        .context("the embedded cluster could not be made")?;
    let (agents, tasks) = (world.settings.agents, world.settings.tasks);
    anyhow::ensure!(
        world.unplaced == 0,
        "only {} of {tasks} tasks have room on {agents} agents of the embedded cluster",
        tasks - world.unplaced
    );
    let shown = if address.ip().is_unspecified() { SocketAddr::from((ip, address.port())) } else { address };
    let printer = Printer { ids: world.ids().clone(), address: shown };
    let cluster = Cluster::new(world, printer, options.access, options.max_subscribers);
    let tasks = vec![
        tokio::spawn(server::serve(listener, cluster.clone())),
        tokio::spawn(server::run(cluster.clone())),
    ];
    Ok(Running { cluster, address: shown, tasks })
}

impl Running {
    /// Where the master is: `http://127.0.0.1:5050`. Agents are below it, by their process.
    pub fn master_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address master and agents share.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Lets a framework of this name register, run a task to its end, subscribe again and leave, all within a few seconds.
    pub fn visit(&self, name: &str) {
        self.visit_as(name, "root", name);
    }

    /// The same of a framework whose tasks run as a user and in a role.
    pub fn visit_as(&self, name: &str, user: &str, role: &str) {
        self.cluster.act(|world| world.visit(name, user, role));
    }

    /// Breaks it.
    pub fn faults(&self) -> Faults<'_> {
        Faults(&self.cluster)
    }

    /// Ends it: its streams break off, its listener closes.
    pub async fn stop(mut self) {
        self.abort();
        for task in std::mem::take(&mut self.tasks) {
            // It was told to end, and has.
            let _ = task.await;
        }
    }

    fn abort(&self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.abort();
    }
}
