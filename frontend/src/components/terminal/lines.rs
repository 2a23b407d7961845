//! Typing without a TTY: nothing at the other end shows what is typed, takes letters back or makes lines of it, so that is done here.

/// The line that is being typed.
#[derive(Debug, Default)]
pub struct Lines(String);

/// What comes of something typed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// What goes to the program: whole lines.
    pub input: Vec<u8>,
    /// What is drawn.
    pub echo: Vec<u8>,
    /// Whether Ctrl-C was among it.
    pub interrupt: bool,
    /// Whether Ctrl-D was, at the beginning of a line: the input has ended.
    pub end: bool,
}

impl Lines {
    /// Takes what the screen tells of the keyboard.
    pub fn take(&mut self, bytes: &[u8]) -> Typed {
        let mut typed = Typed::default();
        for letter in String::from_utf8_lossy(bytes).chars() {
            match letter {
                '\r' | '\n' => {
                    self.0.push('\n');
                    typed.input.append(&mut std::mem::take(&mut self.0).into_bytes());
                    typed.echo.extend(b"\r\n");
                }
                '\u{7f}' | '\u{8}' => {
                    if self.0.pop().is_some() {
                        typed.echo.extend(b"\x08 \x08");
                    }
                }
                '\u{3}' => {
                    self.0.clear();
                    typed.echo.extend(b"^C\r\n");
                    typed.interrupt = true;
                }
                '\u{4}' if self.0.is_empty() => typed.end = true,
                '\u{4}' => typed.input.append(&mut std::mem::take(&mut self.0).into_bytes()),
                // Arrows and the like move nothing in a line that is not edited by a program.
                letter if letter.is_control() && letter != '\t' => break,
                letter => {
                    self.0.push(letter);
                    typed.echo.extend(letter.to_string().bytes());
                }
            }
        }
        typed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_when_it_is_whole_and_letters_can_be_taken_back() {
        let mut lines = Lines::default();
        assert_eq!(lines.take("grüßex".as_bytes()).input, b"");
        assert_eq!(lines.take(b"\x7f").echo, b"\x08 \x08");
        let typed = lines.take(b"\r");
        assert_eq!((typed.input, typed.echo), ("grüße\n".as_bytes().to_vec(), b"\r\n".to_vec()));
        assert_eq!(lines.take(b"\x7f"), Typed::default());
    }

    #[test]
    fn what_is_pasted_may_be_several_lines() {
        assert_eq!(Lines::default().take(b"a\rb\rc").input, b"a\nb\n");
    }

    #[test]
    fn keys_of_control_are_told_apart() {
        let mut lines = Lines::default();
        assert!(lines.take(b"ab\x03").interrupt);
        assert!(lines.take(b"\x04").end);
        assert_eq!(lines.take(b"ab\x04").input, b"ab");
        assert_eq!(lines.take(b"\x1b[A"), Typed::default());
    }
}
