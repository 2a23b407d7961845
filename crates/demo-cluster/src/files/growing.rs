//! Files that grow: one line after another, each of the same width, so that any part can be written without the rest.

use crate::world::task::{Nanos, SECOND};

/// Bytes in a line, its end included.
const WIDTH: u64 = 120;

/// A file with a head and then a line for each step of time.
pub(crate) struct Growing<'a> {
    /// What it begins with.
    pub(crate) head: String,
    /// The time of its first line.
    pub(crate) since: Nanos,
    /// When it stopped growing, or now.
    pub(crate) until: Nanos,
    /// Time between two lines.
    pub(crate) step: Nanos,
    /// The words of a line, by its number and time.
    pub(crate) line: &'a dyn Fn(u64, Nanos) -> String,
}

impl Growing<'_> {
    fn lines(&self) -> u64 {
        u64::try_from((self.until - self.since).max(0) / self.step.max(1)).unwrap_or_default()
    }

    /// How many bytes there are.
    pub(crate) fn size(&self) -> u64 {
        self.head.len() as u64 + self.lines() * WIDTH
    }

    /// Some of the bytes.
    pub(crate) fn read(&self, offset: u64, length: u64) -> Vec<u8> {
        let head = self.head.as_bytes();
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 256);
        let end = (offset + length).min(self.size());
        let mut at = offset;
        if let Some(rest) = usize::try_from(at).ok().and_then(|at| head.get(at..)) {
            bytes.extend_from_slice(rest);
            at = head.len() as u64;
        }
        while at < end {
            let within = at - head.len() as u64;
            let (number, from) = (within / WIDTH, within % WIDTH);
            let line = self.written(number);
            bytes.extend_from_slice(&line[usize::try_from(from).unwrap_or_default()..]);
            at += WIDTH - from;
        }
        bytes.truncate(usize::try_from(end - offset).unwrap_or_default());
        bytes
    }

    /// A line of exactly the width: cut or filled up.
    fn written(&self, number: u64) -> Vec<u8> {
        let time = self.since + i64::try_from(number).unwrap_or_default() * self.step;
        let mut line = (self.line)(number, time).into_bytes();
        // All of it is ASCII, so it can be cut anywhere.
        line.resize(usize::try_from(WIDTH - 1).unwrap_or_default(), b' ');
        line.push(b'\n');
        line
    }
}

/// `I1122 00:35:10.201148`, as Mesos' own log begins its lines.
pub(crate) fn stamp(time: Nanos) -> String {
    let (day, second) = (time.div_euclid(86_400 * SECOND), time.rem_euclid(86_400 * SECOND));
    let (_, month, date) = civil(day);
    let micros = second / 1000;
    let (hours, minutes, seconds) =
        (micros / 3_600_000_000, micros / 60_000_000 % 60, micros / 1_000_000 % 60);
    format!("I{month:02}{date:02} {hours:02}:{minutes:02}:{seconds:02}.{:06}", micros % 1_000_000)
}

/// Year, month and day of a number of days since 1970, by counting in eras of 400 years that begin in March.
pub(crate) fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_part_is_a_part_of_the_whole() {
        let file = Growing {
            head: "the beginning\n".to_owned(),
            since: 0,
            until: 40 * SECOND,
            step: SECOND,
            line: &|number, _| format!("line {number}"),
        };
        let whole = file.read(0, file.size());
        assert_eq!(whole.len() as u64, file.size());
        assert!(whole.starts_with(b"the beginning\nline 0 "));
        for (offset, length) in [(0, 5), (3, 60), (14, 120), (100, 1000), (file.size() - 7, 7)] {
            let end = usize::try_from((offset + length).min(file.size())).expect("small");
            let from = usize::try_from(offset).expect("small");
            assert_eq!(file.read(offset, length), whole[from..end], "{offset}+{length}");
        }
    }

    #[test]
    fn days_are_counted_right() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(20_779), (2026, 11, 22));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(stamp(1_795_307_710_201_148_000), "I1122 00:35:10.201148");
    }
}
