//! The most recent frames: what a browser that was away for a while needs to catch up. It is the only queue there is: a browser has a place in
//! it, not a copy of it, so a slow one costs nothing.

use std::collections::VecDeque;

use bytes::Bytes;

/// A frame that is more than this part of the ring is not kept, and neither is what came before it: a snapshot costs whoever lacks it less.
const LARGE_PART: usize = 4;

/// Frames in the order of their revisions, without holes.
#[derive(Debug)]
pub struct Ring {
    frames: VecDeque<Kept>,
    newest: u64,
    bytes: usize,
    most_bytes: usize,
    most_frames: usize,
}

#[derive(Clone, Debug)]
struct Kept {
    before: u64,
    frame: Bytes,
}

impl Ring {
    /// An empty ring at a revision.
    pub fn new(revision: u64, most_bytes: usize, most_frames: usize) -> Self {
        Self { frames: VecDeque::new(), newest: revision, bytes: 0, most_bytes, most_frames }
    }

    /// Adds the frame that leads from the newest revision to `after`; forgets the oldest ones that are too much.
    pub fn push(&mut self, after: u64, frame: Bytes) {
        let before = std::mem::replace(&mut self.newest, after);
        if frame.len() > self.most_bytes / LARGE_PART {
            self.frames.clear();
            self.bytes = 0;
            return;
        }
        self.bytes += frame.len();
        self.frames.push_back(Kept { before, frame });
        while self.bytes > self.most_bytes || self.frames.len() > self.most_frames {
            let Some(oldest) = self.frames.pop_front() else { break };
            self.bytes -= oldest.frame.len();
        }
    }

    /// The frames after a revision, oldest first, at most `most` of them, with the revision they lead to. `None` if the revision is out of reach.
    pub fn after(&self, revision: u64, most: usize) -> Option<(Vec<Bytes>, u64)> {
        if revision == self.newest {
            return Some((Vec::new(), revision));
        }
        let from = self.frames.binary_search_by_key(&revision, |kept| kept.before).ok()?;
        let frames: Vec<Bytes> =
            self.frames.range(from..).take(most).map(|kept| kept.frame.clone()).collect();
        let reached = self.frames.get(from + frames.len()).map_or(self.newest, |next| next.before);
        Some((frames, reached))
    }

    /// How many bytes of frames come after a revision; `None` if it is out of reach.
    pub fn bytes_after(&self, revision: u64) -> Option<usize> {
        self.after(revision, usize::MAX).map(|(frames, _)| frames.iter().map(Bytes::len).sum())
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::Ring;

    fn ring(most_bytes: usize, most_frames: usize) -> Ring {
        let mut ring = Ring::new(1, most_bytes, most_frames);
        for revision in 2..=6_u8 {
            ring.push(revision.into(), Bytes::from(vec![revision; revision.into()]));
        }
        ring
    }

    fn after(ring: &Ring, revision: u64, most: usize) -> Option<(Vec<u8>, u64)> {
        let (frames, reached) = ring.after(revision, most)?;
        Some((frames.iter().map(|frame| frame[0]).collect(), reached))
    }

    #[test]
    fn a_browser_gets_what_it_missed() {
        let ring = ring(100, 100);
        assert_eq!(after(&ring, 6, 9), Some((vec![], 6)));
        assert_eq!(after(&ring, 4, 9), Some((vec![5, 6], 6)));
        assert_eq!(after(&ring, 1, 9), Some((vec![2, 3, 4, 5, 6], 6)));
        assert_eq!(after(&ring, 1, 2), Some((vec![2, 3], 3)));
        assert_eq!(ring.bytes_after(4), Some(11));
    }

    #[test]
    fn what_is_out_of_reach_is_said() {
        let ring = ring(100, 3);
        assert_eq!(after(&ring, 3, 9), Some((vec![4, 5, 6], 6)));
        assert_eq!(after(&ring, 2, 9), None);
        assert_eq!(after(&ring, 7, 9), None, "a revision that does not exist yet");
    }

    #[test]
    fn it_is_bounded_by_bytes() {
        let mut ring = ring(24, 100);
        assert_eq!(after(&ring, 1, 9), Some((vec![2, 3, 4, 5, 6], 6)));
        ring.push(7, Bytes::from(vec![7; 6]));
        assert_eq!(after(&ring, 2, 9), Some((vec![3, 4, 5, 6, 7], 7)));
        assert_eq!(after(&ring, 1, 9), None);
    }

    #[test]
    fn a_frame_of_much_of_the_ring_is_not_kept() {
        let mut ring = ring(24, 100);
        ring.push(7, Bytes::from(vec![7; 7]));
        assert_eq!(after(&ring, 6, 9), None);
        assert_eq!(after(&ring, 5, 9), None, "it leads to what is not kept");
        assert_eq!(after(&ring, 7, 9), Some((vec![], 7)));
        ring.push(8, Bytes::from(vec![8; 6]));
        assert_eq!((after(&ring, 7, 9), ring.bytes_after(7)), (Some((vec![8], 8)), Some(6)));
    }
}
