//! `/volumes`: persistent volumes across the cluster, and who uses them.

mod columns;
mod list;

pub use columns::VOLUMES;
pub use list::*;
