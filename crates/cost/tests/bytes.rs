//! A snapshot takes so many bytes for each task, whatever the size of the cluster.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::Write;

use cost::{Population, lines};
use flate2::Compression;
use flate2::write::GzEncoder;

/// The level the server compresses snapshots at.
const LEVEL: u32 = 3;

/// Bytes a task, as they are and compressed.
fn snapshot(tasks: u32) -> (f64, f64) {
    let frames = Population { tasks }.cluster().snapshot().concat();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(LEVEL));
    encoder.write_all(&frames).unwrap();
    let compressed = encoder.finish().unwrap();
    let a_task = |bytes: usize| bytes as f64 / f64::from(tasks);
    (a_task(frames.len()), a_task(compressed.len()))
}

#[test]
fn a_snapshot_takes_so_many_bytes_a_task_at_any_size() {
    let mut before: Option<(f64, f64)> = None;
    for tasks in [1_000, 10_000, 100_000] {
        let (plain, compressed) = snapshot(tasks);
        let of = format!("{tasks} tasks");
        lines::bytes::PLAIN.hold(&of, plain);
        lines::bytes::COMPRESSED.hold(&of, compressed);
        if let Some(before) = before.replace((plain, compressed)) {
            lines::bytes::GROWTH.hold(&of, plain / before.0 * 100.0);
            lines::bytes::GROWTH.hold(&format!("{of}, compressed"), compressed / before.1 * 100.0);
        }
    }
}
