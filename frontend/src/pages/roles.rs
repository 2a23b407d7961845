//! The pages of roles: the tree of them and one of them.

mod columns;
mod detail;
mod folding;
mod list;

pub use detail::*;
pub use list::*;
