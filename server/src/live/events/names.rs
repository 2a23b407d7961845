//! Text that many events share, kept once: a name's number, and how many use it.

use std::collections::HashMap;

/// The number of a name. 0 is the empty one.
pub(super) type Symbol = u32;

#[derive(Debug)]
pub(super) struct Names {
    symbols: HashMap<Box<str>, Symbol>,
    known: Vec<(Box<str>, u32)>,
    free: Vec<Symbol>,
}

impl Default for Names {
    fn default() -> Self {
        Self { symbols: HashMap::new(), known: vec![(Box::from(""), 0)], free: Vec::new() }
    }
}

impl Names {
    pub(super) fn get(&self, symbol: Symbol) -> &str {
        self.known.get(symbol as usize).map_or("", |(name, _)| name)
    }

    /// The symbol of a name, for one more use.
    pub(super) fn take(&mut self, name: &str) -> Symbol {
        if name.is_empty() {
            return 0;
        }
        if let Some(&symbol) = self.symbols.get(name) {
            self.known[symbol as usize].1 += 1;
            return symbol;
        }
        let symbol = self.free.pop().unwrap_or_else(|| {
            self.known.push((Box::from(""), 0));
            // As many names as 32 bits count do not fit in memory.
            Symbol::try_from(self.known.len() - 1).unwrap_or(0)
        });
        self.known[symbol as usize] = (name.into(), 1);
        self.symbols.insert(name.into(), symbol);
        symbol
    }

    /// One use less.
    pub(super) fn release(&mut self, symbol: Symbol) {
        if symbol == 0 {
            return;
        }
        let (name, uses) = &mut self.known[symbol as usize];
        *uses -= 1;
        if *uses == 0 {
            self.symbols.remove(name);
            *name = Box::from("");
            self.free.push(symbol);
        }
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.symbols.len()
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn a_name_that_nobody_uses_is_forgotten() {
        let mut names = Names::default();
        let first = names.take("a");
        assert_eq!(names.take("a"), first);
        assert_eq!(names.get(first), "a");
        assert_eq!(names.take(""), 0);
        names.release(first);
        names.release(first);
        names.release(0);
        assert_eq!(names.len(), 0);
        assert_eq!(names.take("b"), first);
    }
}
