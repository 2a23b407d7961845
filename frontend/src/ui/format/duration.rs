//! Spans of time. All arguments are in milliseconds.

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const YEAR: i64 = 365 * DAY;

/// Units from the largest, each with the span from which on it is used.
const UNITS: [(i64, i64, &str); 5] =
    [(2 * YEAR, YEAR, "y"), (DAY, DAY, "d"), (HOUR, HOUR, "h"), (MINUTE, MINUTE, "min"), (0, SECOND, "s")];

/// A span in its largest unit, rounded down: `8 s`, `12 min`, `41 d`.
pub fn span(milliseconds: i64) -> String {
    let span = milliseconds.max(0);
    let (_, unit, name) = unit_of(span);
    format!("{} {name}", span / unit)
}

/// A span in its two largest units: `12 min 5 s`, `41 d 6 h`, `8 s`, `350 ms`.
pub fn span_exact(milliseconds: i64) -> String {
    let span = milliseconds.max(0);
    if span < SECOND {
        return format!("{span} ms");
    }
    let (_, unit, name) = unit_of(span);
    let rest = span % unit;
    let next = UNITS.iter().skip_while(|(_, size, _)| *size != unit).nth(1);
    match next.filter(|(_, size, _)| rest >= *size) {
        Some((_, size, smaller)) => format!("{} {name} {} {smaller}", span / unit, rest / size),
        None => format!("{} {name}", span / unit),
    }
}

/// The age of something that is expected to be young: tenths of a second below ten, then as [`span`].
pub fn age(milliseconds: i64) -> String {
    let age = milliseconds.max(0);
    if age < 10 * SECOND { format!("{}.{} s", age / SECOND, age % SECOND / 100) } else { span(age) }
}

/// An instant seen from another: `now`, `12 min ago`, `in 8 s`.
pub fn relative(at: i64, now: i64) -> String {
    let passed = now.saturating_sub(at);
    match passed {
        _ if passed.unsigned_abs() < SECOND.unsigned_abs() => "now".to_owned(),
        1.. => format!("{} ago", span(passed)),
        _ => format!("in {}", span(passed.saturating_neg())),
    }
}

fn unit_of(span: i64) -> (i64, i64, &'static str) {
    UNITS.into_iter().find(|(from, _, _)| span >= *from).unwrap_or((0, SECOND, "s"))
}
