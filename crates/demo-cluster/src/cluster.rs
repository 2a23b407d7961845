//! A world that runs: moved on by the clock, looked at and changed by requests, told to subscribers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::access::{Access, Acls, Viewer};
use crate::agent::processes::Processes;
use crate::faults::Switches;
use crate::options::Credential;
use crate::print::Printer;
use crate::subscribers::Subscribers;
use crate::world::World;
use crate::world::task::Nanos;

/// What all requests share.
pub(crate) struct Cluster {
    world: Mutex<World>,
    pub(crate) printer: Printer,
    pub(crate) subscribers: Subscribers,
    pub(crate) switches: Switches,
    /// Containers launched through the agents' API.
    pub(crate) processes: Processes,
    credentials: Vec<Credential>,
    acls: Arc<Acls>,
}

impl Cluster {
    pub(crate) fn new(world: World, printer: Printer, access: Access, max_subscribers: usize) -> Arc<Self> {
        Arc::new(Self {
            world: Mutex::new(world),
            printer,
            subscribers: Subscribers::new(max_subscribers),
            switches: Switches::default(),
            processes: Processes::default(),
            credentials: access.credentials,
            acls: Arc::new(access.acls),
        })
    }

    /// Whether anybody is asked who they are.
    pub(crate) fn asks(&self) -> bool {
        !self.credentials.is_empty()
    }

    /// Whoever came with a principal's name and secret, or with none; nobody if these are not good.
    pub(crate) fn viewer(&self, given: Option<(String, String)>) -> Option<Viewer> {
        if !self.asks() {
            return Some(Viewer::new(None, self.acls.clone()));
        }
        let (principal, secret) = given?;
        let known = |known: &&Credential| known.principal == principal && known.secret == secret;
        self.credentials.iter().find(known)?;
        Some(Viewer::new(Some(&principal), self.acls.clone()))
    }

    fn lock(&self) -> MutexGuard<'_, World> {
        // A request that panicked is told as such; the others go on.
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the world.
    pub(crate) fn look<R>(&self, look: impl FnOnce(&World) -> R) -> R {
        look(&self.lock())
    }

    /// Moves the world to the present, changes it, and tells the subscribers what happened. They are told before anyone
    /// else can look or change, so that a snapshot and the events after it fit together.
    pub(crate) fn act<R>(&self, act: impl FnOnce(&mut World) -> R) -> R {
        let mut world = self.lock();
        world.advance(now());
        let result = act(&mut world);
        for change in world.take_changes() {
            let hears = |viewer: &Viewer| viewer.hears(&world, &change);
            self.subscribers.publish(hears, || self.printer.event(&change));
        }
        result
    }

    /// Lets happen what is due.
    pub(crate) fn tick(&self) {
        self.act(|_| ());
    }
}

/// Nanoseconds since 1970.
pub(crate) fn now() -> Nanos {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Nanos::try_from(since.as_nanos()).unwrap_or(Nanos::MAX)
}
