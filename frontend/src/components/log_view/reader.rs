//! A view at work: fetches what is missing, polls the size, draws the lines, keeps the place.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{AbortController, AbortSignal, HtmlElement};

use super::LogFile;
use super::bytes::Taken;
use super::follow::Follow;
use super::hex::is_binary;
use super::model::{Line, Model, Place};
use super::pieces::Cutting;
use super::range::header;
use super::search::Search;
use super::stream::{Reading, read};
use super::window::Window;
use crate::call::answer::Answer;
use crate::ui::clock::{Clock, use_clock};

/// Chunks that are on their way at a time.
const IN_FLIGHT: usize = 4;
/// How often the size is asked for while somebody follows the file, and while nobody does.
const POLL_MS: [u32; 2] = [1_000, 5_000];
/// Each so many polls look whether what the reader sees is still there.
const CHECK_EVERY: u32 = 8;
/// The height of a line without wrapping, for what fits on a screen.
const LINE_PX: i32 = 20;
/// What is within so many pixels of the end is at the end.
const NEAR_END_PX: i32 = 4;

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
    clock: Clock,
}

pub(super) struct Inner {
    pub(super) file: LogFile,
    pub(super) model: RefCell<Model>,
    href: String,
    /// Chunks on their way.
    in_flight: RefCell<BTreeSet<u64>>,
    /// The page is to go elsewhere, as soon as the bytes are here.
    moving: Cell<bool>,
    /// The lines have changed and the place is not taken yet: what scrolls now is not the reader.
    settling: Cell<bool>,
    /// The found place is to be brought into sight.
    pub(super) reveal: Cell<bool>,
    pub(super) searching: RefCell<Option<AbortController>>,
    abort: Option<AbortController>,
    pub(super) closed: Cell<bool>,
}

/// What was known when something was asked for.
#[derive(Clone, Copy)]
struct Asked {
    generation: u32,
    size: u64,
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

    /// Asks for the file's size, and what is new, as long as somebody looks.
    async fn poll(self, inner: Rc<Inner>) {
        let mut rounds = 0;
        let mut was_away = false;
        loop {
            if document().hidden() {
                was_away = true;
            } else {
                let (asked, probe) = {
                    let model = inner.model.borrow();
                    let at_reader = std::mem::take(&mut was_away) || rounds % CHECK_EVERY == CHECK_EVERY - 1;
                    (model.asked(), model.probe(&model.window(), at_reader))
                };
                let range = probe.as_ref().map_or_else(|| "bytes=-64".to_owned(), header);
                let reading = read(&inner.href, &range, inner.signal().as_ref()).await;
                if inner.closed.get() {
                    return;
                }
                if self.take(&inner, reading, asked) {
                    self.draw();
                }
                rounds += 1;
            }
            let follows = inner.model.borrow().follow != Follow::Off;
            TimeoutFuture::new(POLL_MS[usize::from(!follows)]).await;
            if inner.closed.get() {
                return;
            }
        }
    }

    /// Takes what came. Whether there is anything to draw.
    fn take(self, inner: &Inner, reading: Reading, asked: Asked) -> bool {
        let (from, bytes, size) = match reading {
            Reading::Part { from, bytes, size } => (from, bytes, size),
            Reading::Beyond { size } => (0, Vec::new(), size),
            Reading::Refused(answer) => {
                put(self.trouble, Some(answer));
                return false;
            }
        };
        let mut model = inner.model.borrow_mut();
        if model.generation != asked.generation {
            return false;
        }
        let before = model.bytes.size();
        let taken = model.take(from, &bytes, size, asked.size);
        let (size, follow) = (model.bytes.size(), model.follow);
        drop(model);
        put(self.trouble, None);
        if taken != Taken::Fits {
            self.turned.set(Some((taken, self.clock.exact_ms())));
            self.is_binary.set(false);
            inner.stop_search();
            self.search.set(Search::default());
        }
        if from == 0 && !bytes.is_empty() {
            put(self.is_binary, is_binary(&bytes));
        }
        let mut screen = self.screen.get_untracked();
        if self.is_known.get_untracked() && size > before {
            screen.grown_ms = Some(self.clock.exact_ms());
        }
        screen.size = size;
        put(self.screen, screen);
        put(self.is_known, true);
        put(self.follow, follow);
        true
    }

    /// Asks for the bytes that are missing.
    fn want(self, inner: &Rc<Inner>, window: &Window) {
        let asks = inner.model.borrow().asks(window);
        for (chunk, range) in asks {
            if inner.in_flight.borrow().len() >= IN_FLIGHT {
                return;
            }
            if !inner.in_flight.borrow_mut().insert(chunk) {
                continue;
            }
            let (inner, asked) = (inner.clone(), inner.model.borrow().asked());
            leptos::task::spawn_local(async move {
                let reading = read(&inner.href, &header(&range), inner.signal().as_ref()).await;
                if inner.closed.get() {
                    return;
                }
                inner.in_flight.borrow_mut().remove(&chunk);
                let helped =
                    self.take(&inner, reading, asked) && inner.model.borrow().bytes.gap(chunk) != Some(range);
                // Otherwise the next poll tries again.
                if helped {
                    self.draw();
                }
            });
        }
    }

    /// Brings the page up to what is known.
    pub(super) fn draw(self) {
        let inner = self.inner.get_value();
        let (window, lines) = {
            let model = inner.model.borrow();
            let window = model.window();
            let lines = self.search.with_untracked(|search| model.lines(&window, search));
            (window, lines)
        };
        // What is shown stays until there is something in its place.
        if !lines.is_empty() || window.missing.is_empty() {
            let changed = self.lines.with_untracked(|old| *old != lines);
            if changed {
                self.lines.set(lines);
            }
            if inner.moving.take() || changed {
                self.settle_soon(&inner);
            }
        }
        self.want(&inner, &window);
    }

    fn settle_soon(self, inner: &Rc<Inner>) {
        if !inner.settling.replace(true) {
            let inner = inner.clone();
            request_animation_frame(move || {
                if !inner.closed.get() {
                    self.settle(&inner);
                }
            });
        }
    }

    /// Scrolls so that the page stands where the model says.
    fn settle(self, inner: &Inner) {
        inner.settling.set(false);
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let place = inner.model.borrow().place;
        match place {
            Place::End => scroller.set_scroll_top(scroller.scroll_height()),
            Place::At { at, below } => {
                let row = self.lines.with_untracked(|lines| lines.partition_point(|line| line.at <= at));
                if let Some(row) = self.row(row.saturating_sub(1)) {
                    scroller.set_scroll_top(row.offset_top() - below as i32);
                }
            }
        }
        if inner.reveal.take() {
            reveal_found(&scroller);
        }
        self.measure(inner);
        self.follow_on(inner, place);
    }

    /// The page was scrolled, by the reader or by what was set here.
    pub fn scrolled(self) {
        let inner = self.inner.get_value();
        if inner.settling.get() {
            return;
        }
        let Some((place, is_near_edge)) = self.measure(&inner) else { return };
        if inner.moving.get() {
            return;
        }
        self.follow_on(&inner, place);
        if is_near_edge {
            self.draw();
        }
    }

    /// The page stands somewhere else now: following pauses away from the end, and goes on there.
    fn follow_on(self, inner: &Inner, place: Place) {
        let screen = self.screen.get_untracked();
        let mut model = inner.model.borrow_mut();
        model.follow = model.follow.moved(screen.at_end, screen.size);
        model.place = if screen.at_end && model.follow == Follow::On { Place::End } else { place };
        put(self.follow, model.follow);
    }

    /// Reads what is on the screen. The place of its uppermost line, and whether the lines will not last for another screen.
    fn measure(self, inner: &Inner) -> Option<(Place, bool)> {
        let scroller = self.scroller.get_untracked()?;
        let (top, height) = (scroller.scroll_top(), scroller.client_height());
        let rows = (height / LINE_PX).clamp(10, 70) as usize;
        inner.model.borrow_mut().rows = rows;
        let count = self.lines.with_untracked(Vec::len);
        let first = self.first_row(count, |row| row.offset_top() + row.offset_height() > top);
        let after = self.first_row(count, |row| row.offset_top() >= top + height);
        let row = self.row(first.min(count.checked_sub(1)?))?;
        let mut screen = self.screen.get_untracked();
        let is_near_edge = self.lines.with_untracked(|lines| {
            screen.top = lines.get(first).map_or(0, |line| line.at);
            screen.end = lines.get(after.wrapping_sub(1)).map_or(screen.size, |line| line.end);
            let ends = lines.last().is_none_or(|line| line.end >= screen.size);
            screen.at_end = ends && top + height + NEAR_END_PX >= scroller.scroll_height();
            let begins = lines.first().is_none_or(|line| line.at == 0);
            (first < rows && !begins) || (count - after < rows && !ends)
        });
        put(self.screen, screen);
        Some((Place::At { at: screen.top, below: f64::from(row.offset_top() - top) }, is_near_edge))
    }

    /// The first row that satisfies what all rows below it satisfy too.
    fn first_row(self, count: usize, holds: impl Fn(&HtmlElement) -> bool) -> usize {
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low.midpoint(high);
            if self.row(middle).is_none_or(|row| holds(&row)) { high = middle } else { low = middle + 1 }
        }
        low
    }

    fn row(self, index: usize) -> Option<HtmlElement> {
        let row = self.rows.get_untracked()?.children().item(index as u32)?;
        row.dyn_into().ok()
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

impl Model {
    fn asked(&self) -> Asked {
        Asked { generation: self.generation, size: self.bytes.size() }
    }
}

impl Inner {
    fn signal(&self) -> Option<AbortSignal> {
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

/// Brings the found place into sight, which may stand far to the right.
fn reveal_found(scroller: &HtmlElement) {
    let Ok(Some(found)) = scroller.query_selector("mark.current") else { return };
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    found.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Sets a signal if that is news.
pub(super) fn put<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}
