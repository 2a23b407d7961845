//! `GET /api/agents/{agent_id}/terminal?mode=launch|attach|watch`, a WebSocket with the subprotocol of [`cluster_model::terminal`].
//!
//! Whether terminals are allowed at all is said by the answer to the request, 403 with the reason; all else is said over the socket, because a page
//! cannot read what a refused upgrade says.

use std::net::SocketAddr;

use axum::extract::rejection::QueryRejection;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::extract::{ConnectInfo, Path, Query, State};
use axum::response::Response;
use cluster_model::terminal::{Asked, LARGEST, Mode, Reason, SUBPROTOCOL};
use http::{Extensions, HeaderMap};
use serde::Deserialize;

use super::audit::{Amounts, Line};
use super::browser::Browser;
use super::end::End;
use super::session::{self, Ended};
use super::wanted::Wanted;
use super::{OPEN_PATIENCE, Terminals};
use crate::app::AppState;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::middleware::request_id;

/// The query.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Knock {
    mode: Mode,
}

/// Why no terminal opens here, whoever asks; `None` where they do.
#[must_use]
pub fn refusal(config: &Config) -> Option<&'static str> {
    match (config.read_only, config.terminals) {
        (true, _) => Some("this console is read-only: it opens no terminals"),
        (false, false) => Some("terminals are off; whoever runs the console can turn them on: --terminals"),
        (false, true) => None,
    }
}

/// The door.
pub async fn terminal(
    State(app): State<AppState>,
    Path(agent): Path<String>,
    knock: std::result::Result<Query<Knock>, QueryRejection>,
    headers: HeaderMap,
    extensions: Extensions,
    upgrade: std::result::Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response> {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| *peer);
    let mode = knock.as_ref().map_or(Mode::Watch, |Query(knock)| knock.mode);
    let line = Line::new(mode, agent, peer, request_id::of(&headers).to_owned());
    if let Some(words) = refusal(&app.config) {
        line.ended(None, &End::new(Reason::Invalid, words), None, Amounts::default());
        return Err(Error::forbidden(words));
    }
    knock.map_err(|error| {
        Error::bad_request("`mode` is launch, attach or watch").with_detail(error.body_text())
    })?;
    let upgrade = upgrade
        .map_err(|error| Error::bad_request("this door is a WebSocket").with_detail(error.to_string()))?
        .protocols([SUBPROTOCOL]);
    if upgrade.selected_protocol().is_none() {
        let words =
            "the page speaks another version of the terminal's protocol than the console; reload the page";
        return Err(Error::bad_request(words).with_detail(format!("the subprotocol is {SUBPROTOCOL}")));
    }
    let running = app.terminals.running.clone();
    Ok(upgrade
        .max_message_size(LARGEST + 1)
        .max_frame_size(LARGEST + 1)
        .on_upgrade(move |socket| running.track_future(serve(app, line, socket))))
}

/// Serves one terminal, from its first message to its last.
async fn serve(app: AppState, mut line: Line, socket: WebSocket) {
    let terminals: &Terminals = &app.terminals;
    let mut browser = Browser::new(socket, &terminals.buffered);
    let mut wanted = None;
    let ended = match wanted_by(&mut browser, line.mode).await {
        Err(end) => end.into(),
        Ok(first) => {
            let wanted: &Wanted = wanted.insert(first);
            match terminals.places.take(line.peer.map(|peer| peer.ip())) {
                Ok(_place) => session::run(&app, &mut line, wanted, &mut browser).await,
                Err(words) => End::new(Reason::Full, format!("No terminal can be opened: {words}.")).into(),
            }
        }
    };
    let Ended { end, exit, amounts } = ended;
    line.ended(wanted.as_ref(), &end, exit, amounts);
    if end.reason != Reason::Closed {
        browser.tell(end.notice()).await;
    }
    browser.finish().await;
}

/// Reads the first message.
async fn wanted_by(browser: &mut Browser, mode: Mode) -> std::result::Result<Wanted, End> {
    let invalid = |words: String| End::new(Reason::Invalid, words);
    let message = match tokio::time::timeout(OPEN_PATIENCE, browser.next()).await {
        Ok(Some(message)) => message,
        Ok(None) => return Err(End::closed()),
        Err(_) => return Err(invalid("The page has not said what it wants.".to_owned())),
    };
    match Asked::read(&message) {
        Ok(Asked::Open(open)) => Wanted::of(mode, *open).map_err(invalid),
        Ok(_) => Err(invalid("the first message says what to open".to_owned())),
        Err(error) => Err(invalid(error.to_string())),
    }
}
