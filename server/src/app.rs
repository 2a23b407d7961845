//! What every handler shares.

use std::sync::Arc;

use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::Semaphore;

use crate::access::Access;
use crate::access::audit::Audit;
use crate::access::tls::Certificate;
use crate::assets::Assets;
use crate::changes::Changes;
use crate::config::Config;
use crate::embedded::Embedded;
use crate::files::Files;
use crate::live::{Hub, Pace};
use crate::node;
use crate::readings::Readings;
use crate::start::{self, StartError};
use crate::telemetry;
use crate::terminals::Terminals;
use crate::upstream::{self, Agents, Limits, Masters};

/// The console, as handlers see it.
pub struct App {
    /// What it was told.
    pub config: Config,
    /// Who comes in, and who may do what.
    pub access: Arc<Access>,
    /// The audit log, if it goes anywhere but into the console's own log. Doors call [`App::record`].
    pub audit_log: Option<Arc<Audit>>,
    /// The console's certificate, if it serves TLS.
    pub certificate: Option<Arc<Certificate>>,
    /// The app's files.
    pub assets: Assets,
    /// The client of the leading master.
    pub masters: Arc<Masters>,
    /// The client of agents.
    pub agents: Agents,
    /// The cluster, followed.
    pub hub: Hub,
    /// A turn for each call of browsers that is under way to the master.
    pub master_turns: Semaphore,
    /// The same for all agents.
    pub agent_turns: Semaphore,
    /// What was read last, for all who ask.
    pub readings: Readings,
    /// What the doors of files share.
    pub files: Files,
    /// What is changed through this console.
    pub changes: Changes,
    /// What terminals share.
    pub terminals: Terminals,
    /// The cluster inside, if this is a demo.
    pub embedded: Option<Embedded>,
    /// Renders the metrics.
    pub metrics: PrometheusHandle,
}

/// The state of every route.
pub type AppState = Arc<App>;

impl App {
    /// Puts the parts together and starts to follow the cluster. Must be called in a Tokio runtime; the hub stops when the app is dropped.
    ///
    /// # Errors
    /// Everything that the configuration names and that cannot be opened, or if the TLS library cannot be set up.
    pub fn start(config: Config, assets: Assets, embedded: Option<Embedded>) -> Result<AppState, StartError> {
        let limits = Limits { size: config.max_message, ..Limits::default() };
        Self::start_at(config, assets, embedded, limits, Pace::default())
    }

    /// The same with other limits and at another pace.
    ///
    /// # Errors
    /// As [`App::start`].
    pub fn start_at(
        config: Config,
        assets: Assets,
        embedded: Option<Embedded>,
        limits: Limits,
        pace: Pace,
    ) -> Result<AppState, StartError> {
        let metrics = telemetry::metrics();
        let opened = start::open(&config)?;
        let (masters, agents) = upstream::clients(&config, &opened.presented, limits)?;
        let masters = Arc::new(masters);
        let hub = Hub::start(masters.clone(), &config, embedded.is_some(), pace);
        Ok(Arc::new(Self {
            config,
            access: opened.access,
            audit_log: opened.audit_log,
            certificate: opened.certificate,
            assets,
            masters,
            agents,
            hub,
            master_turns: Semaphore::new(node::MOST_OF_MASTER),
            agent_turns: Semaphore::new(node::MOST_OF_AGENTS),
            readings: Readings::default(),
            files: Files::default(),
            terminals: Terminals::default(),
            changes: Changes::default(),
            embedded,
            metrics,
        }))
    }
}
