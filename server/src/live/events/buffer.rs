//! The latest events, as many as are kept: each a few numbers and the text that only it has.

use std::collections::VecDeque;

use cluster_model::bound::Happening;

use super::kind::Kind;
use super::names::{Names, Symbol};

/// The longest message that is kept; the rest of a longer one is on the task's own page.
const MOST_MESSAGE: usize = 500;

/// Text that only one event has, on the average: beyond this the oldest go before their number is reached.
const MEAN_BYTES: usize = 256;

/// What happened, as it comes in. Empty where it does not apply.
#[derive(Clone, Copy, Debug)]
pub(in crate::live) struct Told<'a> {
    pub kind: Kind,
    pub framework_id: &'a str,
    pub framework: &'a str,
    pub agent_id: &'a str,
    pub host: &'a str,
    pub task_id: &'a str,
    pub role: &'a str,
    /// The role that a task's resources are or were allocated to.
    pub task_role: &'a str,
    pub state: &'a str,
    /// The state before, of what has states and no events of its own.
    pub before: &'a str,
    pub reason: &'a str,
    pub message: &'a str,
}

impl<'a> Told<'a> {
    pub(in crate::live) const fn new(kind: Kind) -> Self {
        Self {
            kind,
            framework_id: "",
            framework: "",
            agent_id: "",
            host: "",
            task_id: "",
            role: "",
            task_role: "",
            state: "",
            before: "",
            reason: "",
            message: "",
        }
    }

    /// What it is about, by which is decided who may hear of it.
    pub(in crate::live) fn happening(&self) -> Happening<'a> {
        Happening {
            framework_id: self.framework_id,
            task_id: self.task_id,
            agent_id: self.agent_id,
            role: if self.task_id.is_empty() { self.role } else { self.task_role },
            before: self.before,
            state: self.state,
        }
    }
}

/// An event that is kept.
#[derive(Debug)]
struct Kept {
    at_ms: i64,
    kind: Kind,
    framework_id: Symbol,
    framework: Symbol,
    agent_id: Symbol,
    host: Symbol,
    role: Symbol,
    task_role: Symbol,
    state: Symbol,
    before: Symbol,
    reason: Symbol,
    /// How many bytes of the text are the task's id; the rest is the message.
    task_id: u32,
    text: Box<str>,
}

/// The events that are kept, and those that have been.
#[derive(Debug)]
pub(in crate::live) struct Buffer {
    kept: VecDeque<Kept>,
    names: Names,
    most: usize,
    bytes: usize,
    /// The number of the newest event; the first is 1.
    newest: u64,
    counts: Counts,
}

/// How many events there have been of what people count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::live) struct Counts {
    /// Events about tasks.
    pub updates: u64,
    /// Tasks that finished.
    pub finished: u64,
    /// Tasks that ended otherwise.
    pub failed: u64,
}

impl Buffer {
    /// A buffer for so many events.
    pub(in crate::live) fn new(most: usize) -> Self {
        Self {
            kept: VecDeque::new(),
            names: Names::default(),
            most,
            bytes: 0,
            newest: 0,
            counts: Counts::default(),
        }
    }

    /// An empty one for as many.
    pub(in crate::live) fn emptied(&self) -> Self {
        Self::new(self.most)
    }

    /// The number of the newest event; 0 before the first.
    pub(in crate::live) fn newest(&self) -> u64 {
        self.newest
    }

    /// The number of the oldest event that is kept; one more than the newest if none is.
    pub(in crate::live) fn oldest(&self) -> u64 {
        self.newest + 1 - self.kept.len() as u64
    }

    pub(in crate::live) fn counts(&self) -> Counts {
        self.counts
    }

    pub(in crate::live) fn push(&mut self, told: &Told<'_>, at_ms: i64) {
        self.count(told);
        let message = shortened(told.message);
        let mut text = String::with_capacity(told.task_id.len() + message.len());
        text.push_str(told.task_id);
        text.push_str(message);
        let names = &mut self.names;
        let kept = Kept {
            at_ms,
            kind: told.kind,
            framework_id: names.take(told.framework_id),
            framework: names.take(told.framework),
            agent_id: names.take(told.agent_id),
            host: names.take(told.host),
            role: names.take(told.role),
            task_role: names.take(told.task_role),
            state: names.take(told.state),
            before: names.take(told.before),
            reason: names.take(told.reason),
            task_id: u32::try_from(told.task_id.len()).unwrap_or(0),
            text: text.into_boxed_str(),
        };
        self.bytes += kept.text.len();
        self.kept.push_back(kept);
        self.newest += 1;
        while self.kept.len() > self.most || self.bytes > self.most.saturating_mul(MEAN_BYTES) {
            self.drop_oldest();
        }
    }

    fn count(&mut self, told: &Told<'_>) {
        if matches!(told.kind, Kind::TaskAdded | Kind::TaskUpdated) {
            self.counts.updates += 1;
        }
        if told.kind == Kind::TaskUpdated {
            match told.state {
                "TASK_FINISHED" => self.counts.finished += 1,
                "TASK_FAILED"
                | "TASK_LOST"
                | "TASK_ERROR"
                | "TASK_DROPPED"
                | "TASK_GONE"
                | "TASK_GONE_BY_OPERATOR" => self.counts.failed += 1,
                _ => {}
            }
        }
    }

    fn drop_oldest(&mut self) {
        let Some(kept) = self.kept.pop_front() else { return };
        self.bytes -= kept.text.len();
        for symbol in [
            kept.framework_id,
            kept.framework,
            kept.agent_id,
            kept.host,
            kept.role,
            kept.task_role,
            kept.state,
            kept.before,
            kept.reason,
        ] {
            self.names.release(symbol);
        }
    }

    /// The events from `before` (not included) down to `down_to` (included), newest first, each with its number and time.
    pub(in crate::live) fn back_from(
        &self,
        before: u64,
        down_to: u64,
    ) -> impl Iterator<Item = (u64, i64, Told<'_>)> {
        let oldest = self.oldest();
        let end = before.min(self.newest + 1);
        (down_to.max(oldest)..end).rev().filter_map(move |number| {
            let kept = self.kept.get(usize::try_from(number - oldest).ok()?)?;
            Some((number, kept.at_ms, self.told(kept)))
        })
    }

    /// The events after a number, oldest first.
    pub(in crate::live) fn since(&self, number: u64) -> impl Iterator<Item = (u64, i64, Told<'_>)> {
        let oldest = self.oldest();
        let passed = usize::try_from((number + 1).saturating_sub(oldest)).unwrap_or(usize::MAX);
        let first = oldest.max(number + 1);
        (first..)
            .zip(self.kept.iter().skip(passed))
            .map(|(number, kept)| (number, kept.at_ms, self.told(kept)))
    }

    fn told<'a>(&'a self, kept: &'a Kept) -> Told<'a> {
        let (task_id, message) = kept.text.split_at_checked(kept.task_id as usize).unwrap_or_default();
        let name = |symbol| self.names.get(symbol);
        Told {
            kind: kept.kind,
            framework_id: name(kept.framework_id),
            framework: name(kept.framework),
            agent_id: name(kept.agent_id),
            host: name(kept.host),
            role: name(kept.role),
            task_role: name(kept.task_role),
            state: name(kept.state),
            before: name(kept.before),
            reason: name(kept.reason),
            task_id,
            message,
        }
    }
}

/// A message, cut at the end of a character.
fn shortened(message: &str) -> &str {
    &message[..message.floor_char_boundary(MOST_MESSAGE)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task<'a>(id: &'a str, message: &'a str) -> Told<'a> {
        let state = "TASK_FAILED";
        Told { task_id: id, message, state, host: "h", ..Told::new(Kind::TaskUpdated) }
    }

    fn ids(buffer: &Buffer, before: u64, down_to: u64) -> Vec<(u64, String)> {
        buffer.back_from(before, down_to).map(|(number, _, told)| (number, told.task_id.to_owned())).collect()
    }

    #[test]
    fn the_oldest_go_first_and_numbers_stay() {
        let mut buffer = Buffer::new(2);
        assert_eq!((buffer.newest(), buffer.oldest()), (0, 1));
        for id in ["a", "b", "c"] {
            buffer.push(&task(id, ""), 7);
        }
        assert_eq!((buffer.newest(), buffer.oldest()), (3, 2));
        assert_eq!(ids(&buffer, u64::MAX, 0), [(3, "c".to_owned()), (2, "b".to_owned())]);
        assert_eq!(ids(&buffer, 3, 0), [(2, "b".to_owned())]);
        assert_eq!(ids(&buffer, u64::MAX, 3), [(3, "c".to_owned())]);
        assert_eq!(ids(&buffer, 1, 0), []);
        let since =
            |number| buffer.since(number).map(|(number, _, told)| (number, told.task_id)).collect::<Vec<_>>();
        assert_eq!((since(0), since(2), since(3)), (vec![(2, "b"), (3, "c")], vec![(3, "c")], vec![]));
        assert_eq!(buffer.counts(), Counts { updates: 3, finished: 0, failed: 3 });
        assert_eq!(buffer.names.len(), 2);
    }

    #[test]
    fn what_was_told_is_told_again() {
        let mut buffer = Buffer::new(10);
        let told = Told {
            framework_id: "f",
            framework: "name",
            agent_id: "a",
            reason: "REASON_X",
            ..task("été", "es ging schief")
        };
        buffer.push(&told, 5);
        let (number, at_ms, again) = buffer.back_from(u64::MAX, 0).next().unwrap();
        assert_eq!((number, at_ms, format!("{again:?}")), (1, 5, format!("{told:?}")));
    }

    #[test]
    fn long_messages_are_cut_and_many_of_them_are_fewer_events() {
        let mut buffer = Buffer::new(100);
        let message = "é".repeat(400);
        for _ in 0..100 {
            buffer.push(&task("t", &message), 0);
        }
        let (_, _, told) = buffer.back_from(u64::MAX, 0).next().unwrap();
        assert_eq!(told.message.len(), MOST_MESSAGE);
        assert_eq!(buffer.newest() - buffer.oldest() + 1, (100 * MEAN_BYTES / (MOST_MESSAGE + 1)) as u64);
    }
}
