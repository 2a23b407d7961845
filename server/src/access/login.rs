//! Logging in by a password, with its limits: some failures for one name or one address and there is a pause; some hashings at once and others wait
//! or are sent away; and every failure is answered alike, in about the same time, whatever the reason.

mod failures;

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use thiserror::Error;
use tokio::sync::{Semaphore, SemaphorePermit};

use self::failures::Failures;
use super::moment::Moment;

/// The limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Failures of one name, and of one address, before there is a pause.
    pub failures: usize,
    /// In which time they count.
    pub within: Duration,
    /// Attempts that are under way at once; more are sent away.
    pub at_once: usize,
    /// Passwords that are hashed at once, each with its 19 MiB; the others wait.
    pub hashing: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { failures: 5, within: Duration::from_secs(300), at_once: 50, hashing: 4 }
    }
}

/// Why somebody is not let in. The words are the same whether the name, the password or the right to come in is missing.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Refused {
    /// Wrong: 401.
    #[error("the name or the password is wrong")]
    Wrong,
    /// Too often wrong: 429, with `Retry-After`.
    #[error("too many failed logins: try again in {} s", .0.as_secs())]
    TooMany(Duration),
    /// Too many at once: 503, with `Retry-After`.
    #[error("too many people are logging in just now: try again in a moment")]
    Busy,
}

impl Refused {
    /// For `Retry-After`, in seconds.
    #[must_use]
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Wrong => None,
            Self::TooMany(after) => Some(after.as_secs().max(1)),
            Self::Busy => Some(1),
        }
    }
}

/// Lets attempts through.
#[derive(Debug)]
pub struct Gate {
    names: Mutex<Failures<String>>,
    addresses: Mutex<Failures<IpAddr>>,
    at_once: Semaphore,
    hashing: Arc<Semaphore>,
}

impl Gate {
    /// With these limits.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            names: Mutex::new(Failures::new(limits.failures, limits.within)),
            addresses: Mutex::new(Failures::new(limits.failures, limits.within)),
            at_once: Semaphore::new(limits.at_once),
            hashing: Arc::new(Semaphore::new(limits.hashing)),
        }
    }

    /// Lets somebody try. What comes of it is told to the [`Attempt`]; if nothing is, it has failed.
    ///
    /// # Errors
    /// Why not.
    pub fn enter(&self, name: &str, address: IpAddr, now: Moment) -> Result<Attempt<'_>, Refused> {
        let turn = self.at_once.try_acquire().map_err(|_| Refused::Busy)?;
        let name: String = name.chars().take(256).collect();
        let address = network(address);
        // An attempt counts as failed until it has succeeded: many at once are no way round the limit.
        count(&self.addresses, &address, now)?;
        if let Err(refused) = count(&self.names, &name, now) {
            take_back(&self.addresses, &address, now);
            return Err(refused);
        }
        Ok(Attempt { gate: self, name, address, now, _turn: turn })
    }

    /// Lets somebody try a password. `check` does the hashing, off the threads that serve others, and answers `None` for whatever is wrong.
    ///
    /// # Errors
    /// Why not.
    pub async fn attempt<T: Send + 'static>(
        &self,
        name: &str,
        address: IpAddr,
        now: Moment,
        check: impl FnOnce() -> Option<T> + Send + 'static,
    ) -> Result<T, Refused> {
        let attempt = self.enter(name, address, now)?;
        let Ok(hashing) = self.hashing.clone().acquire_owned().await else { return Err(Refused::Busy) };
        let checked = tokio::task::spawn_blocking(move || {
            let _hashing = hashing;
            check()
        });
        let found = checked.await.ok().flatten().ok_or(Refused::Wrong)?;
        attempt.succeeded();
        Ok(found)
    }
}

/// Somebody who tries, and counts as having failed until it is known.
#[derive(Debug)]
pub struct Attempt<'a> {
    gate: &'a Gate,
    name: String,
    address: IpAddr,
    now: Moment,
    _turn: SemaphorePermit<'a>,
}

impl Attempt<'_> {
    /// He is in: his earlier failures are forgotten. Those of the address are not: who knows one password could try others' in between.
    pub fn succeeded(self) {
        take_back(&self.gate.addresses, &self.address, self.now);
        lock(&self.gate.names).clear(&self.name);
    }

    /// It could not be found out: nobody could be asked.
    pub fn is_void(self) {
        take_back(&self.gate.addresses, &self.address, self.now);
        take_back(&self.gate.names, &self.name, self.now);
    }
}

fn lock<K>(failures: &Mutex<Failures<K>>) -> std::sync::MutexGuard<'_, Failures<K>> {
    failures.lock().unwrap_or_else(PoisonError::into_inner)
}

fn count<K: Clone + Eq + Hash>(failures: &Mutex<Failures<K>>, key: &K, now: Moment) -> Result<(), Refused> {
    lock(failures).count(key, now).map_err(Refused::TooMany)
}

fn take_back<K: Clone + Eq + Hash>(failures: &Mutex<Failures<K>>, key: &K, now: Moment) {
    lock(failures).take_back(key, now);
}

/// One customer has a whole /64 of IPv6 addresses.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;
    use std::sync::Arc;
    use std::time::Duration;

    use super::{Gate, Limits, Refused};
    use crate::access::moment::Moment;

    const START: Moment = Moment::from_millis(1_000_000);

    fn here() -> IpAddr {
        IpAddr::from([127, 0, 0, 1])
    }

    async fn wrong(gate: &Gate, name: &str, address: IpAddr, now: Moment) -> Refused {
        gate.attempt(name, address, now, || None::<()>).await.unwrap_err()
    }

    #[tokio::test]
    async fn five_failures_and_the_right_password_does_not_help() {
        let gate = Gate::new(Limits::default());
        for second in 0..5_u8 {
            let from = IpAddr::from([10, 0, 0, second]);
            let now = START.after(Duration::from_secs(second.into()));
            assert_eq!(wrong(&gate, "ada", from, now).await, Refused::Wrong);
        }
        let now = START.after(Duration::from_secs(10));
        let refused = gate.attempt("ada", IpAddr::from([10, 0, 0, 9]), now, || Some(())).await.unwrap_err();
        assert_eq!(refused, Refused::TooMany(Duration::from_secs(290)));
        assert_eq!(refused.retry_after(), Some(290));
        let later = START.after(Duration::from_secs(301));
        assert_eq!(gate.attempt("ada", here(), later, || Some(7)).await, Ok(7));
    }

    #[tokio::test]
    async fn an_address_has_five_for_all_names_and_a_network_is_one_address() {
        let gate = Gate::new(Limits::default());
        for host in 0..5_u16 {
            let from = IpAddr::from([0x2001, 0xdb8, 0, 1, 0, 0, 0, host]);
            assert_eq!(wrong(&gate, &format!("user{host}"), from, START).await, Refused::Wrong);
        }
        let from = IpAddr::from([0x2001, 0xdb8, 0, 1, 9, 9, 9, 9]);
        assert!(matches!(wrong(&gate, "somebody", from, START).await, Refused::TooMany(_)));
        let neighbour = IpAddr::from([0x2001, 0xdb8, 0, 2, 0, 0, 0, 1]);
        assert_eq!(wrong(&gate, "somebody", neighbour, START).await, Refused::Wrong);
        // An IPv4 address is the same however it is written.
        let gate = Gate::new(Limits { failures: 1, ..Limits::default() });
        assert_eq!(wrong(&gate, "a", here(), START).await, Refused::Wrong);
        let mapped = "::ffff:127.0.0.1".parse().unwrap();
        assert!(matches!(wrong(&gate, "b", mapped, START).await, Refused::TooMany(_)));
    }

    #[tokio::test]
    async fn who_comes_in_clears_the_name_and_not_the_address() {
        let gate = Gate::new(Limits { failures: 2, ..Limits::default() });
        assert_eq!(wrong(&gate, "ada", here(), START).await, Refused::Wrong);
        assert_eq!(gate.attempt("ada", here(), START, || Some(())).await, Ok(()));
        assert_eq!(wrong(&gate, "bob", here(), START).await, Refused::Wrong);
        assert!(matches!(wrong(&gate, "cy", here(), START).await, Refused::TooMany(_)));
        assert_eq!(wrong(&gate, "ada", IpAddr::from([10, 0, 0, 1]), START).await, Refused::Wrong);
    }

    #[tokio::test]
    async fn many_at_once_are_no_way_round() {
        let gate = Arc::new(Gate::new(Limits::default()));
        let attempts: Vec<_> = (0..40)
            .map(|_| {
                let gate = gate.clone();
                tokio::spawn(async move { wrong(&gate, "ada", here(), START).await })
            })
            .collect();
        let mut tried = 0;
        for attempt in attempts {
            tried += usize::from(attempt.await.unwrap() == Refused::Wrong);
        }
        assert_eq!(tried, 5);
    }

    #[tokio::test]
    async fn too_many_under_way_are_sent_away() {
        let gate = Gate::new(Limits { at_once: 0, ..Limits::default() });
        assert_eq!(wrong(&gate, "ada", here(), START).await, Refused::Busy);
        assert_eq!(Refused::Busy.retry_after(), Some(1));
    }
}
