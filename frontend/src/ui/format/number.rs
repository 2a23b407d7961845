//! Counts, quantities in thousandths, shares.

/// All digits, in groups: `102,418`.
pub fn grouped(count: i64) -> String {
    let digits = count.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    if count < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Three digits that matter, from 10,000 up: `9,999`, `12.3k`, `955k`, `1.31M`.
pub fn compact(count: i64) -> String {
    if count.unsigned_abs() < 10_000 { grouped(count) } else { compact_milli(count.saturating_mul(1000)) }
}

/// A quantity in thousandths with three digits that matter: `0.25`, `23.5`, `955`, `1,204`, `12.3k`, `1.31M`.
pub fn compact_milli(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let mut value = thousandths.unsigned_abs();
    if value < 10_000_000 {
        return format!("{sign}{}", significant(value));
    }
    let mut unit = 0;
    // Rounding may carry into the next unit: 999,950 is 1M, not 1000k.
    while value >= 999_500 && unit + 1 < UNITS.len() {
        value = (value + 500) / 1000;
        unit += 1;
    }
    format!("{sign}{}{}", significant(value), UNITS[unit])
}

const UNITS: [&str; 6] = ["", "k", "M", "G", "T", "P"];

/// A quantity in thousandths, every digit of it: `23.5`, `0.001`, `1,310,720`.
pub fn milli(thousandths: i64) -> String {
    let value = thousandths.unsigned_abs();
    let sign = if thousandths < 0 { "-" } else { "" };
    format!("{sign}{}", fixed(value, 3))
}

/// A share in whole percent that never claims all or nothing when it is not: `97 %`, `<1 %`, `>99 %`; `–` of nothing.
pub fn percent(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "–".to_owned();
    }
    let share = part as f64 / whole as f64 * 100.0;
    match share {
        share if share > 0.0 && share < 1.0 => "<1 %".to_owned(),
        share if share > 99.0 && share < 100.0 => ">99 %".to_owned(),
        share => format!("{} %", grouped(share.round() as i64)),
    }
}

/// A count with its noun: `1 agent`, `2 agents`.
pub fn plural(count: i64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// Thousandths with as many decimals as make three digits, without zeros at their end.
pub(super) fn significant(thousandths: u64) -> String {
    let decimals = match thousandths {
        ..9_995 => 2,
        9_995..99_950 => 1,
        _ => 0,
    };
    // A hundredth is too coarse for what is smaller than one.
    fixed(thousandths, if thousandths < 10 { 3 } else { decimals })
}

/// Thousandths rounded to `decimals` (at most 3), without zeros at their end.
fn fixed(thousandths: u64, decimals: u32) -> String {
    let step = 10_u64.pow(3 - decimals);
    let rounded = (thousandths + step / 2) / step * step;
    let whole = grouped(i64::try_from(rounded / 1000).unwrap_or(i64::MAX));
    let fraction = format!("{:03}", rounded % 1000);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") }
}
