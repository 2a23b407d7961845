//! Files that master and agents show: logs and sandboxes. None of them is on any disk: what is in them follows from who they
//! belong to and from the time, so that forty thousand agents' logs need no room and reading on finds what was there before.

pub(crate) mod agent;
mod belongings;
pub(crate) mod growing;
pub(crate) mod master;

use operator_api::v1;

use crate::print::time;
use crate::world::task::{Nanos, SECOND};

/// At most this much is read at a time.
const PAGE: u64 = 65_536;

/// A regular file that anyone may read, as `stat` has it.
const REGULAR: u32 = 0o100_644;
/// A named pipe.
const FIFO: u32 = 0o010_644;
/// A folder.
const FOLDER: u32 = 0o040_755;

/// A part of a file, from `offset` on, and the size of the whole. Beyond the end there is nothing.
pub(crate) fn part(
    size: u64,
    offset: u64,
    length: Option<u64>,
    read: impl FnOnce(u64, u64) -> Vec<u8>,
) -> Vec<u8> {
    if offset >= size {
        return Vec::new();
    }
    let length = length.unwrap_or(PAGE).min(PAGE).min(size - offset);
    read(offset, length)
}

/// A file in a listing.
pub(crate) fn listed(path: String, size: u64, modified: Nanos, owner: &str) -> v1::FileInfo {
    v1::FileInfo {
        path,
        nlink: Some(1),
        size: Some(size),
        mtime: Some(time(modified - modified % SECOND)),
        mode: Some(REGULAR),
        uid: Some(owner.to_owned()),
        gid: Some(owner.to_owned()),
    }
}

/// A folder in a listing.
pub(crate) fn folder(path: String, modified: Nanos, owner: &str) -> v1::FileInfo {
    v1::FileInfo { nlink: Some(2), mode: Some(FOLDER), size: Some(4096), ..listed(path, 0, modified, owner) }
}
