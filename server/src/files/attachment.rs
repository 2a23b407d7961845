//! `Content-Disposition` (RFC 6266): a name for what is saved, that can be nothing but a name.

use std::fmt::Write;

use http::HeaderValue;

/// Names may be longer nowhere.
const LONGEST: usize = 200;

/// `attachment` with this file name.
pub fn attachment(name: &[u8]) -> HeaderValue {
    let name: String = String::from_utf8_lossy(name).chars().map(harmless).take(LONGEST).collect();
    let name = match name.trim_matches(['.', ' ']) {
        "" => "file",
        // A leading dot is part of a name, a trailing one confuses some systems.
        _ => name.trim_end_matches(['.', ' ']),
    };
    let plain: String =
        name.chars().map(|letter| if letter.is_ascii() && letter != '%' { letter } else { '_' }).collect();
    let mut value = format!("attachment; filename=\"{plain}\"");
    if plain != name {
        value.push_str("; filename*=UTF-8''");
        for byte in name.bytes() {
            // The characters that RFC 8187 lets stand for themselves, and that mean nothing elsewhere.
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                value.push(char::from(byte));
            } else {
                // Writing to a string does not fail.
                let _ = write!(value, "%{byte:02X}");
            }
        }
    }
    HeaderValue::try_from(value).unwrap_or(HeaderValue::from_static("attachment"))
}

/// What would end the header, lead into a folder, or make a name look like another is replaced.
fn harmless(letter: char) -> char {
    let misleading = matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    if letter.is_control() || misleading || "\"\\/:*?<>|".contains(letter) { '_' } else { letter }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::attachment;

    fn of(name: &[u8]) -> String {
        attachment(name).to_str().unwrap().to_owned()
    }

    #[test]
    fn names_are_kept_as_far_as_they_are_harmless() {
        insta::assert_snapshot!(
            [
                &b"stdout"[..],
                b"core.1234",
                "n\u{e9} \"q\".txt".as_bytes(),
                b"100%.txt",
                b"../../etc/passwd",
                b"a\r\nSet-Cookie: x=y",
                "gpj.\u{202e}exe".as_bytes(),
                b"latin\xe9.txt",
                b"",
                b"..",
                b".profile",
            ]
            .map(of)
            .join("\n")
        );
    }

    proptest! {
        #[test]
        fn no_name_leaves_its_quotes(name in proptest::collection::vec(any::<u8>(), 0..64)) {
            let value = of(&name);
            let inside = value.strip_prefix("attachment; filename=\"").unwrap();
            let (plain, rest) = inside.split_once('"').unwrap();
            prop_assert!(!plain.is_empty() && !plain.contains(['/', '\\']));
            prop_assert!(rest.is_empty() || rest.starts_with("; filename*=UTF-8''"));
            prop_assert!(!rest.contains('"'));
        }
    }
}
