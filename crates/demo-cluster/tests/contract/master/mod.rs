//! The master's calls and events, a file for each family.

pub mod about;
pub mod activity;
pub mod drain;
pub mod events;
pub mod files;
pub mod gone;
pub mod maintenance;
pub mod partition;
pub mod quota;
pub mod reservations;
pub mod roles;
pub mod state;
pub mod teardown;
pub mod volumes;
pub mod weights;
