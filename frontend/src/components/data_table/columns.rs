//! The chooser of columns.

use leptos::prelude::*;

use super::grid::Grid;
use crate::ui::icon::{Glyph, Icon};
use crate::ui::popover::Popover;

/// A button that opens the list of columns.
#[component]
pub fn Columns(
    /// The table.
    grid: Grid,
) -> impl IntoView {
    let toggle = move |column: usize, on: bool| {
        let mut columns = grid.columns();
        columns.retain(|other| *other != column);
        if on {
            columns.push(column);
            columns.sort_unstable();
        }
        // A table without columns shows nothing and cannot be asked for more.
        if !columns.is_empty() {
            grid.choose(Some(columns));
        }
    };
    let boxes = grid
        .spec()
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let shown = move || grid.columns().contains(&at);
            view! {
                <label class="option" title=grid.table().columns()[column.column].about>
                    <input
                        type="checkbox"
                        prop:checked=shown
                        on:change:target=move |event| toggle(at, event.target().checked())
                    />
                    {column.title}
                </label>
            }
        })
        .collect_view();
    view! {
        <Popover label="Columns" face=|| view! { <Icon glyph=Glyph::Columns /> "Columns" }>
            {boxes}
            <button type="button" class="option" on:click=move |_| grid.choose(None)>
                "As at first"
            </button>
        </Popover>
    }
}
