//! The cluster over its own HTTP.

mod access;
mod asking;
mod changes;
mod containers;
mod failover;
mod faults;
mod protocol;
mod stream;
