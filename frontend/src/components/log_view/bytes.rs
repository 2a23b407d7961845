//! What is known of a file's bytes: chunks of it, the least looked at of which are forgotten.
//!
//! The file is as large as it likes and may grow. Chunks begin at multiples of [`CHUNK`]; a chunk is known from its beginning up to
//! somewhere, so that the last one goes on where it ended when the file grows.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;

/// Bytes in a chunk: what one `READ_FILE` gives at most.
pub const CHUNK: u64 = 64 * 1024;
/// How many bytes are kept.
const KEPT: usize = 8 << 20;

/// These bytes are needed and not known: the number of the first chunk that lacks some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing(pub u64);

/// What new bytes did to what was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// They go with it.
    Fits,
    /// The file has become shorter: it was cut, or another is in its place.
    Shrunk,
    /// What was known is not what stands there now: another file is in its place.
    Differs,
}

#[derive(Debug, Default)]
struct Chunk {
    bytes: Vec<u8>,
    looked_at: Cell<u64>,
}

/// The known bytes of a file.
#[derive(Debug, Default)]
pub struct Bytes {
    size: u64,
    chunks: BTreeMap<u64, Chunk>,
    looks: Cell<u64>,
}

impl Bytes {
    /// The file's size, as far as it has been heard.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Takes bytes that stand at `from` in a file of `size`. `asked_at` is the size that was known when they were asked for: answers
    /// may overtake each other, and an older one may tell of a smaller file than is known by now.
    ///
    /// Where the file is not what it was, everything known before is forgotten.
    pub fn take(&mut self, from: u64, part: &[u8], size: u64, asked_at: u64) -> Taken {
        let taken = if size < asked_at {
            Taken::Shrunk
        } else if self.contradicts(from, part) {
            Taken::Differs
        } else {
            Taken::Fits
        };
        if taken != Taken::Fits {
            self.chunks.clear();
            self.size = 0;
        }
        self.size = self.size.max(size).max(from + part.len() as u64);
        self.store(from, part);
        taken
    }

    fn contradicts(&self, from: u64, part: &[u8]) -> bool {
        split(from, part).any(|(index, within, part)| {
            let known = self.chunks.get(&index).and_then(|chunk| chunk.bytes.get(within..));
            known.is_some_and(|known| known.iter().zip(part).any(|(known, told)| known != told))
        })
    }

    fn store(&mut self, from: u64, part: &[u8]) {
        for (index, within, part) in split(from, part) {
            let looks = self.look();
            let known = self.chunks.get(&index).map_or(0, |chunk| chunk.bytes.len());
            // A chunk has no holes: what begins beyond its end was asked for to compare.
            let Some(news) = known.checked_sub(within).and_then(|old| part.get(old..)) else { continue };
            if news.is_empty() {
                continue;
            }
            let chunk = self.chunks.entry(index).or_default();
            chunk.bytes.extend_from_slice(news);
            chunk.looked_at.set(looks);
        }
        self.forget();
    }

    fn forget(&mut self) {
        let mut kept: usize = self.chunks.values().map(|chunk| chunk.bytes.len()).sum();
        while kept > KEPT {
            let oldest = self.chunks.iter().min_by_key(|(_, chunk)| chunk.looked_at.get());
            let Some(index) = oldest.map(|(index, _)| *index) else { return };
            kept -= self.chunks.remove(&index).map_or(0, |chunk| chunk.bytes.len());
        }
    }

    fn look(&self) -> u64 {
        self.looks.set(self.looks.get() + 1);
        self.looks.get()
    }

    /// The bytes that a chunk lacks, by their offsets in the file.
    pub fn gap(&self, index: u64) -> Option<Range<u64>> {
        let from = index * CHUNK;
        let known = self.chunks.get(&index).map_or(0, |chunk| chunk.bytes.len() as u64);
        let until = (from + CHUNK).min(self.size);
        (from + known < until).then(|| from + known..until)
    }

    /// The known bytes from `at` to the end of its chunk, at least one.
    fn run(&self, at: u64) -> Result<&[u8], Missing> {
        let index = at / CHUNK;
        let chunk = self.chunks.get(&index).ok_or(Missing(index))?;
        chunk.looked_at.set(self.look());
        let run = chunk.bytes.get((at % CHUNK) as usize..).filter(|run| !run.is_empty());
        run.ok_or(Missing(index))
    }

    /// The first place of a byte in a range.
    pub fn find(&self, byte: u8, range: Range<u64>) -> Result<Option<u64>, Missing> {
        let mut at = range.start;
        while at < range.end {
            let run = self.run(at)?;
            let run = &run[..run.len().min((range.end - at) as usize)];
            if let Some(found) = run.iter().position(|other| *other == byte) {
                return Ok(Some(at + found as u64));
            }
            at += run.len() as u64;
        }
        Ok(None)
    }

    /// The last place of a byte in a range.
    pub fn rfind(&self, byte: u8, range: Range<u64>) -> Result<Option<u64>, Missing> {
        let mut end = range.end;
        while end > range.start {
            let from = ((end - 1) / CHUNK * CHUNK).max(range.start);
            let wanted = (end - from) as usize;
            let run = self.run(from)?.get(..wanted).ok_or(Missing(from / CHUNK))?;
            if let Some(found) = run.iter().rposition(|other| *other == byte) {
                return Ok(Some(from + found as u64));
            }
            end = from;
        }
        Ok(None)
    }

    /// The bytes of a range.
    pub fn copy(&self, range: Range<u64>) -> Result<Vec<u8>, Missing> {
        let mut bytes = Vec::with_capacity((range.end.saturating_sub(range.start)) as usize);
        let mut at = range.start;
        while at < range.end {
            let run = self.run(at)?;
            let run = &run[..run.len().min((range.end - at) as usize)];
            bytes.extend_from_slice(run);
            at += run.len() as u64;
        }
        Ok(bytes)
    }
}

/// Parts a part by chunks: the chunk's number, where in it, which bytes.
fn split(from: u64, part: &[u8]) -> impl Iterator<Item = (u64, usize, &[u8])> {
    let first = ((CHUNK - from % CHUNK) as usize).min(part.len());
    let (head, rest) = part.split_at(first);
    let parts = std::iter::once(head).chain(rest.chunks(CHUNK as usize)).filter(|part| !part.is_empty());
    parts.scan(from, |at, part| {
        let here = *at;
        *at += part.len() as u64;
        Some((here / CHUNK, (here % CHUNK) as usize, part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(size: usize) -> Vec<u8> {
        (0..size).map(|at| (at / 7 % 251) as u8).collect()
    }

    #[test]
    fn what_is_known_is_read_over_the_edges_of_chunks() {
        let file = numbered(CHUNK as usize * 2 + 500);
        let mut bytes = Bytes::default();
        assert_eq!(bytes.take(0, &file[..CHUNK as usize], file.len() as u64, 0), Taken::Fits);
        assert_eq!(bytes.copy(CHUNK - 5..CHUNK + 5), Err(Missing(1)));
        assert_eq!(bytes.gap(1), Some(CHUNK..2 * CHUNK));
        bytes.take(CHUNK, &file[CHUNK as usize..], file.len() as u64, file.len() as u64);
        assert_eq!(bytes.copy(CHUNK - 5..CHUNK + 5).unwrap(), file[CHUNK as usize - 5..CHUNK as usize + 5]);
        assert_eq!(bytes.gap(2), None);
        assert_eq!(bytes.gap(3), None);
    }

    #[test]
    fn bytes_are_found_from_both_ends() {
        let mut file = vec![b'.'; CHUNK as usize * 3];
        for at in [10, CHUNK + 1, 3 * CHUNK - 1] {
            file[at as usize] = b'\n';
        }
        let mut bytes = Bytes::default();
        bytes.take(0, &file, 3 * CHUNK, 0);
        assert_eq!(bytes.find(b'\n', 11..3 * CHUNK), Ok(Some(CHUNK + 1)));
        assert_eq!(bytes.rfind(b'\n', 0..3 * CHUNK - 1), Ok(Some(CHUNK + 1)));
        assert_eq!(bytes.rfind(b'\n', 11..CHUNK + 1), Ok(None));
        assert_eq!(bytes.find(b'\n', 3 * CHUNK - 1..3 * CHUNK), Ok(Some(3 * CHUNK - 1)));
    }

    #[test]
    fn the_last_chunk_goes_on_when_the_file_grows() {
        let mut bytes = Bytes::default();
        bytes.take(0, b"one\ntw", 6, 0);
        assert_eq!(bytes.gap(0), None);
        // A poll that overlaps, and one that only tells the size.
        assert_eq!(bytes.take(4, b"two\n", 8, 6), Taken::Fits);
        assert_eq!(bytes.copy(0..8).unwrap(), b"one\ntwo\n");
        assert_eq!(bytes.take(19, b"\n", 20, 8), Taken::Fits);
        assert_eq!(bytes.gap(0), Some(8..20));
        assert_eq!(bytes.copy(0..9), Err(Missing(0)));
    }

    #[test]
    fn another_file_in_its_place_is_noticed() {
        let mut bytes = Bytes::default();
        bytes.take(0, b"one\ntwo\n", 8, 0);
        assert_eq!(bytes.take(0, b"new\n", 4, 8), Taken::Shrunk);
        assert_eq!((bytes.size(), bytes.copy(0..4).unwrap().as_slice()), (4, b"new\n".as_slice()));
        assert_eq!(bytes.take(2, b"WER lines", 11, 4), Taken::Differs);
        assert_eq!(bytes.size(), 11);
        assert_eq!(bytes.gap(0), Some(0..11));
    }

    #[test]
    fn an_answer_that_was_overtaken_shrinks_nothing() {
        let mut bytes = Bytes::default();
        bytes.take(0, b"one\n", 4, 0);
        bytes.take(4, b"two\n", 8, 4);
        assert_eq!(bytes.take(3, b"\n", 4, 4), Taken::Fits);
        assert_eq!(bytes.size(), 8);
    }

    #[test]
    fn the_least_looked_at_is_forgotten() {
        let chunk = vec![b'x'; CHUNK as usize];
        let size = CHUNK * 1000;
        let mut bytes = Bytes::default();
        for index in 0..1000 {
            bytes.take(index * CHUNK, &chunk, size, size);
            assert!(bytes.copy(0..1).is_ok(), "the first chunk is looked at all the time");
        }
        let known = (0..1000).filter(|index| bytes.gap(*index).is_none()).count();
        assert_eq!(known, KEPT / CHUNK as usize);
        assert_eq!(bytes.gap(1), Some(CHUNK..2 * CHUNK));
    }
}
