//! The heads of the columns, each a button that sorts.

use cluster_model::view::Sort;
use leptos::prelude::*;
use web_sys::MouseEvent;

use super::grid::Grid;

/// The head of a grid.
#[component]
pub fn Head(
    /// The table.
    grid: Grid,
) -> impl IntoView {
    let heads =
        move || grid.columns().into_iter().map(|column| view! { <ColumnHead grid column /> }).collect_view();
    view! {
        <div class="grid-head" role="rowgroup">
            <div class="head-row" role="row">
                {heads}
            </div>
        </div>
    }
}

#[component]
fn ColumnHead(grid: Grid, column: usize) -> impl IntoView {
    let spec = &grid.spec().columns[column];
    let place = Memo::new(move |_| {
        let order = grid.order();
        let at = order.iter().position(|sort| sort.column == spec.column)?;
        Some((at, order[at].descending, order.len()))
    });
    let sort = move |event: MouseEvent| {
        // Numbers are asked for from the top.
        let descends = place.get_untracked().map_or(spec.look.is_number(), |(_, descending, _)| !descending);
        let by = Sort { column: spec.column, descending: descends };
        let mut order = if event.shift_key() { grid.order() } else { Vec::new() };
        match order.iter_mut().find(|sort| sort.column == spec.column) {
            Some(sort) => *sort = by,
            None => order.push(by),
        }
        grid.set_order(order);
    };
    let direction =
        move || place.get().map(|(_, descending, _)| if descending { "descending" } else { "ascending" });
    let mark = move || {
        place.get().map(|(at, descending, of)| {
            let arrow = if descending { "↓" } else { "↑" };
            if of > 1 { format!("{arrow}{}", at + 1) } else { arrow.to_owned() }
        })
    };
    let about = grid.table().columns()[spec.column].about;
    view! {
        <div class="head" class:number=spec.look.is_number() role="columnheader" aria-sort=direction>
            <button type="button" class="head-sort" title=format!("{about} Shift adds to the order.") on:click=sort>
                <span>{spec.title}</span>
                <span class="head-mark" aria-hidden="true">{mark}</span>
            </button>
        </div>
    }
}
