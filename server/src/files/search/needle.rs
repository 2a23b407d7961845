//! What is looked for.

use memchr::memmem;

/// A text to find among bytes: each of its letters with all the ways in which it may be written.
pub struct Needle {
    letters: Vec<Vec<Vec<u8>>>,
    longest: usize,
    /// The whole, if there is only one way to write it.
    whole: Option<memmem::Finder<'static>>,
    /// The bytes with which a match may begin.
    first: [bool; 256],
    firsts: Vec<u8>,
}

impl Needle {
    /// Finds exactly these bytes.
    pub fn exact(text: &[u8]) -> Self {
        Self::new(text.iter().map(|byte| vec![vec![*byte]]).collect())
    }

    /// Finds the text in upper and lower case and any mixture: by Unicode's mappings of one letter to one, and whatever is no UTF-8 as it is.
    pub fn in_any_case(text: &[u8]) -> Self {
        let mut letters: Vec<Vec<Vec<u8>>> = Vec::new();
        // Where letters are that have to be written in all their ways.
        let mut places: Vec<(char, usize)> = Vec::new();
        for chunk in text.utf8_chunks() {
            for letter in chunk.valid().chars() {
                places.push((folded(letter), letters.len()));
                letters.push(vec![letter.to_string().into_bytes()]);
            }
            letters.extend(chunk.invalid().iter().map(|byte| vec![vec![*byte]]));
        }
        for letter in '\0'..=LAST_WITH_CASE {
            let fold = folded(letter);
            for (_, place) in places.iter().filter(|(wanted, _)| *wanted == fold) {
                let way = letter.to_string().into_bytes();
                if !letters[*place].contains(&way) {
                    letters[*place].push(way);
                }
            }
        }
        Self::new(letters)
    }

    fn new(letters: Vec<Vec<Vec<u8>>>) -> Self {
        let longest = letters.iter().map(|ways| ways.iter().map(Vec::len).max().unwrap_or_default()).sum();
        let whole: Option<Vec<u8>> = letters
            .iter()
            .map(|ways| if let [only] = ways.as_slice() { Some(only.as_slice()) } else { None })
            .collect::<Option<Vec<_>>>()
            .map(|parts| parts.concat());
        let mut first = [false; 256];
        for byte in letters.iter().take(1).flatten().filter_map(|way| way.first()) {
            first[usize::from(*byte)] = true;
        }
        let firsts = (0..=u8::MAX).filter(|byte| first[usize::from(*byte)]).collect();
        let whole = whole.map(|whole| memmem::Finder::new(&whole).into_owned());
        Self { letters, longest, whole, first, firsts }
    }

    /// The most bytes a match can have; never 0.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// The first match: where it begins and ends.
    pub fn find(&self, bytes: &[u8]) -> Option<(usize, usize)> {
        if let Some(whole) = &self.whole {
            return whole.find(bytes).map(|at| (at, at + self.longest));
        }
        let mut from = 0;
        loop {
            let at = from + self.candidate(bytes.get(from..)?)?;
            if let Some(length) = self.length_at(&bytes[at..]) {
                return Some((at, at + length));
            }
            from = at + 1;
        }
    }

    fn candidate(&self, bytes: &[u8]) -> Option<usize> {
        match *self.firsts.as_slice() {
            [one] => memchr::memchr(one, bytes),
            [one, two] => memchr::memchr2(one, two, bytes),
            [one, two, three] => memchr::memchr3(one, two, three, bytes),
            _ => bytes.iter().position(|byte| self.first[usize::from(*byte)]),
        }
    }

    /// No letter's bytes are the beginning of another's, so at most one way fits.
    fn length_at(&self, bytes: &[u8]) -> Option<usize> {
        let mut length = 0;
        for ways in &self.letters {
            let rest = &bytes[length..];
            length += ways.iter().find(|way| rest.starts_with(way))?.len();
        }
        Some(length)
    }
}

/// The last letter that has another case is small Adlam SHA; a few thousand more cost nothing.
const LAST_WITH_CASE: char = '\u{1ffff}';

/// The same for all letters that differ in case only: by way of the capital, for there may be two small ones, as of sigma.
fn folded(letter: char) -> char {
    let capital = single(letter.to_uppercase()).unwrap_or(letter);
    single(capital.to_lowercase()).unwrap_or(capital)
}

/// A mapping to one letter; those to several are not simple.
fn single(mut mapped: impl Iterator<Item = char>) -> Option<char> {
    mapped.next().filter(|_| mapped.next().is_none())
}
