//! The replica of the cluster in this tab, and what it tells the page.
//!
//! A connection task feeds frames into a queue. One flush for each frame of the screen drains the queue, applies it to the replica, tells
//! those who asked for changes, and raises the version of each table that changed. Pages read the replica; they never see the socket. While the
//! first picture arrives, it is applied in turns and told a few times a second.

mod backoff;
mod connection;
mod flush;
mod grouped;
mod pace;
mod reckoned;
mod row;
mod snapshot;
mod watch;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use cluster_model::live::Status;
use cluster_model::replica::{Changes, Replica};
use cluster_model::schema::{Table, agents, frameworks, tasks};
use cluster_model::wire::FrameError;
use leptos::prelude::*;

pub use self::grouped::Grouped;
pub use self::row::Row;
use crate::components::freshness_chip::{Freshness, Progress};
use crate::shell::{Cluster, Counts, Surroundings};
use crate::ui::bell::Bell;
use crate::ui::clock::Clock;
use crate::ui::lasting::change;

/// How this tab stands with the console's server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Link {
    /// The first snapshot is on its way.
    #[default]
    Loading,
    /// Connected.
    Up,
    /// Lost; the next attempt comes at this time of the server's clock.
    Down {
        /// Milliseconds since 1970.
        retry_ms: i64,
        /// What the console said instead of a picture, if it said anything.
        why: Option<String>,
    },
    /// Let go, because nobody saw the tab for long; taken up when it is shown.
    Resting,
}

type Listener = Rc<dyn Fn(&Replica, &Changes)>;

#[derive(Default)]
struct Inner {
    replica: RefCell<Replica>,
    queue: RefCell<Vec<Vec<u8>>>,
    listeners: RefCell<Vec<(u64, Listener)>>,
    next_listener: Cell<u64>,
    scheduled: Cell<bool>,
    /// What has been applied and not been told.
    untold: RefCell<Changes>,
    /// When something was told last, by the browser's clock, and what tells what came since.
    told_ms: Cell<f64>,
    tell_later: Cell<Option<TimeoutHandle>>,
    /// A frame did not fit: take a snapshot.
    lost: Cell<bool>,
    /// The snapshot that takes the replica's place when it is whole. Frames go to it meanwhile.
    aside: RefCell<Option<Replica>>,
    /// Rung after each flush.
    flushed: Bell,
}

impl Inner {
    /// Applies a frame to the replica, or to the one that takes its place: then all of it has changed.
    fn apply(&self, frame: &[u8]) -> Result<Changes, FrameError> {
        let mut aside = self.aside.borrow_mut();
        let Some(next) = aside.as_mut() else { return self.replica.borrow_mut().apply(frame) };
        next.apply(frame)?;
        let Some(whole) = aside.take_if(|next| next.is_whole()) else { return Ok(Changes::default()) };
        self.lost.set(false);
        *self.replica.borrow_mut() = whole;
        Ok(Changes { reset: true, ..Changes::default() })
    }
}

/// The live cluster. A context of the app; see [`use_live`].
#[derive(Clone, Copy)]
pub struct Live {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    status: RwSignal<Status>,
    link: RwSignal<Link>,
    whole: RwSignal<bool>,
    /// How much of the first snapshot is here, from its first byte on.
    progress: RwSignal<Option<Progress>>,
    versions: [RwSignal<u64>; Table::ALL.len()],
    clock: Clock,
}

/// The live cluster.
///
/// # Panics
/// Outside the app, which provides it.
#[must_use]
pub fn use_live() -> Live {
    expect_context()
}

impl Live {
    /// Connects, and makes it the context of everything below.
    pub fn provide(clock: Clock) -> Self {
        let live = Live {
            inner: StoredValue::new_local(Rc::default()),
            status: RwSignal::default(),
            link: RwSignal::default(),
            whole: RwSignal::new(false),
            progress: RwSignal::new(None),
            versions: Table::ALL.map(|_| RwSignal::new(0)),
            clock,
        };
        provide_context(live);
        connection::keep(live);
        live
    }

    /// What the server says of itself and its cluster.
    #[must_use]
    pub fn status(self) -> Signal<Status> {
        self.status.into()
    }

    /// Whether a whole picture has arrived: before that, "none" means "not yet".
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.whole.get()
    }

    /// Subscribes to changes of a table: the number rises at most once a frame.
    pub fn track(self, table: Table) -> u64 {
        self.versions[table.index()].get()
    }

    /// Reads the replica as it is, without subscribing.
    pub fn read<R>(self, read: impl FnOnce(&Replica) -> R) -> R {
        self.inner.with_value(|inner| read(&inner.replica.borrow()))
    }

    /// Reads the replica and subscribes to changes of the tables named.
    pub fn watch<R>(self, tables: &[Table], read: impl FnOnce(&Replica) -> R) -> R {
        for table in tables {
            self.track(*table);
        }
        self.read(read)
    }

    /// Calls back after each flush, with the replica as it is then, until the present owner is cleaned up.
    pub fn on_change(self, listener: impl Fn(&Replica, &Changes) + 'static) {
        let number = self.inner.with_value(|inner| {
            let number = inner.next_listener.replace(inner.next_listener.get() + 1);
            inner.listeners.borrow_mut().push((number, Rc::new(listener)));
            number
        });
        on_cleanup(move || {
            self.inner
                .try_with_value(|inner| inner.listeners.borrow_mut().retain(|(other, _)| *other != number));
        });
    }

    /// What the shell shows of the cluster.
    #[must_use]
    pub fn surroundings(self) -> Surroundings {
        let freshness = Memo::new(move |_| {
            let now = self.clock.now_ms();
            match self.link.get() {
                Link::Loading => self.progress.get().map_or(Freshness::Connecting, Freshness::Loading),
                Link::Up => self.status.with(|status| Freshness::of(status, now.max(status.now_ms))),
                Link::Down { retry_ms, why } => Freshness::Offline { retry_in_ms: retry_ms - now, why },
                Link::Resting => self.status.with(|status| Freshness::Returning {
                    age_ms: status.heard_ms.map_or(0, |heard_ms| now - heard_ms),
                }),
            }
        });
        let cluster = Memo::new(move |_| {
            self.status.with(|status| Cluster {
                name: status.cluster.clone(),
                leader: status.leader.clone(),
                version: status.version.clone(),
                demo: status.demo,
            })
        });
        let counts = Memo::new(move |_| self.counts());
        Surroundings {
            freshness: freshness.into(),
            heard_ms: Signal::derive(move || self.status.with(|status| status.heard_ms)),
            cluster: cluster.into(),
            counts: counts.into(),
        }
    }

    fn counts(self) -> Counts {
        if !self.is_whole() {
            return Counts::default();
        }
        self.watch(&Table::ALL, |replica| {
            let all = |table| replica.rows(table).len();
            let less = |table, column, names: &[&str]| {
                let out: usize = names.iter().map(|name| replica.count(table, column, name)).sum();
                i64::try_from(all(table).saturating_sub(out)).ok()
            };
            Counts {
                agents: less(
                    Table::Agents,
                    agents::STATE,
                    &[agents::state::UNREACHABLE, agents::state::GONE],
                ),
                frameworks: less(Table::Frameworks, frameworks::STATE, &[frameworks::state::COMPLETED]),
                tasks: less(Table::Tasks, tasks::LIST, &[tasks::COMPLETED]),
                roles: less(Table::Roles, 0, &[]),
                reservations: less(Table::Reservations, 0, &[]),
                volumes: less(Table::Volumes, 0, &[]),
                offers: less(Table::Offers, 0, &[]),
                operations: less(Table::Operations, 0, &[]),
                executors: less(Table::Executors, 0, &[]),
            }
        })
    }

    fn set_status(self, status: Status) {
        self.clock.set_server_now(status.now_ms);
        if self.status.with_untracked(|old| *old != status) {
            change(self.status, |old| *old = status);
        }
    }

    fn set_link(self, link: Link) {
        if self.link.with_untracked(|old| *old != link) {
            change(self.link, |old| *old = link);
        }
    }

    /// Nobody sees the tab: what has not been applied yet is asked for again when somebody does.
    fn let_go(self) {
        self.inner.with_value(|inner| {
            inner.queue.borrow_mut().clear();
            inner.aside.borrow_mut().take();
        });
        if self.whole.get_untracked() {
            self.set_link(Link::Resting);
        }
    }

    /// Where the replica is: epoch and revision, if it is whole and nothing was lost.
    fn position(self) -> Option<(u64, u64)> {
        self.inner.with_value(|inner| {
            let replica = inner.replica.borrow();
            (replica.is_whole() && !inner.lost.get()).then(|| (replica.epoch(), replica.revision()))
        })
    }
}
