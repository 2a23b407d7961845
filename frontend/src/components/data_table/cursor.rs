//! The reader's row: moved by keys, opened by Enter.

use leptos::ev::{self, KeyboardEvent};
use leptos::html::Div;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::grid::Grid;
use super::window::{ROW, reveal};
use crate::shell::free_key;

/// Where a key leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    By(isize),
    Pages(isize),
    First,
    Last,
    Open,
    Leave,
}

fn action(key: &str, in_grid: bool) -> Option<Move> {
    Some(match key {
        "j" => Move::By(1),
        "k" => Move::By(-1),
        // These scroll the page unless the grid has the focus.
        "ArrowDown" if in_grid => Move::By(1),
        "ArrowUp" if in_grid => Move::By(-1),
        "PageDown" if in_grid => Move::Pages(1),
        "PageUp" if in_grid => Move::Pages(-1),
        "Home" if in_grid => Move::First,
        "End" if in_grid => Move::Last,
        "Enter" => Move::Open,
        "Escape" => Move::Leave,
        _ => return None,
    })
}

/// Obeys the keys while the table is there.
pub fn listen(grid: Grid, element: NodeRef<Div>) {
    let navigate = use_navigate();
    let listener = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        if !free_key(&event) {
            return;
        }
        let Some(element) = element.get_untracked() else { return };
        let focused = document().active_element();
        let in_grid = focused.as_ref().is_some_and(|focused| element.contains(Some(focused)));
        let Some(action) = action(&event.key(), in_grid) else { return };
        // Enter on a link or a button is that element's own.
        let on_control = focused.is_some_and(|focused| matches!(focused.tag_name().as_str(), "A" | "BUTTON"));
        match action {
            Move::Open => {
                let Some(slot) = grid.cursor().filter(|_| !on_control) else { return };
                navigate(&grid.href(slot), NavigateOptions { resolve: false, ..NavigateOptions::default() });
            }
            Move::Leave if grid.cursor().is_some() => grid.set_cursor(None),
            Move::Leave if !grid.filter().is_empty() => grid.set_filter(String::new()),
            Move::Leave => return,
            walk => {
                let page = (f64::from(element.client_height()) / ROW - 2.0).max(1.0) as isize;
                let Some(row) = target(walk, grid.cursor_row(), grid.length(), page) else { return };
                grid.set_cursor(grid.slot_at(row));
                grid.hold();
                // The head stands above the rows and takes one row's height.
                let height = f64::from(element.client_height()) - ROW;
                if let Some(top) = reveal(row, f64::from(element.scroll_top()), height) {
                    element.set_scroll_top(top as i32);
                }
            }
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
}

/// The row that a move leads to.
fn target(walk: Move, row: Option<usize>, length: usize, page: isize) -> Option<usize> {
    let last = length.checked_sub(1)?;
    let step = |by: isize| row.map_or(0, |row| row.saturating_add_signed(by).min(last));
    Some(match walk {
        Move::By(by) => step(by),
        Move::Pages(pages) => step(pages * page),
        Move::First => 0,
        Move::Last => last,
        Move::Open | Move::Leave => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_step_is_onto_the_first_row_and_none_leaves_the_rows() {
        assert_eq!(target(Move::By(1), None, 10, 5), Some(0));
        assert_eq!(target(Move::By(1), Some(9), 10, 5), Some(9));
        assert_eq!(target(Move::By(-1), Some(0), 10, 5), Some(0));
        assert_eq!(target(Move::Pages(1), Some(7), 10, 5), Some(9));
        assert_eq!(target(Move::Last, None, 10, 5), Some(9));
        assert_eq!(target(Move::By(1), None, 0, 5), None);
    }

    #[test]
    fn arrows_scroll_the_page_unless_the_grid_has_the_focus() {
        assert_eq!(action("ArrowDown", false), None);
        assert_eq!(action("ArrowDown", true), Some(Move::By(1)));
        assert_eq!(action("j", false), Some(Move::By(1)));
    }
}
