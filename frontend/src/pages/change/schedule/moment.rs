//! Moments and spans of time as they are typed, read and said.

use crate::ui::format::{Zone, absolute, iso};

/// A second in nanoseconds, which Mesos counts in.
pub const SECOND: i64 = 1_000_000_000;
/// A minute in nanoseconds.
pub const MINUTE: i64 = 60 * SECOND;
/// An hour in nanoseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// A day in nanoseconds.
pub const DAY: i64 = 24 * HOUR;

/// The reader's time zone at a moment in milliseconds.
pub type ZoneAt<'a> = &'a dyn Fn(i64) -> Zone;

/// Milliseconds, which the app counts in.
pub fn ms(nanoseconds: i64) -> i64 {
    nanoseconds.div_euclid(1_000_000)
}

/// Nanoseconds of milliseconds.
pub fn ns(milliseconds: i64) -> i64 {
    milliseconds.saturating_mul(1_000_000)
}

/// A moment as a field for date and time holds it, in the reader's zone: `2026-11-22T10:00`, with seconds where there are some.
pub fn write(at: i64, zone_at: ZoneAt<'_>) -> String {
    let at_ms = ms(at);
    let mut text = iso(at_ms.saturating_add(zone_at(at_ms).0 * 60_000));
    text.truncate(if text.ends_with(":00Z") { 16 } else { 19 });
    text
}

/// The moment that such a field holds.
pub fn read(text: &str, zone_at: ZoneAt<'_>) -> Option<i64> {
    let (date, time) = text.trim().split_once('T')?;
    let mut date = date.splitn(3, '-').map(str::parse::<i64>);
    let (year, month, day) = (date.next()?.ok()?, date.next()?.ok()?, date.next()?.ok()?);
    let mut time = time.splitn(3, ':').map(|part| part.split('.').next().unwrap_or_default().parse::<i64>());
    let (hour, minute) = (time.next()?.ok()?, time.next()?.ok()?);
    let second = time.next().unwrap_or(Ok(0)).ok()?;
    let fits = (1970..=2200).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..60).contains(&second);
    if !fits {
        return None;
    }
    let local = ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    let in_zone = |zone: Zone| (local - zone.0 * 60) * 1000;
    // The zone is that of the moment itself, which is off by the zone: near a change of summer time one look is not enough.
    let near = in_zone(zone_at(local * 1000));
    Some(ns(in_zone(zone_at(near))))
}

/// Days from 1970 to a date. Years begin in March, so that the leap day is the last of its year.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let from_march = (month + 9) % 12;
    365 * year + year / 4 - year / 100 + year / 400 + (153 * from_march + 2) / 5 + day - 719_469
}

/// A span as it is typed: `1 d 6 h`, `90 min`.
pub fn write_span(span: i64) -> String {
    let mut left = span.max(0);
    let mut parts = Vec::new();
    for (unit, name) in [(DAY, "d"), (HOUR, "h"), (MINUTE, "min"), (SECOND, "s")] {
        if left >= unit {
            parts.push(format!("{} {name}", left / unit));
            left %= unit;
        }
    }
    if parts.is_empty() { "0 s".to_owned() } else { parts.join(" ") }
}

/// The span that is typed: numbers, each with its unit.
pub fn read_span(text: &str) -> Option<i64> {
    let text: String = text.trim().to_lowercase().split_whitespace().collect();
    let mut rest = text.as_str();
    let mut sum = 0.0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let number: f64 = rest[..digits].parse().ok()?;
        let unit_end = rest[digits..].find(|c: char| c.is_ascii_digit()).map_or(rest.len(), |at| digits + at);
        let unit = match &rest[digits..unit_end] {
            "s" | "sec" | "secs" | "second" | "seconds" => SECOND,
            "m" | "min" | "mins" | "minute" | "minutes" => MINUTE,
            "h" | "hr" | "hrs" | "hour" | "hours" => HOUR,
            "d" | "day" | "days" => DAY,
            "w" | "week" | "weeks" => 7 * DAY,
            _ => return None,
        };
        sum += number * unit as f64;
        rest = &rest[unit_end..];
    }
    // Beyond a century it is no window but a slip of the hand.
    (text.ends_with(char::is_alphabetic) && sum <= 36_525.0 * DAY as f64).then_some(sum as i64)
}

/// A moment as it is said: `22 Nov 2026, 10:00 UTC+1`.
pub fn said(at: i64, zone_at: ZoneAt<'_>) -> String {
    said_in(at, zone_at(ms(at)))
}

/// The same in a zone.
pub fn said_in(at: i64, zone: Zone) -> String {
    let words = absolute(ms(at), zone);
    // Windows are planned by the minute; only what is not says its seconds.
    if ms(at).rem_euclid(60_000) == 0 { words.replacen(":00 UTC", " UTC", 1) } else { words }
}

/// From when to when: `22 Nov 2026, 10:00 to 12:00 UTC+1 (2 h)`, with the day of the end where it is another.
pub fn said_span(start: i64, duration: Option<i64>, zone_at: ZoneAt<'_>) -> String {
    let begins = said(start, zone_at);
    let Some(duration) = duration else { return format!("{begins}, without an end") };
    let (ends, lasts) = (said(start.saturating_add(duration), zone_at), write_span(duration));
    let parts = |words: &str| {
        let (day, time) = words.split_once(", ")?;
        let (time, zone) = time.split_once(' ')?;
        Some([day.to_owned(), time.to_owned(), zone.to_owned()])
    };
    match (parts(&begins), parts(&ends)) {
        (Some([day, from, zone]), Some([same_day, to, same_zone]))
            if day == same_day && zone == same_zone =>
        {
            format!("{day}, {from} to {to} {zone} ({lasts})")
        }
        _ => format!("{begins} to {ends} ({lasts})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_795_348_800 * SECOND;

    fn utc(_: i64) -> Zone {
        Zone(0)
    }

    /// Summer time ends at 22 Nov 2026, 12:00 UTC.
    fn summer(at_ms: i64) -> Zone {
        Zone(if ns(at_ms) < NOON { 120 } else { 60 })
    }

    #[test]
    fn moments_are_typed_in_the_readers_zone() {
        assert_eq!(write(NOON, &utc), "2026-11-22T12:00");
        assert_eq!(write(NOON + 7 * SECOND, &|_| Zone(330)), "2026-11-22T17:30:07");
        assert_eq!(read("2026-11-22T17:30:07", &|_| Zone(330)), Some(NOON + 7 * SECOND));
        assert_eq!(read("2024-02-29T00:00", &utc), Some(1_709_164_800 * SECOND));
        assert_eq!(read("2026-11-22T13:30", &summer), Some(NOON + 30 * MINUTE));
        assert_eq!(read("2026-11-22T12:30", &summer), Some(NOON - 90 * MINUTE));
        for text in ["", "2026-11-22", "2026-13-01T00:00", "0026-01-01T00:00", "T12:00", "2026-11-22T25:00"] {
            assert_eq!(read(text, &utc), None, "{text}");
        }
    }

    #[test]
    fn spans_need_units() {
        assert_eq!(read_span("1 d 6h"), Some(30 * HOUR));
        assert_eq!(read_span("90min"), Some(90 * MINUTE));
        assert_eq!(read_span("1.5 hours"), Some(90 * MINUTE));
        for text in ["", "2", "h", "2 h 5", "two hours", "9999999 weeks", "-2 h"] {
            assert_eq!(read_span(text), None, "{text}");
        }
    }

    #[test]
    fn windows_are_said_with_their_zone() {
        assert_eq!(said_span(NOON, Some(2 * HOUR), &|_| Zone(60)), "22 Nov 2026, 13:00 to 15:00 UTC+1 (2 h)");
        assert_eq!(
            said_span(NOON, Some(12 * HOUR), &utc),
            "22 Nov 2026, 12:00 UTC to 23 Nov 2026, 00:00 UTC (12 h)"
        );
        assert_eq!(
            said_span(NOON - HOUR, Some(2 * HOUR), &summer),
            "22 Nov 2026, 13:00 UTC+2 to 22 Nov 2026, 14:00 UTC+1 (2 h)"
        );
        assert_eq!(said_span(NOON + SECOND, None, &utc), "22 Nov 2026, 12:00:01 UTC, without an end");
    }

    #[cfg(not(target_arch = "wasm32"))]
    mod properties {
        use proptest::prelude::*;

        use super::super::*;

        proptest! {
            #[test]
            fn what_is_written_can_be_read(
                // The day before 1970 in some zones is beyond what a field takes.
                seconds in 86_400_i64..7_000_000_000,
                span in 1_i64..3_000_000,
                zone in -720_i64..840,
            ) {
                let at = seconds * SECOND;
                let zone = move |_| Zone(zone);
                prop_assert_eq!(read(&write(at, &zone), &zone), Some(at));
                prop_assert_eq!(read_span(&write_span(span * SECOND)), Some(span * SECOND));
            }
        }
    }
}
