//! What takes several turns to reckon from the replica.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::Live;

/// What is asked for next, and whether anything is being reckoned.
struct Asked<Q> {
    next: Option<Q>,
    busy: bool,
}

impl Live {
    /// Reckons an answer, in turns, whenever what is asked changes, once the first picture is here. Questions that come meanwhile wait, and of several
    /// only the last is answered. There is no answer before the first.
    pub fn reckoned<Q, T, F>(
        self,
        ask: impl Fn() -> Q + 'static,
        reckon: impl Fn(Q) -> F + 'static,
    ) -> ReadSignal<Option<T>>
    where
        Q: 'static,
        T: PartialEq + Send + Sync + 'static,
        F: Future<Output = T> + 'static,
    {
        let (answer, set_answer) = signal(None);
        let asked = Rc::new(RefCell::new(Asked { next: None, busy: false }));
        let reckon = Rc::new(reckon);
        Effect::new(move || {
            let question = ask();
            if !self.is_whole() {
                return;
            }
            let mut now = asked.borrow_mut();
            now.next = Some(question);
            if std::mem::replace(&mut now.busy, true) {
                return;
            }
            let (asked, reckon) = (asked.clone(), reckon.clone());
            leptos::task::spawn_local(async move {
                let next = || asked.borrow_mut().next.take();
                // Who asked may be gone by then.
                while let Some(question) = next().filter(|_| !answer.is_disposed()) {
                    let found = Some(reckon(question).await);
                    let _ = set_answer.try_maybe_update(|answer| {
                        let differs = *answer != found;
                        if differs {
                            *answer = found;
                        }
                        (differs, ())
                    });
                }
                asked.borrow_mut().busy = false;
            });
        });
        answer
    }
}
