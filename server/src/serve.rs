//! `mesoscope serve`: from a configuration to a running console.

use std::future::{Future, IntoFuture};
use std::io::Write;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener, ListenerExt};
use mesoscope_server::App;
use mesoscope_server::access::settings::WayIn;
use mesoscope_server::access::tls;
use mesoscope_server::app::AppState;
use mesoscope_server::assets::Assets;
use mesoscope_server::config::Config;
use mesoscope_server::embedded::Embedded;
use mesoscope_server::router::router;
use mesoscope_server::telemetry;
use tokio::net::TcpListener;

use crate::renewal;

/// How long connections may take to end after the console was told to stop. Sockets of open tabs never end by themselves.
const PATIENCE: Duration = Duration::from_secs(3);

/// Runs a command to its end.
pub fn run(command: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("the runtime")?;
    let outcome = runtime.block_on(command);
    runtime.shutdown_timeout(Duration::from_secs(1));
    outcome
}

/// Serves until a signal comes. The first lines on standard output are the addresses.
pub async fn serve(config: Config, embedded: Option<Embedded>) -> anyhow::Result<()> {
    telemetry::log(&config)?;
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}", config.listen))?;
    let address = listener.local_addr()?;
    let assets = Assets::embedded(&config.base_path);
    let app = App::start(config, assets, embedded)?;
    let scheme = if app.certificate.is_some() { "https" } else { "http" };
    println!("console  {scheme}://{address}{}", app.config.base_path);
    if app.embedded.is_some() {
        for master in &app.config.masters {
            println!("master   {master}");
        }
    }
    std::io::stdout().flush()?;
    for bad in app.seats.bad_addresses() {
        tracing::error!("{bad}");
    }
    warn(&app.config);

    let upkeep = tokio::spawn(render_often(app.metrics.clone()));
    let renewal = tokio::spawn(renewal::renew(app.clone()));
    match app.certificate.clone() {
        None => answer(listener, app).await?,
        Some(certificate) => {
            let tls = tls::server(certificate).context("TLS cannot be set up")?;
            // For the address of each connection.
            answer(tls::Listener::new(listener, tls).tap_io(|_| ()), app).await?;
        }
    }
    renewal.abort();
    upkeep.abort();
    Ok(())
}

/// Answers requests until a signal comes.
async fn answer<L>(listener: L, app: AppState) -> anyhow::Result<()>
where
    L: Listener<Addr = SocketAddr>,
    SocketAddr: for<'a> Connected<IncomingStream<'a, L>>,
{
    let service = router(&app).into_make_service_with_connect_info::<SocketAddr>();
    let (stop, mut stopped) = tokio::sync::watch::channel(false);
    let closing = app.clone();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        signal().await;
        tracing::info!("stopping");
        let _ = stop.send(true);
        // What was sent is answered if that can be, and nothing more is sent; what terminals have launched is ended.
        tokio::join!(closing.changes.close(PATIENCE), closing.terminals.stop());
    });
    let give_up = async {
        if stopped.wait_for(|stopped| *stopped).await.is_ok() {
            tokio::time::sleep(PATIENCE).await;
        }
    };
    tokio::select! {
        served = server.into_future() => served.context("the server failed")?,
        () = give_up => {}
    }
    app.changes.leave();
    Ok(())
}

/// Says what is allowed and unwise.
fn warn(config: &Config) {
    let ways = &config.access.ways;
    let asks_for_passwords = ways.contains(&WayIn::Users) || ways.contains(&WayIn::Mesos);
    if asks_for_passwords && !config.is_encrypted() && !config.listen.ip().is_loopback() {
        tracing::warn!(
            "passwords come in unencrypted: serve TLS (--tls-certificate, --tls-key), or say by --public-url that a proxy does"
        );
    }
}

/// Histograms collect samples until they are rendered, which nobody may do.
async fn render_often(metrics: metrics_exporter_prometheus::PrometheusHandle) {
    let mut every = tokio::time::interval(Duration::from_secs(5));
    loop {
        every.tick().await;
        metrics.run_upkeep();
    }
}

/// Until somebody wants us to stop.
pub async fn signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = tokio::signal::ctrl_c() => {}
                    _ = terminate.recv() => {}
                }
            }
            Err(_) => {
                let _ = tokio::signal::ctrl_c().await;
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ = tokio::signal::ctrl_c().await;
    }
}
