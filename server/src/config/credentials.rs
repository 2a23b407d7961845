//! What the console presents to masters and agents.

use std::fmt;

/// A principal and its secret, for HTTP basic authentication. The secret is never shown, not even by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The name Mesos knows.
    pub principal: String,
    secret: String,
}

impl Credentials {
    /// The pair as configured.
    #[must_use]
    pub fn new(principal: impl Into<String>, secret: impl Into<String>) -> Self {
        Self { principal: principal.into(), secret: secret.into() }
    }

    /// The secret, for the one place that sends it.
    pub(crate) fn secret(&self) -> &str {
        &self.secret
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Credentials({})", self.principal)
    }
}
