//! `/operations`: offer operations, what they change and how far they are.

mod columns;
mod list;

pub use columns::OPERATIONS;
pub use list::*;
