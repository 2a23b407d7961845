//! The changes there are: those that go on, and the latest of those that have ended.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::change::Change;

/// How many changes are kept after their end.
const MOST_ENDED: usize = 1000;

/// How many bytes those may take, about.
const MOST_BYTES: usize = 64 << 20;

/// How many steps may be without an end, in all changes together.
pub(super) const MOST_OPEN: usize = 50_000;

/// The oldest first.
#[derive(Default)]
pub(super) struct Register(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    running: Vec<Arc<Change>>,
    ended: VecDeque<(Arc<Change>, usize)>,
    bytes: usize,
}

impl Register {
    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a change in, if there is room for its steps.
    pub fn begin(&self, change: &Arc<Change>) -> bool {
        let mut kept = self.kept();
        let open: usize = kept.running.iter().map(|change| change.open()).sum();
        let fits = open + change.open() <= MOST_OPEN;
        if fits {
            kept.running.push(change.clone());
        }
        fits
    }

    /// A change has come to its end; the oldest that ended are forgotten.
    pub fn end(&self, change: &Arc<Change>) {
        let mut kept = self.kept();
        kept.running.retain(|running| !Arc::ptr_eq(running, change));
        let size = change.size();
        kept.ended.push_back((change.clone(), size));
        kept.bytes += size;
        while kept.ended.len() > MOST_ENDED || (kept.bytes > MOST_BYTES && kept.ended.len() > 1) {
            let Some((_, size)) = kept.ended.pop_front() else { break };
            kept.bytes -= size;
        }
    }

    /// The change of this id.
    pub fn find(&self, id: &str) -> Option<Arc<Change>> {
        let kept = self.kept();
        let ended = kept.ended.iter().map(|(change, _)| change);
        kept.running.iter().chain(ended).find(|change| change.id == id).cloned()
    }

    /// The newest by the moment they came, the newest first.
    pub fn latest(&self, limit: usize, shown: impl Fn(&Change) -> bool) -> Vec<Arc<Change>> {
        let mut all: Vec<_> = {
            let kept = self.kept();
            kept.running.iter().chain(kept.ended.iter().map(|(change, _)| change)).cloned().collect()
        };
        all.retain(|change| shown(change));
        all.sort_by_key(|change| std::cmp::Reverse(change.number));
        all.truncate(limit);
        all
    }

    /// Those that go on.
    pub fn running(&self) -> Vec<Arc<Change>> {
        self.kept().running.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{MOST_ENDED, MOST_OPEN, Register};
    use crate::access::Asker;
    use crate::access::identity::{Identity, Role};
    use crate::audit::Entry;
    use crate::changes::change::{Change, Listener, Maker, Order, Step, Wait};
    use crate::changes::step::Event;

    struct Nobody;

    impl Listener for Nobody {
        fn changed(&self) {}

        fn record(&self, _: &Entry<'_>, _: &Asker) {}
    }

    fn change(number: u64, steps: usize, text: usize) -> Arc<Change> {
        let order = Order { at_once: 1, stop_at_failure: true, wait: Wait::Applied };
        let who = Identity::open(Role::Admin);
        let client = [127, 0, 0, 1].into();
        let asker = Asker { who, session: None, peer: (client, 80).into(), client };
        let maker = Maker { asker, request_id: String::new() };
        let call: Box<str> = format!("\"{}\"", "x".repeat(text)).into();
        let step = || Step::new(None, None, "TEARDOWN", "Tear down".to_owned(), call.clone());
        let steps = (0..steps).map(|_| step()).collect();
        Arc::new(Change::new(number, format!("{number:x}"), maker, order, steps, Box::new(Nobody)))
    }

    fn end(register: &Register, change: &Arc<Change>) {
        change.happens(0, Event::Block, |_| {});
        register.end(change);
    }

    #[test]
    fn the_oldest_that_ended_are_forgotten() {
        let register = Register::default();
        let running = change(0, 1, 10);
        assert!(register.begin(&running));
        for number in 1..=(MOST_ENDED as u64 + 5) {
            let change = change(number, 1, 10);
            assert!(register.begin(&change));
            end(&register, &change);
        }
        assert!(register.find("5").is_none());
        assert!(register.find("6").is_some() && register.find("0").is_some());
        let latest: Vec<u64> = register.latest(2, |_| true).iter().map(|change| change.number).collect();
        assert_eq!(latest, [1005, 1004]);
        assert_eq!(register.running().len(), 1);
    }

    #[test]
    fn large_ones_leave_room_for_fewer() {
        let register = Register::default();
        for number in 0..20 {
            end(&register, &change(number, 1, 4 << 20));
        }
        assert_eq!(register.latest(100, |_| true).len(), 15, "64 MiB of 4 MiB each and a little more");
    }

    #[test]
    fn there_is_an_end_to_what_can_be_under_way() {
        let register = Register::default();
        assert!(register.begin(&change(1, MOST_OPEN, 1)));
        assert!(!register.begin(&change(2, 1, 1)));
    }
}
