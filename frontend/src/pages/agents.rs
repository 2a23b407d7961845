//! The pages of agents: the list, the map and one of them.

mod columns;
mod detail;
mod list;
mod map;

pub use columns::AGENTS;
pub use detail::*;
pub use list::*;
pub use map::*;
