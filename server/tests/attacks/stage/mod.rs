//! A cluster that writes down what arrives, the console before it, and who knocks.

mod console;
mod upstream;
mod wire;

pub use console::{Console, Got, ORIGINS, PASSWORD, Visitor, users};
pub use upstream::{AGENT, Arrived, FOREIGN, OWN, SECRET, Upstream, is_of_the_hub};
pub use wire::{Hostile, Say};
