//! The rows: a fixed pool of elements over a space as high as all rows together.

use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;

use super::cell::{CellData, draw};
use super::grid::Grid;
use super::window::{ROW, assign};

/// One row element: which row it shows and what its cells say.
#[derive(Clone)]
struct Slot {
    row: RwSignal<usize>,
    slot: RwSignal<Option<u32>>,
    cells: Vec<RwSignal<CellData>>,
}

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
    let pool = Memo::new(move |_| grid.pool());
    let columns = Memo::new(move |_| grid.columns());
    let rows = move || {
        let (pool, columns) = (pool.get(), columns.get());
        let slots: Vec<Slot> = (0..pool)
            .map(|_| Slot {
                row: RwSignal::new(0),
                slot: RwSignal::new(None),
                cells: columns.iter().map(|_| RwSignal::new(CellData::default())).collect(),
            })
            .collect();
        let drawn = slots.clone();
        let shown = columns.clone();
        Effect::new(move || fill(grid, &drawn, &shown));
        slots.into_iter().map(|slot| row_element(grid, slot, &columns)).collect_view()
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
            style:height=move || format!("{}px", (grid.length() as f64 * ROW).max(ROW))
            on:pointermove=move |_| grid.hold()
            on:pointerleave=move |_| grid.release()
        >
            {rows}
        </div>
        {empty}
    }
}

/// Writes what changed into the row elements.
fn fill(grid: Grid, elements: &[Slot], columns: &[usize]) {
    let (first, slots) = grid.window(elements.len());
    let shown: Vec<Option<u32>> = elements.iter().map(|element| element.slot.get_untracked()).collect();
    grid.live().read(|replica| {
        for (element, place) in elements.iter().zip(assign(&shown, &slots)) {
            let slot = place.map(|place| slots[place]);
            put(element.slot, slot);
            let (Some(slot), Some(place)) = (slot, place) else { continue };
            put(element.row, first + place);
            for (&column, cell) in columns.iter().zip(&element.cells) {
                put(*cell, CellData::of(grid.spec(), &grid.spec().columns[column], replica, slot));
            }
        }
    });
}

/// Sets a signal if that is news.
fn put<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}

fn row_element(grid: Grid, element: Slot, columns: &[usize]) -> impl IntoView + use<> {
    let Slot { row, slot, cells } = element;
    let cells = cells
        .into_iter()
        .zip(columns)
        .map(|(cell, &column)| {
            let look = grid.spec().columns[column].look;
            view! {
                <div class="cell" class:number=look.is_number() role="gridcell">
                    {draw(look, cell)}
                </div>
            }
        })
        .collect_view();
    let current = Memo::new(move |_| slot.get().is_some_and(|slot| grid.cursor() == Some(slot)));
    view! {
        <div
            class="row"
            class:current=current
            role="row"
            id=move || slot.get().map(|slot| grid.element_of(slot))
            hidden=move || slot.get().is_none()
            aria-rowindex=move || slot.get().map(|_| row.get() + 1)
            aria-selected=move || current.get().then_some("true")
            style:transform=move || format!("translateY({}px)", row.get() as f64 * ROW)
            on:click=move |_| grid.set_cursor(slot.get_untracked())
        >
            {cells}
        </div>
    }
}
