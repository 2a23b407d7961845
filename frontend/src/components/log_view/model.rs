//! What a log view shows: which bytes, cut how, from where, following or not. Nothing here knows of a browser.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use super::bytes::{Bytes, CHUNK, Taken};
use super::follow::Follow;
use super::hex;
use super::pieces::Cutting;
use super::search::Search;
use super::style::Style;
use super::text::{Hits, Span, spans};
use super::window::{Piece, Window};

/// Bytes that are read again to see whether the file is still the same.
const CHECKED: u64 = 64;

/// Where the page stands in the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// Its end is at the bottom.
    End,
    /// A byte's piece is so many pixels below the top.
    At {
        /// The byte.
        at: u64,
        /// Pixels; negative where the piece begins above.
        below: f64,
    },
}

impl Place {
    /// Where a line stands that somebody is led to: below some of what came before.
    pub fn marked(at: u64) -> Self {
        Self::At { at, below: 120.0 }
    }
}

/// A piece as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// Where it begins.
    pub at: u64,
    /// The byte after its last.
    pub end: u64,
    /// Whether a line begins here; else it goes on.
    pub begins: bool,
    /// Whether it is the one that the address names.
    pub marked: bool,
    /// What it says.
    pub spans: Vec<Span>,
}

impl Line {
    /// Tells it from every other line, and from itself when it looked different.
    pub fn key(&self) -> (u64, u64) {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        (self.at, hasher.finish())
    }

    /// Its text.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

/// The state of a view.
#[derive(Debug)]
pub struct Model {
    /// What is known of the file.
    pub bytes: Bytes,
    /// How it is cut.
    pub cutting: Cutting,
    /// Where the page stands.
    pub place: Place,
    /// Whether it follows the end.
    pub follow: Follow,
    /// How many lines fit on the screen.
    pub rows: usize,
    /// The byte that the address names.
    pub marked: Option<u64>,
    /// Rises when the file is another one.
    pub generation: u32,
}

impl Model {
    /// A view that begins at a byte, or at the end and follows it.
    pub fn new(at: Option<u64>) -> Self {
        let (place, follow) = match at {
            Some(at) => (Place::marked(at), Follow::Off),
            None => (Place::End, Follow::On),
        };
        Self {
            bytes: Bytes::default(),
            cutting: Cutting::default(),
            place,
            follow,
            rows: 40,
            marked: at,
            generation: 0,
        }
    }

    /// Takes bytes at `from` of a file of `size`, asked for when it had `asked_at`. Where the file is another one the view goes on at
    /// the same place, or at the end where there is no such place any more.
    pub fn take(&mut self, from: u64, part: &[u8], size: u64, asked_at: u64) -> Taken {
        let taken = self.bytes.take(from, part, size, asked_at);
        if taken != Taken::Fits {
            self.generation += 1;
            self.follow = self.follow.restarted(size);
            self.marked = None;
            if let Place::At { at, .. } = self.place
                && at >= size
            {
                self.place = Place::End;
            }
        }
        taken
    }

    /// What is in the page.
    pub fn window(&self) -> Window {
        // A screen and a half to scroll into at either side.
        let (near, far) = (self.rows * 3 / 2, self.rows * 5 / 2);
        match self.place {
            Place::End => Window::around(&self.bytes, self.cutting, self.bytes.size(), near + far, 0),
            Place::At { at, .. } => Window::around(&self.bytes, self.cutting, at, near, far),
        }
    }

    /// The lines of a window, with what was found in them.
    pub fn lines(&self, window: &Window, search: &Search) -> Vec<Line> {
        let hits =
            Hits { starts: &search.places, length: search.wanted.text.len() as u64, current: search.current };
        let mut style = Style::default();
        let mut begins = true;
        let mut lines = Vec::with_capacity(window.pieces.len());
        for (index, piece) in window.pieces.iter().enumerate() {
            let Ok(bytes) = self.bytes.copy(piece.at..piece.end) else { break };
            if index == 0 {
                begins = self.begins(*piece);
            }
            let spans = match self.cutting {
                Cutting::Lines => spans(&bytes, piece.at, &mut style, hits),
                Cutting::Rows => vec![Span { text: hex::row(piece.at, &bytes), ..Span::default() }],
            };
            let marked = self.marked.is_some_and(|marked| (piece.at..piece.end).contains(&marked));
            lines.push(Line { at: piece.at, end: piece.end, begins, marked, spans });
            begins = self.cutting == Cutting::Rows || bytes.ends_with(b"\n");
        }
        lines
    }

    fn begins(&self, piece: Piece) -> bool {
        let before = piece.at.saturating_sub(1)..piece.at;
        self.cutting == Cutting::Rows
            || self.bytes.copy(before).is_ok_and(|before| before.is_empty() || before == b"\n")
    }

    /// The ranges to ask for, the most urgent first, each with the number of its chunk.
    pub fn asks(&self, window: &Window) -> Vec<(u64, Range<u64>)> {
        let wanted = window.wanted(&self.bytes).into_iter();
        wanted.filter_map(|index| Some((index, self.bytes.gap(index)?))).collect()
    }

    /// The range to ask for to hear how large the file is now. It overlaps with what is known, so that another file of the same size is
    /// noticed: at its end, or where the reader is. `None` where nothing there is known: the last bytes will do.
    pub fn probe(&self, window: &Window, at_reader: bool) -> Option<Range<u64>> {
        let size = self.bytes.size();
        if at_reader && let Some(first) = window.pieces.first() {
            return Some(first.at..(first.at + CHECKED).min(size));
        }
        let last = size.saturating_sub(1) / CHUNK;
        self.bytes.gap(last).is_none().then(|| size.saturating_sub(CHECKED)..size + CHUNK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::log_view::search::Wanted;

    fn file(lines: usize) -> Vec<u8> {
        (0..lines).flat_map(|number| format!("line {number:04}\n").into_bytes()).collect()
    }

    fn model(at: Option<u64>, file: &[u8]) -> Model {
        let mut model = Model::new(at);
        model.rows = 10;
        model.take(0, file, file.len() as u64, 0);
        model
    }

    fn texts(model: &Model) -> Vec<String> {
        model.lines(&model.window(), &Search::default()).iter().map(Line::text).collect()
    }

    #[test]
    fn without_a_place_it_begins_at_the_end_and_follows() {
        let model = model(None, &file(1000));
        assert_eq!(model.follow, Follow::On);
        let texts = texts(&model);
        assert_eq!((texts.len(), texts.last().map(String::as_str)), (41, Some("line 0999")));
    }

    #[test]
    fn a_place_is_marked_and_in_the_middle_of_what_is_there() {
        let model = model(Some(5003), &file(1000));
        assert_eq!(model.follow, Follow::Off);
        let lines = model.lines(&model.window(), &Search::default());
        let marked: Vec<_> = lines.iter().filter(|line| line.marked).map(Line::text).collect();
        assert_eq!((lines[15].text(), marked), ("line 0500".to_owned(), vec!["line 0500".to_owned()]));
    }

    #[test]
    fn another_file_leaves_the_place_where_there_is_one() {
        let mut model = model(Some(500), &file(1000));
        let other: Vec<u8> = file(100).iter().map(u8::to_ascii_uppercase).collect();
        assert_eq!(model.take(0, &other, 1000, 10_000), Taken::Shrunk);
        assert_eq!((model.generation, model.place), (1, Place::marked(500)));
        assert_eq!(texts(&model)[15], "LINE 0050");
        model.take(0, b"anew\n", 5, 1000);
        assert_eq!((model.place, texts(&model)), (Place::End, vec!["anew".to_owned()]));
    }

    #[test]
    fn what_is_found_changes_a_line_and_its_key() {
        let model = model(Some(0), b"all is well\nall is lost\n");
        let window = model.window();
        let mut search = Search::of(Wanted { text: "lost".into(), exact_case: true });
        let before = model.lines(&window, &search);
        search.feed(b"{\"read\":24,\"size\":24,\"count\":1,\"matches\":[19]}\n");
        let after = model.lines(&window, &search);
        assert_eq!(before[0].key(), after[0].key());
        assert_ne!(before[1].key(), after[1].key());
        assert_eq!(after[1].spans.len(), 2);
    }

    #[test]
    fn long_lines_go_on() {
        let mut long = vec![b'x'; 10_000];
        long.extend(b"\nnext\n");
        let model = model(Some(0), &long);
        let begins: Vec<_> =
            model.lines(&model.window(), &Search::default()).iter().map(|line| line.begins).collect();
        assert_eq!(begins, [true, false, false, true]);
    }

    #[test]
    fn bytes_are_shown_in_rows() {
        let mut model = model(Some(0), &[7; 40]);
        model.cutting = Cutting::Rows;
        assert_eq!(texts(&model).len(), 3);
        assert!(texts(&model)[1].starts_with("0000000010  07 07"));
    }

    #[test]
    fn a_poll_overlaps_what_is_known() {
        let model = model(None, &file(1000));
        assert_eq!(model.probe(&model.window(), false), Some(9936..10_000 + CHUNK));
        assert_eq!(model.probe(&model.window(), true), Some(9590..9654));
        let mut far = Model::new(Some(0));
        far.take(0, &file(100), 1 << 30, 0);
        assert_eq!(far.probe(&far.window(), false), None);
        assert_eq!(far.asks(&far.window())[0], (0, 1000..CHUNK));
    }
}
