//! The pages of executors: the list and one of them.

mod columns;
mod detail;
mod list;

pub use columns::EXECUTORS;
pub use detail::*;
pub use list::*;
