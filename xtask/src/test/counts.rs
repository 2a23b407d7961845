//! How many tests passed, failed and were skipped, and which were not well, read from what each runner prints.

use std::fmt;
use std::ops::Add;

use super::names;

/// The result of a runner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
    /// Tests that were not run.
    pub skipped: u64,
    /// Which failed, and which passed only when they were tried again, each with the word for that.
    pub names: Vec<String>,
}

impl Counts {
    /// One check that passed.
    pub const PASSED: Self = Self { passed: 1, failed: 0, skipped: 0, names: Vec::new() };

    /// Reads the summary that cargo-nextest ends with; no tests at all have no summary.
    #[must_use]
    pub fn of_nextest(output: &str) -> Option<Self> {
        let output = without_colours(output);
        let summary = output.lines().rev().find(|line| line.trim_start().starts_with("Summary"))?;
        let (_, counts) = summary.split_once(" run:")?;
        let mut sum = Self { names: names::of_nextest(&output), ..Self::default() };
        for part in counts.split(',') {
            let mut words = part.split_whitespace();
            let (count, kind) = (words.next()?.parse::<u64>().ok()?, words.next()?);
            match kind {
                // "3 passed (1 slow)" counts the slow one among the three.
                "passed" => sum.passed += count,
                "skipped" => sum.skipped += count,
                _ => sum.failed += count,
            }
        }
        Some(sum)
    }

    /// Adds up every `test result:` line of cargo test.
    #[must_use]
    pub fn of_cargo_test(output: &str) -> Self {
        let output = without_colours(output);
        let results = output.lines().filter_map(|line| line.trim_start().strip_prefix("test result:"));
        let sum = results.map(|line| Self::of_words(line, "ignored")).fold(Self::default(), Add::add);
        Self { names: names::of_cargo_test(&output), ..sum }
    }

    /// Reads the last line `N passed, N failed, N skipped`, as the reporter of the browser tests and the contract suite print it.
    #[must_use]
    pub fn of_our_reporter(output: &str) -> Option<Self> {
        let is_ours = |line: &&str| line.contains(" passed, ") && line.contains(" failed, ");
        let sum =
            output.lines().rev().map(str::trim).find(is_ours).map(|line| Self::of_words(line, "skipped"))?;
        Some(Self { names: names::of_our_reporter(output), ..sum })
    }

    /// Reads pairs like `3 passed`.
    fn of_words(line: &str, skipped: &str) -> Self {
        let words: Vec<_> = line.split([' ', ',', ';', '.']).filter(|word| !word.is_empty()).collect();
        let count = |kind: &str| {
            let pair = words.windows(2).find(|pair| pair[1] == kind);
            pair.and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
        };
        Self { passed: count("passed"), failed: count("failed"), skipped: count(skipped), names: Vec::new() }
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
            names: [self.names, other.names].concat(),
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// The text without terminal colours (`ESC [ … m`).
fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\u{1b}[") {
        plain.push_str(&rest[..at]);
        rest = rest[at..].split_once('m').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64, skipped: u64) -> Counts {
        Counts { passed, failed, skipped, names: Vec::new() }
    }

    fn named(passed: u64, failed: u64, skipped: u64, name: &str) -> Counts {
        Counts { names: vec![name.to_owned()], ..counts(passed, failed, skipped) }
    }

    #[test]
    fn nextest() {
        let text = "     Summary [   0.5s] 12 tests run: 11 passed (1 slow), 1 failed, 3 skipped\n        FAIL [   0.1s] x\n";
        assert_eq!(Counts::of_nextest(text), Some(named(11, 1, 3, "failed: x")));
        let coloured = "\u{1b}[32;1m     Summary\u{1b}[0m [   0.5s] \u{1b}[1m2\u{1b}[0m tests run: \u{1b}[1m2\u{1b}[0m \
                        \u{1b}[32;1mpassed\u{1b}[0m, 0 skipped";
        assert_eq!(Counts::of_nextest(coloured), Some(counts(2, 0, 0)));
        let cut = "Summary [ 1.0s] 5/9 tests run: 3 passed, 1 failed, 1 timed out, 0 skipped";
        assert_eq!(Counts::of_nextest(cut), Some(counts(3, 2, 0)));
        assert_eq!(Counts::of_nextest("error: could not compile"), None);
    }

    #[test]
    fn cargo_test() {
        let text = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s\n\
                    test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0s\n";
        assert_eq!(Counts::of_cargo_test(text), counts(4, 2, 1));
    }

    #[test]
    fn our_reporter_and_back() {
        let total = counts(4, 0, 2);
        assert_eq!(total.to_string(), "4 passed, 0 failed, 2 skipped");
        assert_eq!(Counts::of_our_reporter(&format!("some test passed\n\n{total}\n")), Some(total));
        assert_eq!(Counts::of_our_reporter("nothing"), None);
    }
}
