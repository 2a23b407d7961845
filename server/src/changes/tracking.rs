//! From a step that was sent to its end: the cluster is looked at until it shows what the step brings about, or does not in time.

use std::time::Duration;

use operator_api::effect::{Effect, Seen};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;

use super::Run;
use super::change::Wait;
use super::sending::Sent;
use super::sight::{Look, Sight};
use super::step::Event;
use crate::live::{Pace, now_ms};

/// Until when something is waited for.
#[derive(Clone, Copy, Debug)]
struct Deadline {
    began: Instant,
    length: Duration,
    /// The hub's subscription it is of: a new picture gets a new chance.
    generation: u64,
}

impl Deadline {
    fn new(every: Duration, generation: u64, pace: &Pace) -> Self {
        Self { began: Instant::now(), length: length(every, pace), generation }
    }

    /// What is looked at more seldom than was thought is waited for longer.
    fn adapt(&mut self, every: Duration, generation: u64, pace: &Pace) {
        if generation == self.generation {
            self.length = self.length.max(length(every, pace));
        } else {
            *self = Self::new(every, generation, pace);
        }
    }

    fn at(self) -> Instant {
        self.began + self.length
    }

    /// In milliseconds since 1970.
    fn at_ms(self) -> i64 {
        let left = self.at().saturating_duration_since(Instant::now());
        now_ms().saturating_add(i64::try_from(left.as_millis()).unwrap_or(i64::MAX))
    }
}

/// Five looks, and at least as long as people have patience.
fn length(every: Duration, pace: &Pace) -> Duration {
    (every * 5).max(pace.shown_within)
}

impl Run {
    /// Looks for what was sent until it ends. `slot` is given back when the next step may go.
    pub(super) async fn track(self, sent: Sent, slot: OwnedSemaphorePermit) {
        let Sent { shown, turn } = sent;
        match shown {
            Some((effect, sight)) => self.watch(effect, sight, slot, turn).await,
            // The answer is the last word, and without one there is none.
            None => {
                let stands = self.change.step(self.at).map(|step| step.standing.state);
                let accepted = stands == Some(super::step::State::Accepted);
                self.happens(if accepted { Event::Apply } else { Event::Expire });
            }
        }
    }

    async fn watch<T>(self, effect: Effect, mut sight: Sight, slot: OwnedSemaphorePermit, turn: Option<T>) {
        let (hub, pace) = (&self.seat.hub, *self.seat.hub.pace());
        let mut held = Some((slot, turn));
        let mut last = Seen::NotYet;
        let mut deadline = Deadline::new(sight.every(), hub.generation(), &pace);
        self.tell(deadline);
        loop {
            let look = sight.next().await;
            let before = deadline.at();
            deadline.adapt(sight.every(), hub.generation(), &pace);
            if deadline.at() != before {
                self.tell(deadline);
            }
            let waits = !matches!(last, Seen::Underway(_));
            let over = waits && Instant::now() >= deadline.at();
            match look {
                Look::Shown(now) => match effect.seen(&now).after(&last) {
                    Seen::Applied => return self.happens(Event::Apply),
                    Seen::Undone(words) => {
                        self.change.happens(self.at, Event::Undo, |step| {
                            (step.words, step.detail) = (Some(words), None);
                        });
                        return;
                    }
                    Seen::Underway(detail) => {
                        if waits {
                            self.happens(Event::Begin);
                            // Nothing of the agent's resources goes on for long, and a drain may.
                            held = held.filter(|_| self.change.order.wait == Wait::Ended);
                        }
                        if last != Seen::Underway(detail.clone()) {
                            let detail = detail.clone();
                            self.change.note(self.at, |step| {
                                (step.detail, step.deadline_ms) = (Some(detail), None);
                            });
                        }
                        last = Seen::Underway(detail);
                    }
                    Seen::NotYet if over => return self.happens(Event::Expire),
                    Seen::NotYet => {}
                },
                // While nobody leads nothing can be seen, and nothing is given up.
                Look::Dim(words) if over && hub.is_live() => return self.expire(&words),
                Look::Dim(_) => {}
                Look::Blind(words) if waits => {
                    tokio::time::sleep_until(deadline.at()).await;
                    return self.expire(&words);
                }
                Look::Blind(_) => {}
            }
        }
    }

    fn happens(&self, event: Event) {
        self.change.happens(self.at, event, |_| {});
    }

    fn expire(&self, words: &str) {
        self.change.happens(self.at, Event::Expire, |step| {
            step.words = Some(format!("The console could not look whether it was done: {words}"));
        });
    }

    fn tell(&self, deadline: Deadline) {
        self.change.note(self.at, |step| step.deadline_ms = Some(deadline.at_ms()));
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Deadline;
    use crate::live::Pace;

    const SECOND: Duration = Duration::from_secs(1);

    #[tokio::test(start_paused = true)]
    async fn the_deadline_adapts_to_how_often_is_looked() {
        let pace = Pace::default();
        let mut deadline = Deadline::new(SECOND, 1, &pace);
        let began = deadline.began;
        assert_eq!(deadline.at() - began, 15 * SECOND);
        deadline.adapt(30 * SECOND, 1, &pace);
        assert_eq!(deadline.at() - began, 150 * SECOND, "five polls of a large cluster");
        deadline.adapt(SECOND, 1, &pace);
        assert_eq!(deadline.at() - began, 150 * SECOND, "it is never taken back");
        tokio::time::advance(20 * SECOND).await;
        deadline.adapt(SECOND, 2, &pace);
        assert_eq!(deadline.at() - began, 35 * SECOND, "a new picture, a new chance");
    }
}
