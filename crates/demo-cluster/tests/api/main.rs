//! The cluster over its own HTTP.

mod asking;
mod changes;
mod containers;
mod protocol;
mod stream;
