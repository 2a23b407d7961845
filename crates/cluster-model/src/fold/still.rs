//! All rows at one revision, copied, so that the cluster can go on while a snapshot is made of them: copying is a matter of milliseconds.

use super::interner::Interner;
use crate::frame::{END, Header, RESET, Writer};
use crate::names::{Names, Symbol};
use crate::rows::Rows;
use crate::schema::{Table, tasks};

/// How many rows a frame of a snapshot holds at most: on a slow machine too, they are decoded between two frames of a screen.
const SNAPSHOT_ROWS: usize = 2048;

/// All rows at one revision.
#[derive(Debug)]
pub struct Still {
    header: Header,
    names: Names,
    used: Vec<Symbol>,
    tables: [Rows; Table::ALL.len()],
    completed: Option<Symbol>,
}

impl Still {
    pub(super) fn new(header: Header, interner: &Interner, tables: &[Rows; Table::ALL.len()]) -> Self {
        Still {
            header: Header { before: 0, ..header },
            names: interner.names().clone(),
            used: interner.used().collect(),
            tables: tables.clone(),
            completed: interner.find(tasks::COMPLETED),
        }
    }

    /// Which revision it is.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.header.after
    }

    /// How many rows there are, of all tables.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.tables.iter().map(Rows::len).sum()
    }

    /// Where each table's slots end.
    #[must_use]
    pub fn ends(&self) -> [u32; Table::ALL.len()] {
        self.tables.each_ref().map(Rows::end)
    }

    /// The frames that bring a replica to this revision, to be applied one after another. Each is made when it is asked for.
    pub fn frames(&self) -> impl Iterator<Item = Vec<u8>> + '_ {
        let named: Vec<(Symbol, &str)> =
            self.used.iter().map(|&symbol| (symbol, self.names.get(symbol))).collect();
        let first = Writer::new(self.header(RESET), named.into_iter()).finish();
        let rows = self.tables.iter().flat_map(move |rows| {
            let slots = self.slots(rows);
            (0..slots.len().div_ceil(SNAPSHOT_ROWS)).map(move |at| {
                let from = at * SNAPSHOT_ROWS;
                let mut chunk = slots[from..slots.len().min(from + SNAPSHOT_ROWS)].to_vec();
                chunk.sort_unstable();
                let mut writer = Writer::new(self.header(0), std::iter::empty());
                writer.section(rows, &[], &chunk, &[]);
                writer.finish()
            })
        });
        let last = std::iter::once_with(|| Writer::new(self.header(END), std::iter::empty()).finish());
        std::iter::once(first).chain(rows).chain(last)
    }

    fn header(&self, flags: u8) -> Header {
        Header { flags: self.header.flags | flags, ..self.header }
    }

    /// The slots of a table in the order in which they are sent.
    fn slots(&self, rows: &Rows) -> Vec<u32> {
        let mut slots: Vec<u32> = rows.slots().collect();
        if let Some(completed) = self.completed.filter(|_| rows.table() == Table::Tasks) {
            // What runs is looked at first.
            slots.sort_by_key(|&slot| rows.symbol(slot, tasks::LIST) == completed);
        }
        slots
    }
}
