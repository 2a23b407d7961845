//! Keeps this tab connected: a snapshot, then deltas by WebSocket; when that breaks, the deltas that were missed.

use std::pin::pin;
use std::rc::Rc;

use cluster_model::live::{Notice, STATUS_EVERY_MS};
use futures_util::StreamExt;
use futures_util::future::{Either, select};
use gloo_net::websocket::futures::WebSocket;
use gloo_net::websocket::{Message, WebSocketError};
use gloo_timers::future::TimeoutFuture;
use leptos::{ev, prelude::*};

use super::backoff::Backoff;
use super::snapshot::{self, Taken};
use super::watch::Watch;
use super::{Link, Live};
use crate::paths::{Door, websocket};
use crate::session::{self, SESSION_ENDED, use_session};
use crate::ui::attention::is_seen;
use crate::ui::bell::Bell;

/// No message for this long: the socket is dead, whatever the browser thinks of it.
const SILENCE_MS: u32 = STATUS_EVERY_MS as u32 * 2 + 2_000;
/// Why a socket ended.
enum End {
    /// It broke: the deltas after the last one may still be had.
    Broken,
    /// The replica is out of the server's reach, or does not fit.
    Gap,
}

/// Connects for as long as the app lives.
pub(super) fn keep(live: Live) {
    // A laptop that wakes and a network that comes back should not wait for the next attempt.
    let hurry = Rc::new(Bell::default());
    let woken = hurry.clone();
    let online = window_event_listener(ev::online, move |_| woken.ring());
    let woken = hurry.clone();
    let shown = window_event_listener(ev::visibilitychange, move |_| {
        if is_seen() {
            woken.ring();
        }
    });
    on_cleanup(move || {
        online.remove();
        shown.remove();
    });
    let watch = Watch::begin();
    let session = use_session();
    leptos::task::spawn_local(async move {
        let mut backoff = Backoff::default();
        loop {
            session.admitted().await;
            watch.awake().await;
            let slept = {
                let connected = pin!(stay(live, &mut backoff, &hurry));
                matches!(select(connected, pin!(watch.asleep())).await, Either::Right(_))
            };
            if slept {
                live.let_go();
                backoff.succeeded();
            }
        }
    });
}

/// Connects, and waits when that has ended.
async fn stay(live: Live, backoff: &mut Backoff, hurry: &Bell) {
    let ended = attempt(live, backoff).await;
    let gap = matches!(ended, Ok(End::Gap));
    if gap && live.whole.get_untracked() {
        live.inner.with_value(|inner| inner.lost.set(true));
    }
    let wait = if gap { backoff.gap(js_sys::Math::random()) } else { backoff.failed(js_sys::Math::random()) };
    // A gap is the server's own word: it is not out of reach.
    let patient = gap || live.link.with_untracked(|link| *link == Link::Loading) && wait <= 2_000;
    let why = ended.err().flatten();
    if let Some(why) = &why {
        leptos::logging::warn!("{why}");
    }
    if !patient {
        live.set_link(Link::Down { retry_ms: live.clock.exact_ms() + i64::from(wait), why });
    }
    select(TimeoutFuture::new(wait), pin!(hurry.heard())).await;
}

/// Takes what is missing and follows the cluster until that ends. An error is what the console said instead of a picture, or nothing
/// where it cannot be reached.
async fn attempt(live: Live, backoff: &mut Backoff) -> Result<End, Option<String>> {
    let none_yet = live.position().is_none() && snapshot::take(live).await? == Taken::NoneYet;
    // Without a picture, the socket tells why there is none, and `gap` as soon as there is one.
    let place = if none_yet { Some((0, 0)) } else { live.position() };
    let Some((epoch, revision)) = place else { return Ok(End::Gap) };
    let mut socket = WebSocket::open(&websocket(&Door::Live { epoch, revision }.href()))
        .map_err(|error| Some(error.to_string()))?;
    let mut is_open = false;
    loop {
        let message = match select(socket.next(), TimeoutFuture::new(SILENCE_MS)).await {
            Either::Left((Some(Ok(message)), _)) => message,
            Either::Left((ended, _)) => {
                // A browser does not tell why a socket was refused.
                if !is_open || is_over(ended.as_ref()) {
                    session::ask();
                }
                return Ok(End::Broken);
            }
            Either::Right(_) => return Ok(End::Broken),
        };
        is_open = true;
        match message {
            Message::Bytes(frame) => live.push(frame),
            Message::Text(text) => match serde_json::from_str(&text) {
                Ok(Notice::Status(status)) => {
                    backoff.succeeded();
                    live.set_status(*status);
                    live.set_link(Link::Up);
                }
                Ok(Notice::Gap) => return Ok(End::Gap),
                Err(error) => leptos::logging::warn!("a notice that this app does not know: {error}"),
            },
        }
        if live.inner.with_value(|inner| inner.lost.get()) {
            return Ok(End::Gap);
        }
    }
}

/// Whether the server closed the socket because its session has ended.
fn is_over(ended: Option<&Result<Message, WebSocketError>>) -> bool {
    matches!(ended, Some(Err(WebSocketError::ConnectionClose(event))) if event.code == SESSION_ENDED)
}
