//! A view at work: its state, and what can be asked of it. [`super::fetching`] brings the bytes, [`super::drawing`] shows them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use leptos::html::Div;
use leptos::prelude::*;
use web_sys::{AbortController, AbortSignal};

use super::LogFile;
use super::bytes::Taken;
use super::follow::Follow;
use super::model::{Line, Model, Place};
use super::pieces::Cutting;
use super::search::Search;
use crate::call::answer::Answer;
use crate::ui::clock::{Clock, use_clock};

/// What is on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Screen {
    /// The file's size.
    pub size: u64,
    /// The first byte of the uppermost line.
    pub top: u64,
    /// The byte after the last of the lowest line.
    pub end: u64,
    /// Whether the file's end is in sight.
    pub at_end: bool,
    /// When the file was last seen to grow, in milliseconds since 1970.
    pub grown_ms: Option<i64>,
}

/// A view of a file. Copies are the same view.
#[derive(Clone, Copy)]
pub struct Reader {
    pub(super) inner: StoredValue<Rc<Inner>, LocalStorage>,
    /// What is on the screen.
    pub screen: RwSignal<Screen>,
    /// The lines that are in the page.
    pub lines: RwSignal<Vec<Line>>,
    /// Whether it follows the file's end.
    pub follow: RwSignal<Follow>,
    /// How the file is cut.
    pub cutting: RwSignal<Cutting>,
    /// Whether the file looks like no text.
    pub is_binary: RwSignal<bool>,
    /// Whether anything is known of the file yet.
    pub is_known: RwSignal<bool>,
    /// What came instead of the last answer.
    pub trouble: RwSignal<Option<Answer>>,
    /// How and when the file turned out to be another one.
    pub turned: RwSignal<Option<(Taken, i64)>>,
    /// The search.
    pub search: RwSignal<Search>,
    /// The scrolled element.
    pub scroller: NodeRef<Div>,
    /// The element whose children are the lines.
    pub rows: NodeRef<Div>,
    pub(super) clock: Clock,
}

pub(super) struct Inner {
    pub(super) file: LogFile,
    pub(super) model: RefCell<Model>,
    pub(super) href: String,
    /// Chunks on their way.
    pub(super) in_flight: RefCell<BTreeSet<u64>>,
    /// The page is to go elsewhere, as soon as the bytes are here.
    pub(super) moving: Cell<bool>,
    /// The lines have changed and the place is not taken yet: what scrolls now is not the reader.
    pub(super) settling: Cell<bool>,
    /// The heights of the scrolled element and of what is in it, when the page was last looked at.
    pub(super) heights: Cell<(i32, i32)>,
    /// The found place is to be brought into sight.
    pub(super) reveal: Cell<bool>,
    pub(super) searching: RefCell<Option<AbortController>>,
    abort: Option<AbortController>,
    pub(super) closed: Cell<bool>,
}

impl Reader {
    /// Opens a file at a byte, or at its end, until the present owner is cleaned up.
    pub fn open(file: LogFile, at: Option<u64>) -> Self {
        let inner = Rc::new(Inner {
            href: file.door().href(),
            file,
            model: RefCell::new(Model::new(at)),
            in_flight: RefCell::default(),
            moving: Cell::new(false),
            settling: Cell::new(false),
            heights: Cell::default(),
            reveal: Cell::new(false),
            searching: RefCell::new(None),
            abort: AbortController::new().ok(),
            closed: Cell::new(false),
        });
        let reader = Self {
            inner: StoredValue::new_local(inner.clone()),
            screen: RwSignal::default(),
            lines: RwSignal::default(),
            follow: RwSignal::new(inner.model.borrow().follow),
            cutting: RwSignal::default(),
            is_binary: RwSignal::new(false),
            is_known: RwSignal::new(false),
            trouble: RwSignal::new(None),
            turned: RwSignal::new(None),
            search: RwSignal::default(),
            scroller: NodeRef::new(),
            rows: NodeRef::new(),
            clock: use_clock(),
        };
        let closing = StoredValue::new_local(inner.clone());
        on_cleanup(move || closing.with_value(|inner| inner.close()));
        leptos::task::spawn_local(reader.poll(inner));
        reader
    }

    /// Goes elsewhere.
    pub fn go(self, place: Place) {
        let inner = self.inner.get_value();
        inner.model.borrow_mut().place = place;
        inner.moving.set(true);
        self.draw();
    }

    /// Goes to the beginning.
    pub fn head(self) {
        self.go(Place::At { at: 0, below: 0.0 });
    }

    /// Goes to the end.
    pub fn tail(self) {
        self.go(Place::End);
    }

    /// Goes to a byte and marks its line.
    pub fn mark(self, at: Option<u64>) {
        let screen = self.screen.get_untracked();
        self.inner.get_value().model.borrow_mut().marked = at;
        match at {
            Some(at) if !(screen.top..screen.end).contains(&at) => self.go(Place::marked(at)),
            _ => self.draw(),
        }
    }

    /// Goes to a share of the file: 0 is its beginning, 1 its end.
    pub fn go_share(self, share: f64) {
        let size = self.screen.with_untracked(|screen| screen.size);
        let at = (size as f64 * share.clamp(0.0, 1.0)) as u64;
        self.go(if share >= 0.998 { Place::End } else { Place::At { at, below: 0.0 } });
    }

    /// Follows the end, or ceases to.
    pub fn toggle_follow(self) {
        let follow = self.follow.get_untracked().toggled();
        self.inner.get_value().model.borrow_mut().follow = follow;
        self.follow.set(follow);
        if follow == Follow::On {
            self.tail();
        }
    }

    /// Shows bytes, or lines.
    pub fn toggle_hex(self) {
        let cutting = match self.cutting.get_untracked() {
            Cutting::Lines => Cutting::Rows,
            Cutting::Rows => Cutting::Lines,
        };
        self.cutting.set(cutting);
        self.inner.get_value().model.borrow_mut().cutting = cutting;
        self.draw();
    }

    /// The lines have other heights now: they are wrapped or not, or the page has another size.
    pub fn laid_out(self) {
        let inner = self.inner.get_value();
        if !inner.moving.get() {
            self.settle_soon(&inner);
        }
    }

    /// The lines on the screen as text.
    pub fn text_in_sight(self) -> String {
        let Screen { top, end, .. } = self.screen.get_untracked();
        let in_sight = |line: &&Line| line.at >= top && line.end <= end;
        self.lines.with_untracked(|lines| {
            let texts: Vec<_> = lines.iter().filter(in_sight).map(Line::text).collect();
            texts.join("\n")
        })
    }
}

impl Inner {
    pub(super) fn signal(&self) -> Option<AbortSignal> {
        self.abort.as_ref().map(AbortController::signal)
    }

    pub(super) fn stop_search(&self) {
        if let Some(search) = self.searching.borrow_mut().take() {
            search.abort();
        }
    }

    fn close(&self) {
        self.closed.set(true);
        self.stop_search();
        if let Some(abort) = &self.abort {
            abort.abort();
        }
    }
}

/// Sets a signal if that is news.
pub(super) fn put<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}
