//! What the families of calls stand on: the cluster under test, ways to it, expectations, and what came of them.

pub mod alike;
mod answer;
mod calls;
mod cast;
mod door;
mod expect;
pub mod http;
pub mod operations;
mod record;
mod relay;
pub mod resources;
mod shape;
pub mod stage;
pub mod streams;
pub mod suite;

pub use answer::Answer;
pub use calls::{bare, call, object, seconds};
pub use cast::{ends_with_state, text};
pub use door::To;
pub use expect::Expect;
pub use suite::Suite;
