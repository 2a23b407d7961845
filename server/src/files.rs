//! Files of masters and agents: logs, and the sandboxes of tasks and executors.
//!
//! Mesos has two calls for them, `LIST_FILES` and `READ_FILE`, and the second gives 64 KiB at most. The doors here make of them what people
//! want: a listing, a file of any size or a part of it ([`download`]), a folder as a tar ([`archive`]), a search ([`search`]). All of them
//! stream: a file costs the memory of the few pages that are on their way, however large it is.
//!
//! *Nothing is read that has not been seen to be a regular file* ([`standing`]): an agent that is asked to read a FIFO answers neither that
//! nor any later call about files. Between the look and the reading a task could put a FIFO in the file's place; the API offers no way to
//! exclude that.
//!
//! What a sandbox holds was written by somebody else: it never reaches a browser as anything that it would run or show.

pub mod archive;
pub mod arguments;
pub mod attachment;
pub mod download;
mod listing;
mod outlet;
mod pages;
mod path;
pub mod range;
mod remote;
pub mod search;
pub mod standing;
mod tar;
mod turns;
mod visit;

pub use listing::list;
pub use path::RemotePath;
pub use remote::Refusal;

use self::standing::Looks;
use self::turns::Turns;

/// What the doors share: what has been seen of folders lately, and whose turn it is.
pub struct Files {
    looks: Looks,
    /// Listings, and parts of files that are small enough for a page.
    glances: Turns,
    /// Whole files and folders.
    downloads: Turns,
    searches: Turns,
}

impl Default for Files {
    fn default() -> Self {
        Self {
            looks: Looks::default(),
            glances: Turns::new("requests for files", 32, 16),
            downloads: Turns::new("downloads", 16, 4),
            searches: Turns::new("searches", 8, 2),
        }
    }
}
