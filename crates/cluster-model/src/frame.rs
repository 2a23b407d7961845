//! Frames: what changed between two revisions, or a piece of a snapshot, as bytes. The layout is in docs/architecture.md.

use crate::names::Symbol;
use crate::rows::{Cells, MAX_SLOT, NONE, Rows};
use crate::schema::{Kind, Table};
use crate::wire::{FrameError, Reader, put_text, put_varint, unzigzag, zigzag};

/// The first frame of a snapshot: forget everything.
pub const RESET: u8 = 1;
/// The last frame of a snapshot.
pub const END: u8 = 2;
/// The rows are what a user bound to some roles may see, not the whole cluster's.
pub const BOUND: u8 = 4;

/// Bytes before the first count: epoch, before, after, flags.
pub const HEADER: usize = 25;

/// What a frame says of itself before its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// The hub's life.
    pub epoch: u64,
    /// The revision it continues; 0 in a snapshot.
    pub before: u64,
    /// The revision it leads to.
    pub after: u64,
    /// [`RESET`], [`END`], [`BOUND`].
    pub flags: u8,
}

impl Header {
    /// Reads the header of a frame.
    pub fn read(frame: &[u8]) -> Result<Self, FrameError> {
        Header::take(&mut Reader::new(frame))
    }

    fn take(reader: &mut Reader<'_>) -> Result<Self, FrameError> {
        Ok(Header {
            epoch: reader.u64("the epoch")?,
            before: reader.u64("the revision")?,
            after: reader.u64("the revision")?,
            flags: reader.byte("the flags")?,
        })
    }
}

/// Builds a frame.
#[derive(Debug)]
pub struct Writer {
    out: Vec<u8>,
    sections: Vec<u8>,
    count: u64,
}

impl Writer {
    /// Begins a frame with its header and the symbols that its rows need.
    pub fn new<'a>(header: Header, names: impl ExactSizeIterator<Item = (Symbol, &'a str)>) -> Self {
        let mut out = Vec::with_capacity(256);
        out.extend_from_slice(&header.epoch.to_le_bytes());
        out.extend_from_slice(&header.before.to_le_bytes());
        out.extend_from_slice(&header.after.to_le_bytes());
        out.push(header.flags);
        put_varint(&mut out, names.len() as u64);
        for (symbol, name) in names {
            put_varint(&mut out, u64::from(symbol));
            put_text(&mut out, name);
        }
        Writer { out, sections: Vec::new(), count: 0 }
    }

    /// Adds what changed in one table. All slots ascending; `patches` are (slot, mask of changed columns).
    pub fn section(&mut self, rows: &Rows, removed: &[u32], added: &[u32], patches: &[(u32, u64)]) {
        if removed.is_empty() && added.is_empty() && patches.is_empty() {
            return;
        }
        self.count += 1;
        let out = &mut self.sections;
        out.push(rows.table().index() as u8);
        put_slots(out, removed);
        put_slots(out, added);
        if !added.is_empty() {
            for column in 0..rows.columns.len() {
                put_column(out, rows, column, added);
            }
        }
        let touched = patches.iter().fold(0, |all, (_, mask)| all | mask);
        put_varint(out, u64::from(touched.count_ones()));
        for column in (0..rows.columns.len()).filter(|column| touched >> column & 1 == 1) {
            let slots: Vec<u32> =
                patches.iter().filter(|(_, mask)| mask >> column & 1 == 1).map(|(slot, _)| *slot).collect();
            put_varint(out, column as u64);
            put_slots(out, &slots);
            put_column(out, rows, column, &slots);
        }
    }

    /// The frame's bytes.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        put_varint(&mut self.out, self.count);
        self.out.append(&mut self.sections);
        self.out
    }
}

fn put_slots(out: &mut Vec<u8>, slots: &[u32]) {
    put_varint(out, slots.len() as u64);
    let mut before = 0;
    for &slot in slots {
        put_varint(out, u64::from(slot.wrapping_sub(before)));
        before = slot;
    }
}

fn put_column(out: &mut Vec<u8>, rows: &Rows, column: usize, slots: &[u32]) {
    match &rows.columns[column] {
        Cells::Text(texts) => {
            for &slot in slots {
                put_varint(out, texts.get(slot).len() as u64);
            }
            for &slot in slots {
                out.extend_from_slice(texts.get(slot).as_bytes());
            }
        }
        Cells::Names(symbols) => {
            for &slot in slots {
                put_varint(out, u64::from(symbols[slot as usize]));
            }
        }
        Cells::Numbers(numbers) => {
            let mut before = 0i64;
            for &slot in slots {
                let number = numbers[slot as usize];
                if number == NONE {
                    out.push(0);
                } else {
                    put_varint(out, zigzag(number.wrapping_sub(before)).wrapping_add(1));
                    before = number;
                }
            }
        }
    }
}

/// A frame taken apart and found sound, before any of it is applied.
#[derive(Debug)]
pub(crate) struct Parsed<'a> {
    pub header: Header,
    pub names: Vec<(Symbol, &'a str)>,
    pub sections: Vec<Section<'a>>,
}

#[derive(Debug)]
pub(crate) struct Section<'a> {
    pub table: Table,
    pub removed: Vec<u32>,
    pub added: Vec<u32>,
    pub columns: Vec<Values<'a>>,
    pub patches: Vec<(usize, Vec<u32>, Values<'a>)>,
}

#[derive(Debug)]
pub(crate) enum Values<'a> {
    Text { lengths: Vec<u32>, all: &'a str },
    Names(Vec<Symbol>),
    Numbers(Vec<i64>),
}

pub(crate) fn parse(frame: &[u8]) -> Result<Parsed<'_>, FrameError> {
    let mut reader = Reader::new(frame);
    let header = Header::take(&mut reader)?;
    let mut names = Vec::new();
    for _ in 0..reader.count("names")? {
        let symbol = bounded(reader.varint("a symbol")?, "symbol")?;
        let length = reader.count("bytes of a name")?;
        names.push((symbol, reader.str(length)?));
    }
    let mut sections = Vec::new();
    for _ in 0..reader.count("sections")? {
        sections.push(section(&mut reader)?);
    }
    Ok(Parsed { header, names, sections })
}

fn section<'a>(reader: &mut Reader<'a>) -> Result<Section<'a>, FrameError> {
    let number = reader.byte("a table")?;
    let table = Table::from_index(number as usize)
        .ok_or(FrameError::Unknown { what: "table", number: u64::from(number) })?;
    let removed = slots(reader)?;
    let added = slots(reader)?;
    let mut columns = Vec::new();
    if !added.is_empty() {
        for column in table.columns() {
            columns.push(values(reader, column.kind, added.len())?);
        }
    }
    let mut patches = Vec::new();
    for _ in 0..reader.count("patched columns")? {
        let number = reader.varint("a column")?;
        let column = usize::try_from(number).unwrap_or(usize::MAX);
        let kind = table.columns().get(column).ok_or(FrameError::Unknown { what: "column", number })?.kind;
        let slots = slots(reader)?;
        let values = values(reader, kind, slots.len())?;
        patches.push((column, slots, values));
    }
    Ok(Section { table, removed, added, columns, patches })
}

fn bounded(number: u64, what: &'static str) -> Result<u32, FrameError> {
    match u32::try_from(number) {
        Ok(fits) if fits < MAX_SLOT => Ok(fits),
        _ => Err(FrameError::Unknown { what, number }),
    }
}

fn slots(reader: &mut Reader<'_>) -> Result<Vec<u32>, FrameError> {
    let count = reader.count("slots")?;
    let mut slots = Vec::with_capacity(count);
    let mut before = 0u64;
    for _ in 0..count {
        before = before.saturating_add(reader.varint("a slot")?);
        slots.push(bounded(before, "slot")?);
    }
    Ok(slots)
}

fn values<'a>(reader: &mut Reader<'a>, kind: Kind, count: usize) -> Result<Values<'a>, FrameError> {
    match kind {
        Kind::Text => {
            let mut lengths = Vec::with_capacity(count);
            let mut total = 0usize;
            for _ in 0..count {
                let length = reader.count("bytes of text")?;
                total = total.saturating_add(length);
                lengths.push(length as u32);
            }
            let all = reader.str(total)?;
            let mut end = 0;
            for &length in &lengths {
                end += length as usize;
                if !all.is_char_boundary(end) {
                    return Err(FrameError::Text);
                }
            }
            Ok(Values::Text { lengths, all })
        }
        Kind::Name => {
            let mut symbols = Vec::with_capacity(count);
            for _ in 0..count {
                symbols.push(bounded(reader.varint("a symbol")?, "symbol")?);
            }
            Ok(Values::Names(symbols))
        }
        Kind::Count | Kind::Milli | Kind::Time => {
            let mut numbers = Vec::with_capacity(count);
            let mut before = 0i64;
            for _ in 0..count {
                let coded = reader.varint("a number")?;
                numbers.push(if coded == 0 {
                    NONE
                } else {
                    before = before.wrapping_add(unzigzag(coded - 1));
                    before
                });
            }
            Ok(Values::Numbers(numbers))
        }
    }
}
