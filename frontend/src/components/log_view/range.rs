//! Ranges of bytes, as HTTP asks for them and tells of them (RFC 9110, 14).

use std::ops::Range;

/// What a range of a file is asked for by: `bytes=0-65535`.
pub fn header(range: &Range<u64>) -> String {
    format!("bytes={}-{}", range.start, range.end.saturating_sub(1))
}

/// What `Content-Range` tells: where the bytes begin, unless there are none, and the file's size.
pub fn told(header: &str) -> Option<(Option<u64>, u64)> {
    let (range, size) = header.trim().strip_prefix("bytes ")?.split_once('/')?;
    let from = match range {
        "*" => None,
        range => Some(range.split_once('-')?.0.trim().parse().ok()?),
    };
    Some((from, size.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_include_their_last_byte() {
        assert_eq!(header(&(0..65_536)), "bytes=0-65535");
    }

    #[test]
    fn the_size_is_told_with_or_without_bytes() {
        assert_eq!(told("bytes 0-99/1234"), Some((Some(0), 1234)));
        assert_eq!(told("bytes */10737418240"), Some((None, 10_737_418_240)));
        for wrong in ["", "bytes 0-99/*", "items 0-9/10", "bytes 0/10", "bytes x-9/10"] {
            assert_eq!(told(wrong), None, "{wrong}");
        }
    }
}
