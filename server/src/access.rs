//! Who may do what: every way in, every session, and the table by which all doors decide.
//!
//! - [`door`]: from a request to an [`identity`]; everything else here is behind it
//! - [`layer`]: how doors come to know; [`answer`]: what they answer otherwise
//! - [`permission`]: what there is to be allowed, and whom
//! - [`session`], sealed by [`key`]; [`login`], which limits attempts
//! - ways in: [`users`], [`proxy`], [`oidc`]; what groups mean: [`mapping`]
//! - [`dashboard`]: links that show and do nothing else
//! - [`audit`]: what was done, by whom; [`redact`]: without the secrets
//! - [`over`]: streams end with their sessions
//! - [`limits`]: how often, and how much at once
//! - [`tls`]: on both sides
//! - [`settings`]: the configuration
//!
//! Nothing here opens a connection to the cluster, and nothing decides by the time of the system's clock but by the [`moment`] it is given.

pub mod answer;
pub mod audit;
pub mod dashboard;
pub mod door;
pub mod identity;
pub mod key;
pub mod layer;
pub mod limits;
pub mod login;
pub mod mapping;
pub mod moment;
pub mod oidc;
pub mod over;
pub mod page;
pub mod permission;
pub mod proxy;
pub mod redact;
pub mod session;
pub mod settings;
pub mod tls;
pub mod users;

pub use door::{Access, Asker};
pub use identity::{Identity, Role};
pub use permission::{Denied, Permission};
