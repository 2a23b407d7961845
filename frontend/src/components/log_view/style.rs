//! How text is to look, as terminals are told by "select graphic rendition" (ECMA-48, 8.3.117).

/// Colours, emphasis. Colours are the eight that terminals have names for: the style knows how each is read in either theme, and
/// finer ones become the nearest of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style {
    ink: Option<u8>,
    ground: Option<u8>,
    bold: bool,
    dim: bool,
    italic: bool,
    underline: bool,
    strike: bool,
    inverse: bool,
}

impl Style {
    /// Takes the parameters of a sequence: what stands between `ESC [` and `m`.
    pub fn apply(&mut self, parameters: &[u8]) {
        let mut numbers = parameters.split(|byte| matches!(byte, b';' | b':')).map(number);
        while let Some(number) = numbers.next() {
            match number {
                0 => *self = Self::default(),
                1 => self.bold = true,
                2 => self.dim = true,
                3 => self.italic = true,
                4 | 21 => self.underline = true,
                7 => self.inverse = true,
                9 => self.strike = true,
                22 => (self.bold, self.dim) = (false, false),
                23 => self.italic = false,
                24 => self.underline = false,
                27 => self.inverse = false,
                29 => self.strike = false,
                30..=37 => self.ink = Some((number - 30) as u8),
                90..=97 => self.ink = Some((number - 90) as u8),
                38 => self.ink = extended(&mut numbers).or(self.ink),
                39 => self.ink = None,
                40..=47 => self.ground = Some((number - 40) as u8),
                100..=107 => self.ground = Some((number - 100) as u8),
                48 => self.ground = extended(&mut numbers).or(self.ground),
                49 => self.ground = None,
                _ => {}
            }
        }
    }

    /// The classes of an element that looks so.
    pub fn classes(self) -> String {
        // Light on dark in one theme is dark on light in the other: reversed text gets the ground of its colour.
        let (ink, ground) =
            if self.inverse { (self.ground, Some(self.ink.unwrap_or(7))) } else { (self.ink, self.ground) };
        let mut classes = String::new();
        let mut add = |class: &str| {
            if !classes.is_empty() {
                classes.push(' ');
            }
            classes.push_str(class);
        };
        match (ground, ink) {
            // Not every ink is read on every ground.
            (Some(ground), _) => add(GROUNDS[usize::from(ground & 7)]),
            (None, Some(ink)) => add(INKS[usize::from(ink & 7)]),
            (None, None) => {}
        }
        let marks = [
            (self.bold, "bold"),
            (self.dim, "dim"),
            (self.italic, "italic"),
            (self.underline, "underline"),
            (self.strike, "strike"),
        ];
        marks.into_iter().filter(|(set, _)| *set).for_each(|(_, class)| add(class));
        classes
    }
}

const INKS: [&str; 8] = ["ink-0", "ink-1", "ink-2", "ink-3", "ink-4", "ink-5", "ink-6", "ink-7"];
const GROUNDS: [&str; 8] =
    ["ground-0", "ground-1", "ground-2", "ground-3", "ground-4", "ground-5", "ground-6", "ground-7"];

/// A parameter; absent means zero, and what is too large means nothing.
fn number(digits: &[u8]) -> u16 {
    digits.iter().fold(0_u16, |number, digit| {
        number.saturating_mul(10).saturating_add(u16::from(digit.wrapping_sub(b'0').min(9)))
    })
}

/// `5;N` is one of 256 colours, `2;R;G;B` one of all.
fn extended(numbers: &mut impl Iterator<Item = u16>) -> Option<u8> {
    match numbers.next()? {
        5 => Some(of_256(numbers.next()?)),
        2 => Some(nearest([numbers.next()?, numbers.next()?, numbers.next()?])),
        _ => None,
    }
}

fn of_256(number: u16) -> u8 {
    match number {
        0..=15 => (number % 8) as u8,
        16..=231 => {
            let level = |step: u16| if step == 0 { 0 } else { 55 + 40 * step };
            let cube = number - 16;
            nearest([level(cube / 36), level(cube / 6 % 6), level(cube % 6)])
        }
        _ => nearest([8 + 10 * (number.min(255) - 232); 3]),
    }
}

/// By hue: each channel is in or out. Greys are black or white.
fn nearest(channels: [u16; 3]) -> u8 {
    let (most, least) = channels
        .iter()
        .fold((0, u16::MAX), |(most, least), channel| (most.max(*channel), least.min(*channel)));
    if most.saturating_sub(least) < 40 {
        return if most < 128 { 0 } else { 7 };
    }
    let middle = (most + least) / 2;
    channels.iter().enumerate().fold(0, |colour, (bit, channel)| colour | u8::from(*channel > middle) << bit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(sequences: &[&str]) -> String {
        let mut style = Style::default();
        for parameters in sequences {
            style.apply(parameters.as_bytes());
        }
        style.classes()
    }

    #[test]
    fn sequences_add_up_until_they_are_taken_back() {
        assert_eq!(classes(&["1", "31"]), "ink-1 bold");
        assert_eq!(classes(&["1;4;31", "22", "39"]), "underline");
        assert_eq!(classes(&["1;31", "0"]), "");
        assert_eq!(classes(&["1;31", ""]), "");
        assert_eq!(classes(&["93"]), "ink-3");
    }

    #[test]
    fn a_ground_is_read_with_the_text_s_own_colour() {
        assert_eq!(classes(&["41;97"]), "ground-1");
        assert_eq!(classes(&["41", "49;97"]), "ink-7");
        assert_eq!(classes(&["7;32"]), "ground-2");
        assert_eq!(classes(&["7", "27"]), "");
    }

    #[test]
    fn finer_colours_become_the_nearest_with_a_name() {
        assert_eq!(classes(&["38;5;9"]), "ink-1");
        assert_eq!(classes(&["38;5;208"]), "ink-3");
        assert_eq!(classes(&["38;5;46"]), "ink-2");
        assert_eq!(classes(&["38;5;240"]), "ink-0");
        assert_eq!(classes(&["38;2;250;200;10"]), "ink-3");
        assert_eq!(classes(&["48;2;10;20;200;1"]), "ground-4 bold");
    }

    #[test]
    fn nonsense_changes_nothing() {
        assert_eq!(classes(&["99999999;;38"]), "");
        assert_eq!(classes(&["38;5", "38;9;1", "48;2;1"]), "bold");
    }
}
