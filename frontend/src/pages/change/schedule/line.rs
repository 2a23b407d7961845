//! The line of time on which windows are drawn: a bar is dragged to another time, its ends make it longer or shorter, and a bar drawn on empty
//! time is a new window. The keyboard does the same.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::draft::{Row, Wanted};
use super::editing::Editing;
use super::hand::{Part, Times, by_key, moved, snap, step};
use super::moment::{ms, ns, said_span, write_span};
use super::plan::field;
use crate::components::change_form::fields::{Fields, use_fields};
use crate::components::spans::{Reach, Scale};
use crate::pages::change::machines::names;
use crate::ui::{button::Button, clock::use_clock, more::More, time::zone_at, unique::unique_id};

/// So far a pointer moves before it drags: less is a press.
const SLACK: i32 = 3;
/// Windows that stand on the line at first, and that come with each press.
const SHOWN: usize = 40;
const DAY_MS: i64 = 86_400_000;
/// What the line can cover, in days; none is whatever the windows cover.
const REACHES: [(&str, i64); 4] = [("All windows", 0), ("A day", 1), ("A week", 7), ("4 weeks", 28)];

/// What a pointer holds.
#[derive(Clone, Debug)]
struct Drag {
    part: Part,
    /// The window; none while nothing is drawn yet.
    key: Option<u32>,
    is_new: bool,
    x: i32,
    /// The moment under the pointer when it was pressed, in nanoseconds.
    at: i64,
    times: Times,
    before: Option<Wanted>,
    has_moved: bool,
}

/// The line.
#[component]
pub fn Line(
    /// What is edited.
    editing: Editing,
) -> impl IntoView {
    let fields = use_fields();
    fields.register("windows");
    let clock = use_clock();
    let minute = Memo::new(move |_| clock.now_ms() / 60_000 * 60_000);
    let covers = RwSignal::new(0_i64);
    let drag = RwSignal::new(None::<Drag>);
    let is_dragging = Memo::new(move |_| drag.with(Option::is_some));
    let reach = Memo::new(move |before: Option<&Reach>| match before {
        // The line holds still while something on it moves.
        Some(before) if is_dragging.get() => *before,
        _ => editing.draft.with(|draft| covered(&draft.rows, covers.get(), minute.get())),
    });
    let said = RwSignal::new(String::new());
    let list = NodeRef::<html::Ol>::new();
    let hand = Hand { editing, fields, drag, reach, list, said };
    let shown = RwSignal::new(SHOWN);
    let keys = Memo::new(move |_| {
        editing.draft.with(|draft| draft.rows.iter().map(|row| row.key).collect::<Vec<_>>())
    });
    let rows = move || keys.with(|keys| keys.iter().take(shown.get()).copied().collect::<Vec<_>>());
    let left = Memo::new(move |_| keys.with(Vec::len).saturating_sub(shown.get()));
    let words = Memo::new(move |_| fields.words("windows"));
    let id = unique_id("line");
    let reaches = REACHES.map(|(name, days)| {
        view! {
            <option value=days.to_string() prop:selected=move || covers.get() == days>
                {name}
            </option>
        }
        .into_any()
    });
    let help = move || {
        let step = write_span(step(reach.get()));
        format!(
            "Draw on the line for a new window; drag a bar or one of its ends. With the keyboard: arrow keys move by {step}, Page Up and Page Down by a \
             day, Delete takes the window out."
        )
    };
    view! {
        <div class="windows" class:wrong=move || words.with(Option::is_some)>
            <div class="windows-tools">
                <Button on_press=move |()| {
                    editing.add(Vec::new(), None);
                }>"Add a window"</Button>
                <label class="windows-reach">
                    <span>"The line covers"</span>
                    <select
                        class="input"
                        on:change:target=move |event| covers.set(event.target().value().parse().unwrap_or_default())
                    >
                        {reaches}
                    </select>
                </label>
            </div>
            <div
                class="spans"
                role="group"
                aria-label="Maintenance windows on a line of time"
                aria-describedby=id.clone()
            >
                <ol
                    node_ref=list
                    class="windows-rows"
                    on:pointerdown=move |event| hand.press(&event)
                    on:pointermove=move |event| hand.drag(&event)
                    on:pointerup=move |_| drag.set(None)
                    on:pointercancel=move |_| hand.let_go()
                    on:keydown=move |event| hand.key(&event)
                >
                    <For each=rows key=|key| *key children=move |key| window(key, hand) />
                    <li class="windows-empty">"Draw here for a new window"</li>
                </ol>
                <Scale reach now_ms=minute />
            </div>
            <p class="windows-said" role="status">
                {said}
            </p>
            <More left on_more=move |()| shown.update(|shown| *shown += SHOWN) />
            <p class="field-below" id=id>
                {move || words.get().unwrap_or_else(help)}
            </p>
        </div>
    }
    .into_any()
}

/// From the first window to the last, or so many days from the present on.
fn covered(rows: &[Row], days: i64, now_ms: i64) -> Reach {
    if days > 0 {
        return Reach { from_ms: now_ms - days * DAY_MS / 24, to_ms: now_ms + days * DAY_MS };
    }
    let ends = rows.iter().flat_map(|row| {
        let was = row.was.as_ref().map(|was| (was.start, was.duration));
        let wanted = row.window().map(|window| (window.start, window.duration));
        [was, wanted].into_iter().flatten()
    });
    let moments =
        ends.flat_map(|(start, lasts)| [Some(start), lasts.map(|lasts| start.saturating_add(lasts))]);
    let moments = moments.flatten().map(ms);
    // There is always some time to draw on.
    Reach::over(moments.chain([now_ms + DAY_MS]), now_ms)
}

/// The hand on the line: a pointer's or the keyboard's.
#[derive(Clone, Copy)]
struct Hand {
    editing: Editing,
    fields: Fields,
    drag: RwSignal<Option<Drag>>,
    reach: Memo<Reach>,
    list: NodeRef<html::Ol>,
    said: RwSignal<String>,
}

impl Hand {
    /// The moment at a place of the screen, in nanoseconds.
    fn moment(self, x: i32) -> Option<i64> {
        let edges = self.list.get_untracked()?.get_bounding_client_rect();
        let share = (f64::from(x) - edges.left()) / edges.width().max(1.0);
        let reach = self.reach.get_untracked();
        Some(ns(reach.from_ms.saturating_add((share * reach.length_ms() as f64) as i64)))
    }

    fn press(self, event: &ev::PointerEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let (Some(target), Some(at), 0) = (target, self.moment(event.client_x()), event.button()) else {
            return;
        };
        if is_in(&target, "button").is_some() {
            return;
        }
        let held = part_of(&target);
        let key = held.map(|(key, _)| key);
        let before = key.and_then(|key| self.row(key)).and_then(|row| row.wanted);
        if let Some(key) = key {
            self.editing.open(key);
            // One that is taken out lies still.
            if before.is_none() {
                return;
            }
        }
        if let Some(list) = self.list.get_untracked() {
            // Without it the pointer has to stay on the line, which is a loss and no fault.
            let _ = list.set_pointer_capture(event.pointer_id());
        }
        let times = key.and_then(|key| self.row(key)).and_then(|row| times(&row)).unwrap_or((at, Some(at)));
        let part = held.map_or(Part::End, |(_, part)| part);
        let is_new = key.is_none();
        self.drag.set(Some(Drag {
            part,
            key,
            is_new,
            x: event.client_x(),
            at,
            times,
            before,
            has_moved: false,
        }));
    }

    fn drag(self, event: &ev::PointerEvent) {
        let (Some(mut drag), Some(at)) = (self.drag.get_untracked(), self.moment(event.client_x())) else {
            return;
        };
        if !drag.has_moved && (event.client_x() - drag.x).abs() < SLACK {
            return;
        }
        drag.has_moved = true;
        let step = step(self.reach.get_untracked());
        let far = ns(self.reach.get_untracked().to_ms);
        let times = if drag.is_new {
            let (from, to) = (snap(drag.at.min(at), step), snap(drag.at.max(at), step));
            (from, Some(to.max(from + step)))
        } else {
            moved(drag.part, drag.times, at - drag.at, step, far)
        };
        match drag.key {
            Some(key) => self.put(key, times),
            None => drag.key = Some(self.editing.add(Vec::new(), Some(times))),
        }
        self.drag.set(Some(drag));
    }

    /// Leaves everything as it was before the drag.
    fn let_go(self) {
        let Some(Drag { key: Some(key), is_new, before, .. }) = self.drag.get_untracked() else {
            return self.drag.set(None);
        };
        match before {
            Some(before) => self.editing.edit(key, self.fields, |wanted| *wanted = before),
            None if is_new => self.editing.take_out(key),
            None => {}
        }
        self.drag.set(None);
    }

    fn key(self, event: &ev::KeyboardEvent) {
        if event.key() == "Escape" && self.drag.with_untracked(Option::is_some) {
            event.prevent_default();
            return self.let_go();
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let held = target.filter(|target| target.has_attribute("data-part")).as_ref().and_then(part_of);
        let Some((key, part)) = held else { return };
        let has_modifier = event.ctrl_key() || event.alt_key() || event.meta_key();
        let step = step(self.reach.get_untracked());
        match (event.key().as_str(), by_key(&event.key(), step)) {
            _ if has_modifier => return,
            ("Enter" | " ", _) => self.editing.open(key),
            ("Delete", _) => {
                self.editing.open(key);
                self.editing.take_out(key);
                self.said.set("The window is taken out.".to_owned());
            }
            (_, Some(by)) => {
                self.editing.open(key);
                let row = self.row(key).filter(|row| row.wanted.is_some());
                let far = ns(self.reach.get_untracked().to_ms);
                if let Some(times) = row.as_ref().and_then(times) {
                    self.put(key, moved(part, times, by, step, far));
                }
            }
            _ => return,
        }
        event.prevent_default();
    }

    fn row(self, key: u32) -> Option<Row> {
        self.editing.draft.with_untracked(|draft| draft.row(key).cloned())
    }

    fn put(self, key: u32, (start, end): Times) {
        if self.row(key).as_ref().and_then(times) != Some((start, end)) {
            self.editing.edit(key, self.fields, |wanted| wanted.place(start, end));
            self.said.set(said_span(start, end.map(|end| end - start), &zone_at));
        }
    }
}

fn is_in(target: &Element, selector: &str) -> Option<Element> {
    target.closest(selector).ok().flatten()
}

/// Which part of which window an element of the line is.
fn part_of(target: &Element) -> Option<(u32, Part)> {
    let held = is_in(target, "[data-part]")?;
    Some((held.get_attribute("data-key")?.parse().ok()?, Part::of(&held.get_attribute("data-part")?)?))
}

/// From when to when a window is drawn: as it shall be, or else as it is.
fn times(row: &Row) -> Option<Times> {
    let window = row.window().or_else(|| row.was.clone())?;
    Some((window.start, window.duration.map(|lasts| window.start.saturating_add(lasts))))
}

/// A window on the line.
fn window(key: u32, hand: Hand) -> AnyView {
    let (editing, fields, reach) = (hand.editing, hand.fields, hand.reach);
    let name = field(key);
    fields.register(&name);
    let row = editing.row(key);
    let words = Memo::new(move |_| fields.words(&name));
    let times = Memo::new(move |_| row.with(|row| row.as_ref().and_then(times)));
    let whose =
        Memo::new(move |_| row.with(|row| row.as_ref().map(|row| names(row.machines())).unwrap_or_default()));
    let when = Memo::new(move |_| {
        times.get().map_or_else(
            || "no time yet".to_owned(),
            |(start, end)| said_span(start, end.map(|end| end - start), &zone_at),
        )
    });
    let place = move |at: fn(Times) -> Option<i64>| {
        move || {
            let reach = reach.get();
            reach.place(times.get().and_then(at).map_or(reach.to_ms, ms))
        }
    };
    let mark = Memo::new(move |_| row.with(|row| row.as_ref().map_or("", mark)));
    let is_open = Memo::new(move |_| editing.open.get() == Some(key));
    let is_wrong = move || words.with(Option::is_some).then_some("true");
    let below = unique_id("window");
    let slider = |part: Part, data: &'static str, class: &'static str, what: &'static str| {
        let value = move |_: &()| {
            let at = times.get().and_then(|(start, end)| if part == Part::End { end } else { Some(start) });
            at.map_or(reach.get().to_ms, ms) / 60_000
        };
        view! {
            <span
                class=class
                role="slider"
                // The ends of other windows are not in the way of the tab key.
                tabindex=move || if part == Part::Whole || is_open.get() { "0" } else { "-1" }
                data-key=key.to_string()
                data-part=data
                aria-label=move || format!("{what} of {}", whose.get())
                aria-valuemin=move || (reach.get().from_ms / 60_000).min(value(&())).to_string()
                aria-valuemax=move || (reach.get().to_ms / 60_000).max(value(&())).to_string()
                aria-valuenow=move || value(&()).to_string()
                aria-valuetext=move || when.get()
                aria-invalid=is_wrong
                aria-describedby=below.clone()
            ></span>
        }
        .into_any()
    };
    let bar = slider(Part::Whole, "whole", "windows-bar", "Window");
    let start = slider(Part::Start, "start", "windows-end start", "Beginning of the window");
    let end = slider(Part::End, "end", "windows-end end", "End of the window");
    view! {
        <li
            class="windows-row"
            class:is-open=move || is_open.get()
            class:no-end=move || times.get().is_some_and(|(_, end)| end.is_none())
            class:wrong=move || words.with(Option::is_some)
            data-mark=move || mark.get()
            style=("--from", place(|(start, _)| Some(start)))
            style=("--to", place(|(_, end)| end))
        >
            <div class="windows-track">{bar} {start} {end}</div>
            <button
                type="button"
                class="windows-label"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| editing.open(key)
            >
                <span class="windows-name">{whose}</span>
                <span>{when}</span>
                {move || (!mark.get().is_empty()).then(|| view! { <span class="windows-mark">{mark.get()}</span> })}
            </button>
            <p class="field-below" id=below aria-live="polite">
                {words}
            </p>
        </li>
    }
    .into_any()
}

/// What is different about a window.
fn mark(row: &Row) -> &'static str {
    match (&row.was, &row.wanted) {
        (None, _) => "new",
        (_, None) => "taken out",
        _ if row.is_touched() => "changed",
        _ if row.foreign => "by somebody else, just now",
        _ => "",
    }
}
