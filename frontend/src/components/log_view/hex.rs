//! Bytes that are no text: told by their first ones, shown as rows.

use std::fmt::Write as _;

use super::pieces::ROW;

/// How many of the first bytes tell.
const TELLING: usize = 8 << 10;

/// Whether a file that begins so is no text: it has a NUL, or one byte in ten belongs to no character.
pub fn is_binary(head: &[u8]) -> bool {
    let head = &head[..head.len().min(TELLING)];
    // The last character may be cut.
    let invalid: usize = head.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    head.contains(&0) || invalid.saturating_sub(3) * 10 > head.len()
}

/// A row: where it begins, its bytes, its letters, in columns of fixed width.
pub fn row(at: u64, bytes: &[u8]) -> String {
    let mut text = format!("{at:010x} ");
    for place in 0..ROW as usize {
        if place % 8 == 0 {
            text.push(' ');
        }
        match bytes.get(place) {
            Some(byte) => {
                let _ = write!(text, "{byte:02x} ");
            }
            None => text.push_str("   "),
        }
    }
    text.push(' ');
    let letter = |byte: &u8| if matches!(byte, b' '..=b'~') { char::from(*byte) } else { '·' };
    text.extend(bytes.iter().map(letter));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_columns() {
        assert_eq!(
            row(0x1f0, b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0>"),
            "00000001f0  7f 45 4c 46 02 01 01 00  00 00 00 00 00 00 00 3e  ·ELF···········>"
        );
        assert_eq!(row(16, b"end"), format!("{:<62}end", "0000000010  65 6e 64"));
    }

    #[test]
    fn text_is_told_from_bytes() {
        assert!(!is_binary(b""));
        assert!(!is_binary(b"I1122 03:00:01 slave.cpp] ready\n"));
        assert!(!is_binary("grün\x1b[0m €".as_bytes()));
        assert!(!is_binary("€".repeat(4000).as_bytes()), "a character cut at the end is no sign");
        assert!(is_binary(b"\x7fELF\x02\x01\x01\0\0\0"));
        assert!(is_binary(&[0xff, 0xd8, 0xff, 0xe1, 0x45, 0x78, 0x69, 0x66, 0xfe, 0xfd]));
        assert!(!is_binary(b"latin-1: gr\xfcn, r\xf6tlich"), "a few strange letters are text still");
    }
}
