//! Reading back, newest first, within a budget: from the end of the file in blocks, then the elders.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::{Filter, Line, Time};

/// How much is read at once.
const BLOCK: u64 = 64 << 10;

/// A line that is longer is none of ours, and is passed over.
const LONGEST_LINE: usize = 256 << 10;

/// How much a question may cost.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// The most lines found.
    pub lines: usize,
    /// The most bytes looked at.
    pub bytes: u64,
    /// The most time.
    pub time: Duration,
}

impl Default for Budget {
    fn default() -> Self {
        Self { lines: 200, bytes: 32 << 20, time: Duration::from_secs(2) }
    }
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The lines, newest first.
    pub lines: Vec<Line>,
    /// Ask again with this as `before` to go on; `None` at the beginning of the log.
    pub before: Option<Time>,
}

pub(super) fn find(
    files: &[PathBuf],
    filter: &Filter,
    before: Option<&Time>,
    budget: &Budget,
) -> io::Result<Found> {
    let started = Instant::now();
    let mut found = Found::default();
    let mut bytes = 0;
    let until = earlier(before, filter.until.as_ref());
    for path in files {
        // Turned over between the listing and this: what was in it has another name now, and is read from there or left out.
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        let end = match until {
            Some(time) => place_of(&mut file, time)?,
            None => file.seek(SeekFrom::End(0))?,
        };
        let mut lines = Backwards { file, at: end, held: Vec::new(), read: 0 };
        while let Some(text) = lines.next()? {
            let Ok(line) = serde_json::from_slice::<Line>(&text) else { continue };
            if filter.from.as_ref().is_some_and(|from| line.time < *from) {
                found.before = None;
                return Ok(found);
            }
            // Two files may have the same line while one is turned over.
            if found.before.as_ref().is_some_and(|last| line.time >= *last)
                || until.is_some_and(|until| line.time >= *until)
            {
                continue;
            }
            found.before = Some(line.time.clone());
            if filter.passes(&line) {
                found.lines.push(line);
            }
            let spent = bytes + lines.read >= budget.bytes || started.elapsed() >= budget.time;
            if found.lines.len() >= budget.lines || spent {
                return Ok(found);
            }
        }
        bytes += lines.read;
    }
    found.before = None;
    Ok(found)
}

fn earlier<'a>(one: Option<&'a Time>, other: Option<&'a Time>) -> Option<&'a Time> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// Where the lines of this time and later begin: times rise from line to line, so that halving finds it.
fn place_of(file: &mut File, time: &Time) -> io::Result<u64> {
    let (mut low, mut high) = (0, file.seek(SeekFrom::End(0))?);
    while high - low > BLOCK {
        let middle = low + (high - low) / 2;
        match first_time(file, middle)? {
            Some(found) if found < *time => low = middle,
            _ => high = middle,
        }
    }
    // The line at `high` is late enough, or broken; one that began before it is read and told by its own time.
    let mut end = high;
    let mut rest = vec![0; usize::try_from(BLOCK).unwrap_or(0)];
    file.seek(SeekFrom::Start(high))?;
    let length = file.read(&mut rest)?;
    if let Some(line) = rest[..length].iter().position(|byte| *byte == b'\n') {
        end += line as u64 + 1;
    }
    Ok(end)
}

/// The time of the first whole line after a place.
fn first_time(file: &mut File, at: u64) -> io::Result<Option<Time>> {
    file.seek(SeekFrom::Start(at))?;
    let mut block = Vec::new();
    file.take(LONGEST_LINE as u64).read_to_end(&mut block)?;
    let lines = block.split(|byte| *byte == b'\n').skip(1);
    let time = |line: &[u8]| serde_json::from_slice::<Line>(line).ok().map(|line| line.time);
    Ok(lines.filter_map(time).next())
}

/// The lines of a file from a place backwards.
struct Backwards {
    file: File,
    at: u64,
    /// What was read and not given, in the file's order.
    held: Vec<u8>,
    read: u64,
}

impl Backwards {
    fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            // The newline at the very end closes the line before it.
            let body = self.held.strip_suffix(b"\n").unwrap_or(&self.held);
            if let Some(newline) = body.iter().rposition(|byte| *byte == b'\n') {
                let line = body[newline + 1..].to_vec();
                self.held.truncate(newline + 1);
                return Ok(Some(line));
            }
            if self.at == 0 {
                let last = body.to_vec();
                self.held.clear();
                return Ok((!last.is_empty()).then_some(last));
            }
            if self.held.len() > LONGEST_LINE {
                self.held.clear();
            }
            let length = BLOCK.min(self.at);
            self.at -= length;
            self.file.seek(SeekFrom::Start(self.at))?;
            let mut block = Vec::with_capacity(self.held.len() + usize::try_from(length).unwrap_or(0));
            (&mut self.file).take(length).read_to_end(&mut block)?;
            self.read += length;
            block.append(&mut self.held);
            self.held = block;
        }
    }
}
