//! The pages of agents: the list and one of them.

mod detail;
mod list;

pub use detail::*;
pub use list::*;
