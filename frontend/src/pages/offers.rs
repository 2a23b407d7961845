//! `/offers`: what frameworks were offered and have not answered.

mod columns;
mod list;

pub use columns::OFFERS;
pub use list::*;

/// An offer that is unanswered for longer than this, in milliseconds, is held back from others.
pub const HOARDED_MS: i64 = 2 * 60 * 1000;
