//! The cluster over its own HTTP.

mod asking;
mod changes;
mod protocol;
mod stream;
