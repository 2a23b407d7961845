//! The pages: one route each, a folder per area.

pub mod agents;
pub mod frameworks;
pub mod not_found;
pub mod overview;
pub mod tasks;
