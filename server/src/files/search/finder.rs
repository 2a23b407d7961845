//! Finds matches in a file that comes in pieces.

use super::needle::Needle;

/// What has been fed and may still be the beginning of a match.
pub struct Finder {
    needle: Needle,
    kept: Vec<u8>,
    /// Where in the file `kept` begins.
    at: u64,
}

impl Finder {
    /// Begins at an offset.
    pub fn new(needle: Needle, at: u64) -> Self {
        Self { needle, kept: Vec::new(), at }
    }

    /// Looks through the next piece, and tells where matches begin. Matches do not overlap.
    pub fn feed(&mut self, bytes: &[u8], found: impl FnMut(u64)) {
        self.kept.extend_from_slice(bytes);
        // A match that begins later may go on in the next piece.
        let safe = (self.kept.len() + 1).saturating_sub(self.needle.longest());
        self.look(safe, found);
    }

    /// Looks through the rest.
    pub fn finish(mut self, found: impl FnMut(u64)) {
        self.look(self.kept.len(), found);
    }

    /// Tells the matches that begin before `safe`, and forgets what is before the next possible one.
    fn look(&mut self, safe: usize, mut found: impl FnMut(u64)) {
        let mut from = 0;
        while from < safe {
            match self.needle.find(&self.kept[from..]) {
                Some((start, end)) if from + start < safe => {
                    found(self.at + (from + start) as u64);
                    from += end;
                }
                _ => break,
            }
        }
        let done = from.max(safe).min(self.kept.len());
        self.kept.drain(..done);
        self.at += done as u64;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Finder, Needle};

    fn found(needle: Needle, pieces: &[&[u8]]) -> Vec<u64> {
        let mut offsets = Vec::new();
        let mut finder = Finder::new(needle, 0);
        for piece in pieces {
            finder.feed(piece, |offset| offsets.push(offset));
        }
        finder.finish(|offset| offsets.push(offset));
        offsets
    }

    #[test]
    fn case_is_minded_or_not() {
        let text = &["Error error ERROR eRRoR err".as_bytes()];
        assert_eq!(found(Needle::exact(b"error"), text), [6]);
        assert_eq!(found(Needle::in_any_case(b"eRror"), text), [0, 6, 12, 18]);
        let text = &["Über über ÜBER ΣΊΣΥΦΟΣ σίσυφος Straße".as_bytes()];
        assert_eq!(found(Needle::in_any_case("über".as_bytes()), text), [0, 6, 12]);
        assert_eq!(found(Needle::in_any_case("σίσυφοσ".as_bytes()), text), [18, 33]);
        assert_eq!(found(Needle::in_any_case("STRASSE".as_bytes()), text), [0_u64; 0]);
    }

    #[test]
    fn letters_may_be_of_other_lengths() {
        // The sign of Kelvin is three bytes, and its small letter one.
        let text = &["300 \u{212a}elvin, 1 Kelvin, 2 kelvin".as_bytes()];
        assert_eq!(found(Needle::in_any_case("\u{212a}ELVIN".as_bytes()), text), [4, 16, 26]);
    }

    #[test]
    fn bytes_that_are_no_text_are_found() {
        let text = &[&b"\xff\xfeA\x00\xff\xfea"[..]];
        assert_eq!(found(Needle::exact(b"\xff\xfea"), text), [4]);
        assert_eq!(found(Needle::in_any_case(b"\xff\xfea"), text), [0, 4]);
    }

    #[test]
    fn matches_do_not_overlap() {
        assert_eq!(found(Needle::exact(b"aa"), &[b"aaa", b"aa"]), [0, 2]);
        assert_eq!(found(Needle::in_any_case(b"aa"), &[b"aA", b"a", b"aa"]), [0, 2]);
    }

    proptest! {
        #[test]
        fn pieces_make_no_difference(
            text in "[abAB\u{fc}\u{dc}]{0,60}",
            needle in "[ab\u{fc}]{1,4}",
            cuts in proptest::collection::vec(0_usize..100, 0..6),
            any_case: bool,
        ) {
            let bytes = text.as_bytes();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let pieces: Vec<&[u8]> = cuts.windows(2).map(|cut| &bytes[cut[0]..cut[1]]).collect();
            let make = || if any_case { Needle::in_any_case(needle.as_bytes()) } else { Needle::exact(needle.as_bytes()) };
            // All letters here are as long in the other case, so offsets stay.
            let plain = |text: &str| if any_case { text.to_lowercase() } else { text.to_owned() };
            let (text, needle) = (plain(&text), plain(&needle));
            let expected: Vec<u64> = text.match_indices(&*needle).map(|(at, _)| at as u64).collect();
            prop_assert_eq!(found(make(), &pieces), expected);
        }
    }
}
