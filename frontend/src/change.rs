//! Changing things: plan, compare, confirm, track.
//!
//! A form holds what an operator fills in and makes a [`Plan`](plan::Plan) of it on each keystroke, with the rules of Mesos in
//! `operator_api::rules`. What happens to the plan then is the same for every form: [`stage`] is the state machine, and
//! `crate::components::change_form` draws it. The calls are sent by the console's server, which tracks each until the cluster's own state
//! shows it; [`record`] is what it says of a change.

pub mod agents;
pub mod follow;
pub mod plan;
pub mod record;
pub mod resources;
pub mod stage;
