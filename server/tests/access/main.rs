//! The parts of `access`, from outside: what a browser, a proxy, a provider or an attacker could bring. The clock is given; nothing waits.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod audit;
mod boards;
mod oidc;
mod passthrough;
mod provider;
mod redact;
mod sessions;
mod support;
mod tls;
