//! Interned text: a symbol is a small number that stands for a string which many cells share.

/// A string's number. 0 is the empty string.
pub type Symbol = u32;

/// What each symbol stands for, as a replica knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    strings: Vec<Box<str>>,
}

impl Default for Names {
    fn default() -> Self {
        Names { strings: vec![Box::from("")] }
    }
}

impl Names {
    /// The string of a symbol; empty for one that was never assigned.
    #[must_use]
    pub fn get(&self, symbol: Symbol) -> &str {
        self.strings.get(symbol as usize).map_or("", |string| string)
    }

    /// Gives a symbol its meaning, or another one.
    pub fn assign(&mut self, symbol: Symbol, string: &str) {
        let at = symbol as usize;
        if at >= self.strings.len() {
            self.strings.resize_with(at + 1, || Box::from(""));
        }
        self.strings[at] = Box::from(string);
    }

    /// The symbol of a string, by looking at all of them.
    #[must_use]
    pub fn find(&self, string: &str) -> Option<Symbol> {
        self.strings.iter().position(|known| **known == *string).and_then(|at| Symbol::try_from(at).ok())
    }

    /// One more than the largest symbol.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.strings.len()
    }

    /// Never: the empty string always has its symbol.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        false
    }
}
