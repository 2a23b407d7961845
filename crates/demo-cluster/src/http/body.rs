//! Requests' bodies: unpacked, read as JSON the way Mesos reads it, with its words for what is wrong.

use std::io::Read;

use bytes::Bytes;
use flate2::read::GzDecoder;
use serde_json::Value;

/// The largest body that is read, packed or not.
pub const LIMIT: usize = 64 << 20;

/// Unpacks a body that was sent with `Content-Encoding: gzip`.
pub fn unpack(bytes: &Bytes) -> Option<Bytes> {
    let mut unpacked = Vec::new();
    GzDecoder::new(&**bytes).take(LIMIT as u64).read_to_end(&mut unpacked).ok()?;
    Some(unpacked.into())
}

/// Reads JSON. Invalid UTF-8 passes, keys may repeat, nothing but white space may follow.
pub fn parse(bytes: &[u8]) -> Result<Value, String> {
    let text = String::from_utf8_lossy(bytes);
    let mut stream = serde_json::Deserializer::from_str(&text).into_iter::<Value>();
    match stream.next() {
        None => Err(syntax_error(1, "")),
        Some(Err(error)) => {
            let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
            let near = if error.is_eof() { "" } else { near(line, &error) };
            Err(syntax_error(error.line().max(1), near))
        }
        Some(Ok(value)) => {
            let rest = &text[stream.byte_offset()..];
            if rest.trim().is_empty() {
                return Ok(value);
            }
            Err(format!(
                "Failed to parse body into JSON: Parsed JSON included non-whitespace trailing characters: {rest}"
            ))
        }
    }
}

fn syntax_error(line: usize, near: &str) -> String {
    format!("Failed to parse body into JSON: syntax error at line {line} near: {near}")
}

/// The rest of a line from where it went wrong. A word that is not one is shown from its start, but for one that begins like
/// `true`, `false` or `null` where a value could be: that is shown from the first letter that is another.
fn near<'a>(line: &'a str, error: &serde_json::Error) -> &'a str {
    let mut at = error.column().saturating_sub(1).min(line.len());
    while at > 0 && line.as_bytes()[at - 1].is_ascii_alphabetic() {
        at -= 1;
    }
    while !line.is_char_boundary(at) {
        at -= 1;
    }
    let rest = &line[at..];
    if !error.to_string().starts_with("expected ident") {
        return rest;
    }
    let alike = |word: &str| word.bytes().zip(rest.bytes()).take_while(|(one, other)| one == other).count();
    &rest[["true", "false", "null"].map(alike).into_iter().max().unwrap_or_default()..]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bodies and texts of the recordings `protocol-body-*`.
    #[test]
    fn errors_are_told_as_mesos_tells_them() {
        let told = |body: &str| parse(body.as_bytes()).unwrap_err();
        let syntax = "Failed to parse body into JSON: syntax error at line 1 near: ";
        assert_eq!(told(""), syntax);
        assert_eq!(told("   "), syntax);
        assert_eq!(told(r#"{"type":"GET_HE"#), syntax);
        assert_eq!(told("{type: GET_HEALTH"), format!("{syntax}type: GET_HEALTH"));
        assert_eq!(told("{tru}"), format!("{syntax}tru}}"));
        assert_eq!(told(r#"{"a":tru}"#), format!("{syntax}}}"));
        assert_eq!(told(r#"{"a":foo}"#), format!("{syntax}oo}}"));
        assert_eq!(told("nope"), format!("{syntax}ope"));
        assert_eq!(told("hello"), format!("{syntax}hello"));
        assert_eq!(told(r#"{"a":1 "b":2}"#), format!(r#"{syntax}"b":2}}"#));
        assert_eq!(
            told(r#"/* x */ {"type":"GET_HEALTH"}"#),
            format!(r#"{syntax}/* x */ {{"type":"GET_HEALTH"}}"#)
        );
        assert_eq!(
            told("\u{feff}{\"type\":\"GET_HEALTH\"}"),
            format!("{syntax}\u{feff}{{\"type\":\"GET_HEALTH\"}}")
        );
        assert_eq!(
            told(r#"{"type":"GET_HEALTH"} trailing"#),
            "Failed to parse body into JSON: Parsed JSON included non-whitespace trailing characters:  trailing"
        );
        assert!(parse(b" \n{\"type\":\"GET_HEALTH\"}\n ").is_ok());
        assert!(parse(b"{\"type\":\"GET_\xffHEALTH\"}").is_ok());
    }
}
