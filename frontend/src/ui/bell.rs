//! Waits for what happens elsewhere, without looking for it now and then.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// Rung when something has happened; whoever waits looks then whether it concerns them.
#[derive(Debug, Default)]
pub struct Bell {
    rings: Cell<u64>,
    asked: Cell<u64>,
    /// Who waits: each once, by number, however often they ask.
    waiting: RefCell<Vec<(u64, Waker)>>,
}

impl Bell {
    /// Wakes whoever waits.
    pub fn ring(&self) {
        self.rings.set(self.rings.get().wrapping_add(1));
        for (_, waiting) in self.waiting.take() {
            waiting.wake();
        }
    }

    /// Waits for the next ring after this call.
    pub fn heard(&self) -> Heard<'_> {
        let number = self.asked.get();
        self.asked.set(number.wrapping_add(1));
        Heard { bell: self, before: self.rings.get(), number }
    }
}

/// Waits for a ring.
#[derive(Debug)]
pub struct Heard<'a> {
    bell: &'a Bell,
    before: u64,
    number: u64,
}

impl Future for Heard<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.bell.rings.get() != self.before {
            return Poll::Ready(());
        }
        let mut waiting = self.bell.waiting.borrow_mut();
        match waiting.iter_mut().find(|(number, _)| *number == self.number) {
            Some((_, waker)) => waker.clone_from(context.waker()),
            None => waiting.push((self.number, context.waker().clone())),
        }
        Poll::Pending
    }
}

impl Drop for Heard<'_> {
    fn drop(&mut self) {
        self.bell.waiting.borrow_mut().retain(|(number, _)| *number != self.number);
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

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

    #[test]
    fn who_waits_no_longer_is_forgotten() {
        let bell = Bell::default();
        let mut context = Context::from_waker(Waker::noop());
        for _ in 0..1_000 {
            let mut heard = pin!(bell.heard());
            assert_eq!(heard.as_mut().poll(&mut context), Poll::Pending);
        }
        assert!(bell.waiting.borrow().is_empty());
    }
}
