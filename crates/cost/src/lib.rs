//! What the model may cost, counted and never timed: the same on every machine, however busy it is.
//!
//! [`Population`] is a cluster of any size as Mesos would tell of it, [`Day`] what happens on it, [`lines`] what it may cost, each line with
//! its reason. `cargo xtask test` holds the lines on an optimised build; by hand:
//!
//! ```text
//! cargo test --release -p cost --test bytes --test memory -- --nocapture
//! cargo xtask instructions
//! ```
//!
//! Instructions are counted by `examples/deltas.rs` under valgrind; their lines are in `xtask/src/instructions/lines.rs`, which reads the counts.

mod day;
mod line;
pub mod lines;
mod population;

pub use day::Day;
pub use line::Line;
pub use population::Population;
