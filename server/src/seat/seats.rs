//! All seats: the console's own, and those of principals whose credentials are passed through.

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use http::StatusCode;

use super::Seat;
use crate::access::identity::{Identity, Way};
use crate::access::tls::upstream::Presented;
use crate::config::{Config, Credentials};
use crate::error::{Error, Result};
use crate::live::{Hub, Pace};
use crate::upstream::{self, Limits, MasterUrl, UpstreamError};

/// How many principals may have a seat at once: each of them is a subscription at the master.
const MOST: usize = 64;

/// A seat that nobody has used for so long is given up, and with it the credentials.
const IDLE: Duration = Duration::from_secs(120);

/// How often is looked for those.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// The seats.
pub struct Seats {
    own: Option<Arc<Seat>>,
    place: Place,
    passed: Mutex<Vec<Passed>>,
}

/// Where seats are taken.
struct Place {
    config: Config,
    limits: Limits,
    pace: Pace,
    demo: bool,
}

/// The seat of a principal.
struct Passed {
    credentials: Credentials,
    seat: Arc<Seat>,
    used: Instant,
}

impl Seats {
    /// With a seat of the console's own, if `own` says what is presented there. Must be called in a Tokio runtime.
    ///
    /// # Errors
    /// If the TLS library cannot be set up.
    pub fn open(
        config: &Config,
        own: Option<&Presented>,
        demo: bool,
        limits: Limits,
        pace: Pace,
    ) -> std::result::Result<Arc<Self>, UpstreamError> {
        let place = Place { config: config.clone(), limits, pace, demo };
        let own = own.map(|presented| place.take(presented)).transpose()?;
        let seats = Arc::new(Self { own: own.map(Arc::new), place, passed: Mutex::default() });
        tokio::spawn(look(Arc::downgrade(&seats)));
        Ok(seats)
    }

    /// The console's own: the one of everybody who brings no credentials.
    #[must_use]
    pub fn own(&self) -> Option<&Arc<Seat>> {
        self.own.as_ref()
    }

    /// The masters that cannot be asked because of how they are written.
    #[must_use]
    pub fn bad_addresses(&self) -> Vec<UpstreamError> {
        let parsed = self.place.config.masters.iter().map(|address| MasterUrl::parse(address));
        parsed.filter_map(std::result::Result::err).collect()
    }

    /// The seat of somebody. Whoever came with credentials of his own never gets another's, nor the console's.
    ///
    /// # Errors
    /// If there is none: 403; 503 if there are too many.
    pub fn of(&self, who: &Identity) -> Result<Arc<Seat>> {
        match (&who.mesos, &self.own) {
            (Some(credentials), _) => self.passed(credentials),
            (None, Some(own)) if who.way != Way::Mesos => Ok(own.clone()),
            (None, _) => Err(Error::forbidden(
                "this console has no credentials of its own: it shows the cluster to those who log in with theirs",
            )),
        }
    }

    fn passed(&self, credentials: &Credentials) -> Result<Arc<Seat>> {
        let mut all = self.passed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(passed) = all.iter_mut().find(|passed| passed.credentials == *credentials) {
            passed.used = Instant::now();
            return Ok(passed.seat.clone());
        }
        if all.len() >= MOST {
            let words = format!("{MOST} principals use this console at the moment, as many as it takes");
            return Err(Error::new(StatusCode::SERVICE_UNAVAILABLE, words));
        }
        let seat = self.place.take(&Presented::Basic(credentials.clone())).map(Arc::new);
        let seat =
            seat.map_err(|error| Error::internal("the connection could not be prepared").with_cause(error))?;
        all.push(Passed { credentials: credentials.clone(), seat: seat.clone(), used: Instant::now() });
        Ok(seat)
    }

    /// Gives up what nobody uses.
    fn give_up(&self, idle: Duration) {
        let is_used = |passed: &mut Passed| {
            let in_hands = Arc::strong_count(&passed.seat) > 1 || passed.seat.hub.has_viewers();
            if in_hands {
                passed.used = Instant::now();
            }
            passed.used.elapsed() < idle
        };
        self.passed.lock().unwrap_or_else(PoisonError::into_inner).retain_mut(is_used);
    }
}

/// Looks for what nobody uses, for as long as there are seats.
async fn look(seats: Weak<Seats>) {
    let mut tick = tokio::time::interval(LOOK_EVERY);
    loop {
        tick.tick().await;
        let Some(seats) = seats.upgrade() else { return };
        seats.give_up(IDLE);
    }
}

impl Place {
    fn take(&self, presented: &Presented) -> std::result::Result<Seat, UpstreamError> {
        let (masters, agents) = upstream::clients(&self.config, presented, self.limits)?;
        let masters = Arc::new(masters);
        let hub = Hub::start(masters.clone(), &self.config, self.demo, self.pace);
        Ok(Seat::new(masters, agents, hub))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use super::{MOST, Seats};
    use crate::access::identity::{Identity, Role, Way};
    use crate::access::tls::upstream::Presented;
    use crate::config::{Config, Credentials};
    use crate::live::Pace;
    use crate::upstream::Limits;

    fn seats(has_own: bool) -> Arc<Seats> {
        // Nobody listens there.
        let config = Config { masters: vec!["http://127.0.0.1:9".to_owned()], ..Config::default() };
        let own = has_own.then_some(&Presented::Nothing);
        Seats::open(&config, own, false, Limits::default(), Pace::default()).unwrap()
    }

    fn principal(name: &str, secret: &str) -> Identity {
        let mesos = Some(Credentials::new(name, secret));
        Identity { mesos, way: Way::Mesos, ..Identity::open(Role::Admin) }
    }

    #[tokio::test]
    async fn nobody_has_the_seat_of_another() {
        let seats = seats(true);
        let of = |who: &Identity| seats.of(who).unwrap();
        let ada = of(&principal("ada", "1"));
        assert!(Arc::ptr_eq(&ada, &of(&principal("ada", "1"))), "two tabs of one are one subscription");
        for other in [principal("bob", "1"), principal("ada", "2"), Identity::open(Role::Admin)] {
            assert!(!Arc::ptr_eq(&ada, &of(&other)), "{other:?}");
        }
    }

    #[tokio::test]
    async fn there_is_no_fallback() {
        let without = seats(false);
        assert_eq!(without.of(&Identity::open(Role::Admin)).err().unwrap().status(), 403);
        let lost = Identity { mesos: None, ..principal("ada", "1") };
        assert_eq!(seats(true).of(&lost).err().unwrap().status(), 403, "never the console's own");
    }

    #[tokio::test]
    async fn seats_are_few_and_given_up() {
        let seats = seats(false);
        let of = |number: usize| seats.of(&principal(&format!("p{number}"), "s"));
        let held = of(0).unwrap();
        for number in 1..MOST {
            of(number).unwrap();
        }
        assert_eq!(of(MOST).err().unwrap().status(), 503);
        seats.give_up(Duration::ZERO);
        assert_eq!(seats.passed.lock().unwrap().len(), 0, "even in hands, for an idle time of nothing");
        seats.give_up(Duration::from_secs(60));
        assert!(of(MOST).is_ok());
        drop(held);
    }
}
