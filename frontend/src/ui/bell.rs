//! Waits for what happens elsewhere, without looking for it now and then.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::task::{Poll, Waker};

/// Rung when something has happened; whoever waits looks then whether it concerns them.
#[derive(Debug, Default)]
pub struct Bell {
    rings: Cell<u64>,
    waiting: RefCell<Vec<Waker>>,
}

impl Bell {
    /// Wakes whoever waits.
    pub fn ring(&self) {
        self.rings.set(self.rings.get().wrapping_add(1));
        for waiting in self.waiting.take() {
            waiting.wake();
        }
    }

    /// Waits for the next ring after this call.
    pub fn heard(&self) -> impl Future<Output = ()> + '_ {
        let before = self.rings.get();
        poll_fn(move |context| {
            if self.rings.get() != before {
                return Poll::Ready(());
            }
            let mut waiting = self.waiting.borrow_mut();
            // Whoever waits for other things, too, asks each time that one of them comes.
            if !waiting.iter().any(|waker| waker.will_wake(context.waker())) {
                waiting.push(context.waker().clone());
            }
            Poll::Pending
        })
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::Context;

    use super::*;

    #[test]
    fn a_ring_is_heard_by_who_waited_for_it() {
        let bell = Bell::default();
        bell.ring();
        let mut context = Context::from_waker(Waker::noop());
        let mut heard = pin!(bell.heard());
        assert_eq!(heard.as_mut().poll(&mut context), Poll::Pending);
        bell.ring();
        assert_eq!(heard.as_mut().poll(&mut context), Poll::Ready(()));
    }

    #[test]
    fn who_asks_often_waits_once() {
        let bell = Bell::default();
        let mut context = Context::from_waker(Waker::noop());
        let mut heard = pin!(bell.heard());
        for _ in 0..1_000 {
            assert_eq!(heard.as_mut().poll(&mut context), Poll::Pending);
        }
        assert_eq!(bell.waiting.borrow().len(), 1);
    }
}
