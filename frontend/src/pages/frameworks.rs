//! The pages of frameworks: the list and one of them.

mod columns;
mod detail;
mod list;

pub use columns::FRAMEWORKS;
pub use detail::*;
pub use list::*;
