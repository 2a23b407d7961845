//! Numbers as people write them in a filter.

use crate::schema::{Column, Kind, Unit};

/// A quantity in the column's own unit: `8`, `0.5`, `1.5g` where the column is in MiB.
pub(super) fn quantity(text: &str, column: &Column) -> Option<i64> {
    let lower = text.to_ascii_lowercase();
    let (digits, factor) = match column.unit {
        Unit::Mib => mib_factor(lower.trim_end_matches("ib").trim_end_matches('b')),
        Unit::Seconds => match duration_ms(&lower) {
            Some(ms) if lower.ends_with(|c: char| c.is_ascii_alphabetic()) => return Some(ms / 1000),
            _ => (lower.as_str(), 1.0),
        },
        Unit::None => (lower.as_str(), 1.0),
    };
    let value: f64 = digits.parse().ok()?;
    let scale = if column.kind == Kind::Milli { 1000.0 } else { 1.0 };
    let scaled = value * factor * scale;
    (scaled.is_finite() && scaled.abs() < 9e15).then(|| scaled.round() as i64)
}

fn mib_factor(text: &str) -> (&str, f64) {
    let factors = [('k', 1.0 / 1024.0), ('m', 1.0), ('g', 1024.0), ('t', 1024.0 * 1024.0)];
    factors
        .iter()
        .find_map(|(suffix, factor)| text.strip_suffix(*suffix).map(|digits| (digits, *factor)))
        .unwrap_or((text, 1.0))
}

/// A duration in milliseconds: `90s`, `10m`, `2h`, `3d`; seconds without a letter.
pub(super) fn duration_ms(text: &str) -> Option<i64> {
    let lower = text.to_ascii_lowercase();
    let units = [('s', 1_000.0), ('m', 60_000.0), ('h', 3_600_000.0), ('d', 86_400_000.0)];
    let (digits, factor) = units
        .iter()
        .find_map(|(suffix, factor)| lower.strip_suffix(*suffix).map(|digits| (digits, *factor)))
        .unwrap_or((&lower, 1_000.0));
    let value: f64 = digits.parse().ok()?;
    let ms = value * factor;
    (ms.is_finite() && (0.0..9e15).contains(&ms)).then(|| ms.round() as i64)
}
