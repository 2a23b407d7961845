//! What can be typed into the filter.

use leptos::prelude::*;

use super::grid::Grid;
use crate::ui::popover::Popover;

const TERMS: [(&str, &str); 8] = [
    ("web", "a word anywhere"),
    ("state:running", "begins a part of the text"),
    ("state=drained", "is exactly this"),
    ("host~web", "is anywhere in the text"),
    ("mem>1.5g", "a number: < <= = >= >"),
    ("started<1h", "less than an hour ago"),
    ("role:eng,ops", "either"),
    ("-zone:eu1-b", "not"),
];

/// A button that opens the filter's grammar and the columns it knows.
#[component]
pub fn FilterHelp(
    /// The table.
    grid: Grid,
) -> impl IntoView {
    let keys: Vec<&str> = grid.table().columns().iter().map(|column| column.key).collect();
    let terms = TERMS
        .iter()
        .map(|(term, meaning)| view! { <dt><code>{*term}</code></dt><dd>{*meaning}</dd> })
        .collect_view();
    view! {
        <Popover label="What the filter understands" face=|| "?" class="button quiet filter-help">
            <dl class="filter-terms">{terms}</dl>
            <p class="filter-keys">"Columns: " <code>{keys.join(" ")}</code></p>
        </Popover>
    }
}
