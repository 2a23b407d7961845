//! The cluster inside, which a demo has beside its console.

/// A running one.
#[cfg(feature = "demo")]
pub type Embedded = std::sync::Arc<demo_cluster::Running>;

/// A binary without the demo has none.
#[cfg(not(feature = "demo"))]
pub type Embedded = std::convert::Infallible;
