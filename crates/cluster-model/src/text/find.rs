//! Looking for a word in much text.

/// So many places are looked at at once; a compiler that may use wide registers does so.
const LANES: usize = 16;

/// One byte in upper and lower case.
#[derive(Clone, Copy)]
struct Letter(u8, u8);

impl Letter {
    const fn new(byte: u8) -> Self {
        Letter(byte.to_ascii_lowercase(), byte.to_ascii_uppercase())
    }

    const fn is(self, byte: u8) -> bool {
        // Not `||`: without a branch, many are compared at once.
        (byte == self.0) | (byte == self.1)
    }
}

/// Where a word is first found, from a place on. Upper and lower case are the same, but beyond ASCII.
///
/// Places where the word's first and last byte fit are looked at closely, all others only in passing.
pub(crate) fn find(text: &[u8], word: &[u8], from: usize) -> Option<usize> {
    let (Some(&first), Some(&last)) = (word.first(), word.last()) else {
        return (from <= text.len()).then_some(from);
    };
    let (first, last) = (Letter::new(first), Letter::new(last));
    let reach = word.len() - 1;
    let end = text.len().checked_sub(reach)?;
    let is_at = |at: usize| text[at..at + word.len()].eq_ignore_ascii_case(word);
    let mut at = from;
    while at + LANES <= end {
        let (heads, tails) = (text[at..].first_chunk::<LANES>()?, text[at + reach..].first_chunk::<LANES>()?);
        let mut any = false;
        for lane in 0..LANES {
            any |= first.is(heads[lane]) & last.is(tails[lane]);
        }
        if any {
            let fits = |lane: &usize| first.is(heads[*lane]) && last.is(tails[*lane]) && is_at(at + lane);
            if let Some(lane) = (0..LANES).find(fits) {
                return Some(at + lane);
            }
        }
        at += LANES;
    }
    (at..end).find(|&at| first.is(text[at]) && is_at(at))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::find;

    proptest! {
        #[test]
        fn it_is_found_where_it_first_is(text in "[abAB/é]{0,120}", word in "[abAB/é]{0,4}", from in 0usize..130) {
            let lower = |text: &str| text.to_ascii_lowercase().into_bytes();
            let (low, sought) = (lower(&text), lower(&word));
            let wanted = (from..=low.len().max(from)).find(|&at| low.get(at..).is_some_and(|rest| rest.starts_with(&sought)));
            prop_assert_eq!(find(text.as_bytes(), word.as_bytes(), from), wanted);
        }
    }
}
