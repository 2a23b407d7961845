//! HTTP as Mesos speaks it: paths, negotiation, the order in which a request is found wanting, and the words for it.

pub mod accept;
pub mod body;
pub mod convert;
pub mod door;
pub mod reply;
pub mod route;
pub mod server;
