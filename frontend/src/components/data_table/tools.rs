//! What stands above the rows: the filter, how many rows pass it, the columns.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::columns::Columns;
use super::filter_help::FilterHelp;
use super::grid::Grid;
use super::spec::TableSpec;
use crate::ui::format::{grouped, plural};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::unique::unique_id;

/// The tools of a grid.
#[component]
pub fn Tools(
    /// The table.
    grid: Grid,
) -> impl IntoView {
    let spec = grid.spec();
    let label = format!("Filter {}", spec.nouns.1);
    let problems = Memo::new(move |_| grid.problems());
    let below = unique_id("filter");
    // Esc leaves the field, as everywhere; a second Esc clears the filter.
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            grid.set_cursor(grid.slot_at(0));
        }
    };
    let count = move || {
        let passing = grid.length();
        let all = grid.live().watch(&[spec.table], |replica| replica.rows(spec.table).len());
        let so_far = if grid.live().is_whole() { "" } else { " so far" };
        if grid.filter().trim().is_empty() {
            plural(passing as i64, spec.nouns.0, spec.nouns.1) + so_far
        } else {
            let more = if grid.is_searching() { "+" } else { "" };
            let all = plural(all as i64, spec.nouns.0, spec.nouns.1);
            format!("{}{more} of {all}{so_far}", grouped(passing as i64))
        }
    };
    // What counts up while the cluster is loaded is no news to be told each time.
    let told = move || if grid.live().is_whole() { "polite" } else { "off" };
    view! {
        <div class="tools">
            <div class="filter">
                <Icon glyph=Glyph::Search />
                <input
                    type="search"
                    class="input filter-input"
                    data-filter
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder=placeholder(spec)
                    aria-label=label
                    aria-describedby=below.clone()
                    aria-invalid=move || problems.with(|problems| !problems.is_empty()).then_some("true")
                    prop:value=move || grid.filter()
                    on:input:target=move |event| grid.set_filter(event.target().value())
                    on:keydown=keys
                />
                <FilterHelp grid />
            </div>
            <span class="count" role="status" aria-live=told>
                {count}
                <Show when=move || grid.is_held()>
                    <span class="held" title="The rows hold still while the pointer is over them."> " · order held"</span>
                </Show>
            </span>
            <Columns grid />
        </div>
        <p class="filter-problems" id=below>
            {move || problems.with(|problems| {
                problems.iter().map(|problem| problem.words.clone()).collect::<Vec<_>>().join(" ")
            })}
        </p>
    }
}

/// What may be typed: the columns that are asked for most, of those the table has.
fn placeholder(spec: &TableSpec) -> String {
    let terms = ["state", "role", "host"].into_iter().filter(|key| spec.table.column(key).is_some());
    let terms: Vec<String> = terms.map(|key| format!(", {key}:…")).collect();
    format!("Filter {}: a word{}", spec.nouns.1, terms.concat())
}
