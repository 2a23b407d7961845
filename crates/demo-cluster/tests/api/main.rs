//! The cluster over its own HTTP.

mod access;
mod asking;
mod changes;
mod containers;
mod failover;
mod faults;
mod leaving;
mod metrics;
mod operations;
mod protocol;
mod providers;
mod stream;
