//! The cluster, followed once and shown to everybody.
//!
//! One [`Hub`] holds one subscription, however many browsers look: a master serializes every event once for each subscriber. What the
//! stream does not tell is polled (`polls`), and both are folded into one [`cluster_model::fold::Cluster`]. At most twenty times a second what
//! has changed becomes a revision (`revisions`), kept in a `ring` from which each browser is served at its own pace ([`socket`]). Whoever is bound to
//! some Mesos roles is served from an `edge` that has nothing else (`bound`); which that is, [`Sight`] says.
//!
//! ```text
//! master ── SUBSCRIBE ──> follow ─┐
//!        ── GET_… ──────> polls ──┴─> Cluster ──> revisions ──> ring ──> socket (one per tab)
//!                                        │            └──> bound ──> ring ──> socket (one per tab)
//!                                        └──────> snapshot (one for all), details, history
//!                             what happened ───> events
//! a change ── awaited ──> polls at once ── lookout ──> whether the cluster shows it
//! ```

mod awaited;
mod backoff;
mod bound;
pub mod details;
mod edge;
pub mod events;
mod follow;
mod freshness;
pub mod history;
mod hub;
mod identity;
mod lookout;
mod pace;
mod polls;
mod revisions;
mod ring;
mod schedule;
mod sight;
pub mod snapshot;
pub mod socket;

pub use hub::Hub;
pub(crate) use hub::now_ms;
pub(crate) use lookout::Lookout;
pub use pace::Pace;
pub(crate) use schedule::{Outcome, Poll};
pub use sight::Sight;
