//! What a metric's number counts, as far as its name says.

use crate::ui::format::{bytes, compact_milli, grouped, span_exact};

/// A metric's value as people read it.
pub fn said(name: &str, value: f64) -> String {
    match unit(name) {
        Unit::Milliseconds => span_exact(value.round() as i64),
        Unit::Seconds => span_exact((value * 1000.0).round() as i64),
        Unit::Bytes => bytes(value as i64),
        Unit::Mebibytes => bytes((value * 1_048_576.0) as i64),
        Unit::Share => format!("{} %", compact_milli((value * 100_000.0).round() as i64)),
        Unit::None if value.fract() == 0.0 => grouped(value as i64),
        Unit::None => compact_milli((value * 1000.0).round() as i64),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    None,
    Milliseconds,
    Seconds,
    Bytes,
    Mebibytes,
    Share,
}

/// The unit, from the endings Mesos uses. The parts of a timer (`…_ms/p99`) have the timer's; its count has none.
fn unit(name: &str) -> Unit {
    let base = match name.rsplit_once('/') {
        Some((timer, part)) if timer.ends_with("_ms") => {
            if part == "count" {
                return Unit::None;
            }
            timer
        }
        _ => name,
    };
    let last = base.rsplit('/').next().unwrap_or_default();
    let ends = |ending: &str| last.ends_with(ending);
    if ends("_ms") {
        Unit::Milliseconds
    } else if ends("_secs") {
        Unit::Seconds
    } else if ends("_bytes") {
        Unit::Bytes
    } else if ends("_percent") {
        Unit::Share
    } else if matches!(last, "mem_total" | "mem_used" | "mem_revocable_total" | "mem_revocable_used")
        || matches!(last, "disk_total" | "disk_used" | "disk_revocable_total" | "disk_revocable_used")
    {
        Unit::Mebibytes
    } else {
        Unit::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_units() {
        assert_eq!(said("allocator/mesos/allocation_run_ms", 12.0), "12 ms");
        assert_eq!(unit("allocator/mesos/allocation_run_ms/p99"), Unit::Milliseconds);
        assert_eq!(unit("allocator/mesos/allocation_run_ms/count"), Unit::None);
        assert_eq!(unit("master/uptime_secs"), Unit::Seconds);
        assert_eq!(said("system/mem_free_bytes", 1_073_741_824.0), "1 GiB");
        assert_eq!(said("master/mem_total", 2048.0), "2 GiB");
        assert_eq!(said("master/cpus_percent", 0.25), "25 %");
        assert_eq!(said("master/tasks_running", 102_418.0), "102,418");
        assert_eq!(said("system/load_1min", 0.27), "0.27");
    }
}
