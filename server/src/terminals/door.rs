//! `GET /api/agents/{agent_id}/terminal?mode=launch|attach|watch`, a WebSocket with the subprotocol of [`cluster_model::terminal`].
//!
//! Whether terminals are allowed at all is said by the answer to the request, 403 with the reason; all else is said over the socket, because a page
//! cannot read what a refused upgrade says.

use axum::extract::rejection::QueryRejection;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use cluster_model::terminal::{Asked, LARGEST, Mode, Reason, SUBPROTOCOL};
use http::StatusCode;
use serde::Deserialize;

use super::audit::{Amounts, Line};
use super::browser::Browser;
use super::end::End;
use super::ending::Ending;
use super::session::{self, Ended};
use super::wanted::Wanted;
use super::{OPEN_PATIENCE, SESSION_EVERY, Terminals};
use crate::access::{Permission, over};
use crate::app::{App, AppState};
use crate::caller::Caller;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::relay::bounds;

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
    caller: Caller,
    Path(agent): Path<String>,
    knock: std::result::Result<Query<Knock>, QueryRejection>,
    upgrade: std::result::Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response> {
    let mode = knock.as_ref().map_or(Mode::Watch, |Query(knock)| knock.mode);
    let line = Line::new(app.clone(), mode, agent, caller);
    if let Err(error) = allowed(&app, &line.caller) {
        line.ended(None, &End::new(Reason::Invalid, error.words()), None, Amounts::default());
        return Err(error);
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
    let place = app.access.limits.streams.enter(&line.caller.asker.key()).ok_or_else(|| {
        Error::new(StatusCode::TOO_MANY_REQUESTS, "you have as many streams open as the console gives one")
    })?;
    let running = app.terminals.running.clone();
    Ok(upgrade.max_message_size(LARGEST + 1).max_frame_size(LARGEST + 1).on_upgrade(move |socket| {
        running.track_future(async move {
            serve(app, line, socket).await;
            drop(place);
        })
    }))
}

/// Whether somebody may open one at all.
fn allowed(app: &App, caller: &Caller) -> Result<()> {
    match refusal(&app.config) {
        Some(words) => Err(Error::forbidden(words)),
        None => caller.may(app, Permission::Terminal),
    }
}

/// Whether it is a container of theirs, of whoever is bound.
async fn reaches(line: &Line, wanted: &Wanted) -> std::result::Result<(), End> {
    let outermost = wanted.path().first().map(String::as_str).unwrap_or_default();
    let invalid = |error: Error| End::new(Reason::Invalid, error.words());
    match bounds::container(&line.caller, &line.agent, outermost).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(invalid(bounds::denied(&line.caller, Permission::Terminal.name()))),
        Err(error) => Err(invalid(error)),
    }
}

/// Serves one terminal, from its first message to its last.
async fn serve(app: AppState, mut line: Line, socket: WebSocket) {
    let terminals: &Terminals = &app.terminals;
    let mut browser = Browser::new(socket, &terminals.buffered);
    let ending = Ending::of(&terminals.stopping);
    let mut wanted = None;
    let ended = match wanted_by(&mut browser, line.mode).await {
        Err(end) => end.into(),
        Ok(first) => {
            let wanted: &Wanted = wanted.insert(first);
            match (reaches(&line, wanted).await, terminals.places.take(Some(line.caller.asker.client))) {
                (Ok(()), Ok(_place)) => {
                    let asker = line.caller.asker.clone();
                    let watch = async {
                        ending.log_out(over::of(&app.access, &asker, SESSION_EVERY).await);
                        std::future::pending().await
                    };
                    tokio::select! {
                        ended = session::run(&app, &ending, &mut line, wanted, &mut browser) => ended,
                        ended = watch => ended,
                    }
                }
                (Err(end), _) => end.into(),
                (_, Err(words)) => {
                    End::new(Reason::Full, format!("No terminal can be opened: {words}.")).into()
                }
            }
        }
    };
    let Ended { end, exit, amounts } = ended;
    line.ended(wanted.as_ref(), &end, exit, amounts);
    if end.reason != Reason::Closed {
        browser.tell(end.notice()).await;
    }
    if end.reason == Reason::LoggedOut {
        browser.log_out(&end.words).await;
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
