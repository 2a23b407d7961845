//! The table of every list: windowed, sorted, filtered, live; its whole view is in the URL.
//!
//! A [`TableSpec`] says what a list shows. The table keeps a [`cluster_model::view::View`] of the replica and a fixed pool of row
//! elements: a row keeps its element while it is in sight, so that scrolling and changes write what is new and touch no other row.
//! However many rows there are, the page has a few hundred elements.

mod address;
mod body;
mod cell;
mod columns;
mod cursor;
mod drawn_cell;
mod drawn_row;
mod drawn_rows;
mod filter_help;
mod grid;
mod head;
mod links;
mod live_cell;
mod placing;
mod spec;
mod tools;
mod tree;
mod window;

use leptos::html::Div;
use leptos::prelude::*;

pub use cell::CellData;
pub use links::{agent_of, framework_of, role_of};
pub use spec::{ColumnSpec, Look, TableSpec};
pub use tree::Folds;

use self::body::Body;
use self::grid::Grid;
use self::head::Head;
use self::tools::Tools;
use crate::keyboard::{Group, use_shortcuts};

const KEYS: Group = Group {
    title: "In a table",
    keys: &[
        ("j", "Next row"),
        ("k", "Row before"),
        ("Enter", "Open the row"),
        ("Esc", "Leave the row, clear the filter"),
    ],
};

/// A table of the live cluster.
#[component]
pub fn DataTable(
    /// What it shows.
    spec: &'static TableSpec,
    /// What every row must pass, whatever the filter says: `agent_id="…"`. The reader does not see it.
    #[prop(optional, into)]
    fixed: Signal<String>,
    /// Only as high as its rows, up to a limit, rather than filling the page.
    #[prop(optional)]
    fitted: bool,
) -> impl IntoView {
    let grid = Grid::new(spec, fixed);
    let element = NodeRef::<Div>::new();
    use_shortcuts(KEYS);
    cursor::listen(grid, element);
    view! {
        <div class="table" class:fitted=fitted>
            <Tools grid />
            <div
                class="grid"
                role="grid"
                tabindex="0"
                node_ref=element
                aria-label=spec.label
                aria-rowcount=move || grid.length()
                aria-colcount=move || grid.columns().len()
                aria-activedescendant=move || grid.cursor_element()
                aria-busy=move || (!grid.live().is_whole()).then_some("true")
                style=("--columns", move || grid.tracks())
                style=("--least-width", move || grid.least_width())
                on:scroll=move |_| grid.scrolled(element)
                on:blur=move |_| grid.release()
            >
                <Head grid />
                <Body grid element />
            </div>
        </div>
    }
}
