//! `/reservations`: what is reserved, agent by agent, and how much of it is used.

mod columns;
mod list;

pub use columns::RESERVATIONS;
pub use list::*;
