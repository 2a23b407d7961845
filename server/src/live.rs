//! The cluster, followed once and shown to everybody.
//!
//! One [`Hub`] holds one subscription, however many browsers look: a master serializes every event once for each subscriber. What the
//! stream does not tell is polled (`polls`), and both are folded into one [`cluster_model::fold::Cluster`]. At most ten times a second what
//! has changed becomes a revision (`revisions`), kept in a `ring` from which each browser is served at its own pace ([`socket`]).
//!
//! ```text
//! master ── SUBSCRIBE ──> follow ─┐
//!        ── GET_… ──────> polls ──┴─> Cluster ──> revisions ──> ring ──> socket (one per tab)
//!                                        └──────> snapshot (one for all), details
//! ```

mod backoff;
pub mod details;
mod follow;
mod freshness;
mod hub;
mod identity;
mod pace;
mod polls;
mod revisions;
mod ring;
mod schedule;
pub mod snapshot;
pub mod socket;

pub use hub::Hub;
pub use pace::Pace;
