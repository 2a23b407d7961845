//! What stands around the pages of a dashboard: its name, the page's, how fresh the picture is, how long the page stays.

use std::cell::Cell;
use std::time::Duration;

use leptos::{
    ev::{self, KeyboardEvent},
    prelude::*,
};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use super::badge::Badge;
use super::board::{Board, is_at};
use super::screen;
use super::tools::{Tools, Wish};
use super::turn::{Due, Standing, Turn};
use super::{Kiosk, use_kiosk};
use crate::components::page::PageHeading;
use crate::keyboard::{Group, use_shortcuts};
use crate::live::use_live;
use crate::paths::View;
use crate::session::use_session;
use crate::shell::free_key;
use crate::ui::{attention::every, clock::use_clock, format::span, time::Time};

/// How often the turn is looked at.
const TICK: Duration = Duration::from_secs(1);
/// The end of a link is said from this long before it.
const SOON_MS: i64 = 60 * 60_000;
/// A pointer that moves is not heard more often.
const APART_MS: i64 = 500;

const KEYS: Group = Group {
    title: "On a dashboard",
    keys: &[
        ("→", "Next page"),
        ("←", "Page before"),
        ("Space", "Stand still, go on"),
        ("+", "Larger text"),
        ("-", "Smaller text"),
        ("f", "The whole screen"),
    ],
};

/// The bar of the dashboard that is open.
#[component]
pub fn Bar() -> impl IntoView {
    let kiosk = use_kiosk();
    (move || kiosk.board().map(|board| view! { <BoardBar kiosk board /> })).into_any()
}

#[component]
fn BoardBar(kiosk: Kiosk, board: Board) -> impl IntoView {
    use_shortcuts(KEYS);
    let clock = use_clock();
    let session = use_session();
    let surroundings = use_live().surroundings();
    let heading = use_context::<PageHeading>();
    let count = board.views.len();
    let turning = Turning::begin(&board);
    let turn = turning.turn;
    let standing = Memo::new(move |_| {
        clock.now_ms();
        turn.with(|turn| turn.standing(now_ms()))
    });
    let place = Memo::new(move |_| turn.with(Turn::at));
    let size = RwSignal::new(screen::size());
    Effect::new(move || screen::set_size(size.get()));
    Effect::new(move || screen::set_alone(matches!(standing.get(), Standing::Turning | Standing::Alone)));
    on_cleanup(screen::forget);
    // Only where somebody asked for it: a screen reader need not be told each half minute.
    let said = RwSignal::new(String::new());
    let title = move || heading.map(PageHeading::get).unwrap_or_default();
    let wish = Callback::new(move |wish: Wish| match wish {
        Wish::Back | Wish::On => {
            turning.go(if wish == Wish::On { 1 } else { -1 });
            said.set(format!("Page {} of {count}", place.get_untracked() + 1));
        }
        Wish::Pause => turn.update(Turn::pause),
        Wish::Larger | Wish::Smaller => {
            size.update(|size| *size = screen::next_size(*size, wish == Wish::Larger));
        }
        Wish::Fill => screen::fill(),
    });
    let keys = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        // A button takes the space bar for itself.
        let is_press = event.key() == " " && event.target() != document().body().map(Into::into);
        if let Some(asked) = Wish::of_key(&event.key()).filter(|_| free_key(&event) && !is_press) {
            event.prevent_default();
            wish.run(asked);
        }
    });
    on_cleanup(move || keys.remove());
    let expires_ms = board.expires_ms;
    let is_over = {
        let board = board.clone();
        Memo::new(move |_| board.is_over(clock.now_ms()))
    };
    Effect::new(move || {
        if is_over.get() {
            kiosk.end("The link of this dashboard has expired: ask whoever gave it for another.");
        }
    });
    let is_ending = Memo::new(move |_| expires_ms.is_some_and(|at| at - clock.now_ms() < SOON_MS));
    let ending = move || {
        is_ending
            .get()
            .then(|| view! { <span class="chip warn">"the link ends " <Time at_ms=expires_ms /></span> })
    };
    let filters: Vec<Option<String>> = board.views.iter().map(View::filter).collect();
    let filter =
        move || filters.get(place.get()).cloned().flatten().map(|filter| view! { <code>{filter}</code> });
    let bound = board.bound.clone();
    let sight = move || sight(kiosk.is_by_link(), session.bound(), bound.as_deref(), session.user());
    let leave = Signal::derive(move || (!kiosk.is_by_link()).then(|| Callback::new(move |()| kiosk.leave())));
    let several = count > 1;
    let turns = several.then(|| {
        let words = move || match standing.get() {
            Standing::Paused => "standing still".to_owned(),
            Standing::Held => "standing still while somebody is here".to_owned(),
            Standing::Turning | Standing::Alone => {
                format!("next in {}", span(turn.with(Turn::left_ms) + 999))
            }
        };
        view! {
            <span class="board-turn">{move || format!("{} of {count} · ", place.get() + 1)} {words}</span>
        }
    });
    let left = several.then(|| {
        let share = Memo::new(move |_| turn.with(|turn| (turn.share_left() * 100.0).round() as i64));
        view! {
            <div
                class="board-left"
                role="progressbar"
                aria-label="Time left on this page"
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || share.get().to_string()
            >
                <div style:transform=move || format!("scaleX({})", share.get() as f64 / 100.0)></div>
            </div>
        }
    });
    view! {
        <header class="board-bar">
            <div class="board-head">
                <p class="board-name">{board.name.clone()}</p>
                <h1 class="board-page">{title} " " {filter}</h1>
            </div>
            <div class="board-end">
                <Badge freshness=surroundings.freshness />
                <p class="board-facts">{turns} {move || sight().map(|sight| view! { <span>{sight}</span> })} {ending}</p>
            </div>
            <Tools several standing wish leave />
            {left}
            <p class="visually-hidden" role="status">
                {said}
            </p>
        </header>
    }
    .into_any()
}

/// The pages in turn.
#[derive(Clone, Copy)]
struct Turning {
    turn: RwSignal<Turn>,
    show: Callback<usize>,
}

impl Turning {
    /// Begins with the page that is open, if it is one of the dashboard's.
    fn begin(board: &Board) -> Self {
        let location = use_location();
        let navigate = StoredValue::new_local(use_navigate());
        let views = StoredValue::new(board.views.clone());
        let (path, search) = (location.pathname, location.search);
        let open = board.place_of(&path.get_untracked(), &search.get_untracked());
        let turn = RwSignal::new(Turn::new(board.views.len(), board.every_ms, open.unwrap_or_default()));
        let show = Callback::new(move |at: usize| {
            let there = |view: &View| is_at(view, &path.get_untracked(), &search.get_untracked());
            let href = views.with_value(|views| views.get(at).filter(|view| !there(view)).map(View::href));
            if let Some(href) = href {
                let options = NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() };
                navigate.with_value(|navigate| navigate(&href, options));
            }
        });
        let turning = Self { turn, show };
        // As it is saved, whatever the address says of the view.
        show.run(open.unwrap_or_default());
        every(TICK, move || turning.tick());
        turning.listen();
        turning
    }

    fn tick(self) {
        match self.turn.try_update(|turn| turn.tick(now_ms())) {
            Some(Due::Next | Due::Restore) => self.show.run(self.turn.with_untracked(Turn::at)),
            Some(Due::Nothing) | None => {}
        }
    }

    /// Goes on or back because somebody said so, who looks at what comes then.
    fn go(self, by: isize) {
        self.turn.update(|turn| {
            turn.touch(now_ms());
            turn.go(by);
        });
        self.show.run(self.turn.with_untracked(Turn::at));
    }

    /// Hears whether somebody is there: a pointer that moves, a press, a key, whatever gets the focus by it.
    fn listen(self) {
        let heard_ms = StoredValue::new(0_i64);
        let touch = move || {
            let now = now_ms();
            if now - heard_ms.get_value() >= APART_MS {
                heard_ms.set_value(now);
                self.turn.update(|turn| turn.touch(now));
            }
        };
        let last = StoredValue::new_local(Cell::new((i32::MIN, i32::MIN)));
        let moved = window_event_listener(ev::pointermove, move |event| {
            // What moves below a pointer that rests is not somebody's doing.
            let at = (event.screen_x(), event.screen_y());
            let before = last.with_value(|last| last.replace(at));
            if before != at && before.0 != i32::MIN {
                touch();
            }
        });
        let pressed = window_event_listener(ev::pointerdown, move |_| touch());
        let wheeled = window_event_listener(ev::wheel, move |_| touch());
        let typed = window_event_listener(ev::keydown, move |event| {
            // The space bar ends a pause: it must not begin a rest at the same time.
            if event.key() != " " {
                touch();
            }
        });
        on_cleanup(move || {
            moved.remove();
            pressed.remove();
            wheeled.remove();
            typed.remove();
        });
    }
}

/// This browser's time, which a turn is counted by: the server's may jump.
fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// What of the cluster is seen, if it is not all.
fn sight(
    by_link: bool,
    session: Option<Vec<String>>,
    link: Option<&[String]>,
    user: Option<String>,
) -> Option<String> {
    if by_link {
        return session.map(|roles| format!("shows {}", roles.join(", ")));
    }
    let as_whom = user.map_or_else(|| "seen without a login".to_owned(), |user| format!("seen as {user}"));
    Some(match link {
        Some(roles) => format!("{as_whom}; the link shows only {}", roles.join(", ")),
        None => as_whom,
    })
}

#[cfg(test)]
mod tests {
    use super::sight;

    #[test]
    fn who_sees_more_than_the_link_shows_is_told() {
        let eng = vec!["eng".to_owned()];
        assert_eq!(sight(true, Some(eng.clone()), None, None).as_deref(), Some("shows eng"));
        assert_eq!(sight(true, None, None, None), None);
        let own = sight(false, None, Some(&eng), Some("ada".to_owned()));
        assert_eq!(own.as_deref(), Some("seen as ada; the link shows only eng"));
    }
}
