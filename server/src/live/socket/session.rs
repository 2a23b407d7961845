//! The session that a tab came in with: when it ends, so does the stream.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message};

use crate::access::moment::Moment;
use crate::access::session::Session;
use crate::access::{Access, Asker};

/// Why the socket is closed: the page goes to the login, and comes back.
const LOGGED_OUT: u16 = 4401;

/// The most bytes that the reason of a close frame has room for.
const MOST_REASON: usize = 123;

/// Waits until the session is over, looking so often, and makes the last message to the tab. Who came without a session stays.
pub(super) async fn over(access: Arc<Access>, asker: Asker, every: Duration) -> Message {
    match asker.session {
        Some(session) => farewell(&ended(&access, &session, every).await),
        None => std::future::pending().await,
    }
}

async fn ended(access: &Access, session: &Session, every: Duration) -> String {
    let mut tick = tokio::time::interval(every);
    loop {
        tick.tick().await;
        if let Err(ended) = access.still_open(session, Moment::now()) {
            return ended.to_string();
        }
    }
}

fn farewell(words: &str) -> Message {
    let reason = &words[..words.floor_char_boundary(MOST_REASON)];
    Message::Close(Some(CloseFrame { code: LOGGED_OUT, reason: reason.into() }))
}

#[cfg(test)]
mod tests {
    use axum::extract::ws::Message;

    use super::{LOGGED_OUT, farewell};

    #[test]
    fn the_reason_fits_into_the_frame() {
        for (words, told) in [("log in", "log in"), (&*"é".repeat(100), &*"é".repeat(61))] {
            let Message::Close(Some(frame)) = farewell(words) else { panic!("no close frame") };
            assert_eq!((frame.code, frame.reason.as_str()), (LOGGED_OUT, told));
        }
    }
}
