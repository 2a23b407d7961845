//! Coming in and going, over real connections: what browsers, proxies, providers and attackers send, and what they get.

mod authority;
mod boards;
mod login;
#[cfg(feature = "demo")]
mod mesos;
mod oidc;
mod process;
#[expect(dead_code, reason = "tokens that are wrong are tested where they are read")]
#[path = "../access/provider.rs"]
mod provider;
mod proxies;
mod sessions;
mod tls;
mod upstream;
