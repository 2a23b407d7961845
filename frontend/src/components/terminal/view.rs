//! A terminal in the page: its screen, what is to be said about it, and its buttons.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use cluster_model::terminal::{Asked, Channel, Mode, Open, Reason, Told};
use leptos::{ev, html, prelude::*};

use super::lines::Lines;
use super::link::{self, Came, Link};
use super::loading;
use super::screen::Screen;
use super::state::{Stage, State};
use crate::paths::{Door, websocket};
use crate::session::use_session;
use crate::ui::{
    button::Button,
    chip::{Chip, Tone},
    format::bytes as in_bytes,
    notice::{Notice, NoticeKind},
};

/// So much may be drawn before it is told.
const TOLD_EVERY: u64 = 64 << 10;
/// The number of the signal that Ctrl-C means.
const INTERRUPT: u8 = 2;

/// What belongs to one opened terminal, until it is closed.
#[derive(Default)]
struct Parts {
    screen: RefCell<Option<Screen>>,
    link: RefCell<Option<Link>>,
    lines: RefCell<Lines>,
    /// Bytes that came, how many of them are drawn, and of how many of those the server knows.
    came: Cell<u64>,
    drawn: Cell<u64>,
    told: Cell<u64>,
}

/// A terminal. It opens at once, and closes when the present owner is cleaned up.
#[component]
pub fn Terminal(
    /// The agent.
    agent_id: String,
    /// What is wanted of the container.
    mode: Mode,
    /// Which container, and what to run.
    open: Open,
    /// Leads back to the choice.
    #[prop(into)]
    on_again: Callback<()>,
) -> impl IntoView {
    let state = RwSignal::new(State::default());
    let place = NodeRef::<html::Div>::new();
    let parts = StoredValue::new_local(Rc::new(Parts::default()));
    let tty = open.tty;
    let door = Door::Terminal { agent_id, mode };
    let begun = Cell::new(false);
    Effect::new(move || {
        let Some(element) = place.get() else { return };
        if begun.replace(true) {
            return;
        }
        let (door, mut open, parts) = (door.clone(), open.clone(), parts.get_value());
        leptos::task::spawn_local(async move {
            if let Err(words) = begin(&element, &door, &mut open, &parts, state).await {
                state.try_update(|state| state.stage = Stage::Ended { reason: Some(Reason::Invalid), words });
            }
        });
    });
    on_cleanup(move || {
        parts.with_value(|parts| {
            parts.link.borrow_mut().take();
            parts.screen.borrow_mut().take();
        });
    });
    let session = use_session();
    // Closing the tab would end what runs here.
    let guard = window_event_listener(ev::beforeunload, move |event| {
        // Whoever was logged out is led away; what runs here is ended by that.
        let is_known = session.with_untracked(|session| session.known);
        if mode == Mode::Launch && is_known && state.with_untracked(State::is_open) {
            event.prevent_default();
        }
    });
    on_cleanup(move || guard.remove());
    Effect::new(move || {
        let listens = state.with(|state| state.is_open() && state.taken.is_none()) && mode != Mode::Watch;
        parts.with_value(|parts| {
            if let Some(screen) = parts.screen.borrow().as_ref() {
                screen.listens(listens);
            }
        });
    });
    let say = move |asked: Asked<'static>| parts.with_value(|parts| say(parts, &asked));
    let interrupt = move || say(if tty { Asked::Input(b"\x03") } else { Asked::Signal(INTERRUPT) });
    let close = move || {
        state.update(|state| state.closing = true);
        say(Asked::Close);
    };
    let is_open = Memo::new(move |_| state.with(|state| state.stage == Stage::Open));
    let has_ended = Memo::new(move |_| state.with(|state| !state.is_open()));
    let tone = Signal::derive(move || state.with(tone));
    view! {
        <section class="terminal" aria-label="Terminal">
            <div class="terminal-bar">
                <span role="status">
                    <Chip tone>{move || state.with(State::words)}</Chip>
                </span>
                <span class="terminal-container">{move || state.with(|state| state.container.join("."))}</span>
                <Show when=move || is_open.get() && mode != Mode::Watch>
                    <Button on_press=move |()| interrupt()>"Ctrl-C"</Button>
                    <Button on_press=move |()| say(Asked::End)>"End of input"</Button>
                </Show>
                <Show when=move || is_open.get() && mode == Mode::Launch && !tty>
                    <Button on_press=move |()| say(Asked::Signal(15))>"Terminate"</Button>
                    <Button on_press=move |()| say(Asked::Signal(9))>"Kill"</Button>
                </Show>
                <Show when=move || is_open.get()>
                    <Button on_press=move |()| close()>"Close"</Button>
                </Show>
                <Show when=move || has_ended.get()>
                    <Button on_press=on_again>"Open again"</Button>
                </Show>
            </div>
            <Said state say=Callback::new(move |()| say(Asked::Stay)) take=Callback::new(move |()| say(Asked::TakeInput)) />
            <div class="terminal-screen" node_ref=place role="group" aria-label="Terminal screen"></div>
        </section>
    }
    .into_any()
}

/// What is to be said about the terminal, above its screen.
#[component]
fn Said(state: RwSignal<State>, say: Callback<()>, take: Callback<()>) -> impl IntoView {
    let line = move |words: String, button: Option<(&'static str, Callback<()>)>| {
        view! {
            <p class="terminal-said">
                <span>{words}</span>
                {button.map(|(name, press)| view! { <Button on_press=press>{name}</Button> })}
            </p>
        }
        .into_any()
    };
    let lines = move || {
        let State { stage, silent, taken, failed, idle, .. } = state.get();
        let idle = idle.map(|seconds| format!("Nobody has typed for long: it is closed in {seconds} s."));
        [
            silent.map(|words| line(words, None)),
            taken.map(|words| line(words, Some(("Take the input", take)))),
            failed.map(|words| line(words, None)),
            idle.map(|words| line(words, Some(("Keep it open", say)))),
            ended(stage),
        ]
        .into_iter()
        .flatten()
        .collect_view()
    };
    view! { <div aria-live="polite">{lines}</div> }
}

/// The end of a terminal, if it has come and is no plain one.
fn ended(stage: Stage) -> Option<AnyView> {
    match stage {
        Stage::Ended {
            reason: Some(Reason::Exited | Reason::Closed | Reason::Stopping | Reason::Idle),
            words,
        } => Some(view! { <p class="terminal-said">{words}</p> }.into_any()),
        Stage::Ended { words, .. } => Some(
            view! { <Notice kind=NoticeKind::Broken title="The terminal has ended">{words}</Notice> }
                .into_any(),
        ),
        Stage::Opening | Stage::Open => None,
    }
}

fn tone(state: &State) -> Tone {
    match (&state.stage, state.exit) {
        (Stage::Opening, _) => Tone::Info,
        (Stage::Open, _) if state.silent.is_some() || state.taken.is_some() => Tone::Warn,
        (Stage::Open, _) => Tone::Ok,
        (Stage::Ended { .. }, Some(exit)) if exit.code == Some(0) => Tone::Ok,
        (Stage::Ended { .. }, Some(_)) => Tone::Warn,
        (Stage::Ended { reason: Some(Reason::Closed | Reason::Exited | Reason::Idle), .. }, None) => {
            Tone::Idle
        }
        (Stage::Ended { .. }, None) => Tone::Bad,
    }
}

async fn begin(
    element: &web_sys::HtmlElement,
    door: &Door,
    open: &mut Open,
    parts: &Rc<Parts>,
    state: RwSignal<State>,
) -> Result<(), String> {
    loading::load().await?;
    let typed = {
        let parts = parts.clone();
        let tty = open.tty;
        move |bytes: Vec<u8>| {
            state.try_update(State::typed);
            if tty {
                say(&parts, &Asked::Input(&bytes));
            } else {
                type_lines(&parts, &bytes);
            }
        }
    };
    let resized = {
        let parts = parts.clone();
        move |window| say(&parts, &Asked::Resize(window))
    };
    let screen = Screen::open(element, !open.tty, typed, resized)
        .map_err(|error| format!("The browser cannot draw a terminal: {error:?}"))?;
    if open.tty {
        open.window = Some(screen.window());
    }
    screen.focus();
    parts.screen.replace(Some(screen));
    let told = {
        let parts = parts.clone();
        move |came| match came {
            Came::Message(message) => take(&message, &parts, state),
            Came::End(why) => {
                state.try_update(|state| state.lost(why));
            }
        }
    };
    let link = link::open(&websocket(&door.href()), told)?;
    link.say(&Asked::Open(Box::new(open.clone())));
    parts.link.replace(Some(link));
    Ok(())
}

fn say(parts: &Parts, asked: &Asked<'_>) {
    if let Some(link) = parts.link.borrow().as_ref() {
        link.say(asked);
    }
}

/// Typing without a TTY.
fn type_lines(parts: &Rc<Parts>, bytes: &[u8]) {
    let typed = parts.lines.borrow_mut().take(bytes);
    draw(&typed.echo, 0, parts);
    if !typed.input.is_empty() {
        say(parts, &Asked::Input(&typed.input));
    }
    if typed.interrupt {
        say(parts, &Asked::Signal(INTERRUPT));
    }
    if typed.end {
        say(parts, &Asked::End);
    }
}

/// What the console said: drawn, or said about the terminal.
fn take(message: &[u8], parts: &Rc<Parts>, state: RwSignal<State>) {
    match Told::read(message) {
        Ok(Told::Output(Channel::Out, bytes)) => draw(bytes, bytes.len(), parts),
        // Without a TTY the two are told apart; with one all is output.
        Ok(Told::Output(Channel::Err, bytes)) => {
            draw(&[b"\x1b[31m", bytes, b"\x1b[39m"].concat(), bytes.len(), parts);
        }
        Ok(Told::Skipped(count)) => {
            let words = format!(
                "\r\n\x1b[7m {} were printed faster than they can be drawn, and are left out \x1b[27m\r\n",
                in_bytes(i64::try_from(count).unwrap_or(i64::MAX))
            );
            draw(words.as_bytes(), 0, parts);
        }
        Ok(Told::Notice(notice)) => {
            // Nobody listens after the last word; the socket closes when the way to it is given up.
            if matches!(*notice, cluster_model::terminal::Notice::Ended { .. }) {
                parts.link.take();
            }
            state.try_update(|state| state.take(*notice));
        }
        Err(error) => {
            leptos::logging::warn!("a message of the terminal that this app does not know: {error}");
        }
    }
}

/// Draws; `count` is how many bytes of output that is.
fn draw(bytes: &[u8], count: usize, parts: &Rc<Parts>) {
    let screen = parts.screen.borrow();
    let Some(screen) = screen.as_ref() else { return };
    let behind = parts.clone();
    parts.came.set(parts.came.get() + count as u64);
    screen.draw(bytes, move || {
        let drawn = behind.drawn.get() + count as u64;
        behind.drawn.set(drawn);
        // The last of it is told at once: the server may wait for that.
        let is_all = drawn == behind.came.get() && drawn != behind.told.get();
        if is_all || drawn - behind.told.get() >= TOLD_EVERY {
            behind.told.set(drawn);
            if let Some(link) = behind.link.borrow().as_ref() {
                link.say(&Asked::Drawn(drawn));
            }
        }
    });
}
