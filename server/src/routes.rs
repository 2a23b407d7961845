//! The doors that are neither live nor relayed, one file each.

pub mod audit;
pub mod connection;
pub mod dashboards;
pub mod health;
pub mod login;
pub mod logout;
pub mod metrics;
pub mod session;
