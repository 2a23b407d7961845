//! `…/files`, `…/files/list`, `…/files/search`, and `READ_FILE` through the relay.

mod download;
mod fifo;
mod list;
mod search;
mod tar;
