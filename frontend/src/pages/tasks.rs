//! The pages of tasks: the list and one of them.

mod columns;
mod detail;
mod list;

pub use columns::TASKS;
pub use detail::*;
pub use list::*;
