//! The server's side of names: symbols with a count of the cells that use them, so that a cluster which churns for weeks does not grow.

use std::collections::{BTreeSet, HashMap};

use crate::names::{Names, Symbol};

#[derive(Debug)]
pub(super) struct Interner {
    names: Names,
    symbols: HashMap<Box<str>, Symbol>,
    uses: Vec<u32>,
    free: Vec<Symbol>,
    /// Symbols that got a meaning since the last cut.
    assigned: BTreeSet<Symbol>,
}

impl Interner {
    pub(super) fn new() -> Self {
        Interner {
            names: Names::default(),
            symbols: HashMap::from([(Box::from(""), 0)]),
            uses: vec![1],
            free: Vec::new(),
            assigned: BTreeSet::new(),
        }
    }

    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    /// The symbol of a name that is in use.
    pub(super) fn find(&self, name: &str) -> Option<Symbol> {
        self.symbols.get(name).copied()
    }

    /// The symbol of a name, for one more cell.
    pub(super) fn take(&mut self, name: &str) -> Symbol {
        if let Some(&symbol) = self.symbols.get(name) {
            self.uses[symbol as usize] += 1;
            return symbol;
        }
        let symbol = self.free.pop().unwrap_or_else(|| {
            self.uses.push(0);
            self.uses.len() as Symbol - 1
        });
        self.names.assign(symbol, name);
        self.symbols.insert(Box::from(name), symbol);
        self.uses[symbol as usize] = 1;
        self.assigned.insert(symbol);
        symbol
    }

    /// One cell less uses a symbol.
    pub(super) fn release(&mut self, symbol: Symbol) {
        if symbol == 0 {
            return;
        }
        let uses = &mut self.uses[symbol as usize];
        *uses -= 1;
        if *uses == 0 {
            self.symbols.remove(self.names.get(symbol));
            self.names.assign(symbol, "");
            self.free.push(symbol);
            self.assigned.remove(&symbol);
        }
    }

    /// The symbols that got a meaning since the last time this was asked.
    pub(super) fn take_assigned(&mut self) -> BTreeSet<Symbol> {
        std::mem::take(&mut self.assigned)
    }

    /// All symbols in use.
    pub(super) fn used(&self) -> impl Iterator<Item = Symbol> + '_ {
        (1..self.names.len() as Symbol).filter(|&symbol| self.uses[symbol as usize] > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_nobody_uses_gives_its_symbol_back() {
        let mut interner = Interner::new();
        let first = interner.take("a");
        assert_eq!(interner.take("a"), first);
        interner.release(first);
        interner.release(first);
        assert_eq!(interner.take("b"), first);
        assert_eq!(interner.used().collect::<Vec<_>>(), [first]);
        assert_eq!(interner.names().get(first), "b");
        for round in 0..1000 {
            let symbol = interner.take(&format!("name {round}"));
            interner.release(symbol);
        }
        assert!(interner.names().len() < 5);
    }
}
