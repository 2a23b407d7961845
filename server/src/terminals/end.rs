//! How a terminal came to its end.

use cluster_model::terminal::{Notice, Reason};

use crate::upstream::{Answer, UpstreamError};

/// Why, for programs and for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct End {
    pub reason: Reason,
    /// The agent's status, if it refused.
    pub status: Option<u16>,
    pub words: String,
}

impl End {
    pub fn new(reason: Reason, words: impl Into<String>) -> Self {
        Self { reason, status: None, words: words.into() }
    }

    /// The page closed it, or the browser is gone.
    pub fn closed() -> Self {
        Self::new(Reason::Closed, "The terminal was closed.")
    }

    pub fn exited() -> Self {
        Self::new(Reason::Exited, "The container has ended.")
    }

    pub fn stopping() -> Self {
        Self::new(Reason::Stopping, "The console stops.")
    }

    /// Whoever opened it is not logged in any more.
    pub fn logged_out(words: &str) -> Self {
        Self::new(Reason::LoggedOut, words)
    }

    /// The agent's own words.
    pub fn refused(answer: &Answer) -> Self {
        let words = words_of(answer);
        Self { reason: Reason::Refused, status: Some(answer.status.as_u16()), words }
    }

    /// No answer, or a stream that broke off.
    pub fn lost(error: &UpstreamError) -> Self {
        Self::new(Reason::Lost, why_not(error))
    }

    pub fn notice(&self) -> Notice {
        Notice::Ended { reason: self.reason, status: self.status, words: self.words.clone() }
    }
}

/// Why an agent does not answer, to somebody who knows that it did.
pub(super) fn why_not(error: &UpstreamError) -> String {
    match error {
        UpstreamError::Refused { at } => {
            format!("Nothing listens at {at} any more: the agent's process has ended.")
        }
        error => error.to_string(),
    }
}

/// What an answer says for itself, bounded.
pub(super) fn words_of(answer: &Answer) -> String {
    const MOST: usize = 2_000;
    let text = String::from_utf8_lossy(&answer.body);
    let text = text.trim();
    match text.char_indices().nth(MOST) {
        _ if text.is_empty() => answer.status.canonical_reason().unwrap_or("no reason given").to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
