//! Which rows a frame is about.

use super::Source;
use crate::frame::parse;
use crate::schema::Table;
use crate::wire::FrameError;

/// The slots of rows that were added, changed or removed. Read once for each frame, however many projections there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Ascending, each once.
    slots: [Vec<u32>; Table::ALL.len()],
}

impl Touched {
    /// The rows that a frame is about.
    ///
    /// # Errors
    /// The frame does not parse.
    pub fn read(frame: &[u8]) -> Result<Self, FrameError> {
        let mut touched = Touched::default();
        for section in parse(frame)?.sections {
            let slots = &mut touched.slots[section.table.index()];
            slots.extend(section.removed);
            slots.extend(section.added);
            slots.extend(section.patches.into_iter().flat_map(|(_, patched, _)| patched));
        }
        for slots in &mut touched.slots {
            slots.sort_unstable();
            slots.dedup();
        }
        Ok(touched)
    }

    /// All rows.
    pub(super) fn all(source: &dyn Source) -> Self {
        Touched { slots: Table::ALL.map(|table| source.rows(table).slots().collect()) }
    }

    pub(super) fn slots(&self, table: Table) -> &[u32] {
        &self.slots[table.index()]
    }
}
