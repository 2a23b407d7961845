//! Why nobody was logged in.

use http::StatusCode;
use openidconnect::{ClaimsVerificationError, SignatureVerificationError};
use thiserror::Error;

/// Why nobody was logged in, in words for whoever tried.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum OidcError {
    /// The provider does not do its part.
    #[error("the login provider {what}: {why}")]
    Provider {
        /// In a few words.
        what: &'static str,
        /// The reason.
        why: String,
    },
    /// The browser came back without the cookie it was sent away with.
    #[error("this login was not begun in this browser, or its cookie was not kept: log in again")]
    NoAttempt,
    /// It took too long.
    #[error("this login was begun too long ago: log in again")]
    TooLate,
    /// It belongs to another attempt, perhaps somebody else's.
    #[error("this answer belongs to another login: log in again")]
    OtherState,
    /// The provider said no.
    #[error("the login provider refuses: {0}")]
    Refused(String),
    /// The ID token is not right, or there is none.
    #[error("the login provider's token is not right: {0}")]
    Token(String),
    /// There is no name in it.
    #[error("the login provider did not say who you are")]
    NoName,
    /// No rule names a group of theirs, and there is no role for others.
    #[error("{0} is in no group that may use this console")]
    NoRole(String),
    /// The session could not be given to the browser.
    #[error(
        "the session does not fit into a cookie: ask whoever runs this console to bind you to fewer roles"
    )]
    NoRoom,
}

impl OidcError {
    /// What to answer with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Provider { .. } | Self::Token(_) | Self::NoName => StatusCode::BAD_GATEWAY,
            Self::NoAttempt | Self::TooLate | Self::OtherState => StatusCode::BAD_REQUEST,
            Self::Refused(_) | Self::NoRole(_) => StatusCode::FORBIDDEN,
            Self::NoRoom => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Whom it is about, if the provider has said so.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::NoRole(name) => Some(name),
            _ => None,
        }
    }

    pub(super) fn provider(what: &'static str, error: &dyn std::error::Error) -> Self {
        let mut why = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            why = format!("{why}: {error}");
            cause = error.source();
        }
        Self::Provider { what, why: plain(&why) }
    }

    pub(super) fn told(error: &str, description: Option<&str>) -> Self {
        Self::Refused(plain(description.unwrap_or(error)))
    }
}

/// Words from elsewhere, fit to be shown.
fn plain(words: &str) -> String {
    words.chars().filter(|letter| !letter.is_control()).take(300).collect()
}

/// Whether a token could be right with newer keys.
pub(super) fn is_unknown_key(error: &ClaimsVerificationError) -> bool {
    matches!(error, ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey))
}
