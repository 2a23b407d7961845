//! The pages of agents: the list and one of them.

mod columns;
mod detail;
mod list;

pub use columns::AGENTS;
pub use detail::*;
pub use list::*;
