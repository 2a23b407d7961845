//! How often and how much at once: so many calls a second of one identity and of one address, so many streams and downloads under way.
//! What is refused is told when to come again.

mod at_once;

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, MonotonicClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use thiserror::Error;

pub use at_once::{AtOnce, Place};

/// How many calls there are between two looks for those who have long been quiet.
const BETWEEN_SWEEPS: usize = 10_000;

/// A rate, and what may come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// In the long run.
    pub a_second: NonZeroU32,
    /// At once, after some quiet.
    pub burst: NonZeroU32,
}

impl Rate {
    const fn new(a_second: u32, burst: u32) -> Self {
        match (NonZeroU32::new(a_second), NonZeroU32::new(burst)) {
            (Some(a_second), Some(burst)) => Self { a_second, burst },
            _ => Self { a_second: NonZeroU32::MIN, burst: NonZeroU32::MIN },
        }
    }
}

/// The limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Requests of one identity.
    pub identity: Rate,
    /// Requests of one address: many people may be behind it.
    pub address: Rate,
    /// Logins of one address, right or wrong.
    pub logins: Rate,
    /// Streams of one identity at once: live sockets, terminals.
    pub streams: usize,
    /// Streams of all.
    pub all_streams: usize,
    /// Downloads of one identity at once.
    pub downloads: usize,
    /// Downloads of all.
    pub all_downloads: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            identity: Rate::new(50, 200),
            address: Rate::new(500, 4000),
            logins: Rate::new(1, 10),
            // Those who have no name are told apart by their address, and an address may have a wall of screens behind it.
            streams: 1024,
            all_streams: 4096,
            downloads: 16,
            all_downloads: 64,
        }
    }
}

/// Too often: 429, with `Retry-After`.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("too many requests: try again in {} s", self.seconds())]
pub struct TooOften(pub Duration);

impl TooOften {
    /// For `Retry-After`.
    #[must_use]
    pub fn seconds(&self) -> u64 {
        self.0.as_secs() + u64::from(self.0.subsec_nanos() > 0)
    }
}

type Keyed<K, C> = RateLimiter<K, HashMapStateStore<K>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// Everything that is counted.
pub struct Limits<C: Clock = MonotonicClock> {
    clock: C,
    identities: Keyed<String, C>,
    addresses: Keyed<IpAddr, C>,
    logins: Keyed<IpAddr, C>,
    calls: std::sync::atomic::AtomicUsize,
    /// Streams under way, by identity.
    pub streams: AtOnce,
    /// Downloads under way, by identity.
    pub downloads: AtOnce,
}

impl Limits {
    /// With the system's clock.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        Self::with_clock(settings, MonotonicClock)
    }
}

impl<C: Clock + Clone> Limits<C> {
    /// With another clock.
    #[must_use]
    pub fn with_clock(settings: &Settings, clock: C) -> Self {
        let quota = |rate: Rate| Quota::per_second(rate.a_second).allow_burst(rate.burst);
        Self {
            identities: RateLimiter::hashmap_with_clock(quota(settings.identity), clock.clone()),
            addresses: RateLimiter::hashmap_with_clock(quota(settings.address), clock.clone()),
            logins: RateLimiter::hashmap_with_clock(quota(settings.logins), clock.clone()),
            clock,
            calls: std::sync::atomic::AtomicUsize::new(0),
            streams: AtOnce::new(settings.streams, settings.all_streams),
            downloads: AtOnce::new(settings.downloads, settings.all_downloads),
        }
    }

    /// Counts a request, before it is known who asks.
    ///
    /// # Errors
    /// When to come again.
    pub fn request(&self, address: IpAddr) -> Result<(), TooOften> {
        self.sweep();
        self.count(&self.addresses, &address.to_canonical())
    }

    /// Counts a request of somebody.
    ///
    /// # Errors
    /// When to come again.
    pub fn call(&self, name: &str) -> Result<(), TooOften> {
        self.count(&self.identities, &name.to_owned())
    }

    /// Counts a login.
    ///
    /// # Errors
    /// When to come again.
    pub fn login(&self, address: IpAddr) -> Result<(), TooOften> {
        self.count(&self.logins, &address.to_canonical())
    }

    fn count<K: Clone + Eq + std::hash::Hash>(&self, limiter: &Keyed<K, C>, key: &K) -> Result<(), TooOften> {
        limiter.check_key(key).map_err(|early| TooOften(early.wait_time_from(self.clock.now())))
    }

    /// Those who have been quiet long enough are as if they had never come.
    fn sweep(&self) {
        let calls = self.calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if calls % BETWEEN_SWEEPS == BETWEEN_SWEEPS - 1 {
            self.identities.retain_recent();
            self.addresses.retain_recent();
            self.logins.retain_recent();
        }
    }
}

impl<C: Clock> std::fmt::Debug for Limits<C> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Limits")
            .field("streams", &self.streams)
            .field("downloads", &self.downloads)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;
    use std::time::Duration;

    use governor::clock::FakeRelativeClock;

    use super::{BETWEEN_SWEEPS, Limits, Rate, Settings};

    #[test]
    fn a_burst_passes_and_then_a_rate() {
        let clock = FakeRelativeClock::default();
        let settings = Settings { identity: Rate::new(2, 3), ..Settings::default() };
        let limits = Limits::with_clock(&settings, clock.clone());
        for _ in 0..3 {
            assert!(limits.call("ada").is_ok());
        }
        let early = limits.call("ada").unwrap_err();
        assert_eq!(early.0, Duration::from_millis(500));
        assert_eq!(early.seconds(), 1);
        assert!(limits.call("bob").is_ok(), "everybody has limits of his own");
        clock.advance(Duration::from_millis(500));
        assert!(limits.call("ada").is_ok());
        assert!(limits.call("ada").is_err());
    }

    #[test]
    fn addresses_that_are_quiet_are_forgotten() {
        let clock = FakeRelativeClock::default();
        let limits = Limits::with_clock(&Settings::default(), clock.clone());
        for host in 0..BETWEEN_SWEEPS - 1 {
            assert!(limits.request(IpAddr::from((host as u32).to_be_bytes())).is_ok());
        }
        assert_eq!(limits.addresses.len(), BETWEEN_SWEEPS - 1);
        clock.advance(Duration::from_secs(60));
        assert!(limits.request(IpAddr::from([9, 9, 9, 9])).is_ok());
        assert_eq!(limits.addresses.len(), 1);
    }
}
