//! A piece's bytes as text to be read: UTF-8, colours, found places, and nothing that is not seen.

use std::ops::Range;

use super::style::Style;

/// Whether a text was found here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Hit {
    /// No.
    #[default]
    None,
    /// Yes.
    Found,
    /// Yes, and it is the one that was stepped to.
    Current,
}

/// Text that looks the same all along.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// The text.
    pub text: String,
    /// How it looks.
    pub style: Style,
    /// Whether it was found.
    pub hit: Hit,
}

/// The places that were found, by their offsets in the file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hits<'a> {
    /// Where each begins, in order.
    pub starts: &'a [u64],
    /// How many bytes each has.
    pub length: u64,
    /// The one that was stepped to.
    pub current: Option<u64>,
}

impl Hits<'_> {
    fn at(&self, at: u64) -> Hit {
        let holds = |start: &u64| *start <= at && at - start < self.length;
        if self.current.as_ref().is_some_and(holds) {
            return Hit::Current;
        }
        let before = self.starts.partition_point(|start| *start <= at);
        let start = before.checked_sub(1).and_then(|last| self.starts.get(last));
        if start.is_some_and(holds) { Hit::Found } else { Hit::None }
    }

    fn touch(&self, range: &Range<u64>) -> bool {
        let near = |start: u64| start < range.end && start + self.length > range.start;
        let next = self.starts.partition_point(|start| start + self.length <= range.start);
        self.length > 0
            && (self.starts.get(next).copied().is_some_and(near) || self.current.is_some_and(near))
    }
}

/// The text of a piece that begins at `at`. `style` is how the text before it ended, and becomes how this one ends.
pub fn spans(bytes: &[u8], at: u64, style: &mut Style, hits: Hits<'_>) -> Vec<Span> {
    let bytes = without_end(bytes);
    let marked = hits.touch(&(at..at + bytes.len() as u64));
    let mut writer = Writer { spans: Vec::new(), hits: marked.then_some(hits), style: *style };
    let mut here = 0;
    while here < bytes.len() {
        if let Some((parameters, length)) = escape(&bytes[here..]) {
            if let Some(parameters) = parameters {
                writer.style.apply(parameters);
            }
            here += length;
            continue;
        }
        // Up to the next escape character all is text; one that begins no sequence is shown.
        let next = bytes[here + 1..].iter().position(|byte| *byte == ESCAPE);
        let until = next.map_or(bytes.len(), |next| here + 1 + next);
        writer.text(&bytes[here..until], at + here as u64);
        here = until;
    }
    *style = writer.style;
    writer.spans
}

/// The bytes without what ends the line.
fn without_end(bytes: &[u8]) -> &[u8] {
    let line = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    line.strip_suffix(b"\r").unwrap_or(line)
}

const ESCAPE: u8 = 0x1b;

/// A sequence that is not shown, and its length: one that sets the style with its parameters, or one that erases within the line.
fn escape(bytes: &[u8]) -> Option<(Option<&[u8]>, usize)> {
    let rest = bytes.strip_prefix(&[ESCAPE, b'['])?;
    let end = rest.iter().position(|byte| !matches!(byte, b'0'..=b';'))?;
    let parameters = match rest[end] {
        b'm' => Some(&rest[..end]),
        b'K' => None,
        _ => return None,
    };
    Some((parameters, end + 3))
}

struct Writer<'a> {
    spans: Vec<Span>,
    hits: Option<Hits<'a>>,
    style: Style,
}

impl Writer<'_> {
    fn text(&mut self, bytes: &[u8], at: u64) {
        let mut at = at;
        for chunk in bytes.utf8_chunks() {
            let valid = chunk.valid();
            if self.hits.is_none() && !valid.contains(is_unseen) {
                self.span(at).text.push_str(valid);
            } else {
                for (offset, letter) in valid.char_indices() {
                    show(letter, &mut self.span(at + offset as u64).text);
                }
            }
            at += valid.len() as u64;
            if !chunk.invalid().is_empty() {
                self.span(at).text.push(char::REPLACEMENT_CHARACTER);
                at += chunk.invalid().len() as u64;
            }
        }
    }

    /// The span that the byte at `at` belongs to.
    fn span(&mut self, at: u64) -> &mut Span {
        let hit = self.hits.map_or(Hit::None, |hits| hits.at(at));
        let same = self.spans.last().is_some_and(|span| span.style == self.style && span.hit == hit);
        let place = if same { self.spans.len() - 1 } else { self.spans.len() };
        if !same {
            self.spans.push(Span { text: String::new(), style: self.style, hit });
        }
        &mut self.spans[place]
    }
}

/// Whether a letter would not be seen, or would move others to where they are not.
fn is_unseen(letter: char) -> bool {
    (letter.is_control() && letter != '\t')
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn show(letter: char, text: &mut String) {
    match letter {
        _ if !is_unseen(letter) => text.push(letter),
        // Unicode has pictures of the oldest ones.
        '\0'..='\u{1f}' => text.extend(char::from_u32(0x2400 + letter as u32)),
        '\u{7f}' => text.push('\u{2421}'),
        _ => {
            text.push('⟨');
            text.push_str(&letter.escape_unicode().to_string());
            text.push('⟩');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(bytes: &[u8]) -> String {
        let spans = spans(bytes, 0, &mut Style::default(), Hits::default());
        spans.into_iter().map(|span| span.text).collect()
    }

    fn looks(bytes: &[u8], hits: Hits<'_>) -> Vec<(String, String, Hit)> {
        let spans = spans(bytes, 100, &mut Style::default(), hits).into_iter();
        spans.map(|span| (span.text, span.style.classes(), span.hit)).collect()
    }

    #[test]
    fn a_line_s_end_is_not_shown_and_everything_else_is() {
        assert_eq!(shown(b"done\r\n"), "done");
        assert_eq!(shown(b"10 %\r20 %\r\n"), "10 %␍20 %");
        assert_eq!(shown(b"a\tb\0\x07\x7f"), "a\tb␀␇␡");
        assert_eq!(shown("a\u{202e}b\u{85}".as_bytes()), r"a⟨\u{202e}⟩b⟨\u{85}⟩");
    }

    #[test]
    fn what_is_no_text_is_replaced_and_the_rest_stays() {
        assert_eq!(shown(b"gr\xfcn \xe2\x82"), "gr\u{fffd}n \u{fffd}");
        assert_eq!(shown("grün €".as_bytes()), "grün €");
    }

    #[test]
    fn colours_are_spans_and_go_on_in_the_next_line() {
        let mut style = Style::default();
        let first = spans(b"ok \x1b[1;31mfailed\n", 0, &mut style, Hits::default());
        assert_eq!((first[0].text.as_str(), first[1].text.as_str()), ("ok ", "failed"));
        assert_eq!(first[1].style.classes(), "ink-1 bold");
        let second = spans(b"still\x1b[0m, over\n", 17, &mut style, Hits::default());
        assert_eq!(second[0].style.classes(), "ink-1 bold");
        assert_eq!((second[1].text.as_str(), style), (", over", Style::default()));
    }

    #[test]
    fn only_sequences_that_say_nothing_are_left_out() {
        assert_eq!(shown(b"\x1b[32mok\x1b[0m\x1b[K"), "ok");
        assert_eq!(shown(b"\x1b[2Jcleared \x1b(B\x1b[3"), "␛[2Jcleared ␛(B␛[3");
        assert_eq!(shown(b"\x1b"), "␛");
    }

    #[test]
    fn found_places_are_marked_where_they_stand_in_the_file() {
        let hits = Hits { starts: &[98, 104, 110], length: 3, current: Some(110) };
        let found: Vec<_> = looks(b"abcd\xe2\x82\xacfghijkl", hits);
        let plain = |text: &str, hit| (text.to_owned(), String::new(), hit);
        assert_eq!(
            found,
            [
                plain("a", Hit::Found),
                plain("bcd", Hit::None),
                plain("€", Hit::Found),
                plain("fgh", Hit::None),
                plain("ijk", Hit::Current),
                plain("l", Hit::None),
            ]
        );
        assert_eq!(looks(b"nothing", Hits { starts: &[0, 900], length: 3, current: None }).len(), 1);
    }
}
