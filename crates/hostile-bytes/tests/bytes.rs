//! Every decoder with mutated recordings, for some seconds: the bounded version of what `fuzz/` does for hours. The seed is printed, and
//! `HOSTILE_BYTES_SEED` and `HOSTILE_BYTES_CASES` play others.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs::OpenOptions;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use hostile_bytes::{Subject, subjects};
use peak_alloc::PeakAlloc;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, RngCore, SeedableRng};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The longest input that is made of seeds.
const LONGEST: usize = 64 << 10;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |text| text.parse().unwrap())
}

/// Numbers that lengths and fields trip over.
const NUMBERS: [&[u8]; 9] = [
    b"\0",
    b"\xff",
    b"\xff\xff\xff\xff\x0f",
    b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
    b"\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01",
    b"9223372036854775808",
    b"-1",
    b"1e308",
    b"18446744073709551616",
];

/// Pieces of texts that do.
const PIECES: [&str; 12] = [
    "\"",
    "\\u0000",
    "\u{202e}",
    "\u{1b}[2J",
    "[[[[[[[[",
    "{\"type\":",
    "\n",
    "%00",
    "İ",
    "\r\n\r\n",
    "../",
    "<script>",
];

/// One input: a seed with some things done to it, or none of it at all.
fn mutated(seeds: &[Vec<u8>], random: &mut StdRng) -> Vec<u8> {
    let mut bytes = seeds.choose(random).cloned().unwrap_or_default();
    if random.random_ratio(1, 20) {
        bytes = (0..random.random_range(0..200)).map(|_| random.random()).collect();
    }
    for _ in 0..random.random_range(0..6) {
        let at = random.random_range(0..=bytes.len());
        let end = random.random_range(at..=bytes.len().min(at + 64));
        match random.random_range(0..9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.random_range(0..8),
            1 if at < bytes.len() => bytes[at] = random.random(),
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..end)),
            4 => drop(bytes.splice(at..end, NUMBERS.choose(random).unwrap().iter().copied())),
            5 => drop(bytes.splice(at..at, PIECES.choose(random).unwrap().bytes())),
            6 => {
                let again = bytes[at..end].repeat(random.random_range(1..40));
                drop(bytes.splice(at..at, again));
            }
            7 => {
                // The rest of another one.
                let other = seeds.choose(random).unwrap();
                let from = random.random_range(0..=other.len());
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            _ => {
                let mut noise = vec![0; random.random_range(0..16)];
                random.fill_bytes(&mut noise);
                drop(bytes.splice(at..at, noise));
            }
        }
        bytes.truncate(LONGEST);
    }
    bytes
}

/// What was tried of one subject, in words for the report; panics with the bytes if one came through.
fn attack(subject: &Subject, seed: u64, cases: u64) {
    let seeds = (subject.seeds)();
    assert!(!seeds.is_empty(), "{}: there is nothing to begin with", subject.name);
    for seed in &seeds {
        // What is made once for all is made here.
        (subject.check)(seed);
    }
    let mut most = (0, 0);
    for case in 0..cases {
        let mut random = StdRng::seed_from_u64(seed ^ case.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let bytes = mutated(&seeds, &mut random);
        MEMORY.reset_peak_usage();
        let before = MEMORY.current_usage();
        let held = catch_unwind(AssertUnwindSafe(|| (subject.check)(&bytes)));
        let took = MEMORY.peak_usage().saturating_sub(before);
        let told = || {
            let path = std::env::temp_dir().join(format!("hostile-{}-{seed}-{case}", subject.name));
            std::fs::write(&path, &bytes).unwrap();
            format!(
                "{}, seed {seed}, case {case}, {} bytes, in {}",
                subject.name,
                bytes.len(),
                path.display()
            )
        };
        assert!(held.is_ok(), "came through: {}", told());
        let bound = subject.memory.of(bytes.len());
        assert!(took <= bound, "{took} bytes of memory, at most {bound}: {}", told());
        if took > most.0 {
            most = (took, bytes.len());
        }
    }
    println!("attack bytes for {}: {cases} tried, {cases} held off", subject.name);
    // For the report of `cargo xtask test`: a line each, written at once.
    let report = Path::new(env!("CARGO_TARGET_TMPDIR")).join("attacks.tsv");
    let mut report = OpenOptions::new().create(true).append(true).open(report).unwrap();
    report.write_all(format!("bytes for {}\t{cases}\t{cases}\n", subject.name).as_bytes()).unwrap();
    println!("  seed {seed}, most memory {} KiB, for {} bytes", most.0 >> 10, most.1);
}

/// One test, because memory is counted for the whole process.
#[test]
fn no_bytes_do_any_harm() {
    let (seed, cases) = (number("HOSTILE_BYTES_SEED", 1), number("HOSTILE_BYTES_CASES", 600));
    let only = std::env::var("HOSTILE_BYTES_ONLY").ok();
    for subject in subjects().filter(|subject| only.as_deref().is_none_or(|only| only == subject.name)) {
        attack(subject, seed, cases);
    }
}
