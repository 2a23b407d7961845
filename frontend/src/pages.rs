//! The pages: one route each, a folder per area.

pub mod agents;
pub mod audit;
pub mod board;
pub mod change;
pub mod changes;
pub mod dashboards;
pub mod events;
pub mod executors;
pub mod faults;
pub mod files;
pub mod frameworks;
pub mod login;
pub mod maintenance;
pub mod masters;
pub mod not_found;
pub mod offers;
pub mod operations;
pub mod overview;
pub mod quota;
pub mod reservations;
pub mod roles;
pub mod tasks;
pub mod terminal;
pub mod volumes;
