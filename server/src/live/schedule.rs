//! When to poll what. A master computes answers on the thread that also schedules, so a poll is repeated only so often that all of them together
//! take about one fiftieth of its time, whatever the cluster's size; a small cluster is polled as often as people can use it.

use std::time::{Duration, Instant};

use super::Pace;

/// What is polled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Poll {
    /// `GET_AGENTS`: nothing else tells of an agent that became unreachable, drains or was deactivated, nor of reservations.
    Agents,
    /// `GET_FRAMEWORKS`: nothing else tells of disconnects, of offers and of what is allocated.
    Frameworks,
    /// `GET_TASKS`: nothing else tells of tasks that moved to the completed ones, or fell off those.
    Tasks,
    /// `GET_TASKS` as JSON, the only form in which masters since 1.10 list the tasks of completed frameworks. Only when one has completed.
    CompletedTasks,
    /// `GET_ROLES`: no event tells of roles.
    Roles,
    /// `GET_WEIGHTS`: no event tells of weights.
    Weights,
    /// `GET_QUOTA`: no event tells of quotas.
    Quota,
    /// `GET_OPERATIONS`: no event tells of operations.
    Operations,
    /// `GET_EXECUTORS`: no event tells of executors.
    Executors,
}

impl Poll {
    /// Those that are repeated.
    pub const REPEATED: [Self; 8] = [
        Self::Agents,
        Self::Frameworks,
        Self::Tasks,
        Self::Roles,
        Self::Weights,
        Self::Quota,
        Self::Operations,
        Self::Executors,
    ];

    /// Whether a subscription begins with what this poll would tell.
    fn is_told_by_subscribed(self) -> bool {
        matches!(self, Self::Agents | Self::Frameworks | Self::Tasks | Self::CompletedTasks | Self::Executors)
    }

    /// The part of the master's time it may take.
    fn share(self) -> f64 {
        match self {
            Self::Agents => 0.006,
            Self::Frameworks | Self::Tasks => 0.004,
            Self::Executors => 0.002,
            Self::CompletedTasks | Self::Roles | Self::Operations => 0.001,
            Self::Weights | Self::Quota => 0.000_5,
        }
    }

    /// The longest wait. What no event tells must not be older than this; states of tasks are told by events, so their list may wait, and
    /// so may executors, which come and go with tasks.
    fn longest(self, pace: &Pace) -> Duration {
        match self {
            Self::Agents
            | Self::Frameworks
            | Self::Roles
            | Self::Weights
            | Self::Quota
            | Self::Operations => pace.poll_max,
            Self::Executors => pace.poll_max * 4,
            Self::Tasks | Self::CompletedTasks => pace.poll_max * 10,
        }
    }
}

/// How long to wait after a poll that the master computed for `cost`, before it is sent again.
pub fn interval(poll: Poll, cost: Duration, looked_at: bool, pace: &Pace) -> Duration {
    let shortest = if looked_at { pace.poll_min } else { pace.poll_idle };
    let fair = cost.div_f64(poll.share());
    fair.max(shortest).min(poll.longest(pace).max(shortest))
}

/// The state of one poll.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    poll: Poll,
    /// When it ended last, and how.
    ended: Option<(Instant, Outcome)>,
    /// When it was sent last.
    asked: Option<Instant>,
    cost: Duration,
}

/// How a poll ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was answered.
    Answered,
    /// It failed for a reason that may pass.
    Failed,
    /// The master does not answer this call to us: it is forbidden, or not known to this version.
    Refused,
}

impl Entry {
    /// Never polled: what SUBSCRIBED told counts as the first answer, and what it does not tell is due.
    pub fn new(poll: Poll, now: Instant) -> Self {
        let ended = poll.is_told_by_subscribed().then_some((now, Outcome::Answered));
        Self { poll, ended, asked: None, cost: Duration::ZERO }
    }

    /// What it is.
    pub fn poll(&self) -> Poll {
        self.poll
    }

    /// Notes that it is sent.
    pub fn asked(&mut self, now: Instant) {
        self.asked = Some(now);
    }

    /// Notes the end of a poll. A cost above the mean is believed at once, one below it slowly.
    pub fn ended(&mut self, now: Instant, cost: Duration, outcome: Outcome) {
        self.ended = Some((now, outcome));
        self.cost = if cost > self.cost { cost } else { (self.cost * 3 + cost) / 4 };
    }

    /// When it is to be sent again; `None` is now.
    pub fn due(&self, looked_at: bool, pace: &Pace) -> Option<Instant> {
        let (at, outcome) = self.ended?;
        let wait = interval(self.poll, self.cost, looked_at, pace);
        Some(
            at + match outcome {
                Outcome::Answered => wait,
                Outcome::Failed => wait.max(pace.poll_retry),
                Outcome::Refused => wait.max(pace.poll_refused),
            },
        )
    }

    /// The same while somebody waits for what a change brings about, which counts as looking. An answer asked for after `wish` is wanted at
    /// once, yet not so often that this poll alone took more than a fiftieth of the master's time.
    pub fn due_for(
        &self,
        wish: Option<Instant>,
        watched: bool,
        looked_at: bool,
        pace: &Pace,
    ) -> Option<Instant> {
        let due = self.due(looked_at || watched, pace)?;
        let (ended, outcome) = self.ended?;
        let unheard = wish.is_some_and(|wish| self.asked.is_none_or(|asked| asked < wish));
        if unheard && outcome == Outcome::Answered {
            Some(due.min(ended + self.cost * 50))
        } else {
            Some(due)
        }
    }

    /// How long until the next, if somebody looks.
    pub fn every(&self, pace: &Pace) -> Duration {
        interval(self.poll, self.cost, true, pace)
    }

    /// How long an answer may take before the master counts as quiet.
    pub fn patience(&self) -> Duration {
        (self.cost * 3).max(Duration::from_secs(3))
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Entry, Outcome, Poll, interval};
    use crate::live::Pace;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_small_cluster_is_polled_often_while_somebody_looks() {
        let pace = Pace::default();
        let cheap = Duration::from_millis(2);
        assert_eq!(interval(Poll::Agents, cheap, true, &pace), SECOND);
        assert_eq!(interval(Poll::Agents, cheap, false, &pace), 15 * SECOND);
    }

    #[test]
    fn all_polls_together_take_a_fiftieth_of_the_masters_time() {
        let pace = Pace { poll_max: Duration::MAX / 20, ..Pace::default() };
        for cost in [10, 100, 700, 3000].map(Duration::from_millis) {
            let share: f64 = Poll::REPEATED
                .into_iter()
                .chain([Poll::CompletedTasks])
                .map(|poll| cost.div_duration_f64(interval(poll, cost, true, &pace)))
                .sum();
            assert!(share <= 0.0201, "{cost:?}: {share}");
        }
    }

    #[test]
    fn what_no_event_tells_is_never_older_than_the_longest_wait() {
        let pace = Pace::default();
        assert_eq!(interval(Poll::Agents, 10 * SECOND, true, &pace), 30 * SECOND);
        assert_eq!(interval(Poll::Tasks, 1 * SECOND, true, &pace), SECOND.div_f64(0.004));
    }

    #[test]
    fn a_failed_poll_is_not_hurried() {
        let pace = Pace::default();
        let now = Instant::now();
        let mut entry = Entry::new(Poll::Agents, now);
        assert_eq!(entry.due(true, &pace), Some(now + SECOND));
        entry.ended(now, Duration::ZERO, Outcome::Failed);
        assert_eq!(entry.due(true, &pace), Some(now + 5 * SECOND));
        entry.ended(now, Duration::from_millis(40), Outcome::Answered);
        let after = |milliseconds| now + Duration::from_millis(milliseconds);
        assert_eq!(entry.due(true, &pace), Some(now + Duration::from_millis(40).div_f64(0.006)));
        entry.ended(now, Duration::ZERO, Outcome::Answered);
        assert_eq!(entry.due(true, &pace), Some(after(5_000)), "cheaper is believed slowly");
    }

    #[test]
    fn what_a_change_brings_about_is_asked_for_at_once_but_not_again_and_again() {
        let pace = Pace::default();
        let now = Instant::now();
        let mut entry = Entry::new(Poll::Agents, now);
        entry.asked(now);
        entry.ended(now, Duration::from_millis(2), Outcome::Answered);
        let after = |milliseconds| Some(now + Duration::from_millis(milliseconds));
        let wish = after(10);
        assert_eq!(entry.due_for(None, false, false, &pace), after(15_000));
        assert_eq!(entry.due_for(None, true, false, &pace), after(1000), "as if somebody looked");
        assert_eq!(entry.due_for(wish, true, false, &pace), after(100), "50 times what it costs");
        entry.asked(now + Duration::from_millis(100));
        assert_eq!(entry.due_for(wish, true, false, &pace), after(1000), "the wish has been heard");
        entry.ended(now, Duration::from_millis(2), Outcome::Refused);
        assert_eq!(entry.due_for(after(200), true, false, &pace), Some(now + pace.poll_refused));
    }

    #[test]
    fn a_refused_poll_is_seldom_repeated() {
        let pace = Pace::default();
        let now = Instant::now();
        let mut entry = Entry::new(Poll::Quota, now);
        assert_eq!(entry.due(true, &pace), None, "SUBSCRIBED does not tell of quotas");
        entry.ended(now, Duration::from_millis(1), Outcome::Refused);
        assert_eq!(entry.due(true, &pace), Some(now + pace.poll_refused));
    }
}
