//! Signals that live as long as the app.
//!
//! What reads a signal is in that signal's list of readers, and stays there when it is gone: the list holds what the reader was made of, and each
//! change goes through all of it. A signal of a page goes with its page; one of the app would gather the readers of every page ever opened.

use leptos::prelude::*;
use leptos::reactive::graph::Source;

/// Changes a signal, tells its readers, and empties its list of them: those that are still there read it again and are in the list again.
pub fn change<T: Send + Sync + 'static>(signal: RwSignal<T>, change: impl FnOnce(&mut T)) {
    signal.update(change);
    signal.clear_subscribers();
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use leptos::reactive::graph::{AnySource, AnySubscriber, ReactiveNode, Subscriber};

    use super::*;

    /// Counts how often it was told.
    #[derive(Default)]
    struct Reader(AtomicUsize);

    impl ReactiveNode for Reader {
        fn mark_dirty(&self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
        fn mark_check(&self) {}
        fn mark_subscribers_check(&self) {}
        fn update_if_necessary(&self) -> bool {
            false
        }
    }

    impl Subscriber for Reader {
        fn add_source(&self, _: AnySource) {}
        fn clear_sources(&self, _: &AnySubscriber) {}
    }

    fn any(reader: &Arc<Reader>) -> AnySubscriber {
        let weak = Arc::downgrade(reader);
        AnySubscriber(Arc::as_ptr(reader) as usize, weak)
    }

    #[test]
    fn readers_are_told_once_and_forgotten() {
        let owner = Owner::new();
        owner.set();
        let signal = RwSignal::new(0);
        let readers: Vec<Arc<Reader>> = (0..1_000).map(|_| Arc::default()).collect();
        for reader in &readers {
            signal.add_subscriber(any(reader));
        }
        let listed = || readers.iter().map(Arc::weak_count).sum::<usize>();
        assert_eq!(listed(), 1_000);
        change(signal, |value| *value += 1);
        assert_eq!(signal.get_untracked(), 1);
        assert_eq!(listed(), 0);
        change(signal, |value| *value += 1);
        assert!(readers.iter().all(|reader| reader.0.load(Ordering::Relaxed) == 1));
    }

    #[test]
    fn a_reader_that_reads_again_is_told_again() {
        let owner = Owner::new();
        owner.set();
        let signal = RwSignal::new(1);
        let twice = Memo::new(move |_| signal.get() * 2);
        let more = Memo::new(move |_| twice.get() + 1);
        for expected in [3, 5, 7] {
            assert_eq!(more.get_untracked(), expected);
            change(signal, |value| *value += 1);
        }
    }
}
