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
}

impl Poll {
    /// Those that are repeated.
    pub const REPEATED: [Self; 3] = [Self::Agents, Self::Frameworks, Self::Tasks];

    /// The part of the master's time it may take.
    fn share(self) -> f64 {
        match self {
            Self::Agents => 0.008,
            Self::Frameworks => 0.004,
            Self::Tasks => 0.006,
            Self::CompletedTasks => 0.002,
        }
    }

    /// The longest wait. What no event tells must not be older than this; states of tasks are told by events, so their list may wait.
    fn longest(self, pace: &Pace) -> Duration {
        match self {
            Self::Agents | Self::Frameworks => pace.poll_max,
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
    /// When it ended last, and whether it worked.
    ended: Option<(Instant, bool)>,
    cost: Duration,
}

impl Entry {
    /// Never polled: what SUBSCRIBED told counts as the first answer.
    pub fn new(poll: Poll, now: Instant) -> Self {
        Self { poll, ended: Some((now, true)), cost: Duration::ZERO }
    }

    /// What it is.
    pub fn poll(&self) -> Poll {
        self.poll
    }

    /// Notes the end of a poll. A cost above the mean is believed at once, one below it slowly.
    pub fn ended(&mut self, now: Instant, cost: Duration, worked: bool) {
        self.ended = Some((now, worked));
        self.cost = if cost > self.cost { cost } else { (self.cost * 3 + cost) / 4 };
    }

    /// When it is to be sent again.
    pub fn due(&self, looked_at: bool, pace: &Pace) -> Option<Instant> {
        let (at, worked) = self.ended?;
        let wait = interval(self.poll, self.cost, looked_at, pace);
        Some(at + if worked { wait } else { wait.max(pace.poll_retry) })
    }

    /// How long an answer may take before the master counts as quiet.
    pub fn patience(&self) -> Duration {
        (self.cost * 3).max(Duration::from_secs(3))
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Entry, Poll, interval};
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
            let share: f64 = [Poll::Agents, Poll::Frameworks, Poll::Tasks, Poll::CompletedTasks]
                .into_iter()
                .map(|poll| cost.div_duration_f64(interval(poll, cost, true, &pace)))
                .sum();
            assert!(share <= 0.0201, "{cost:?}: {share}");
        }
    }

    #[test]
    fn what_no_event_tells_is_never_older_than_the_longest_wait() {
        let pace = Pace::default();
        assert_eq!(interval(Poll::Agents, 10 * SECOND, true, &pace), 30 * SECOND);
        assert_eq!(interval(Poll::Tasks, 1 * SECOND, true, &pace), SECOND.div_f64(0.006));
    }

    #[test]
    fn a_failed_poll_is_not_hurried() {
        let pace = Pace::default();
        let now = Instant::now();
        let mut entry = Entry::new(Poll::Agents, now);
        assert_eq!(entry.due(true, &pace), Some(now + SECOND));
        entry.ended(now, Duration::ZERO, false);
        assert_eq!(entry.due(true, &pace), Some(now + 5 * SECOND));
        entry.ended(now, Duration::from_millis(40), true);
        assert_eq!(entry.due(true, &pace), Some(now + 5 * SECOND));
        entry.ended(now, Duration::ZERO, true);
        assert_eq!(
            entry.due(true, &pace),
            Some(now + Duration::from_millis(3750)),
            "cheaper is believed slowly"
        );
    }
}
