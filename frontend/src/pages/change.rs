//! `/change/…`: the forms, one for each thing that can be changed. All of them are drawn by [`crate::components::change_form`].
//!
//! A form is two files: `plan.rs` makes the plan out of what is filled in and what is known of the cluster, and knows nothing of the page; the
//! other one has the fields.

mod area_input;
mod caller;
pub mod container;
pub mod create_volume;
pub mod destroy_volume;
pub mod drain;
mod held;
mod labels;
pub mod logging;
pub mod machines;
pub mod maintenance;
pub mod on_agents;
pub mod provider;
pub mod provider_gone;
pub mod prune_images;
pub mod quota;
pub mod remove_provider;
pub mod reserve;
pub mod resize_volume;
mod rows;
pub mod schedule;
pub mod standing;
pub mod teardown;
mod to_agent;
pub mod unreserve;
pub mod weights;

use std::time::Duration;

/// How often what a change would hit is counted again, where that looks at every task.
const COUNTED: Duration = Duration::from_millis(500);
