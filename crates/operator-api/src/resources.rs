//! Resources as Mesos counts them.

mod scalar;

pub use scalar::{NoScalar, Scalar};
