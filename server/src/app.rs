//! What every handler shares.

use std::sync::Arc;

use metrics_exporter_prometheus::PrometheusHandle;

use crate::access::Access;
use crate::access::audit::Audit;
use crate::access::settings::WayIn;
use crate::access::tls::Certificate;
use crate::assets::Assets;
use crate::changes::Changes;
use crate::config::Config;
use crate::embedded::Embedded;
use crate::live::Pace;
use crate::seat::Seats;
use crate::start::{self, StartError};
use crate::telemetry;
use crate::terminals::Terminals;
use crate::upstream::Limits;

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
    /// What is asked of the cluster, with whose credentials.
    pub seats: Arc<Seats>,
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
        // Where all bring credentials of their own nobody is to be shown anything by the console's.
        let ways = &opened.access.ways;
        let has_own = ways.is_empty() || ways.iter().any(|way| *way != WayIn::Mesos);
        let own = has_own.then_some(&opened.presented);
        let seats = Seats::open(&config, own, embedded.is_some(), limits, pace)?;
        Ok(Arc::new(Self {
            config,
            access: opened.access,
            audit_log: opened.audit_log,
            certificate: opened.certificate,
            assets,
            seats,
            terminals: Terminals::default(),
            changes: Changes::default(),
            embedded,
            metrics,
        }))
    }
}
