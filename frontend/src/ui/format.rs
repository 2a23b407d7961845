//! Numbers, sizes, durations, instants and ids as people read them. Pure functions; the reader's time zone is an argument.

mod duration;
mod id;
mod instant;
mod number;
mod sentence;
mod size;

pub use duration::{age, relative, span, span_exact};
pub use id::shorten;
pub use instant::{Zone, absolute, clock, iso};
pub use number::{compact, compact_milli, grouped, milli, percent, plural};
pub use sentence::sentence;
pub use size::{bytes, mebibytes, mebibytes_of};

#[cfg(test)]
mod tests;
