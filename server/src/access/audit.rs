//! The audit log: one JSON object a line, in a file of its own or on standard output, and read back newest first for the admins' page.
//!
//! A line is on its way to the disk before what it tells of goes on: there is no queue that could be lost. Files are their owner's only, and are turned
//! over when they have reached their size.

mod file;
mod filter;
mod line;
mod reading;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

pub use filter::Filter;
pub use line::{Line, Time};
pub use reading::{Budget, Found};

use self::file::Turned;
use self::line::Clock;

/// Where the lines go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// To standard output.
    Stdout,
    /// To a file, which is turned over.
    File {
        /// The file that is written to; the older ones have `.1`, `.2`… behind it.
        path: PathBuf,
        /// Its size before it is turned over, in bytes.
        most_bytes: u64,
        /// How many older ones are kept.
        keep: usize,
    },
}

/// The audit log.
#[derive(Debug)]
pub struct Audit {
    out: Mutex<Out>,
    clock: Clock,
    failed: AtomicU64,
}

#[derive(Debug)]
enum Out {
    Stdout,
    File(Turned),
}

impl Audit {
    /// Opens it.
    ///
    /// # Errors
    /// If the file cannot be opened: a console without the log that was asked for does not start.
    pub fn open(place: Place) -> io::Result<Self> {
        let out = match place {
            Place::Stdout => Out::Stdout,
            Place::File { path, most_bytes, keep } => Out::File(Turned::open(path, most_bytes, keep)?),
        };
        Ok(Self { out: Mutex::new(out), clock: Clock::default(), failed: AtomicU64::new(0) })
    }

    /// Writes a line, with its time. A failure is told in the console's own log and counted.
    pub fn record(&self, mut line: Line) {
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        // Within the lock: the times of a file rise from line to line.
        line.time = self.clock.now();
        let written = serde_json::to_string(&line).map_err(io::Error::from).and_then(|mut text| {
            text.push('\n');
            match &mut *out {
                Out::Stdout => io::stdout().lock().write_all(text.as_bytes()),
                Out::File(file) => file.write(text.as_bytes()),
            }
        });
        if let Err(error) = written {
            self.failed.fetch_add(1, Ordering::Relaxed);
            tracing::error!("a line of the audit log could not be written: {error}");
        }
    }

    /// How many lines could not be written.
    #[must_use]
    pub fn failed(&self) -> u64 {
        self.failed.load(Ordering::Relaxed)
    }

    /// Opens the file anew, after something else has moved it away: on SIGHUP.
    ///
    /// # Errors
    /// If it cannot be opened; the old one is written to until it can.
    pub fn reopen(&self) -> io::Result<()> {
        match &mut *self.out.lock().unwrap_or_else(PoisonError::into_inner) {
            Out::Stdout => Ok(()),
            Out::File(file) => file.reopen(),
        }
    }

    /// The lines that pass a filter, newest first. It reads files: not to be called where a thread must not wait. Writing goes on meanwhile.
    ///
    /// # Errors
    /// If a file cannot be read, or the log goes to standard output.
    pub fn find(&self, filter: &Filter, before: Option<&Time>, budget: &Budget) -> io::Result<Found> {
        let files = match &*self.out.lock().unwrap_or_else(PoisonError::into_inner) {
            Out::Stdout => {
                let words = "the audit log goes to standard output, where it cannot be read back";
                return Err(io::Error::new(io::ErrorKind::Unsupported, words));
            }
            Out::File(file) => file.files(),
        };
        reading::find(&files, filter, before, budget)
    }

    /// The file, if it is one.
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        match &*self.out.lock().unwrap_or_else(PoisonError::into_inner) {
            Out::Stdout => None,
            Out::File(file) => Some(Path::to_path_buf(file.path())),
        }
    }
}
