//! A cluster that writes down what arrives, the console before it, and who knocks.

mod console;
mod raw;
mod upstream;
mod wire;

pub use console::{Console, Got, ORIGINS, PASSWORD, Visitor, users};
pub use raw::{Raw, Reply};
pub use upstream::{AGENT, Arrived, FOREIGN, OWN, SECRET, Upstream, is_of_the_hub, sandbox};
pub use wire::{Hostile, Say};
