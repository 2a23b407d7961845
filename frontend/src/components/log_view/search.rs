//! A search of the whole file, told by the server while it goes on: one JSON a line.

use serde::Deserialize;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The text.
    pub text: String,
    /// Whether capitals matter.
    pub exact_case: bool,
}

/// How a search stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// What is looked for; an empty text is no search.
    pub wanted: Wanted,
    /// How many bytes have been read.
    pub read: u64,
    /// Of how many.
    pub size: u64,
    /// How often it was found.
    pub count: u64,
    /// Where, in order; there may be fewer than were counted.
    pub places: Vec<u64>,
    /// The place that was stepped to.
    pub current: Option<u64>,
    /// How it ended, if it has.
    pub end: Option<End>,
    rest: Vec<u8>,
}

/// How a search ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The whole file was read.
    Whole,
    /// Somebody stopped it.
    Stopped,
    /// It broke off, for this reason.
    Broken(String),
}

/// One line of the answer.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Line {
    read: u64,
    size: u64,
    count: u64,
    matches: Vec<u64>,
    done: bool,
    error: Option<String>,
}

impl Search {
    /// A search that begins.
    pub fn of(wanted: Wanted) -> Self {
        Self { wanted, ..Self::default() }
    }

    /// Whether it goes on.
    pub fn is_running(&self) -> bool {
        !self.wanted.text.is_empty() && self.end.is_none()
    }

    /// Takes a part of the answer, cut anywhere.
    pub fn feed(&mut self, part: &[u8]) {
        self.rest.extend_from_slice(part);
        let mut from = 0;
        while let Some(length) = self.rest[from..].iter().position(|byte| *byte == b'\n') {
            let line = serde_json::from_slice::<Line>(&self.rest[from..from + length]);
            from += length + 1;
            match line {
                Ok(line) => self.take(line),
                Err(_) if self.rest[from - length - 1..from].trim_ascii().is_empty() => {}
                Err(error) => self.end = Some(End::Broken(format!("The answer cannot be read: {error}."))),
            }
        }
        self.rest.drain(..from);
    }

    fn take(&mut self, line: Line) {
        if let Some(error) = line.error {
            self.end = Some(End::Broken(error));
            return;
        }
        (self.read, self.size, self.count) = (line.read, line.size, line.count);
        self.places.extend(line.matches);
        if line.done {
            self.end = Some(End::Whole);
        }
    }

    /// The answer is over. Without its last line it broke off.
    pub fn finish(&mut self) {
        let broken = || End::Broken("The file could not be read to its end.".to_owned());
        self.end.get_or_insert_with(broken);
    }

    /// Steps to the next place after the current one, or after `from` if there is none; behind the last comes the first.
    pub fn next(&mut self, from: u64) -> Option<u64> {
        let after = self.current.map_or(from, |current| current + 1);
        let next = self.places.partition_point(|place| *place < after);
        self.current = self.places.get(next).or(self.places.first()).copied();
        self.current
    }

    /// Steps to the place before the current one, or before `from`; before the first comes the last.
    pub fn previous(&mut self, from: u64) -> Option<u64> {
        let before = self.current.unwrap_or(from);
        let next = self.places.partition_point(|place| *place < before);
        self.current = next.checked_sub(1).map_or(self.places.last(), |last| self.places.get(last)).copied();
        self.current
    }

    /// Which place the current one is, from 1 on.
    pub fn place(&self) -> Option<usize> {
        let current = self.current?;
        self.places.binary_search(&current).ok().map(|place| place + 1)
    }

    /// Whether more were counted than can be stepped to.
    pub fn is_capped(&self) -> bool {
        self.count > self.places.len() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search() -> Search {
        Search::of(Wanted { text: "error".into(), exact_case: false })
    }

    const ANSWER: &[u8] = b"{\"read\":65536,\"size\":200000,\"count\":2,\"matches\":[10,600]}\n\
        {\"read\":131072,\"size\":200000,\"count\":2,\"matches\":[]}\n\
        {\"read\":200000,\"size\":200000,\"count\":3,\"matches\":[199000]}\n\
        {\"done\":true,\"read\":200000,\"size\":200000,\"count\":3}\n";

    #[test]
    fn an_answer_is_the_same_however_it_arrives() {
        for size in [1, 2, 7, 100, 10_000] {
            let mut search = search();
            for part in ANSWER.chunks(size) {
                assert!(search.is_running());
                search.feed(part);
            }
            assert_eq!((search.read, search.size, search.count), (200_000, 200_000, 3));
            assert_eq!(
                (search.places.as_slice(), &search.end),
                ([10, 600, 199_000].as_slice(), &Some(End::Whole))
            );
            search.finish();
            assert_eq!(search.end, Some(End::Whole));
        }
    }

    #[test]
    fn steps_go_round() {
        let mut search = search();
        search.feed(ANSWER);
        assert_eq!(search.next(500), Some(600));
        assert_eq!((search.next(0), search.place()), (Some(199_000), Some(3)));
        assert_eq!(search.next(0), Some(10));
        assert_eq!(search.previous(0), Some(199_000));
        assert_eq!(search.previous(0), Some(600));
        search.current = None;
        assert_eq!(search.previous(600), Some(10));
    }

    #[test]
    fn without_places_there_is_no_step() {
        assert_eq!(search().next(0), None);
        assert_eq!(search().previous(0), None);
    }

    #[test]
    fn what_breaks_off_says_so() {
        let mut cut = search();
        cut.feed(&ANSWER[..100]);
        cut.finish();
        assert!(matches!(cut.end, Some(End::Broken(_))));
        assert_eq!(cut.count, 2);
        let mut failed = search();
        let line = ANSWER.iter().position(|byte| *byte == b'\n').unwrap();
        failed.feed(&ANSWER[..=line]);
        failed.feed(b"{\"error\":\"the file has become shorter\"}\n");
        assert_eq!(
            (failed.count, failed.end),
            (2, Some(End::Broken("the file has become shorter".to_owned())))
        );
        let mut strange = search();
        strange.feed(b"<html>\n");
        assert!(matches!(strange.end, Some(End::Broken(_))));
        assert!(!Search::default().is_running());
    }

    #[test]
    fn more_may_be_counted_than_is_told() {
        let mut search = search();
        search.feed(b"{\"done\":true,\"read\":9,\"size\":9,\"count\":3,\"matches\":[1]}\n");
        assert!(search.is_capped());
    }
}
