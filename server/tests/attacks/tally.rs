//! How many were tried, and how many of them were held off.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

/// Counts one kind of attack.
pub struct Tally {
    name: &'static str,
    tried: usize,
    through: Vec<String>,
}

impl Tally {
    pub fn of(name: &'static str) -> Self {
        Self { name, tried: 0, through: Vec::new() }
    }

    /// One was tried; `what` came through if it was not held off.
    pub fn tried(&mut self, held_off: bool, what: impl FnOnce() -> String) {
        self.tried += 1;
        if !held_off {
            self.through.push(what());
        }
    }

    /// Says the numbers, and fails if anything came through, or nothing was tried.
    pub fn end(self) {
        let Self { name, tried, through } = self;
        let held_off = tried - through.len();
        println!("attack {name}: {tried} tried, {held_off} held off");
        // For the report of `cargo xtask test`: a line each, written at once.
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("attacks.tsv");
        let mut report = OpenOptions::new().create(true).append(true).open(path).unwrap();
        report.write_all(format!("{name}\t{tried}\t{held_off}\n").as_bytes()).unwrap();
        assert!(tried > 0, "nothing was tried");
        assert!(
            through.is_empty(),
            "{name}: {} came through, the first: {:?}",
            through.len(),
            &through[..through.len().min(5)]
        );
    }
}
