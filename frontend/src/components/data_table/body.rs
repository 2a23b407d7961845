//! The rows: a fixed pool of elements over a space as high as all rows together.

use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::reactive::owner::WeakOwner;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::drawn_rows::{DrawnRows, Part};
use super::grid::Grid;
use super::window::ROW;
use crate::ui::clock::{Clock, use_clock};
use crate::ui::turns::in_turn;

/// The rows of a grid.
#[component]
pub fn Body(
    /// The table.
    grid: Grid,
    /// The scrolled element.
    element: NodeRef<Div>,
) -> impl IntoView {
    let resized = window_event_listener(ev::resize, move |_| grid.measure(element));
    on_cleanup(move || resized.remove());
    Effect::new(move || {
        if element.get().is_some() {
            request_animation_frame(move || grid.measure(element));
        }
    });
    // A new filter or order begins at the top.
    let asked = Memo::new(move |_| (grid.filter(), grid.order()));
    Effect::watch(move || asked.get(), move |_, _, _| grid.scroll_up(element), false);
    let rows = StoredValue::new_local(DrawnRows::new(grid));
    let list = NodeRef::<Div>::new();
    let clock = use_clock();
    let owner = Owner::current().map(|owner| owner.downgrade());
    let pool = Memo::new(move |_| grid.pool());
    // Rises when there are more row elements.
    let made = RwSignal::new(0_u64);
    Effect::new(move || {
        let Some(list) = list.get() else { return };
        rows.update_value(|rows| rows.want(pool.get(), grid.columns()));
        if let Some(owner) = owner.clone() {
            untrack(|| make(rows, made, list.into(), owner));
        }
    });
    let filling = Filling { rows, clock, rest_due: StoredValue::new(false) };
    Effect::new(move || {
        made.track();
        filling.fill(Part::InSight);
    });
    Effect::new(move || {
        let now_ms = clock.now_ms();
        rows.update_value(|rows| rows.tick(now_ms));
    });
    Effect::new(move || {
        let cursor = grid.cursor();
        rows.update_value(|rows| rows.mark(cursor));
    });
    // A table that is taken away from under the pointer is told so when it is gone.
    let point_at = move |element: Option<Element>| {
        let _ = rows.try_update_value(|rows| rows.point_at(element.as_ref()));
    };
    let empty = move || {
        (grid.live().is_whole() && grid.length() == 0 && !grid.is_searching()).then(|| {
            let filtered = !grid.filter().trim().is_empty();
            let said = if filtered {
                format!("No {} passes this filter.", grid.spec().nouns.0)
            } else {
                grid.spec().empty.to_owned()
            };
            view! { <p class="grid-empty">{said}</p> }
        })
    };
    view! {
        <div
            class="grid-body"
            role="rowgroup"
            node_ref=list
            style:height=move || format!("{}px", (grid.length() as f64 * ROW).max(ROW))
            on:pointermove=move |_| grid.hold()
            on:pointerover=move |event| point_at(element_of(&event))
            on:pointerleave=move |_| {
                point_at(None);
                grid.release();
            }
            on:click=move |event| {
                let slot = element_of(&event).and_then(|element| rows.with_value(|rows| rows.slot_of(&element)));
                if slot.is_some() {
                    grid.set_cursor(slot);
                }
            }
        ></div>
        {empty}
    }
}

/// Writes what the rows say.
#[derive(Clone, Copy)]
struct Filling {
    rows: StoredValue<DrawnRows, LocalStorage>,
    clock: Clock,
    /// What is left is written soon.
    rest_due: StoredValue<bool>,
}

impl Filling {
    /// Writes for a while; the rest when that has been painted.
    fn fill(self, part: Part) {
        let now_ms = self.clock.now_ms_untracked();
        let is_left = self.rows.try_update_value(|rows| rows.fill(part, now_ms));
        if is_left != Some(true)
            || self.rest_due.try_update_value(|due| std::mem::replace(due, true)) != Some(false)
        {
            return;
        }
        let rest = move || {
            if self.rest_due.try_update_value(std::mem::take) == Some(true) {
                untrack(|| self.fill(Part::Whole));
            }
        };
        request_animation_frame(move || in_turn(rest));
    }
}

/// Makes the row elements that are missing, a few at a time.
fn make(rows: StoredValue<DrawnRows, LocalStorage>, made: RwSignal<u64>, list: Element, owner: WeakOwner) {
    // The table may be gone by now.
    let Some(present) = owner.upgrade() else { return };
    let is_missing = present.with(|| rows.try_update_value(|rows| rows.make(&list)));
    made.update(|made| *made += 1);
    if is_missing == Some(true) {
        in_turn(move || make(rows, made, list, owner));
    }
}

/// The element that an event is of.
fn element_of(event: &web_sys::Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}
