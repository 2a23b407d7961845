//! Work in turns: pieces so small that the browser can handle an input and draw a frame between two of them, on a slow machine too.

use std::cell::RefCell;
use std::collections::VecDeque;

use futures_channel::oneshot;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::MessageChannel;

/// How long work may go on before it lets others have their turn.
const TURN_MS: f64 = 8.0;

type Act = Box<dyn FnOnce()>;

/// What waits for its turn.
#[derive(Default)]
struct Queue {
    acts: RefCell<VecDeque<Act>>,
    /// A message to this tab itself is what begins a turn: unlike a timer it does not wait, in a tab that is hidden neither.
    bell: Option<MessageChannel>,
}

thread_local! {
    static QUEUE: Queue = Queue::new();
}

impl Queue {
    fn new() -> Self {
        let bell = MessageChannel::new().ok();
        if let Some(bell) = &bell {
            let next = Closure::<dyn Fn()>::new(|| {
                let act = QUEUE.with(|queue| queue.acts.borrow_mut().pop_front());
                if let Some(act) = act {
                    act();
                }
            });
            bell.port1().set_onmessage(Some(next.as_ref().unchecked_ref()));
            // The queue lives as long as the app.
            next.forget();
        }
        Self { acts: RefCell::default(), bell }
    }

    fn push(&self, act: Act) {
        self.acts.borrow_mut().push_back(act);
        if let Some(bell) = &self.bell {
            // It fails only for what cannot be sent.
            let _ = bell.port2().post_message(&true.into());
        }
    }
}

/// Does something in a turn of its own, after all that waits already.
pub fn in_turn(act: impl FnOnce() + 'static) {
    QUEUE.with(|queue| queue.push(Box::new(act)));
}

/// Waits for a turn.
pub async fn turn() {
    let (begin, begun) = oneshot::channel::<()>();
    in_turn(move || _ = begin.send(()));
    // The queue drops nothing.
    let _ = begun.await;
}

/// Work that goes on for turns.
#[derive(Debug)]
pub struct Turns {
    began_ms: f64,
}

impl Turns {
    /// The first turn is the present one.
    pub fn begin() -> Self {
        Self { began_ms: js_sys::Date::now() }
    }

    /// To be called between any two small pieces: waits for another turn when this one has lasted long enough.
    pub async fn rest(&mut self) {
        // A clock that was put back ends the turn.
        if !(0.0..TURN_MS).contains(&(js_sys::Date::now() - self.began_ms)) {
            turn().await;
            self.began_ms = js_sys::Date::now();
        }
    }
}

/// Content that is built in a turn of its own.
#[component]
pub fn InTurn(
    /// The content.
    children: Children,
) -> impl IntoView {
    let has_come = RwSignal::new(false);
    // Who waits may be gone by then.
    in_turn(move || _ = has_come.try_set(true));
    let mut children = Some(children);
    (move || has_come.get().then(|| children.take().map(|children| children()))).into_any()
}
