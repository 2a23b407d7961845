//! Who waits for which poll, and when each was answered last: what a change brings about is looked for in the next answer.

use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::schedule::{Outcome, Poll};

/// Wishes on one side, tidings on the other.
#[derive(Debug, Default)]
pub(super) struct Awaited {
    wishes: watch::Sender<PerPoll<Wish>>,
    told: watch::Sender<PerPoll<Option<Told>>>,
}

/// Something for each of the repeated polls.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PerPoll<T>([T; Poll::REPEATED.len()]);

/// What is wished of a poll.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wish {
    /// An answer asked for after this moment is wanted at once.
    pub at: Option<Instant>,
    /// How many wait for what it will tell.
    pub watching: usize,
}

/// How a poll ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told {
    /// When it was sent: what it tells was so at this moment or later.
    pub asked: Instant,
    /// Whether it was answered.
    pub outcome: Outcome,
    /// How long until the next.
    pub every: Duration,
}

impl<T: Copy + Default> PerPoll<T> {
    /// That of one poll.
    pub fn of(&self, poll: Poll) -> T {
        at(poll).map(|at| self.0[at]).unwrap_or_default()
    }

    fn change(&mut self, poll: Poll, change: impl FnOnce(&mut T)) {
        if let Some(at) = at(poll) {
            change(&mut self.0[at]);
        }
    }
}

fn at(poll: Poll) -> Option<usize> {
    Poll::REPEATED.iter().position(|each| *each == poll)
}

impl Awaited {
    pub fn wishes(&self) -> watch::Receiver<PerPoll<Wish>> {
        self.wishes.subscribe()
    }

    pub fn told(&self) -> watch::Receiver<PerPoll<Option<Told>>> {
        self.told.subscribe()
    }

    /// These are wanted at once.
    pub fn hasten(&self, polls: &[Poll]) {
        let now = Instant::now();
        self.wishes.send_modify(|wishes| {
            for poll in polls {
                wishes.change(*poll, |wish| wish.at = Some(now));
            }
        });
    }

    /// One more waits for a poll, or one less.
    pub fn watch(&self, poll: Poll, more: bool) {
        self.wishes.send_modify(|wishes| {
            wishes.change(poll, |wish| {
                wish.watching =
                    if more { wish.watching.saturating_add(1) } else { wish.watching.saturating_sub(1) };
            });
        });
    }

    /// A poll has ended, and what it told is folded in.
    pub fn tell(&self, poll: Poll, ended: Told) {
        self.told.send_modify(|told| told.change(poll, |told| *told = Some(ended)));
    }
}
