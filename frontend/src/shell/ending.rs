//! What is said before a session ends: how much time is left, whether somebody is there, and what nothing puts off.

use leptos::prelude::*;

use super::leave::leave;
use crate::session::{Idle, SessionContext, use_session};
use crate::ui::{
    button::{Button, ButtonKind},
    chip::{Chip, Tone},
    clock::{Clock, use_clock},
    dialog::Dialog,
    format::{clock, span},
    icon::{Glyph, Icon},
    time::zone_at,
};

/// How much time is left, beside the name of whoever is here, when it is little.
#[component]
pub fn TimeLeft() -> impl IntoView {
    let (session, clock) = (use_session(), use_clock());
    let left = Memo::new(move |_| session.times().and_then(|times| times.little_left(clock.now_ms())));
    view! {
        <Show when=move || left.with(Option::is_some)>
            <Chip tone=Tone::Warn title="Then you are logged out">
                {move || left.get().map(|left| format!("{} left", span(left)))}
            </Chip>
        </Show>
    }
    .into_any()
}

/// The question whether somebody is there. Any press or key answers it, as long as this tab has the focus.
#[component]
pub fn IdleWarning() -> impl IntoView {
    let (session, clock) = (use_session(), use_clock());
    let left = Memo::new(move |_| match session.idle(clock.now_ms()) {
        Idle::Warned(left) => Some(left),
        Idle::Quiet | Idle::Unsure => None,
    });
    Effect::new(move || {
        if session.idle(clock.now_ms()) == Idle::Unsure {
            session.ask();
        }
    });
    let is_warned = Memo::new(move |_| left.with(Option::is_some));
    let open = RwSignal::new(false);
    Effect::new(move || open.set(is_warned.get()));
    // Closing it is an answer too.
    Effect::watch(
        move || open.get(),
        move |open, _, _| {
            if !open && is_warned.get_untracked() {
                session.stay();
            }
        },
        false,
    );
    view! {
        <Dialog open title="Are you still there?" is_alert=true>
            <p>
                "You are logged out in " {move || left.get().map(span)}
                ", because nothing has been pressed here for long. What stands in forms is lost then."
            </p>
            <div class="session-buttons">
                <Button kind=ButtonKind::Primary on_press=move |()| session.stay()>
                    "Stay logged in"
                </Button>
                <Button on_press=move |()| leave(session, |_| ())>"Log out now"</Button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// What is said above every page: what is not seen, and that the login ends soon whatever is done.
#[component]
pub fn SessionNotes() -> impl IntoView {
    let (session, clock) = (use_session(), use_clock());
    let sight =
        Memo::new(move |_| session.with(|session| session.sight().filter(|_| session.board.is_none())));
    let end = Memo::new(move |_| end(session, clock));
    view! {
        {move || sight.get().map(|words| view! { <p class="sight"><Icon glyph=Glyph::Lock /> {words}</p> })}
        {move || {
            end.get()
                .map(|words| {
                    view! {
                        <div class="stale-note" role="status">
                            <Icon glyph=Glyph::Alert />
                            <p>{words}</p>
                        </div>
                    }
                })
        }}
    }
    .into_any()
}

fn end(session: SessionContext, now: Clock) -> Option<String> {
    let times = session.times()?;
    times.last_left(now.now_ms())?;
    let at = clock(times.ends_ms, zone_at(times.ends_ms));
    Some(format!(
        "Your login ends at {at}, whatever is done. Send what you are about to send; then log in again."
    ))
}
