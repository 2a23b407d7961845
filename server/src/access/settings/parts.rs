//! From the configuration to what the parts are made of.

use std::num::NonZeroU32;
use std::time::Duration;

use super::{Audit, Limits, Settings};
use crate::access::audit::Place;
use crate::access::limits;
use crate::access::session::Lifetimes;

impl Settings {
    /// How long sessions last.
    #[must_use]
    pub fn lifetimes(&self) -> Lifetimes {
        let default = Lifetimes::default();
        let minutes = |minutes: u32| Duration::from_secs(u64::from(minutes) * 60);
        let absolute = self.session_hours.map_or(default.absolute, |hours| minutes(hours.saturating_mul(60)));
        let idle = self.session_idle_minutes.map_or(default.idle, minutes);
        Lifetimes { idle: idle.min(absolute), absolute }
    }
}

impl Limits {
    /// Each by its key.
    #[must_use]
    pub fn named(&self) -> [(&'static str, Option<u32>); 8] {
        [
            ("access.limits.identity-rate", self.identity_rate),
            ("access.limits.identity-burst", self.identity_burst),
            ("access.limits.address-rate", self.address_rate),
            ("access.limits.address-burst", self.address_burst),
            ("access.limits.streams", self.streams),
            ("access.limits.all-streams", self.all_streams),
            ("access.limits.downloads", self.downloads),
            ("access.limits.all-downloads", self.all_downloads),
        ]
    }

    /// With the defaults for what is left out.
    #[must_use]
    pub fn filled(&self) -> limits::Settings {
        let default = limits::Settings::default();
        let rate = |a_second: Option<u32>, burst: Option<u32>, default: limits::Rate| limits::Rate {
            a_second: a_second.and_then(NonZeroU32::new).unwrap_or(default.a_second),
            burst: burst.and_then(NonZeroU32::new).unwrap_or(default.burst),
        };
        let number = |number: Option<u32>, default: usize| number.map_or(default, |number| number as usize);
        limits::Settings {
            identity: rate(self.identity_rate, self.identity_burst, default.identity),
            address: rate(self.address_rate, self.address_burst, default.address),
            logins: default.logins,
            streams: number(self.streams, default.streams),
            all_streams: number(self.all_streams, default.all_streams),
            downloads: number(self.downloads, default.downloads),
            all_downloads: number(self.all_downloads, default.all_downloads),
        }
    }
}

impl Audit {
    /// Where the lines go, if they go anywhere but into the console's own log.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        let path = self.file.clone()?;
        if path.as_os_str() == "-" {
            return Some(Place::Stdout);
        }
        let most_bytes = u64::from(self.size.unwrap_or(64)) << 20;
        Some(Place::File { path, most_bytes, keep: self.keep.unwrap_or(9) as usize })
    }
}
