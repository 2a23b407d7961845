//! A dashboard on a screen: its pages in turn, and nothing that leads elsewhere.
//!
//! What is here is small and always there; what stands around the pages is [`bar`], and `/board` opens links. Whoever is known by the link alone has
//! the dashboard from the session. Whoever opens a link and is known otherwise stays who they are: the tab remembers the link, and asks now and then
//! whether it still opens.

mod badge;
pub mod bar;
mod board;
mod enter;
mod kept;
mod screen;
mod tools;
mod turn;

use std::time::Duration;

use leptos::prelude::*;

pub use self::board::Board;
pub use self::enter::{Shut, enter};
pub use self::kept::{ended, keep, wait, waiting};
use crate::paths::Page;
use crate::session::{SessionContext, Way, use_session};
use crate::ui::{attention::every, clock::use_clock, format::sentence};

/// How often a link is tried that no session stands for: each time is a line in the audit log.
const EVERY: Duration = Duration::from_secs(300);

/// What is said where the server gives no reason.
const OVER: &str = "The link of this dashboard has expired or was revoked: ask whoever gave it for another.";

/// The dashboard of this tab. A context of the shell; see [`use_kiosk`].
#[derive(Clone, Copy)]
pub struct Kiosk {
    session: SessionContext,
    board: RwSignal<Option<Board>>,
}

/// The dashboard of this tab.
///
/// # Panics
/// Outside the shell, which provides it.
#[must_use]
pub fn use_kiosk() -> Kiosk {
    expect_context()
}

impl Kiosk {
    /// Makes the context, with the dashboard of the session or of the tab as soon as that is known.
    pub fn provide() -> Self {
        let session = use_session();
        let kiosk = Self { session, board: RwSignal::new(None) };
        provide_context(kiosk);
        kept::forget_elsewhere();
        kiosk.follow_session();
        kiosk.follow_link();
        kiosk
    }

    /// Shows the dashboard that the session is of.
    fn follow_session(self) {
        let clock = use_clock();
        let by_link = Memo::new(move |_| {
            let board = self.session.board().filter(|_| self.is_by_link()).map(Board::of_session);
            board.filter(|board| !board.is_over(clock.exact_ms()))
        });
        Effect::new(move |before: Option<bool>| {
            let now = by_link.get();
            let is_board = now.is_some();
            match now {
                Some(board) => self.open(board),
                None if before == Some(true) => {
                    let why = self.session.with(|session| session.why.clone());
                    self.end(why.as_deref().unwrap_or(OVER));
                }
                None => {}
            }
            is_board
        });
    }

    /// Tries the link of this tab, now and then, while the session is not of it.
    fn follow_link(self) {
        let is_other = Memo::new(move |_| self.session.way().is_some() && !self.is_by_link());
        let look = move || {
            let Some(link) = kept::load().filter(|_| is_other.get_untracked()) else { return };
            leptos::task::spawn_local(async move {
                let entered = enter(&link).await;
                // Whoever has left meanwhile is not brought back.
                if kept::load().as_ref() != Some(&link) {
                    return;
                }
                match entered {
                    Ok(board) => self.open(board),
                    Err(Shut::Refused(words)) => self.end(&words),
                    Err(Shut::LogIn(_) | Shut::NotNow(_)) => {}
                }
            });
        };
        Effect::new(move || {
            if is_other.get() {
                look();
            }
        });
        every(EVERY, look);
    }

    /// The dashboard, if one is open. Subscribes.
    #[must_use]
    pub fn board(self) -> Option<Board> {
        self.board.get()
    }

    /// Whether one is open. Subscribes.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.board.with(Option::is_some)
    }

    /// Whether who looks is known by the link alone. Subscribes.
    #[must_use]
    pub fn is_by_link(self) -> bool {
        self.session.way() == Some(Way::Dashboard)
    }

    /// Shows a dashboard.
    pub fn open(self, board: Board) {
        kept::set_ended(None);
        if !self.board.with_untracked(|open| open.as_ref().is_some_and(|open| open.is_same(&board))) {
            self.board.set(Some(board));
        }
    }

    /// Shows none any more, and says why on the whole screen.
    pub fn end(self, words: &str) {
        kept::forget();
        kept::set_ended(Some(&sentence(words)));
        // A page that is loaded anew holds nothing of what was seen, and asks for nothing. It fails only where no page could be seen either.
        let _ = location().replace(&Page::Board.href());
    }

    /// Goes back to the console.
    pub fn leave(self) {
        kept::forget();
        self.board.set(None);
    }
}
