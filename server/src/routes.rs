//! The doors that are neither live nor relayed, one file each.

pub mod health;
pub mod metrics;
pub mod session;
