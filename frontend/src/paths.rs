//! Every URL the app links to or asks for, typed: pages of the app and doors of the server.
//!
//! All of them stand under the base path the server is mounted at (`/` or e.g. `/mesoscope/`), which the page's `<base>`
//! tells. Ids go into one path segment each, percent-encoded, because an id of Mesos may hold nearly anything.

mod base;
mod door;
mod encode;
mod form;
mod page;
mod query;
mod term;
mod view;

pub use base::{base, set_base, under_base, websocket};
pub use door::Door;
pub use encode::{decode, encode};
pub use form::Form;
pub use page::{CONTAINER, FILTER, Page, Place, TAB};
pub use query::Query;
pub use term::{exactly, one_of};
pub use view::View;

#[cfg(test)]
mod tests;
