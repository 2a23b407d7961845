//! `Range`, as far as it is served: one range of bytes (RFC 9110, section 14). A request for several, or one that cannot be read, is
//! answered with the whole, which the RFC allows for every range.

use std::ops::Range;

/// What was asked for, before the size is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// `first-` or `first-last`, the last one included.
    From(u64, Option<u64>),
    /// `-n`: the last `n` bytes.
    Last(u64),
}

impl Asked {
    /// Reads the header's value.
    pub fn parse(value: &str) -> Option<Self> {
        let (unit, range) = value.split_once('=')?;
        if !unit.trim().eq_ignore_ascii_case("bytes") || range.contains(',') {
            return None;
        }
        let (first, last) = range.trim().split_once('-')?;
        match (first, last) {
            ("", last) => Some(Self::Last(number(last)?)),
            (first, "") => Some(Self::From(number(first)?, None)),
            (first, last) => {
                let (first, last) = (number(first)?, number(last)?);
                (first <= last).then_some(Self::From(first, Some(last)))
            }
        }
    }

    /// The bytes of a file of this size; `None` if it has none of those.
    pub fn of(self, size: u64) -> Option<Range<u64>> {
        let range = match self {
            Self::From(first, last) => first..last.map_or(size, |last| last.saturating_add(1).min(size)),
            Self::Last(count) => size.saturating_sub(count)..size,
        };
        (range.start < range.end).then_some(range)
    }
}

/// Digits only. A number too large to be one is beyond the end of every file.
fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Asked;

    #[test]
    fn one_range_is_served() {
        let of = |value: &str, size| Asked::parse(value).map(|asked| asked.of(size));
        assert_eq!(of("bytes=0-0", 10), Some(Some(0..1)));
        assert_eq!(of("bytes=3-", 10), Some(Some(3..10)));
        assert_eq!(of("bytes=3-99", 10), Some(Some(3..10)));
        assert_eq!(of("Bytes=-4", 10), Some(Some(6..10)));
        assert_eq!(of("bytes=-99", 10), Some(Some(0..10)));
        assert_eq!(of("bytes=10-", 10), Some(None));
        assert_eq!(of("bytes=-0", 10), Some(None));
        assert_eq!(of("bytes=0-", 0), Some(None));
        assert_eq!(of("bytes=99999999999999999999999-", 10), Some(None));
        assert_eq!(of("bytes=0-99999999999999999999999", 10), Some(Some(0..10)));
    }

    #[test]
    fn anything_else_is_no_range() {
        for value in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5-3",
            "bytes=a-b",
            "lines=1-2",
            "bytes=0-1,3-4",
            "bytes=+1-2",
        ] {
            assert_eq!(Asked::parse(value), None, "{value}");
        }
    }

    proptest! {
        #[test]
        fn a_range_lies_in_the_file(text in "bytes=[0-9]{0,20}-[0-9]{0,20}", size: u64) {
            if let Some(range) = Asked::parse(&text).and_then(|asked| asked.of(size)) {
                prop_assert!(range.start < range.end && range.end <= size);
            }
        }
    }
}
