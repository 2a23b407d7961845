//! The parts of the build script that tests use as well.

pub mod generate;
