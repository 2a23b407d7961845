//! A file cut into pieces that are shown one below the other: its lines, or rows of sixteen bytes.
//!
//! A line may be as long as the file. It is cut where a multiple of [`LONGEST`] comes and no line has ended for that long; the cut moves
//! back to the beginning of a character that stands across it. Whether there is a cut can therefore be told from the bytes around it
//! alone: pieces are the same from wherever one comes to them.

use super::bytes::{Bytes, Missing};

/// A piece is shorter than twice this.
pub const LONGEST: u64 = 4096;
/// Bytes in a row of the hex view.
pub const ROW: u64 = 16;

/// How a file is cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Cutting {
    /// Into lines.
    #[default]
    Lines,
    /// Into rows of sixteen bytes.
    Rows,
}

impl Cutting {
    /// Where the piece begins that holds the byte at `at`, which must be below the file's size.
    pub fn start(self, bytes: &Bytes, at: u64) -> Result<u64, Missing> {
        if self == Self::Rows {
            return Ok(at / ROW * ROW);
        }
        let near = (at + 3) / LONGEST * LONGEST;
        let from = near.saturating_sub(2 * LONGEST);
        let after_newline = bytes.rfind(b'\n', from..at)?.map_or(from, |newline| newline + 1);
        for cut in [near, near.saturating_sub(LONGEST)].into_iter().filter(|cut| *cut > after_newline) {
            if let Some(start) = cut_at(bytes, cut)?.filter(|start| *start <= at) {
                return Ok(start.max(after_newline));
            }
        }
        Ok(after_newline)
    }

    /// Where the piece ends that begins at `start`.
    pub fn end(self, bytes: &Bytes, start: u64) -> Result<u64, Missing> {
        if self == Self::Rows {
            return Ok((start + ROW).min(bytes.size()));
        }
        let cut = start.div_ceil(LONGEST) * LONGEST + LONGEST;
        if let Some(newline) = bytes.find(b'\n', start..(cut + 1).min(bytes.size()))? {
            return Ok(newline + 1);
        }
        if cut < bytes.size() { character_at(bytes, cut) } else { Ok(bytes.size()) }
    }
}

/// Where the cut is that belongs to a multiple of [`LONGEST`], if there is one.
fn cut_at(bytes: &Bytes, cut: u64) -> Result<Option<u64>, Missing> {
    if cut < LONGEST || cut >= bytes.size() || bytes.rfind(b'\n', cut - LONGEST..cut + 1)?.is_some() {
        return Ok(None);
    }
    character_at(bytes, cut).map(Some)
}

/// The beginning of the UTF-8 character that stands across `at`, or `at`.
fn character_at(bytes: &Bytes, at: u64) -> Result<u64, Missing> {
    for back in 1..=3.min(at) {
        let byte = bytes.copy(at - back..at - back + 1)?[0];
        let length = match byte {
            0x80..=0xbf => continue,
            0xc0..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf7 => 4,
            _ => 1,
        };
        return Ok(if length > back { at - back } else { at });
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(file: &[u8]) -> Bytes {
        let mut bytes = Bytes::default();
        bytes.take(0, file, file.len() as u64, 0);
        bytes
    }

    /// The beginnings of all pieces, walked from the first one.
    fn walked(bytes: &Bytes, cutting: Cutting) -> Vec<u64> {
        let step = |start: &u64| cutting.end(bytes, *start).ok().filter(|end| *end < bytes.size());
        std::iter::successors((bytes.size() > 0).then_some(0), step).collect()
    }

    #[test]
    fn a_character_is_never_cut() {
        let file: Vec<u8> = "€".repeat(5000).into_bytes();
        let bytes = known(&file);
        let starts = walked(&bytes, Cutting::Lines);
        assert_eq!(starts, [0, 4095, 8190, 12288]);
        assert!(starts.iter().all(|start| start % 3 == 0));
    }

    #[test]
    fn a_line_of_the_longest_length_keeps_its_end() {
        let mut file = vec![b'x'; LONGEST as usize];
        file.extend(b"\nnext\n");
        assert_eq!(walked(&known(&file), Cutting::Lines), [0, LONGEST + 1]);
    }

    #[test]
    fn rows_begin_at_multiples_of_sixteen() {
        let bytes = known(&[0; 40]);
        assert_eq!(walked(&bytes, Cutting::Rows), [0, 16, 32]);
        assert_eq!(Cutting::Rows.start(&bytes, 31), Ok(16));
        assert_eq!(Cutting::Rows.end(&bytes, 32), Ok(40));
    }

    #[test]
    fn what_is_not_known_is_asked_for() {
        let mut bytes = Bytes::default();
        bytes.take(0, b"one\n", 1 << 30, 0);
        assert_eq!(Cutting::Lines.start(&bytes, 1 << 29), Err(Missing((1 << 29) / (64 * 1024) - 1)));
        assert_eq!(Cutting::Lines.end(&bytes, 4), Err(Missing(0)));
    }
}
