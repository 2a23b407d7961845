//! Sizes in binary units, from bytes or from thousandths of a mebibyte.

use super::number::significant;

const UNITS: [&str; 7] = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
const MIB: usize = 2;

/// A number of bytes: `512 B`, `1.5 KiB`, `98 GiB`.
pub fn bytes(count: i64) -> String {
    let unit = unit_of(count as f64, 0);
    format!("{} {}", in_unit(count as f64, 0, unit), UNITS[unit])
}

/// A quantity of memory or disk in thousandths of a mebibyte: `512 MiB`, `5.2 PiB`.
pub fn mebibytes(thousandths: i64) -> String {
    let value = thousandths as f64 / 1000.0;
    let unit = unit_of(value, MIB);
    format!("{} {}", in_unit(value, MIB, unit), UNITS[unit])
}

/// A part of a whole, both in thousandths of a mebibyte, both in the unit of the whole: `4.3 of 5.2 PiB`.
pub fn mebibytes_of(part: i64, whole: i64) -> String {
    let (part, whole) = (part as f64 / 1000.0, whole as f64 / 1000.0);
    let unit = unit_of(whole, MIB);
    format!("{} of {} {}", in_unit(part, MIB, unit), in_unit(whole, MIB, unit), UNITS[unit])
}

/// The largest unit that leaves at least 1 of it, for a value given in `UNITS[from]`.
fn unit_of(value: f64, from: usize) -> usize {
    let mut unit = from;
    let mut rest = value.abs();
    // 1023.6 would be shown as 1,024.
    while rest >= 1023.5 && unit + 1 < UNITS.len() {
        rest /= 1024.0;
        unit += 1;
    }
    unit
}

fn in_unit(value: f64, from: usize, to: usize) -> String {
    let scaled = (from..to).fold(value.abs(), |value, _| value / 1024.0);
    let sign = if value < 0.0 { "-" } else { "" };
    format!("{sign}{}", significant((scaled * 1000.0).round() as u64))
}
