//! The pieces around a place: what is in the page at a time.

use super::bytes::{Bytes, CHUNK, Missing};
use super::pieces::Cutting;

/// A piece: from its first byte to the one after its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its first byte.
    pub at: u64,
    /// The byte after its last.
    pub end: u64,
}

/// Some pieces, one after the other without a gap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The pieces.
    pub pieces: Vec<Piece>,
    /// The chunks that lack bytes of what should be here.
    pub missing: Vec<u64>,
}

impl Window {
    /// The pieces around the byte at `at`: the one that holds it, as many as `before` it and `after` it. Where the file begins or ends
    /// there are more at the other side.
    pub fn around(bytes: &Bytes, cutting: Cutting, at: u64, before: usize, after: usize) -> Self {
        let mut window = Self::default();
        if bytes.size() == 0 {
            return window;
        }
        let at = at.min(bytes.size() - 1);
        if let Err(Missing(chunk)) = window.fill(bytes, cutting, at, before, after) {
            window.missing.push(chunk);
            // It may begin in the chunk before; both are on their way at once.
            if chunk != at / CHUNK && bytes.gap(at / CHUNK).is_some() {
                window.missing.push(at / CHUNK);
            }
        }
        window
    }

    fn fill(
        &mut self,
        bytes: &Bytes,
        cutting: Cutting,
        at: u64,
        before: usize,
        after: usize,
    ) -> Result<(), Missing> {
        let start = cutting.start(bytes, at)?;
        let mut ahead = Vec::new();
        let mut behind = Vec::new();
        let forth = forward(bytes, cutting, start, after + 1, &mut ahead);
        let short = (after + 1 - ahead.len()) * usize::from(forth.is_ok());
        let back = backward(bytes, cutting, start, before + short, &mut behind);
        let end = ahead.last().map_or(start, |piece| piece.end);
        let short = (before.saturating_sub(behind.len())) * usize::from(back.is_ok() && forth.is_ok());
        let further = forward(bytes, cutting, end, short, &mut ahead);
        behind.reverse();
        behind.append(&mut ahead);
        self.pieces = behind;
        for result in [forth, back, further] {
            if let Err(Missing(chunk)) = result
                && !self.missing.contains(&chunk)
            {
                self.missing.push(chunk);
            }
        }
        Ok(())
    }

    /// The chunks to ask for, the most urgent first: what is missing, then what comes next at either side.
    pub fn wanted(&self, bytes: &Bytes) -> Vec<u64> {
        let mut wanted = self.missing.clone();
        if let (Some(first), Some(last)) = (self.pieces.first(), self.pieces.last()) {
            let near = [last.end, last.end + CHUNK / 2, first.at.saturating_sub(CHUNK / 2)];
            for index in near.map(|at| at / CHUNK) {
                if !wanted.contains(&index) {
                    wanted.push(index);
                }
            }
        }
        wanted.retain(|index| bytes.gap(*index).is_some());
        wanted
    }
}

fn forward(
    bytes: &Bytes,
    cutting: Cutting,
    from: u64,
    count: usize,
    pieces: &mut Vec<Piece>,
) -> Result<(), Missing> {
    let mut at = from;
    for _ in 0..count {
        if at >= bytes.size() {
            break;
        }
        let end = cutting.end(bytes, at)?;
        pieces.push(Piece { at, end });
        at = end;
    }
    Ok(())
}

/// The nearest piece comes first.
fn backward(
    bytes: &Bytes,
    cutting: Cutting,
    from: u64,
    count: usize,
    pieces: &mut Vec<Piece>,
) -> Result<(), Missing> {
    let mut end = from;
    for _ in 0..count {
        if end == 0 {
            break;
        }
        let at = cutting.start(bytes, end - 1)?;
        pieces.push(Piece { at, end });
        end = at;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hundred_lines() -> Bytes {
        let file: String = (0..100).map(|number| format!("line {number:02}\n")).collect();
        let mut bytes = Bytes::default();
        bytes.take(0, file.as_bytes(), file.len() as u64, 0);
        bytes
    }

    fn lines(window: &Window) -> (u64, u64, usize) {
        (window.pieces[0].at / 8, window.pieces[window.pieces.len() - 1].at / 8, window.pieces.len())
    }

    #[test]
    fn lines_around_a_place() {
        let bytes = hundred_lines();
        let window = Window::around(&bytes, Cutting::Lines, 50 * 8 + 3, 5, 10);
        assert_eq!(lines(&window), (45, 60, 16));
        assert!(window.pieces.windows(2).all(|pair| pair[0].end == pair[1].at));
        assert!(window.missing.is_empty() && window.wanted(&bytes).is_empty());
    }

    #[test]
    fn at_the_ends_there_is_more_at_the_other_side() {
        let bytes = hundred_lines();
        assert_eq!(lines(&Window::around(&bytes, Cutting::Lines, bytes.size(), 5, 10)), (84, 99, 16));
        assert_eq!(lines(&Window::around(&bytes, Cutting::Lines, 0, 5, 10)), (0, 15, 16));
        assert_eq!(lines(&Window::around(&bytes, Cutting::Lines, 0, 500, 500)), (0, 99, 100));
        assert!(Window::around(&Bytes::default(), Cutting::Lines, 0, 5, 5).pieces.is_empty());
    }

    #[test]
    fn what_is_not_known_is_wanted_and_what_is_known_is_shown() {
        let line = [b'x'; 63].iter().chain(b"\n").copied().collect::<Vec<_>>();
        let chunk = line.repeat(CHUNK as usize / 64);
        let size = 10 * CHUNK;
        let mut bytes = Bytes::default();
        bytes.take(0, &chunk, size, 0);
        assert_eq!(Window::around(&bytes, Cutting::Lines, size, 5, 5).missing, [9]);
        bytes.take(9 * CHUNK, &chunk, size, size);
        let tail = Window::around(&bytes, Cutting::Lines, size, 1500, 0);
        assert_eq!(tail.pieces.last().map(|piece| piece.end), Some(size));
        assert_eq!(tail.missing, [8]);
        let calm = Window::around(&bytes, Cutting::Lines, size - 100, 10, 10);
        assert_eq!((calm.missing.len(), calm.wanted(&bytes)), (0, vec![]));
        // Half a chunk from the edge, the next one is worth having.
        let near = Window::around(&bytes, Cutting::Lines, 9 * CHUNK + 5000, 10, 10);
        assert_eq!((near.missing.len(), near.wanted(&bytes)), (0, vec![8]));
    }
}
