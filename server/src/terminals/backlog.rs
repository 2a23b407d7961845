//! What a container has written and its page has not got yet.
//!
//! Output cannot be held back at its source (see [`super`]), so what does not fit here is skipped: the oldest goes first, and the page is told how
//! much is missing where. Once something has been skipped nothing is sent until the page has drawn all it was sent: then it gets one gap and the newest
//! output after it, rather than a gap between any two pieces.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::{BufMut, Bytes, BytesMut};
use cluster_model::terminal::{Channel, Told, WINDOW};

use super::metrics::{Buffered, Counted};

/// How many bytes wait here at most. What is written in one go, such as a listing, is up to twice this shown whole: as much again is on its way.
const MOST: usize = 1 << 20;

/// The largest piece of a message to the page.
const PIECE: usize = 32 << 10;

/// What a piece costs beside its bytes.
const OVERHEAD: usize = 64;

/// How far a gap reaches to end at the end of a line.
const LINE: usize = 4 << 10;

/// The output that waits.
pub(super) struct Backlog {
    /// Messages for the page: what they are, then the bytes.
    pieces: VecDeque<Piece>,
    held: usize,
    /// Missing before what is held.
    gap: u64,
    sent: u64,
    drawn: u64,
    skipped: u64,
    counted: Counted,
}

struct Piece {
    channel: Channel,
    message: BytesMut,
}

impl Piece {
    fn output(&self) -> &[u8] {
        self.message.get(1..).unwrap_or_default()
    }
}

impl Backlog {
    pub fn new(buffered: &Arc<Buffered>) -> Self {
        Self {
            pieces: VecDeque::new(),
            held: 0,
            gap: 0,
            sent: 0,
            drawn: 0,
            skipped: 0,
            counted: Counted::new(buffered, 0),
        }
    }

    /// Takes what a container wrote.
    pub fn push(&mut self, channel: Channel, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let room = match self.pieces.back() {
                Some(last) if last.channel == channel => PIECE.saturating_sub(last.output().len()),
                _ => 0,
            };
            if room == 0 {
                let mut message = BytesMut::with_capacity(1 + bytes.len().min(PIECE));
                message.put_u8(channel.kind());
                self.pieces.push_back(Piece { channel, message });
                self.held += OVERHEAD;
            }
            let (now, later) = bytes.split_at(bytes.len().min(if room == 0 { PIECE } else { room }));
            if let Some(last) = self.pieces.back_mut() {
                last.message.extend_from_slice(now);
                self.held += now.len();
            }
            bytes = later;
            while self.held > MOST {
                self.drop_oldest();
            }
        }
        self.counted.set(self.held);
    }

    fn drop_oldest(&mut self) {
        let Some(piece) = self.pieces.pop_front() else { return };
        self.held -= piece.output().len() + OVERHEAD;
        self.gap += piece.output().len() as u64;
    }

    /// Whether anything may be sent.
    pub fn is_ready(&self) -> bool {
        let ahead = self.sent - self.drawn;
        match self.pieces.front() {
            _ if self.gap > 0 => ahead == 0,
            Some(piece) => ahead + piece.output().len() as u64 <= WINDOW,
            None => false,
        }
    }

    /// The next message to the page.
    pub fn next(&mut self) -> Option<Bytes> {
        if !self.is_ready() {
            return None;
        }
        if self.gap > 0 {
            self.cut_at_line();
            self.counted.set(self.held);
            let gap = std::mem::take(&mut self.gap);
            self.skipped += gap;
            return Some(Told::Skipped(gap).to_vec().into());
        }
        let piece = self.pieces.pop_front()?;
        self.held -= piece.output().len() + OVERHEAD;
        self.sent += piece.output().len() as u64;
        self.counted.set(self.held);
        Some(piece.message.freeze())
    }

    /// What comes after a gap begins with a line, if one begins soon, and never within a letter.
    fn cut_at_line(&mut self) {
        let Some(piece) = self.pieces.front_mut() else { return };
        let output = piece.output();
        let line = memchr::memchr(b'\n', output.get(..LINE).unwrap_or(output)).map(|end| end + 1);
        let within = |byte: &&u8| **byte & 0b1100_0000 == 0b1000_0000;
        let cut = line.unwrap_or_else(|| output.iter().take(3).take_while(within).count());
        if cut == output.len() {
            return self.drop_oldest();
        }
        // The byte that says what it is comes before what is left.
        let kind = piece.channel.kind();
        let _ = piece.message.split_to(cut);
        if let Some(first) = piece.message.first_mut() {
            *first = kind;
        }
        self.held -= cut;
        self.gap += cut as u64;
    }

    /// The page has drawn so many bytes since the beginning.
    pub fn drawn(&mut self, bytes: u64) {
        self.drawn = bytes.clamp(self.drawn, self.sent);
    }

    /// Whether all has been sent.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty() && self.gap == 0
    }

    /// How much has been skipped so far.
    pub fn skipped(&self) -> u64 {
        self.skipped
    }
}

#[cfg(test)]
mod tests {
    use cluster_model::terminal::{Channel, Told, WINDOW};
    use proptest::prelude::*;

    use super::{Backlog, MOST, PIECE};

    fn take(backlog: &mut Backlog) -> Option<(u64, Vec<u8>)> {
        let message = backlog.next()?;
        match Told::read(&message).unwrap() {
            Told::Output(_, bytes) => Some((0, bytes.to_vec())),
            Told::Skipped(gap) => Some((gap, Vec::new())),
            Told::Notice(_) => panic!("no notice comes from here"),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        /// Whatever is written and drawn: nothing is lost without being told, nothing comes twice or in another order, and the memory is bounded.
        #[test]
        fn what_is_missing_is_told(steps in prop::collection::vec((0usize..300_000, any::<bool>(), 0u8..4), 1..40)) {
            let buffered = std::sync::Arc::default();
            let mut backlog = Backlog::new(&buffered);
            let mut written: Vec<u8> = Vec::new();
            let (mut at, mut sent) = (0usize, 0u64);
            let mut check = |backlog: &mut Backlog, written: &[u8], sent: &mut u64| {
                while let Some((gap, bytes)) = take(backlog) {
                    at += usize::try_from(gap).unwrap();
                    assert_eq!(bytes.as_slice(), &written[at..at + bytes.len()]);
                    at += bytes.len();
                    *sent += bytes.len() as u64;
                }
                at
            };
            let mut drawn = 0;
            for (length, error, draw) in steps {
                let next: Vec<u8> = (0..length).map(|n| ((written.len() + n) % 251) as u8).collect();
                backlog.push(if error { Channel::Err } else { Channel::Out }, &next);
                written.extend(next);
                prop_assert!(backlog.held <= MOST);
                prop_assert!(buffered.now() <= MOST);
                check(&mut backlog, &written, &mut sent);
                prop_assert!(sent - drawn <= WINDOW);
                drawn += (sent - drawn) * u64::from(draw) / 3;
                backlog.drawn(drawn);
            }
            while !backlog.is_empty() {
                backlog.drawn(sent);
                check(&mut backlog, &written, &mut sent);
            }
            prop_assert_eq!(check(&mut backlog, &written, &mut sent), written.len());
            prop_assert_eq!(sent + backlog.skipped(), written.len() as u64);
        }
    }

    #[test]
    fn what_is_drawn_in_time_is_whole() {
        let mut backlog = Backlog::new(&std::sync::Arc::default());
        let mut sent = 0;
        for _ in 0..100 {
            backlog.push(Channel::Out, &[b'x'; 100_000]);
            while let Some((gap, bytes)) = take(&mut backlog) {
                assert_eq!(gap, 0);
                assert!(bytes.len() <= PIECE);
                sent += bytes.len() as u64;
            }
            backlog.drawn(sent);
        }
        assert_eq!((sent, backlog.skipped()), (10_000_000, 0));
    }

    #[test]
    fn a_gap_ends_with_a_line_and_comes_once() {
        let mut backlog = Backlog::new(&std::sync::Arc::default());
        let line = [b"0123456789".repeat(10), b"\n".to_vec()].concat();
        let flood = line.repeat(100_000);
        backlog.push(Channel::Out, &flood);
        // The page was sent nothing yet: it can have the gap at once.
        let (gap, _) = take(&mut backlog).unwrap();
        assert_eq!(gap % line.len() as u64, 0);
        let (_, first) = take(&mut backlog).unwrap();
        assert!(first.starts_with(b"0123"));
        let mut sent = first.len() as u64;
        while let Some((_, bytes)) = take(&mut backlog) {
            sent += bytes.len() as u64;
        }
        backlog.push(Channel::Out, &flood);
        backlog.drawn(sent - 1);
        assert_eq!(take(&mut backlog), None, "it has not drawn all");
        backlog.drawn(sent);
        assert!(take(&mut backlog).unwrap().0 > 0);
    }
}
