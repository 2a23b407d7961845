//! When a session is over, so is every stream that it opened: sockets of tabs, terminals.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message};

use super::door::{Access, Asker};
use super::moment::Moment;

/// Why a socket is closed: the page goes to the login, and comes back.
const LOGGED_OUT: u16 = 4401;

/// The most bytes that the reason of a close frame has room for.
const MOST_REASON: usize = 123;

/// Waits until whoever opened a stream is not logged in any more, looking so often, and says why. Who came without a session stays.
pub async fn of(access: &Access, asker: &Asker, every: Duration) -> String {
    let Some(session) = &asker.session else { return std::future::pending().await };
    let mut tick = tokio::time::interval(every);
    loop {
        tick.tick().await;
        if let Err(ended) = access.still_open(session, Moment::now()) {
            return ended.to_string();
        }
    }
}

/// The last message of a socket whose session is over, for this reason.
#[must_use]
pub fn farewell(words: &str) -> Message {
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
