//! Points in time, given in milliseconds since 1970 UTC.

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY: i64 = 86_400;

/// The reader's time zone at some moment: minutes east of UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Zone(pub i64);

impl Zone {
    /// `UTC`, `UTC+1`, `UTC+5:30`, `UTC-4`.
    pub fn name(self) -> String {
        let sign = if self.0 < 0 { '-' } else { '+' };
        let (hours, minutes) = (self.0.abs() / 60, self.0.abs() % 60);
        match (hours, minutes) {
            (0, 0) => "UTC".to_owned(),
            (hours, 0) => format!("UTC{sign}{hours}"),
            (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
        }
    }
}

/// Day and time with the zone: `22 Nov 2026, 09:41:07 UTC+1`.
pub fn absolute(at: i64, zone: Zone) -> String {
    let parts = Parts::of(at, zone);
    let month = MONTHS[parts.month - 1];
    format!("{} {month} {}, {} {}", parts.day, parts.year, clock(at, zone), zone.name())
}

/// The time of the day: `09:41:07`.
pub fn clock(at: i64, zone: Zone) -> String {
    let second = Parts::of(at, zone).second;
    format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
}

/// What machines read (RFC 3339, UTC): `2026-11-22T08:41:07Z`.
pub fn iso(at: i64) -> String {
    let parts = Parts::of(at, Zone::default());
    format!("{:04}-{:02}-{:02}T{}Z", parts.year, parts.month, parts.day, clock(at, Zone::default()))
}

struct Parts {
    year: i64,
    /// 1 to 12.
    month: usize,
    day: i64,
    /// Of the day.
    second: i64,
}

impl Parts {
    /// Reckons in years that begin in March, so that the leap day is the last of its year.
    fn of(at: i64, zone: Zone) -> Self {
        let seconds = at.div_euclid(1000).saturating_add(zone.0 * 60);
        let days = seconds.div_euclid(DAY) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        Self {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month: usize::try_from(month).unwrap_or(1),
            day: day_of_year - (153 * from_march + 2) / 5 + 1,
            second: seconds.rem_euclid(DAY),
        }
    }
}
