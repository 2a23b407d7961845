//! How a step stands: a state machine without a clock or a wire. Everything that happens to a step is an [`Event`]; what cannot happen in a
//! state changes nothing, so that what comes late (an answer after the end, a second end) is harmless.

use serde::Serialize;

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Not sent yet.
    Waiting,
    /// On its way; no answer yet.
    Sending,
    /// Mesos has answered 2xx, and the cluster does not show it yet.
    Accepted,
    /// The cluster shows it, and it goes on.
    Underway,
    /// The cluster shows it, and it is at its end.
    Applied,
    /// Mesos has said no.
    Refused,
    /// What the operator looked at is not what is there any more. It was not sent.
    Overtaken,
    /// It was not sent, because of what the console found right before that.
    Blocked,
    /// Accepted, and never shown.
    NeverSeen,
    /// No answer came: it may have been done or not. The cluster is looked at as if it had been accepted.
    Unanswered,
    /// The cluster showed it, and then no more, or it has gone another way.
    Undone,
    /// It was not sent, because a step before it failed or somebody stopped the change.
    Skipped,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Waiting,
        Self::Sending,
        Self::Accepted,
        Self::Underway,
        Self::Applied,
        Self::Refused,
        Self::Overtaken,
        Self::Blocked,
        Self::NeverSeen,
        Self::Unanswered,
        Self::Undone,
        Self::Skipped,
    ];

    /// Its name in records, metrics and the audit log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Accepted => "accepted",
            Self::Underway => "underway",
            Self::Applied => "applied",
            Self::Refused => "refused",
            Self::Overtaken => "overtaken",
            Self::Blocked => "blocked",
            Self::NeverSeen => "never_seen",
            Self::Unanswered => "unanswered",
            Self::Undone => "undone",
            Self::Skipped => "skipped",
        }
    }
}

/// What happens to a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// It goes out now.
    Send,
    /// Mesos answers 2xx.
    Accept,
    /// Mesos answers anything else.
    Refuse,
    /// No answer comes.
    Silence,
    /// What it rests on has changed.
    Overtake,
    /// It must not be sent, or nobody is there to send it to.
    Block,
    /// It is not to be sent any more.
    Skip,
    /// The cluster shows it, going on.
    Begin,
    /// The cluster shows it at its end.
    Apply,
    /// The cluster shows it no more.
    Undo,
    /// The time in which the cluster should have shown it is over.
    Expire,
}

/// A state, and whether it is the last one: after an answer that did not come the step is still looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How it stands.
    pub state: State,
    /// Whether nothing more comes.
    pub ended: bool,
}

impl Standing {
    /// Where each step begins.
    pub const FIRST: Self = Self { state: State::Waiting, ended: false };

    /// How it stands after the event; `None` if that cannot happen to it now.
    #[must_use]
    pub fn after(self, event: Event) -> Option<Self> {
        let goes_on = |state| Some(Self { state, ended: false });
        let ends = |state| Some(Self { state, ended: true });
        if self.ended {
            return None;
        }
        match (self.state, event) {
            (State::Waiting, Event::Send) => goes_on(State::Sending),
            (State::Waiting, Event::Overtake) => ends(State::Overtaken),
            (State::Waiting, Event::Skip) => ends(State::Skipped),
            // After it was to be sent: no connection, so that nothing was.
            (State::Waiting | State::Sending, Event::Block) => ends(State::Blocked),
            (State::Sending, Event::Accept) => goes_on(State::Accepted),
            (State::Sending, Event::Refuse) => ends(State::Refused),
            (State::Sending, Event::Silence) => goes_on(State::Unanswered),
            (State::Accepted | State::Unanswered, Event::Begin) => goes_on(State::Underway),
            (State::Accepted | State::Unanswered | State::Underway, Event::Apply) => ends(State::Applied),
            (State::Accepted | State::Unanswered | State::Underway, Event::Undo) => ends(State::Undone),
            (State::Accepted, Event::Expire) => ends(State::NeverSeen),
            (State::Unanswered, Event::Expire) => ends(State::Unanswered),
            _ => None,
        }
    }

    /// Whether it has ended in another way than it should.
    #[must_use]
    pub fn has_failed(self) -> bool {
        self.ended && !matches!(self.state, State::Applied | State::Skipped)
    }

    /// Whether it has been sent, and something more is to come.
    #[must_use]
    pub fn is_out(self) -> bool {
        !self.ended && self.state != State::Waiting
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Event, Standing, State};

    const EVENTS: [Event; 11] = [
        Event::Send,
        Event::Accept,
        Event::Refuse,
        Event::Silence,
        Event::Overtake,
        Event::Block,
        Event::Skip,
        Event::Begin,
        Event::Apply,
        Event::Undo,
        Event::Expire,
    ];

    /// Every transition there is, and no other.
    #[test]
    fn transitions() {
        let mut lines = Vec::new();
        for state in State::ALL {
            for event in EVENTS {
                let Some(after) = (Standing { state, ended: false }).after(event) else { continue };
                let end = if after.ended { ", the end" } else { "" };
                lines.push(format!("{} -- {event:?} -> {}{end}", state.name(), after.state.name()));
            }
        }
        insta::assert_snapshot!(lines.join("\n"));
    }

    proptest! {
        /// Whatever happens in whatever order: it is sent once at most, what has ended stays, and what was not sent has no other end than one
        /// that says so.
        #[test]
        fn any_history(events in prop::collection::vec(0..EVENTS.len(), 0..40)) {
            let (mut standing, mut sent) = (Standing::FIRST, 0);
            for event in events.into_iter().map(|at| EVENTS[at]) {
                let Some(after) = standing.after(event) else { continue };
                prop_assert!(!standing.ended);
                sent += usize::from(event == Event::Send);
                standing = after;
            }
            prop_assert!(sent <= 1);
            if sent == 0 {
                let unsent = [State::Waiting, State::Overtaken, State::Blocked, State::Skipped];
                prop_assert!(unsent.contains(&standing.state));
            }
            if standing.ended {
                prop_assert!(EVENTS.iter().all(|event| standing.after(*event).is_none()));
            }
        }
    }
}
