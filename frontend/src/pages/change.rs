//! `/change/…`: the forms, one for each thing that can be changed. All of them are drawn by [`crate::components::change_form`].
//!
//! A form is two files: `plan.rs` makes the plan out of what is filled in and what is known of the cluster, and knows nothing of the page; the
//! other one has the fields.

pub mod drain;
pub mod on_agents;
pub mod standing;
pub mod teardown;
