//! What is taken anew while the console runs: its certificate when the files change, and on SIGHUP the file of the audit log, which something else may
//! have moved away. The users file is read again whenever it has changed, without being told.

use mesoscope_server::app::AppState;

/// Renews for as long as it is polled.
pub async fn renew(app: AppState) {
    let watching = async {
        match &app.certificate {
            Some(certificate) => certificate.watch().await,
            None => std::future::pending().await,
        }
    };
    tokio::join!(watching, on_hangup(&app));
}

#[cfg(unix)]
async fn on_hangup(app: &AppState) {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangups = match signal(SignalKind::hangup()) {
        Ok(hangups) => hangups,
        Err(error) => return tracing::error!("SIGHUP cannot be heard: {error}"),
    };
    while hangups.recv().await.is_some() {
        tracing::info!("SIGHUP: the audit log is opened anew, and the certificate is looked at");
        if let Some(log) = &app.audit_log
            && let Err(error) = log.reopen()
        {
            tracing::error!("the audit log cannot be opened anew: {error}; it is written to where it was");
        }
        if let Some(certificate) = &app.certificate
            && let Err(error) = certificate.refresh()
        {
            tracing::error!("{error}; the certificate stays as it was");
        }
    }
}

#[cfg(not(unix))]
async fn on_hangup(_: &AppState) {}
